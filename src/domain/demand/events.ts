// The facts of a demand call.
import { z } from 'zod'
import { Airport } from '../charter/events.ts'
import { fact } from '../fact.ts'
import { CharterId, OrganisationId } from '../ids.ts'
import { Instant, LocalDate } from '../instant.ts'
import { AppliedLetters } from './letters.ts'
import { DemandLine } from './line.ts'

/** What is asked of companies, and how the forecast judges the answers. */
export const DemandTerms = z.strictObject({
  title: z.string().trim().min(1).max(200),
  from: Airport,
  to: Airport,
  /** First and last day on which a flight is possible, by the clock of the departure city. */
  firstDay: LocalDate,
  lastDay: LocalDate,
  closesAt: Instant,
  missionJurisdiction: z.string().min(2).max(10),
  issuer: z.string().min(2).max(40),
  observationJurisdiction: z.string().min(2).max(10),
  /** Merchants below which no charter is worth applying for. */
  leastLoad: z.number().int().min(1).max(2_000),
  /** As far as known when the call is made: seats of one, how many of them may be filled, and how many aircraft fly a day. */
  aircraft: z
    .strictObject({
      seats: z.number().int().min(1).max(1_000),
      loadCapPercent: z.number().int().min(1).max(100),
      number: z.number().int().min(1).max(20),
    })
    .optional(),
  /** Whom the call asks; null: every chamber and company. */
  asked: z.array(OrganisationId).min(1).max(500).nullable().default(null),
})
export type DemandTerms = z.infer<typeof DemandTerms>

export const DemandEvent = z.discriminatedUnion('type', [
  fact('DemandCalled', { at: Instant, office: OrganisationId, terms: DemandTerms }),
  fact('DemandReplied', {
    at: Instant,
    organisation: OrganisationId,
    lines: z.array(DemandLine),
    /** Of the organisation, as it was called then. */
    name: z.string().optional(),
    letters: z.array(AppliedLetters).optional(),
  }),
  fact('DemandReplyWithdrawn', { at: Instant, organisation: OrganisationId, reason: z.string() }),
  /** A charter was drafted that rests on this call. */
  fact('DemandChartered', { at: Instant, charter: CharterId, organiser: OrganisationId }),
  /** `reason` is null where the call closed by itself, its time having come. */
  fact('DemandCallClosed', { at: Instant, reason: z.string().nullable() }),
  fact('DemandCallReopened', { at: Instant, closesAt: Instant, reason: z.string() }),
  fact('DemandCallCancelled', { at: Instant, reason: z.string() }),
])
export type DemandEvent = z.infer<typeof DemandEvent>
export type DemandEventType = DemandEvent['type']
export const demandEventTypes: readonly DemandEventType[] = DemandEvent.options.map(({ shape }) => shape.type.value)
