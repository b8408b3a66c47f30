// Which policy binds a journey: the editions it was bound to, held together with its charter's flight, place and practice.
import type { Charter } from '../domain/charter/charter.ts'
import { localDate, type Instant, type LocalDate } from '../domain/instant.ts'
import type { Dossier } from '../domain/journey/journey.ts'
import { bindMission, bindObservation } from '../domain/policy/binding.ts'
import { Edition } from '../domain/policy/edition.ts'
import type { MissionEdition } from '../domain/policy/missionEdition.ts'
import type { ObservationEdition } from '../domain/policy/observationEdition.ts'
import type { OfficeHours } from '../domain/policy/officeHours.ts'
import { anchorOf, type Policy, type Practice } from '../domain/policy/policy.ts'
import type { Laboratory, Lockdown, Store } from './ports.ts'

/** What the desk knows beside the store: offices and working practice, read once from db/reference. */
export type Reference = {
  readonly offices: ReadonlyMap<string, OfficeHours & { readonly assumed: boolean; readonly note: string }>
  readonly practice: Omit<Practice, 'office'>
}

export type Policies = {
  /** The policy of a journey on this charter; without a dossier, the one that a registration would meet now. */
  policyFor(charter: Charter, dossier: Pick<Dossier, 'editions'> | null): Policy
  /** The same under a charter as it would become: it may never be written, so nothing of it is kept for the next question. */
  proposed(charter: Charter): (dossier: Pick<Dossier, 'editions'> | null) => Policy
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
  policyUnder(charter: Charter, dossier: Pick<Dossier, 'editions'>, edition: Edition): Policy
  editions(): readonly Edition[]
  edition(id: string): Edition | undefined
  laboratory(id: string): Laboratory | undefined
  /** Reads editions, laboratories and lockdowns again. Call after any of them was written. */
  refresh(): Promise<void>
}

export async function createPolicies(store: Store, reference: Reference): Promise<Policies> {
  let editions: readonly Edition[] = []
  let byId = new Map<string, Edition>()
  let laboratories = new Map<string, Laboratory>()
  let lockdowns: readonly Lockdown[] = []
  // Building a policy reads calendars; it is the same until the charter or the books change.
  let made = new Map<string, Policy>()

  async function refresh(): Promise<void> {
    editions = (await store.editions()).map(({ body }) => Edition.parse(body))
    byId = new Map(editions.map((edition) => [edition.id, edition]))
    laboratories = new Map((await store.laboratories()).map((laboratory) => [laboratory.id, laboratory]))
    lockdowns = await store.lockdowns()
    made = new Map()
  }

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
    more && !byId.has(more.id) ? [...editions, more] : editions

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

  function policyFor(charter: Charter, dossier: Pick<Dossier, 'editions'> | null): Policy {
    if (made.size > 5_000) made.clear()
    return remembered(made, `${charter.id} ${charter.version} ${books(dossier)}`, () => make(charter, dossier))
  }

  function proposed(charter: Charter) {
    const once = new Map<string, Policy>()
    return (dossier: Pick<Dossier, 'editions'> | null) => remembered(once, books(dossier), () => make(charter, dossier))
  }

  function make(charter: Charter, dossier: Pick<Dossier, 'editions'> | null): Policy {
    const { leg, terms, manifest } = charter.record
    const binding = editionsOf(charter)
    const fixedMission = dossier?.editions.mission ? byId.get(dossier.editions.mission) : binding.mission.bound
    const fixedObservation = dossier?.editions.observation
      ? byId.get(dossier.editions.observation)
      : binding.observation.bound
    return {
      mission: (fixedMission as MissionEdition | undefined) ?? null,
      observation: (fixedObservation as ObservationEdition | undefined) ?? null,
      anchor: anchorOf(leg, (fixedMission as MissionEdition | undefined)?.anchor.value),
      gate: null,
      practice: {
        ...reference.practice,
        reportHours: turnaround(leg.from.city) ?? reference.practice.reportHours,
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
      laboratory: (id) => laboratories.get(id),
      lockedDown: (destination, at) => lockedDown(destination, at),
    }
  }

  function policyUnder(charter: Charter, dossier: Pick<Dossier, 'editions'>, edition: Edition): Policy {
    const policy = policyFor(charter, dossier)
    switch (edition.kind) {
      case 'mission':
        return { ...policy, mission: edition, anchor: anchorOf(charter.record.leg, edition.anchor.value) }
      case 'observation':
        return { ...policy, observation: edition }
      case 'circuitBreaker':
        // Information beside the record: nobody stands under it.
        return policy
      default:
        return edition satisfies never
    }
  }

  /** Of the slowest laboratory in the departure city: whichever somebody goes to, the report is there in time. */
  function turnaround(city: string): number | null {
    const hours = [...laboratories.values()].filter((each) => each.city === city).map((each) => each.turnaroundHours)
    return hours.length ? Math.max(...hours) : null
  }

  function lockedDown(destination: string, at: Instant): { readonly reason: string } | null {
    return (
      lockdowns.find(
        (each) => each.destination === destination && each.from <= at && (each.until === null || at < each.until),
      ) ?? null
    )
  }

  await refresh()
  return {
    policyFor,
    proposed,
    flightDay,
    landingDay,
    editionsOf,
    offered,
    policyUnder,
    editions: () => editions,
    edition: (id) => byId.get(id),
    laboratory: (id) => laboratories.get(id),
    refresh,
  }
}

const books = (dossier: Pick<Dossier, 'editions'> | null): string =>
  `${dossier?.editions.mission ?? ''} ${dossier?.editions.observation ?? ''}`

function remembered(kept: Map<string, Policy>, key: string, make: () => Policy): Policy {
  let policy = kept.get(key)
  if (!policy) kept.set(key, (policy = make()))
  return policy
}
