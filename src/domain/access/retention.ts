// How long what is kept: periods by kind, as data with their sources, each counted from a moment of its own.
import { z } from 'zod'

/** Kinds of which something is erased; what is never erased stands in the data beside them, with the reason. */
export const perishables = [
  'merchants',
  'letterBodies',
  'incomingLetters',
  'strayLetters',
  'parkedRows',
  'receipts',
  'settledEffects',
  'pendingActs',
  'removedPeople',
  'sessions',
  'passes',
] as const

export const RetentionPeriod = z.strictObject({
  kind: z.string().min(1),
  /** Null: for good; 0: not kept at all. */
  days: z.number().int().min(0).nullable(),
  from: z.string().min(1),
  sources: z.array(z.string().min(1)),
  assumed: z.boolean(),
  note: z.string().min(1),
})
export type RetentionPeriod = z.infer<typeof RetentionPeriod>

export const RetentionPlan = z
  .array(RetentionPeriod)
  .refine((plan) => perishables.every((kind) => plan.some((each) => each.kind === kind && each.days !== null)), {
    error: `must give a period for each of ${perishables.join(', ')}`,
  })
  .refine((plan) => new Set(plan.map(({ kind }) => kind)).size === plan.length, {
    error: 'must name each kind once',
  })
export type RetentionPlan = z.infer<typeof RetentionPlan>

export const daysOf = (plan: RetentionPlan, kind: (typeof perishables)[number]): number =>
  plan.find((each) => each.kind === kind)!.days!
