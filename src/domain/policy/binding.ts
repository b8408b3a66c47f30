// Which edition binds: one for the jurisdiction and the day, with its reason in words; outside coverage none, never the nearest.
import { plusDays, type LocalDate } from '../instant.ts'
import type { CircuitBreakerEdition } from './circuitBreaker.ts'
import type { Edition } from './edition.ts'
import type { MissionEdition } from './missionEdition.ts'
import type { ObservationEdition } from './observationEdition.ts'
import { finding, type Finding } from '../decision.ts'

export type Binding<Book extends Edition> =
  | {
      readonly bound: Book
      readonly alternatives: readonly Book[]
      readonly reason: string
      /** What was asked: by which day of the charter, and for which place. */
      readonly asked: Question & { readonly by: DayOfCharter }
    }
  | { readonly bound: null; readonly finding: Finding }

/** A mission's notice counts by the day of the flight, what is ruled on arrival by the day of landing. */
type DayOfCharter = 'flight' | 'landing'
type Question = { readonly jurisdiction: string; readonly day: LocalDate }

/** The mission's edition, by the flight date in the departure zone. An edition for the whole jurisdiction has issuer "*". */
export const bindMission = (
  editions: readonly Edition[],
  question: Question & { readonly issuer: string | null },
): Binding<MissionEdition> =>
  bind(
    editions
      .filter((edition) => edition.kind === 'mission')
      .filter(({ issuer }) => issuer === '*' || issuer === question.issuer),
    question,
    'flight',
  )

/** The observation's edition, by the landing date in the edition's zone. */
export const bindObservation = (editions: readonly Edition[], question: Question): Binding<ObservationEdition> =>
  bind(
    editions.filter((edition) => edition.kind === 'observation'),
    question,
    'landing',
  )

/** The circuit breaker of the day of landing, which is national. */
export const bindCircuitBreaker = (editions: readonly Edition[], day: LocalDate): Binding<CircuitBreakerEdition> =>
  bind(
    editions.filter((edition) => edition.kind === 'circuitBreaker'),
    { jurisdiction: 'CN', day },
    'landing',
  )

/** From the place itself to the layers above it: a province, its country, every country. */
const layers = (jurisdiction: string): readonly string[] => [
  ...new Set([jurisdiction, jurisdiction.split('-')[0]!, 'ALL']),
]

function bind<Book extends Edition>(editions: readonly Book[], question: Question, by: DayOfCharter): Binding<Book> {
  const above = layers(question.jurisdiction)
  const corrected = new Set(editions.map(({ corrects }) => corrects))
  const covering = editions
    .filter((edition) => !corrected.has(edition.id))
    .filter((edition) => above.includes(edition.jurisdiction))
    .filter((edition) => governs(edition, question.day))
    .sort(
      (a, b) =>
        // The nearer layer binds, and a mission's own before the one for all of them; within a layer the later begun.
        above.indexOf(a.jurisdiction) - above.indexOf(b.jurisdiction) ||
        Number(a.issuer === '*') - Number(b.issuer === '*') ||
        compare(beginsOn(b), beginsOn(a)),
    )
  const [bound] = covering
  if (!bound) {
    return {
      bound: null,
      finding: finding('noEditionKnown', `No edition known for ${question.jurisdiction} on ${question.day}.`, {
        jurisdiction: question.jurisdiction,
        day: question.day,
      }),
    }
  }
  // "Flights on 1 July: old or new": the one that this one followed.
  const before = editions
    .filter((edition) => !corrected.has(edition.id) && isAkin(edition, bound) && beginsOn(edition) < beginsOn(bound))
    .sort((a, b) => compare(beginsOn(b), beginsOn(a)))
  const alternatives = bound.transition?.days.includes(question.day) ? before.slice(0, 1) : []
  const { jurisdiction, day } = question
  return {
    bound,
    alternatives,
    reason: reasonOf(bound, question, by, alternatives[0]),
    asked: { jurisdiction, day, by },
  }
}

function reasonOf(bound: Edition, question: Question, by: DayOfCharter, alternative: Edition | undefined): string {
  const adopted =
    bound.adoptedFrom === 'notFound' ? 'the day it was adopted there is not known' : `adopted ${bound.adoptedFrom}`
  const until = bound.effectiveUntil ? ` until ${bound.effectiveUntil}` : ''
  const layer =
    bound.jurisdiction === question.jurisdiction
      ? ''
      : `; ${question.jurisdiction} has no edition of its own for that day, so that of ${bound.jurisdiction} governs`
  const or = alternative ? `; ${alternative.id} is accepted as well: ${bound.transition?.words ?? ''}` : ''
  const assumed = bound.assumed ? '; it is assumed, no notice of that time was found' : ''
  return `${bound.id} binds by the ${by} date ${question.day}: in force from ${bound.effectiveFrom}${until} (${adopted})${layer}${or}${assumed}.`
}

export const beginsOn = (edition: Edition): LocalDate =>
  edition.adoptedFrom === 'notFound' ? edition.effectiveFrom : edition.adoptedFrom

const governs = (edition: Edition, day: LocalDate): boolean =>
  beginsOn(edition) <= day && (edition.effectiveUntil === null || day <= edition.effectiveUntil)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Why an edition cannot stand beside those already published: its id is taken, or it governs a day that another of the
 * same jurisdiction and kind governs (of missions: of the same issuer), and no transition clause says that both are
 * accepted on it. One whose end is not known ends where a later one begins. `facts.field` names the field.
 */
export function collisions(edition: Edition, published: readonly Edition[]): readonly Finding[] {
  if (published.some(({ id }) => id === edition.id)) {
    return [
      finding(
        'editionKnown',
        `${edition.id} is published already; an edition does not change, a correction names it in "corrects".`,
        { field: 'id', edition: edition.id },
      ),
    ]
  }
  if (
    edition.corrects !== null &&
    !published.some((other) => other.id === edition.corrects && isAkin(other, edition))
  ) {
    return [
      finding('correctsUnknown', `There is no edition ${edition.corrects} of ${likeness(edition)} to correct.`, {
        field: 'corrects',
        edition: edition.corrects,
      }),
    ]
  }
  const corrected = new Set([...published, edition].map(({ corrects }) => corrects))
  return published
    .filter((other) => !corrected.has(other.id) && isAkin(other, edition))
    .flatMap((other) => overlap(edition, other))
}

/** Two that may not govern one day. Who issued it is asked of a mission's alone: so are they bound. */
const isAkin = (a: Edition, b: Edition): boolean =>
  a.kind === b.kind && a.jurisdiction === b.jurisdiction && (a.kind !== 'mission' || a.issuer === b.issuer)
const likeness = ({ kind }: Edition): string =>
  kind === 'mission' ? 'the same jurisdiction, issuer and kind' : 'the same jurisdiction and kind'

/** Missions that the desk knows, by id, with the country in which they stand. */
export type Missions = ReadonlyMap<string, { readonly jurisdiction: string }>

/** An edition of a mission that nobody has, or that stands in another country, would bind nobody. `facts.field` names the field. */
export function issuerFindings(edition: Edition, missions: Missions): readonly Finding[] {
  const { kind, issuer, jurisdiction } = edition
  if (kind !== 'mission' || issuer === '*') return []
  if (missions.get(issuer)?.jurisdiction === jurisdiction.split('-')[0]) return []
  return [
    finding(
      'issuerUnknown',
      `${issuer} is no mission in ${jurisdiction} that the desk knows, nor "*" for all of them.`,
      {
        field: 'issuer',
        edition: edition.id,
        issuer,
        jurisdiction,
      },
    ),
  ]
}

/** "Old or new" where there is no old one. `facts.field` names the field. */
export function transitionFindings(edition: Edition, published: readonly Edition[]): readonly Finding[] {
  if (!edition.transition || predecessors(edition, published).length) return []
  return [
    finding(
      'transitionAlone',
      `No edition of ${likeness(edition)} goes before ${edition.id}: its clause accepts nothing.`,
      {
        field: 'transition',
        edition: edition.id,
      },
    ),
  ]
}

function predecessors(edition: Edition, published: readonly Edition[]): readonly Edition[] {
  const corrected = new Set([...published, edition].map(({ corrects }) => corrects))
  return published.filter(
    (other) => !corrected.has(other.id) && isAkin(other, edition) && beginsOn(other) < beginsOn(edition),
  )
}

/**
 * The edition `id` as it ends where this one begins: on the day before. Only one that this one follows and that would
 * still govern then can be ended; nothing else of it changes. `facts.field` names the field of the publication.
 */
export function endedBy(
  edition: Edition,
  id: string,
  published: readonly Edition[],
): { readonly ended: Edition & { readonly effectiveUntil: LocalDate } } | { readonly finding: Finding } {
  const from = beginsOn(edition)
  const other = predecessors(edition, published).find((each) => each.id === id && each.effectiveFrom < from)
  if (!other) {
    const words = `There is no edition ${id} of ${likeness(edition)} that begins before ${from} and could end there.`
    return { finding: finding('endsUnknown', words, { field: 'ends', edition: id, from }) }
  }
  const until = other.effectiveUntil
  if (until !== null && until < from) {
    const words = `${id} ends on ${until} already, before ${edition.id} begins on ${from}.`
    return { finding: finding('endedAlready', words, { field: 'ends', edition: id, until, from }) }
  }
  return { ended: { ...other, effectiveUntil: plusDays(from, -1) } }
}

function overlap(edition: Edition, other: Edition): readonly Finding[] {
  const [earlier, later] = beginsOn(edition) < beginsOn(other) ? [edition, other] : [other, edition]
  const from = beginsOn(later)
  // Without a last day the earlier one ends where the later begins; both beginning on one day is no order at all.
  const earlierEnds = earlier.effectiveUntil ?? (beginsOn(earlier) < from ? plusDays(from, -1) : from)
  if (earlierEnds < from) return []
  const until = later.effectiveUntil && later.effectiveUntil < earlierEnds ? later.effectiveUntil : earlierEnds
  // Two that begin on one day have no order that a clause could speak of.
  const named = beginsOn(earlier) === from ? [] : (later.transition?.days ?? [])
  const uncovered = daysOf(from, until).find((day) => !named.includes(day))
  if (!uncovered) return []
  const field = later === edition ? 'effectiveFrom' : 'effectiveUntil'
  return [
    finding(
      'editionOverlaps',
      `${edition.id} overlaps ${other.id} of ${likeness(edition)} from ${from} until ${until}, and no transition clause names ${uncovered}.`,
      { field, edition: edition.id, other: other.id, from, until, day: uncovered },
    ),
  ]
}

/** A transition lasts days, not years: of a long overlap the first are enough to find one that no clause names. */
const daysCompared = 400
function daysOf(from: LocalDate, until: LocalDate): readonly LocalDate[] {
  const days: LocalDate[] = []
  for (let day = from; day <= until && days.length < daysCompared; day = plusDays(day, 1)) days.push(day)
  return days
}
