// What people may ask of a charter.
import { z } from 'zod'
import { command } from '../fact.ts'
import type { OrganisationId } from '../ids.ts'
import { Instant } from '../instant.ts'
import { CharterTerms, HeadCount, Leg } from './events.ts'
import { SeatRule } from './seatRule.ts'

const words = z.string().trim().min(1, 'must say why').max(500)
const reasons = z.array(words).min(1, 'must give at least one reason').max(20)

export const DraftCharter = command('DraftCharter', { terms: CharterTerms })
export const SubmitApplication = command('SubmitApplication', {})
export const ReturnApplication = command('ReturnApplication', { reasons })
export const RefuseApplication = command('RefuseApplication', { reasons })
export const ApproveCharter = command('ApproveCharter', { conditions: z.array(words).max(20).default([]) })
export const FulfilCondition = command('FulfilCondition', { condition: z.string().min(1).max(10), evidence: words })
export const PublishSeatRule = command('PublishSeatRule', SeatRule.shape)
export const OpenRegistration = command('OpenRegistration', {})
export const CloseManifest = command('CloseManifest', {})
export const ReopenManifest = command('ReopenManifest', { reason: words })
export const RetimeCharter = command('RetimeCharter', {
  scheduledDeparture: Instant,
  plannedBoarding: Instant.nullable().default(null),
  scheduledArrival: Instant,
  reason: words,
})
export const DepartCharter = command('DepartCharter', { handover: HeadCount })
export const DivertCharter = command('DivertCharter', { to: Leg.shape.to })
export const TurnBackCharter = command('TurnBackCharter', { reason: words })
export const LandCharter = command('LandCharter', { handover: HeadCount })
export const CompleteCharter = command('CompleteCharter', {})
export const CancelCharter = command('CancelCharter', { reason: words })

/** Commands for a charter that exists, by the name in the address. */
export const charterCommands = {
  application: SubmitApplication,
  'application-return': ReturnApplication,
  'application-refusal': RefuseApplication,
  approval: ApproveCharter,
  'seat-rule': PublishSeatRule,
  'registration-opening': OpenRegistration,
  'manifest-closing': CloseManifest,
  'manifest-reopening': ReopenManifest,
  retiming: RetimeCharter,
  departure: DepartCharter,
  diversion: DivertCharter,
  'turn-back': TurnBackCharter,
  landing: LandCharter,
  completion: CompleteCharter,
  cancellation: CancelCharter,
} as const
export type CharterCommand =
  z.infer<(typeof charterCommands)[keyof typeof charterCommands]> | z.infer<typeof FulfilCondition>
/** A rule is published together with what the desk commits itself to, a condition is ticked off by somebody. */
export type DecidedCharterCommand =
  | Exclude<CharterCommand, { type: 'PublishSeatRule' | 'FulfilCondition' }>
  | (z.infer<typeof FulfilCondition> & { readonly by?: OrganisationId })
  | (Extract<CharterCommand, { type: 'PublishSeatRule' }> & { readonly commitment: string })
