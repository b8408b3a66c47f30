// Which policy binds a journey: the editions it was bound to, held together with its charter's flight, place and practice.
import type { Charter } from '../domain/charter/charter.ts'
import { localDate, type Instant, type LocalDate } from '../domain/instant.ts'
import type { Dossier } from '../domain/journey/journey.ts'
import { bindMission, bindObservation, type Missions } from '../domain/policy/binding.ts'
import type { Edition } from '../domain/policy/edition.ts'
import type { MissionEdition } from '../domain/policy/missionEdition.ts'
import type { ObservationEdition } from '../domain/policy/observationEdition.ts'
import type { OfficeHours } from '../domain/policy/officeHours.ts'
import { anchorOf, type Policy, type Practice } from '../domain/policy/policy.ts'
import type { Sources } from '../domain/policy/sourced.ts'
import type { Store } from './ports.ts'
import { openShelf, type Shelf } from './shelf.ts'

/** What the desk knows beside the store: offices, working practice and what the rule books cite, read once from db. */
export type Reference = {
  readonly offices: ReadonlyMap<
    string,
    OfficeHours & { readonly jurisdiction: string; readonly assumed: boolean; readonly note: string }
  >
  readonly practice: Omit<Practice, 'office' | 'quickestReportHours'>
  readonly sources: Sources
}

/** What of a journey says under which editions it stands: after the landing none is bound any more by itself. */
type Standing = Pick<Dossier, 'editions' | 'landed'>

export type Policies = Pick<Shelf, 'editions' | 'edition' | 'laboratory' | 'reading' | 'refresh' | 'keepUp'> & {
  /**
   * The policy of a journey on this charter; without a dossier, the one that a registration would meet now. Throws where
   * it stands under an edition that was published elsewhere and not read yet: nothing is decided under none instead.
   */
  policyFor(charter: Charter, dossier: Standing | null): Policy
  /** The same under a charter as it would become: it may never be written, so nothing of it is kept for the next question. */
  proposed(charter: Charter): (dossier: Standing | null) => Policy
  flightDay(charter: Charter): LocalDate
  /** By the clock of the arrival airport; the planned landing until there is a real one. */
  landingDay(charter: Charter): LocalDate
  /** Which editions bind this charter; `more` is looked at as if it were published. */
  editionsOf(
    charter: Charter,
    more?: Edition,
  ): {
    readonly mission: ReturnType<typeof bindMission>
    readonly observation: ReturnType<typeof bindObservation>
  }
  /** Every edition that a journey of this charter may stand under: by its flight, its landing, or in force today. */
  offered(charter: Charter, now: Instant, more?: Edition): readonly Edition[]
  /** The policy of a journey with this edition in its kind's place, published or not. */
  policyUnder(charter: Charter, dossier: Standing, edition: Edition): Policy
  /** Missions that the desk knows, and the sources that editions cite by number. */
  missions(): Missions
  sources(): Sources
}

export async function createPolicies(store: Store, reference: Reference): Promise<Policies> {
  const shelf = await openShelf(store)
  // Building a policy reads calendars; it is the same until the charter or the books change.
  const made = new Map<string, Policy>()
  let madeAt = shelf.reading()

  const flightDay = (charter: Charter) => localDate(charter.record.leg.scheduledDeparture, charter.record.leg.from.zone)
  const landingDay = (charter: Charter) =>
    localDate(charter.record.landed?.at ?? charter.record.leg.scheduledArrival, charter.record.leg.to.zone)

  function editionsOf(charter: Charter, more?: Edition) {
    const { terms } = charter.record
    const books = beside(more)
    return {
      mission: bindMission(books, {
        jurisdiction: terms.missionJurisdiction,
        issuer: terms.issuer,
        day: flightDay(charter),
      }),
      observation: bindObservation(books, { jurisdiction: terms.observationJurisdiction, day: landingDay(charter) }),
    }
  }

  const beside = (more: Edition | undefined): readonly Edition[] =>
    more && !shelf.edition(more.id) ? [...shelf.editions(), more] : shelf.editions()

  function offered(charter: Charter, now: Instant, more?: Edition): readonly Edition[] {
    const { mission, observation } = editionsOf(charter, more)
    const today = bindObservation(beside(more), {
      jurisdiction: charter.record.terms.observationJurisdiction,
      day: localDate(now, charter.record.leg.to.zone),
    })
    return [mission, observation, today].flatMap((binding) =>
      binding.bound ? [binding.bound, ...binding.alternatives] : [],
    )
  }

  function policyFor(charter: Charter, dossier: Standing | null): Policy {
    if (made.size > 5_000 || madeAt !== shelf.reading()) made.clear()
    madeAt = shelf.reading()
    return remembered(made, `${charter.id} ${charter.version} ${books(dossier)}`, () => make(charter, dossier))
  }

  function proposed(charter: Charter) {
    const once = new Map<string, Policy>()
    return (dossier: Standing | null) => remembered(once, books(dossier), () => make(charter, dossier))
  }

  function make(charter: Charter, dossier: Standing | null): Policy {
    const { leg, terms, manifest } = charter.record
    const binding = editionsOf(charter)
    const fixedMission = dossier?.editions.mission ? shelf.held(dossier.editions.mission) : binding.mission.bound
    const fixedObservation = dossier?.editions.observation
      ? shelf.held(dossier.editions.observation)
      : hasLanded(dossier)
        ? null
        : binding.observation.bound
    return {
      mission: (fixedMission as MissionEdition | undefined) ?? null,
      observation: (fixedObservation as ObservationEdition | undefined) ?? null,
      anchor: anchorOf(leg, (fixedMission as MissionEdition | undefined)?.anchor.value),
      gate: null,
      practice: {
        ...reference.practice,
        ...reportingIn(leg.from.city),
        office: reference.offices.get(terms.issuer) ?? null,
      },
      issuer: terms.issuer,
      flight: {
        departed: !['draft', 'applied', 'returned', 'approved', 'open', 'manifestClosed', 'turnedBack'].includes(
          charter.stage,
        ),
        manifest: charter.stage === 'manifestClosed' ? (manifest?.entries ?? null) : null,
        scheduledDeparture: leg.scheduledDeparture,
        landingDay: landingDay(charter),
      },
      departureCountry: terms.missionJurisdiction,
      departureZone: leg.from.zone,
      arrivalZone: leg.to.zone,
      laboratory: shelf.laboratory,
      lockedDown: shelf.lockedDown,
    }
  }

  function policyUnder(charter: Charter, dossier: Standing, edition: Edition): Policy {
    const policy = policyFor(charter, dossier)
    switch (edition.kind) {
      case 'mission':
        return { ...policy, mission: edition, anchor: anchorOf(charter.record.leg, edition.anchor.value) }
      case 'observation':
        return { ...policy, observation: edition, former: policy.observation }
      case 'circuitBreaker':
        // Information beside the record: nobody stands under it.
        return policy
      default:
        return edition satisfies never
    }
  }

  /** Plans count the slowest laboratory of the departure city, so that they hold wherever somebody goes; the quickest is the last hope. */
  function reportingIn(city: string): Pick<Practice, 'reportHours' | 'quickestReportHours'> {
    const hours = shelf
      .laboratories()
      .filter((each) => each.city === city)
      .map((each) => each.turnaroundHours)
    const known = hours.length ? hours : [reference.practice.reportHours]
    return { reportHours: Math.max(...known), quickestReportHours: Math.min(...known) }
  }

  return {
    policyFor,
    proposed,
    flightDay,
    landingDay,
    editionsOf,
    offered,
    policyUnder,
    editions: shelf.editions,
    edition: shelf.edition,
    laboratory: shelf.laboratory,
    reading: shelf.reading,
    missions: () => reference.offices,
    sources: () => reference.sources,
    refresh: shelf.refresh,
    keepUp: shelf.keepUp,
  }
}

/** Whoever landed while no edition was known is not governed by one that is published later, unless it is decided so. */
const hasLanded = (dossier: Standing | null): boolean => dossier !== null && dossier.landed !== null

const books = (dossier: Standing | null): string =>
  `${dossier?.editions.mission ?? ''} ${dossier?.editions.observation ?? (hasLanded(dossier) ? 'none' : '')}`

function remembered(kept: Map<string, Policy>, key: string, make: () => Policy): Policy {
  let policy = kept.get(key)
  if (!policy) kept.set(key, (policy = make()))
  return policy
}
