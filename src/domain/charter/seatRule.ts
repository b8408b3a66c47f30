// The published rule by which seats are given: until when claims are collected, what a need weighs, how many of one company.
import { z } from 'zod'
import { Instant } from '../instant.ts'

/** Why somebody has to come, as a word that the rule can weigh. */
export const NeedCategory = z.string().regex(/^[a-z][A-Za-z0-9-]{0,39}$/, 'must be a word such as orders or payment')

/** Those that have a word in every language; a rule may weigh others as well. */
export const knownNeeds = ['orders', 'payment', 'other'] as const

/** Points of a need, and hours that an offer may stand: the desk's own choice. */
export const mostPoints = 1_000
export const offerHours = { least: 2, most: 168, usual: 24 } as const

export const SeatRule = z.strictObject({
  /** Claims made before it are ranked in one round; whoever comes later comes behind them. */
  closesAt: Instant,
  /** A heavier need goes before a lighter one; a need that is not named weighs nothing. */
  needs: z.record(NeedCategory, z.number().int().min(0).max(mostPoints)),
  /** So many of one host company before everybody else has been served; null: no such limit. */
  capPerCompany: z.number().int().min(1).nullable(),
  /** How long the offer of a freed seat may stand; tests and code may shorten it. */
  offerHours: z.number().min(offerHours.least).max(offerHours.most),
})
export type SeatRule = z.infer<typeof SeatRule>

/** What the charter keeps of it; the ranking itself stands in the record alone. */
export type SeatAllocation = {
  readonly rule: SeatRule
  /** SHA-256 of the seed, published before anybody could register; the seed follows with the round. */
  readonly commitment: string
  readonly round: {
    readonly at: Instant
    readonly seats: number
    readonly claims: number
    readonly seated: number
  } | null
}

export const weightOf = (rule: SeatRule, need: string): number =>
  Object.hasOwn(rule.needs, need) ? (rule.needs[need] ?? 0) : 0
