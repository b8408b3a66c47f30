// What binds one journey: its editions together with the flight, the place and the time they speak of.
import type { Leg } from '../charter/events.ts'
import type { JourneyId } from '../ids.ts'
import { inZone, type Instant, type LocalDate, type Zone } from '../instant.ts'
import type { MissionEdition } from './missionEdition.ts'
import type { ObservationEdition } from './observationEdition.ts'
import type { OfficeHours } from './officeHours.ts'

/** The moment from which windows are counted, and why it is that one. */
export type Anchor = {
  readonly at: Instant
  readonly basis: 'plannedBoarding' | 'scheduledDeparture' | 'actualBoarding'
  readonly reason: string
}

export type Lab = {
  readonly id: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly turnaroundHours: number
  /** The lists of admitted laboratories that it stands on. */
  readonly admissions: readonly MissionEdition['laboratoryAdmission']['value'][]
}

/** How long people really take: beside the rules, never one of them. Hours. */
export type Practice = {
  readonly reportHours: number
  /** Of the quickest laboratory known there: what is not reported by then helps nobody. */
  readonly quickestReportHours: number
  readonly documentsHours: number
  /** How long before a window opens or closes a merchant is reminded. */
  readonly reminderHours: number
  /** How long after the release a merchant is asked what the charter was for. Days. */
  readonly outcomeDays: number
  readonly office: OfficeHours | null
}

export type Policy = {
  readonly mission: MissionEdition | null
  readonly observation: ObservationEdition | null
  /** In a re-decision the edition of observation whose place another takes. */
  readonly former?: ObservationEdition | null
  readonly anchor: Anchor
  /** The moment of the actual boarding, once somebody stands at the gate; what the gate looks at is counted from it. */
  readonly gate: Anchor | null
  readonly practice: Practice
  /** The mission that issues the code for this flight. */
  readonly issuer: string
  /** What the charter itself says: whether doors are still open, who is on the list, where and when it lands. */
  readonly flight: {
    readonly departed: boolean
    readonly manifest: readonly JourneyId[] | null
    readonly scheduledDeparture: Instant
    readonly landingDay: LocalDate
  }
  /** ISO 3166-1 alpha-2. */
  readonly departureCountry: string
  readonly departureZone: Zone
  readonly arrivalZone: Zone
  readonly laboratory: (id: string) => Lab | undefined
  readonly lockedDown: (destination: string, at: Instant) => { readonly reason: string } | null
}

/**
 * What the edition counts from: the planned boarding where it asks for that and the leg has one; else the scheduled
 * departure, and the reason says so.
 */
export function anchorOf(leg: Leg, asked: MissionEdition['anchor']['value'] = 'boarding'): Anchor {
  if (asked !== 'boarding') {
    return {
      at: leg.scheduledDeparture,
      basis: 'scheduledDeparture',
      reason: `counted from the scheduled departure, ${inZone(leg.scheduledDeparture, leg.from.zone)}`,
    }
  }
  if (leg.plannedBoarding) {
    return {
      at: leg.plannedBoarding,
      basis: 'plannedBoarding',
      reason: `counted from the planned boarding, ${inZone(leg.plannedBoarding, leg.from.zone)}`,
    }
  }
  return {
    at: leg.scheduledDeparture,
    basis: 'scheduledDeparture',
    reason: `counted from the scheduled departure, ${inZone(leg.scheduledDeparture, leg.from.zone)}, since no boarding time is planned yet`,
  }
}

/** The gate asks again with the moment at which somebody really boards; an edition that counts from the schedule does not. */
export const atTheGate = (policy: Policy, now: Instant): Policy => ({
  ...policy,
  gate:
    policy.mission && policy.mission.anchor.value !== 'boarding'
      ? null
      : {
          at: now,
          basis: 'actualBoarding',
          reason: `counted from the actual boarding, ${inZone(now, policy.departureZone)}`,
        },
})

/** A policy under which something is decided before the flight. */
export type Bound = Policy & { readonly mission: MissionEdition }

/** In which the edition's calendar days are counted. */
export const zoneOf = (policy: Bound): Zone =>
  policy.mission.zone === 'departure' ? policy.departureZone : policy.mission.zone
