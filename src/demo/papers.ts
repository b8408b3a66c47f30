// Papers: laboratories report, the organiser's clerk applies for codes, the mission's officer issues or refuses them, first come first served.
import { command, dueFor, journeyOf, officeOf, organiser, type JourneyAnswer, type Play } from './play.ts'
import { together } from './office.ts'
import { minutesAfter } from './timetable.ts'

/** How often the organiser's clerk looks for whom a code can be applied for (minutes). */
const clerkLooksEvery = 10

export function planPapers(play: Play): void {
  const { scenario, timetable } = play
  let reported = true
  let applied = false

  for (const [i, sample] of scenario.samples.entries()) {
    timetable.add(sample.reportedAt, 'report', async () => {
      const laboratory = play.offices.get(sample.laboratory)
      if (!laboratory) throw new Error(`laboratory ${sample.laboratory} has no office`)
      await command(play, laboratory, `/v1/journeys/${journeyOf(play, sample.who)}/tests`, {
        id: `S${i + 1}`,
        sampledAt: sample.at,
        precision: sample.precision,
        reportedAt: sample.reportedAt,
        laboratory: sample.laboratory,
        reagent: sample.reagent,
        result: sample.finds,
        ...(sample.ct === undefined ? {} : { ct: sample.ct }),
      })
      reported = true
    })
  }

  const clerk = () => organiser(play)
  for (const { from, to } of scenario.organiserDesk.works) {
    for (let at = from; Date.parse(at) <= Date.parse(to); at = minutesAfter(at, clerkLooksEvery)) {
      timetable.add(at, 'clerk', async () => {
        if (!reported) return
        reported = false
        const due = (await dueFor(play, clerk())).filter(({ act }) => act === 'ApplyForCode')
        await together(due, async ({ journey }) => {
          await command(play, clerk(), `/v1/journeys/${journey}/code-application`, {})
          applied = true
        })
      })
    }
  }

  const { missionDesk } = scenario
  const queue: string[] = []
  let colours: { readonly usual: string | null; readonly exempt: string | null } | null = null
  for (const { from, to } of missionDesk.works) {
    for (let at = from; Date.parse(at) <= Date.parse(to); at = minutesAfter(at, missionDesk.minutesEach)) {
      timetable.add(at, 'officer', async () => {
        const officer = officeOf(play, 'mission')
        if (!queue.length && applied) {
          applied = false
          const due = (await dueFor(play, officer)).filter(({ act }) => act === 'IssueCode')
          queue.push(
            ...due.sort((a, b) => (a.from + a.journey < b.from + b.journey ? -1 : 1)).map(({ journey }) => journey),
          )
        }
        const journey = queue.shift()
        if (!journey) return
        const refusal = missionDesk.refuses.find(({ who }) => play.journeys.get(who) === journey)
        if (refusal) {
          await command(
            play,
            officer,
            `/v1/journeys/${journey}/code-refusal`,
            { reason: refusal.reason },
            { ifMatch: '*' },
          )
          return
        }
        colours ??= await coloursAsked(play)
        const { dossier } = await officer.get<JourneyAnswer>(`/v1/journeys/${journey}`)
        const colour = dossier.traits.testExempt ? colours.exempt : colours.usual
        await command(play, officer, `/v1/journeys/${journey}/code-issue`, { colour })
      })
    }
  }
}

/** What the officer knows from the rule book that binds this charter. */
async function coloursAsked(play: Play) {
  type Book = {
    id: string
    code: { value: { colour: string } | null }
    ageExemption: { value: { colour: string } | null }
  }
  const officer = officeOf(play, 'mission')
  const { editions } = await officer.get<{ editions: { mission: { id: string } } }>(`/v1/charters/${play.charter}`)
  const book = (await officer.get<readonly Book[]>('/v1/editions')).find(({ id }) => id === editions.mission.id)
  const usual = book?.code.value?.colour ?? null
  return { usual, exempt: book?.ageExemption.value?.colour ?? usual }
}
