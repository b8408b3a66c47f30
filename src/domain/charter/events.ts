// The facts of a charter.
import { z } from 'zod'
import { fact } from '../fact.ts'
import { FacilityId, JourneyId, OrganisationId } from '../ids.ts'
import { Instant, Zone } from '../instant.ts'
import { CharterApplication } from './application.ts'
import { Ranked } from './seatRound.ts'
import { SeatRule } from './seatRule.ts'

/** An airport by its code, with the city that people say and the zone that clocks there follow. */
export const Airport = z.object({
  iata: z.string().regex(/^[A-Z]{3}$/, 'must be a three-letter IATA airport code'),
  city: z.string().min(1),
  zone: Zone,
})
export type Airport = z.infer<typeof Airport>

/** One take-off and landing. `plannedBoarding` is the anchor of tests where it is known. */
export const Leg = z.strictObject({
  flightNumber: z.string().regex(/^[A-Z0-9]{2}\d{1,4}$/, 'must be a flight number such as HU454'),
  carrier: z.string().min(1).max(80),
  from: Airport,
  to: Airport,
  plannedBoarding: Instant.nullable().default(null),
  scheduledDeparture: Instant,
  scheduledArrival: Instant,
})
export type Leg = z.infer<typeof Leg>

/** A figure that may be an assumption, and says so. */
const Assumable = z.strictObject({
  value: z.number().int().positive(),
  assumed: z.boolean(),
  source: z.string().optional(),
})

export const CharterTerms = z.strictObject({
  title: z.string().min(1).max(200),
  leg: Leg,
  aircraft: z.strictObject({
    type: z.string().min(1).max(60),
    seats: Assumable,
    loadCapPercent: Assumable.extend({ value: z.number().int().min(1).max(100) }),
  }),
  missionJurisdiction: z.string().min(2).max(10),
  issuer: z.string().min(2).max(40),
  observationJurisdiction: z.string().min(2).max(10),
  destination: z.string().min(1).max(80),
  servicePoint: z.string().min(1).max(200),
  facility: FacilityId,
  costs: z.record(z.string(), z.string()),
  /** A charter without one is asked for no permit. */
  application: CharterApplication.optional(),
})
export type CharterTerms = z.infer<typeof CharterTerms>

/** Two keepers and the one head-count that both sign. */
export const HeadCount = z.strictObject({
  count: z.number().int().min(0),
  givenBy: z.string().min(1).max(80),
  takenBy: z.string().min(1).max(80),
})
export type HeadCount = z.infer<typeof HeadCount>

/** A condition of the approval by its number, ticked off with words as evidence; `by` is missing where nobody noted whose they are. */
export const Fulfilment = z.object({
  at: Instant,
  condition: z.string(),
  evidence: z.string(),
  by: OrganisationId.optional(),
})
export type Fulfilment = z.infer<typeof Fulfilment>

export const CharterEvent = z.discriminatedUnion('type', [
  fact('CharterDrafted', { organiser: OrganisationId, terms: CharterTerms }),
  fact('ApplicationSubmitted', { at: Instant }),
  fact('ApplicationReturned', { reasons: z.array(z.string()) }),
  fact('ApplicationRefused', { reasons: z.array(z.string()) }),
  fact('CharterApproved', { at: Instant, conditions: z.array(z.string()) }),
  fact('ConditionFulfilled', Fulfilment.shape),
  fact('SeatRulePublished', { at: Instant, rule: SeatRule, commitment: z.string() }),
  /** `seats` were free; `seed` is what the commitment was made of. Everything to hold the round again stands here. */
  fact('SeatRoundHeld', { at: Instant, seed: z.string(), seats: z.number().int(), ranking: z.array(Ranked) }),
  fact('RegistrationOpened', { at: Instant }),
  fact('ManifestClosed', { at: Instant, entries: z.array(JourneyId) }),
  fact('ManifestReopened', { at: Instant, reason: z.string() }),
  fact('CharterRetimed', { leg: Leg, reason: z.string() }),
  fact('CharterDeparted', { at: Instant, handover: HeadCount }),
  fact('CharterDiverted', { at: Instant, to: Leg.shape.to }),
  fact('CharterTurnedBack', { at: Instant, reason: z.string() }),
  fact('CharterLanded', { at: Instant, handover: HeadCount }),
  fact('CharterCompleted', { at: Instant }),
  fact('CharterCancelled', { at: Instant, reason: z.string() }),
])
export type CharterEvent = z.infer<typeof CharterEvent>
export type CharterEventType = CharterEvent['type']
