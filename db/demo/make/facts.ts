// What both demos share: a flight's clock, its laboratories' samples, and an independent look at whether the facts allow boarding.
import type { Laboratories, Rooms, Scenario, Vehicles } from '../../../src/demo/scenario.ts'
import type { Chance } from './chance.ts'
import type { RosterRow } from './write.ts'

export type Sample = Scenario['samples'][number]
export type Demo = {
  folder: string
  rosters: { file: string; rows: RosterRow[] }[]
  laboratories: Laboratories
  vehicles: Vehicles
  rooms: Rooms
  scenario: Scenario
  /** What the facts were chosen for, by passport number; never written to a file. Whoever is missing here flies. */
  intended: Map<string, string>
}

/** Minutes since 1970; the text carries the flight's own offset. */
export const minute = (text: string): number => Date.parse(text) / 60_000
export function clockAt(offset: string): { at(local: string): number; text(minutes: number): string } {
  const ahead = (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4)))
  return {
    at: (local) => minute(`${local}:00${offset}`),
    text: (minutes) => new Date((minutes + ahead) * 60_000).toISOString().slice(0, 19) + offset,
  }
}

type LabAndReagent = { laboratory: string; reagent: string }
export type Laboratory = Laboratories[number]

/** Writes down samples; a report takes the laboratory's usual hours, a little more or less. */
export function sampler(laboratories: Laboratories, offset: string, chance: Chance) {
  const { text } = clockAt(offset)
  const samples: Sample[] = []
  const hoursOf = (id: string): number => laboratories.find((laboratory) => laboratory.id === id)!.turnaroundHours
  return {
    samples,
    take(
      who: string,
      at: number,
      where: LabAndReagent,
      more: Partial<Pick<Sample, 'precision' | 'finds' | 'ct'>> = {},
    ): Sample {
      const taken = at + (more.precision === 'hour' ? 30 : 0)
      const reported = Math.round((taken + hoursOf(where.laboratory) * 60 + chance.between(0, 25)) / 5) * 5
      const sample: Sample = {
        who,
        at: text(at),
        precision: 'minute',
        ...where,
        finds: 'negative',
        reportedAt: text(reported),
        ...more,
      }
      samples.push(sample)
      return sample
    },
    /** Two laboratories with two reagents; the second one is quick enough where `quickSecond` is asked for. */
    pair(quickSecond = false): [LabAndReagent, LabAndReagent] {
      for (;;) {
        const first = chance.pick(laboratories)
        const second = chance.pick(laboratories.filter((one) => !quickSecond || one.turnaroundHours <= 4.5))
        const pair = [first, second].map((one) => ({ laboratory: one.id, reagent: chance.pick(one.reagents) }))
        const [a, b] = pair as [LabAndReagent, LabAndReagent]
        if (a.laboratory !== b.laboratory && a.reagent !== b.reagent) return [a, b]
      }
    },
    inOrder(): Sample[] {
      return samples.sort((a, b) => minute(a.at) - minute(b.at) || (a.who < b.who ? -1 : 1))
    },
  }
}

/** What a mission asks, as far as the facts are chosen by it. */
export type Asked = { codeAfter: 'first' | 'second'; secondWithin24h: boolean; exempt(row: RosterRow): boolean }

/**
 * Throws where the facts do not come to what they were chosen for. It knows the rule once more, on purpose not by the
 * desk's code: nobody whose facts are intended to fail may pass, and the other way round.
 */
export function checkIntentions(demo: Demo, asked: Asked): void {
  const { scenario } = demo
  const rows = demo.rosters.flatMap((roster) => roster.rows)
  const boarding = minute(scenario.charter.plannedBoarding ?? scenario.charter.scheduledDeparture)
  const day = 24 * 60
  const gate = minute(scenario.gate.opensAt)
  const ends = (sample: Sample): [number, number] => [
    minute(sample.at),
    minute(sample.at) + (sample.precision === 'hour' ? 60 : 0),
  ]
  const negativesOf = (who: string): Sample[] =>
    scenario.samples.filter(
      (sample) => sample.who === who && sample.finds === 'negative' && minute(sample.reportedAt) < gate,
    )
  const firstFits = (sample: Sample): boolean =>
    ends(sample)[0] >= boarding - 2 * day && ends(sample)[1] <= boarding - day
  const codeReady = new Map<string, number>()
  const tested = (row: RosterRow): boolean => {
    const who = row.documentNumber
    if (asked.exempt(row)) return codeReady.set(who, 0) && true
    const negatives = negativesOf(who)
    if (asked.codeAfter === 'first') {
      const first = negatives.filter(firstFits).sort((a, b) => minute(a.reportedAt) - minute(b.reportedAt))[0]
      if (first) codeReady.set(who, minute(first.reportedAt))
    }
    for (const a of negatives.filter(firstFits))
      for (const b of negatives) {
        const soonEnough = ends(b)[1] <= boarding && (!asked.secondWithin24h || ends(b)[0] >= boarding - day)
        if (ends(b)[0] - ends(a)[1] < day || !soonEnough || a.laboratory === b.laboratory || a.reagent === b.reagent)
          continue
        if (asked.codeAfter === 'second') codeReady.set(who, Math.max(minute(a.reportedAt), minute(b.reportedAt)))
        return true
      }
    return false
  }
  const complete = new Set(rows.filter(tested).map((row) => row.documentNumber))
  const issued = codesInHand(scenario, codeReady)
  const positive = new Set(scenario.samples.filter((sample) => sample.finds === 'positive').map((sample) => sample.who))
  const withdrawn = new Set(scenario.acts.flatMap((act) => (act.act === 'withdraw' ? [act.who] : [])))
  const refused = new Set(scenario.missionDesk.refuses.map((refusal) => refusal.who))
  const absent = new Set(scenario.gate.absent)
  const fine = (row: RosterRow): boolean => {
    const who = row.documentNumber
    const inHand = (issued.get(who) ?? Infinity) <= gate
    return complete.has(who) && inHand && ![positive, withdrawn, refused, absent].some((set) => set.has(who))
  }
  const guardianFine = (row: RosterRow): boolean =>
    row.partyRole !== 'dependant' ||
    rows.some((one) => one.party === row.party && one.partyRole === 'guardian' && fine(one))
  const wrong = rows.filter((row) => (fine(row) && guardianFine(row)) === demo.intended.has(row.documentNumber))
  if (wrong.length > 0)
    throw new Error(`${demo.folder}: not as intended: ${wrong.map((row) => row.documentNumber).join(', ')}`)
}

/** The organiser's clerk hands in what is ready while at work; the officer takes one after the other while at work. */
function codesInHand(scenario: Scenario, ready: ReadonlyMap<string, number>): Map<string, number> {
  const nextAtWork = (works: { from: string; to: string }[], from: number, needed: number): number => {
    for (const span of works) if (minute(span.to) - needed >= from) return Math.max(from, minute(span.from))
    return Infinity
  }
  const { organiserDesk, missionDesk } = scenario
  const handedIn = [...ready].map(([who, at]) => ({ who, at: nextAtWork(organiserDesk.works, at, 0) }))
  handedIn.sort((a, b) => a.at - b.at || (a.who < b.who ? -1 : 1))
  let free = 0
  return new Map(
    handedIn.map(({ who, at }) => {
      free = nextAtWork(missionDesk.works, Math.max(free, at), missionDesk.minutesEach) + missionDesk.minutesEach
      return [who, free]
    }),
  )
}
