// Lists that somebody takes away as a file: people as the role may see them, what is due, the board, and the briefing.
import { reach } from '../domain/access/table.ts'
import { dossierView } from '../domain/access/masking.ts'
import type { Briefing } from '../domain/charter/briefing.ts'
import { seatsToFill, type Charter } from '../domain/charter/charter.ts'
import type { Finding } from '../domain/decision.ts'
import type { JourneyId } from '../domain/ids.ts'
import { inZone, type Instant, type Zone } from '../domain/instant.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { Language } from '../domain/language.ts'
import type { Caller } from './actor.ts'
import type { Desk } from './desk.ts'
import { openWords } from './freeText.ts'
import { refusedAccess } from './may.ts'
import type { Cell, ListFormat, TableWriter } from './sheetPorts.ts'
import type { Views } from './views.ts'

export const listHeadings = [
  'name',
  'passport',
  'nationality',
  'stage',
  'missing',
  'by',
  'due',
  'journey',
  'flight',
  'from',
  'to',
  'departure',
  'seats',
  'taken',
  'figure',
  'value',
] as const
export type ListHeading = (typeof listHeadings)[number]

/** What a file says in the reader's language. */
export type ListWords = {
  readonly heading: (language: Language, heading: ListHeading) => string
  /** Of journeys and charters. */
  readonly stage: (language: Language, stage: string) => string
  /** A column of the board: how many have come so far. */
  readonly reached: (language: Language, stage: Stage) => string
  readonly due: (language: Language, act: string, number: number | null) => string
  readonly finding: (language: Language, finding: Finding, zone: Zone) => string
  /** Each figure with its label. */
  readonly briefing: (language: Language, briefing: Briefing) => readonly (readonly [string, string])[]
}

/** The file, and whose journeys stand in it. */
export type ListFile = { readonly body: Buffer; readonly journeys: readonly JourneyId[] }
type How = { readonly caller: Caller; readonly language: Language; readonly format: ListFormat; readonly now: Instant }

export type Lists = {
  people(charter: Charter, how: How): Promise<ListFile>
  due(charter: Charter, how: How): Promise<ListFile>
  /** Every charter that the caller sees. */
  board(how: How): Promise<Buffer>
  briefing(briefing: Briefing, how: Pick<How, 'language' | 'format'>): Promise<Buffer>
}

const chartersAtOnce = 100
/** How far a charter's people have come, as the board shows it. */
const figures = [
  'registered',
  'clearedToBoard',
  'aboard',
  'underMedicalObservation',
  'released',
] as const satisfies readonly Stage[]

export function createLists(desk: Desk, views: Views, writer: TableWriter, words: ListWords): Lists {
  const { store, vault } = desk

  const headed = (language: Language, headings: readonly ListHeading[]): readonly Cell[] =>
    headings.map((heading) => words.heading(language, heading))

  const mayDo =
    ({ role }: Caller) =>
    (act: Parameters<typeof reach>[1]): boolean =>
      role === 'desk' || reach(role, act) !== null

  async function dueOf(charter: Charter, { caller, now }: How) {
    const journeys = (await store.journeysOf(charter.id)).map(({ state }) => state)
    return { journeys, due: views.due(charter, journeys, now, mayDo(caller)) }
  }

  return {
    people: async (charter, how) => {
      const { caller, language, format } = how
      const { journeys, due } = await dueOf(charter, how)
      const people = await views.people(journeys, caller.role, 'peopleFile')
      const { zone } = charter.record.leg.from
      const rows = await Promise.all(
        journeys.map(async (journey): Promise<readonly Cell[]> => {
          const person = people.get(journey.id)
          const opened = await openWords(vault, journey, caller.role, 'peopleFile')
          const { findings = [] } = dossierView(opened.dossier, caller.role, 'peopleFile')
          const by = due.find((item) => item.journey === journey.id)?.by ?? null
          return [
            person?.name ?? '',
            person?.documentNumber ?? '',
            person?.nationality ?? '',
            words.stage(language, journey.stage),
            findings.map((finding) => words.finding(language, finding, zone)).join('; '),
            by ? inZone(by, zone) : '',
            journey.id,
          ]
        }),
      )
      const head = headed(language, ['name', 'passport', 'nationality', 'stage', 'missing', 'by', 'journey'])
      return { body: await writer.table([head, ...rows], format), journeys: journeys.map(({ id }) => id).sort() }
    },

    due: async (charter, how) => {
      const { caller, language, format } = how
      const { journeys, due } = await dueOf(charter, how)
      const shown = new Set(due.map(({ journey }) => journey))
      const whom = journeys.filter(({ id }) => shown.has(id))
      const people = await views.people(whom, caller.role, 'peopleFile')
      const { zone } = charter.record.leg.from
      const inOrder = [...due].sort((a, b) => ((a.by ?? '9') < (b.by ?? '9') ? -1 : 1))
      const rows = inOrder.map((item): readonly Cell[] => [
        item.by ? inZone(item.by, zone) : '',
        words.due(language, item.act, item.number),
        people.get(item.journey)?.name ?? '',
        item.journey,
      ])
      const head = headed(language, ['by', 'due', 'name', 'journey'])
      return { body: await writer.table([head, ...rows], format), journeys: [...shown].sort() }
    },

    board: async ({ caller, language, format }) => {
      const how = reach(caller.role, 'ViewCharter')
      const rows: (readonly Cell[])[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof store.chartersPage>> = await store.chartersPage({
          organiser: how === 'own' ? caller.organisation : null,
          ids: how === 'charter' ? caller.charters : null,
          after,
          limit: chartersAtOnce,
        })
        for (const { state } of page.rows) {
          if (refusedAccess(caller, 'ViewCharter', state)) continue
          const { leg, terms } = state.record
          const tallies = await views.funnel(state)
          const toFill = seatsToFill(terms)
          rows.push([
            leg.flightNumber,
            leg.from.city,
            leg.to.city,
            inZone(leg.scheduledDeparture, leg.from.zone),
            words.stage(language, state.stage),
            toFill,
            state.stage === 'draft' ? 0 : toFill - (await store.freeSeats(state.id)),
            ...figures.map((stage) => tallies.find((tally) => tally.stage === stage)?.reached ?? 0),
          ])
        }
        after = page.next
      } while (after !== null)
      const head = [
        ...headed(language, ['flight', 'from', 'to', 'departure', 'stage', 'seats', 'taken']),
        ...figures.map((stage) => words.reached(language, stage)),
      ]
      return writer.table([head, ...rows], format)
    },

    briefing: (briefing, { language, format }) =>
      writer.table([headed(language, ['figure', 'value']), ...words.briefing(language, briefing)], format),
  }
}
