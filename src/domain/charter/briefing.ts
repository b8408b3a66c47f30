// What a newspaper would ask of a charter, in figures alone: who flew, what was tested, who carried and observed them, and where they are now.
import type { CharterId, JourneyId } from '../ids.ts'
import { officeZone } from '../officeZone.ts'
import { daysBetween, localDate, type Instant, type LocalDate } from '../instant.ts'
import type { Journey } from '../journey/journey.ts'
import { countOutcomes, fewestForSums, type OutcomeCount } from '../journey/outcomeCount.ts'
import type { Stage } from '../journey/stage.ts'
import type { TransferRun } from '../transfer/run.ts'
import type { TradeEntry } from '../trade/figures.ts'
import type { Charter } from './charter.ts'
import type { Leg } from './events.ts'
import type { CharterStage } from './stage.ts'

/** Where people are, as the sheet tells it: whoever is in medical care is told with those under observation. */
export const whereabouts = [
  'beforeBoarding',
  'stayedBehind',
  'aboard',
  'inTransfer',
  'inObservation',
  'atHome',
  'released',
  'turnedAway',
  'missing',
] as const
export type Whereabouts = (typeof whereabouts)[number]

/** Null: some, but fewer than `fewestForSums`, so that nobody can be read from it. */
export type Few = number | null

export type BriefingFigures = {
  readonly passengers: {
    /** People, each once; registered again after a withdrawal they are still one. */
    readonly registered: number
    /** Who boarded, once the aircraft has left. */
    readonly flown: number
    /** By the passport's state, the most first; null takes in what is too few to be told by itself. */
    readonly nationalities: readonly {
      readonly state: string | null
      /** The same by ISO 3166-1 alpha-2, where the state is a country. */
      readonly region: string | null
      readonly registered: number
      readonly flown: number
    }[]
  }
  /** Adds up to those registered. */
  readonly now: Readonly<Record<Whereabouts, number>>
  readonly tests: {
    readonly beforeFlight: number
    readonly afterLanding: number
    readonly all: number
    /** Null: all but a few. */
    readonly negative: Few
  }
  readonly codes: { readonly issued: number; readonly refused: Few }
  readonly transfer: {
    readonly coaches: number
    /** Head-counts into the coaches and out of them. */
    readonly countedIn: number
    readonly countedOut: number
    /** Head-counts that both sides signed, from the aircraft door on. */
    readonly handovers: number
  }
  readonly observation: {
    readonly admitted: number
    readonly rooms: number
    readonly sentHome: number
    readonly movedToCare: Few
    readonly released: number
    /** Median days from day one to the release; null while too few are released. */
    readonly days: number | null
  }
  /**
   * Why people come: by the word for seats that the chamber gave, or else by words of their own that several gave alike.
   * Both null takes in what is too few, or was not said.
   */
  readonly purposes: readonly { readonly need: string | null; readonly said: string | null; readonly people: number }[]
  readonly outcomes: OutcomeCount
}

/** The whole sheet: the figures, what they are about, and what they rest on. */
export type Briefing = BriefingFigures & {
  readonly charter: CharterId
  /** The charter's version that was counted. */
  readonly version: number
  readonly asOf: Instant
  readonly stage: CharterStage
  readonly title: string
  readonly leg: Pick<Leg, 'flightNumber' | 'carrier' | 'from' | 'to' | 'scheduledDeparture' | 'scheduledArrival'>
  /** By the clock of the departure city. */
  readonly day: LocalDate
  /** Whoever organises it, by name. */
  readonly chamber: string
  /** The rule books that bind it, by their ids; empty where none does. */
  readonly editions: readonly string[]
  /** ISO 3166-1 alpha-2; null where the charter comes from no country that is known. */
  readonly country: string | null
  /** The latest that was entered for the country. */
  readonly trade: TradeEntry | null
}
export type Counted = {
  readonly charter: Charter
  readonly journeys: readonly Journey[]
  readonly runs: readonly TransferRun[]
  /** Of each journey's passport; missing where nobody can be asked any more. */
  readonly nationality: (journey: JourneyId) => string | null
  /** Of each journey, in the merchant's own words; null where nobody can be asked any more. */
  readonly purpose: (journey: JourneyId) => string | null
  readonly regionOf: (state: string) => string | null
  /** So many times a mission refused a code. */
  readonly codesRefused: number
}

/** Pure: the same charter counted at the same moment is the same sheet. */
export function countBriefing({ charter, journeys, runs, codesRefused, ...names }: Counted): BriefingFigures {
  const people = onePerPerson(journeys)
  const { departed, landed } = charter.record
  const hasFlown = (journey: Journey): boolean => departed !== null && journey.dossier.boardedAt !== null
  const tests = people.flatMap(({ dossier }) =>
    dossier.tests.map(({ result, sampledAt }) => ({
      negative: result === 'negative',
      after: dossier.landed !== null && sampledAt > dossier.landed.at,
    })),
  )
  const negative = tests.filter((test) => test.negative).length
  const left = runs.filter(({ record }) => record.departed)
  const arrived = runs.filter(({ record }) => record.arrived)
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  return {
    passengers: {
      registered: people.length,
      flown: people.filter(hasFlown).length,
      nationalities: grouped(people, ({ id }) => names.nationality(id)).map(({ name, members }) => ({
        state: name,
        region: name && names.regionOf(name),
        registered: members.length,
        flown: members.filter(hasFlown).length,
      })),
    },
    now: Object.fromEntries(
      whereabouts.map((place) => [place, people.filter(({ stage }) => placeOf[stage] === place).length]),
    ) as Record<Whereabouts, number>,
    tests: {
      beforeFlight: tests.filter(({ after }) => !after).length,
      afterLanding: tests.filter(({ after }) => after).length,
      all: tests.length,
      negative: few(tests.length - negative) === null ? null : negative,
    },
    codes: { issued: people.filter(hadCode).length, refused: few(codesRefused) },
    transfer: {
      coaches: left.length,
      countedIn: sum(left.map(({ record }) => record.departed!.handover.count)),
      countedOut: sum(arrived.map(({ record }) => record.arrived!.handover.count)),
      handovers: [departed, landed].filter((each) => each !== null).length + left.length + arrived.length,
    },
    observation: observed(people),
    purposes: grouped(people, (journey) => keyOf(reasonOf(journey, names.purpose))).map(({ name, members }) => ({
      ...(name === null ? noReason : reasonOf(members[0]!, names.purpose)),
      people: members.length,
    })),
    outcomes: countOutcomes(people),
  }
}

type Reason = { readonly need: string | null; readonly said: string | null }
const noReason: Reason = { need: null, said: null }
const keyOf = (reason: Reason): string | null => (reason.need ?? reason.said) && JSON.stringify(reason)

/** The word `other` says nothing by itself: their own words stand in its place where there are any. */
function reasonOf({ id, dossier }: Journey, purpose: Counted['purpose']): Reason {
  const { need = null } = dossier.traits
  const said = need === null || need === 'other' ? purpose(id)?.trim() || null : null
  return said ? { need: null, said } : { need, said: null }
}

const placeOf: Readonly<Record<Stage, Whereabouts>> = {
  registered: 'beforeBoarding',
  waitlisted: 'beforeBoarding',
  offered: 'beforeBoarding',
  'seated.awaitingFirstNegative': 'beforeBoarding',
  'seated.awaitingSecondNegative.codeOutstanding': 'beforeBoarding',
  'seated.awaitingSecondNegative.codeIssued': 'beforeBoarding',
  'seated.awaitingHealthCode': 'beforeBoarding',
  clearedToBoard: 'beforeBoarding',
  aboard: 'aboard',
  awaitingTransfer: 'inTransfer',
  inClosedLoopTransfer: 'inTransfer',
  underMedicalObservation: 'inObservation',
  inMedicalCare: 'inObservation',
  underHomeMonitoring: 'atHome',
  released: 'released',
  deferred: 'stayedBehind',
  notTravelled: 'stayedBehind',
  withdrawn: 'stayedBehind',
  entryRefused: 'turnedAway',
  leftLoop: 'missing',
}

/** Of somebody who withdrew and was registered again, the journey that goes on. */
function onePerPerson(journeys: readonly Journey[]): readonly Journey[] {
  const withdrawn = ({ stage }: Journey) => stage === 'withdrawn'
  const ordered = [...journeys.filter(withdrawn), ...journeys.filter((journey) => !withdrawn(journey))]
  return [...new Map(ordered.map((journey) => [journey.merchant, journey])).values()]
}

const few = (count: number): Few => (count > 0 && count < fewestForSums ? null : count)

const hadCode = ({ dossier }: Journey): boolean =>
  dossier.code !== null || dossier.reached['seated.awaitingSecondNegative.codeIssued'] !== undefined

function observed(people: readonly Journey[]): BriefingFigures['observation'] {
  const stays = people.flatMap(({ dossier }) => dossier.stays)
  const days = people.flatMap(({ dossier: { dayOne, releasedAt } }) =>
    dayOne && releasedAt ? [daysBetween(dayOne, localDate(releasedAt, officeZone))] : [],
  )
  const sorted = days.sort((a, b) => a - b)
  return {
    admitted: people.filter(({ dossier }) => dossier.stays.length > 0).length,
    rooms: new Set(stays.map(({ room }) => room)).size,
    sentHome: people.filter(({ dossier }) => dossier.home?.place === 'home').length,
    movedToCare: few(people.filter(({ dossier }) => dossier.care.length > 0).length),
    released: people.filter(({ stage }) => stage === 'released').length,
    // The lower of two in the middle, so that it is what somebody's course took.
    days: sorted.length < fewestForSums ? null : (sorted[Math.floor((sorted.length - 1) / 2)] ?? null),
  }
}

/** The largest first; groups of too few are told together, behind all others, without a name. */
function grouped(
  people: readonly Journey[],
  nameOf: (journey: Journey) => string | null,
): readonly { readonly name: string | null; readonly members: readonly Journey[] }[] {
  const groups = new Map<string | null, Journey[]>()
  for (const each of people) {
    const name = nameOf(each) || null
    const members = groups.get(name) ?? []
    members.push(each)
    groups.set(name, members)
  }
  const all = [...groups]
  const isTold = ([name, members]: (typeof all)[number]): boolean => name !== null && members.length >= fewestForSums
  const rest = all.filter((group) => !isTold(group)).flatMap(([, members]) => members)
  const told = all
    .filter(isTold)
    .sort(([one, a], [other, b]) => b.length - a.length || (one! < other! ? -1 : 1))
    .map(([name, members]) => ({ name, members }))
  return rest.length ? [...told, { name: null, members: rest }] : told
}
