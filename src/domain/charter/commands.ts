// What people may ask of a charter.
import { z } from 'zod'
import { command } from '../fact.ts'
import type { OrganisationId } from '../ids.ts'
import { Instant } from '../instant.ts'
import { SeenEndorsement } from './application.ts'
import { CharterTerms, HeadCount, Leg } from './events.ts'
import { SeatRule } from './seatRule.ts'

const words = z.string().trim().min(1, 'must say why').max(500)
const reasons = z.array(words).min(1, 'must give at least one reason').max(20)

export const DraftCharter = command('DraftCharter', { terms: CharterTerms })
export const AmendTerms = command('AmendTerms', { terms: CharterTerms })
/** `answer`: to the reasons for which it was returned. */
export const SubmitApplication = command('SubmitApplication', { answer: words.optional() })
export const ReturnApplication = command('ReturnApplication', { reasons })
export const RefuseApplication = command('RefuseApplication', { reasons })
export const ApproveCharter = command('ApproveCharter', {
  conditions: z.array(words).max(20).default([]),
  /** That the office has seen; without one the permit is filed as that of a charter without. */
  endorsement: SeenEndorsement.optional(),
})
const condition = z.string().min(1).max(10)
/** Two words, or three characters of a script that writes no spaces: a full stop is evidence of nothing. */
const telling = words.refine((text) => /\p{L}\S*\s+\S*[\p{L}\p{N}]|[\p{sc=Han}\p{sc=Hangul}]{3}/u.test(text), {
  error: 'must say in words what shows it',
})
export const SubmitEvidence = command('SubmitEvidence', { condition, evidence: telling })
/** Without words of its own the office confirms what the organiser submitted. */
export const FulfilCondition = command('FulfilCondition', { condition, evidence: words.optional() })
export const ReturnEvidence = command('ReturnEvidence', { condition, reason: words })
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
export const DivertCharter = command('DivertCharter', { to: Leg.shape.to.strict() })
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
export type ConditionCommand =
  z.infer<typeof SubmitEvidence> | z.infer<typeof FulfilCondition> | z.infer<typeof ReturnEvidence>
export type CharterCommand = z.infer<(typeof charterCommands)[keyof typeof charterCommands]> | ConditionCommand
/** A rule is published together with what the desk commits itself to, what happens to a condition is told with who did it. */
export type DecidedCharterCommand =
  | Exclude<CharterCommand, { type: 'PublishSeatRule' | ConditionCommand['type'] }>
  | z.infer<typeof AmendTerms>
  | (ConditionCommand & { readonly by?: OrganisationId })
  | (Extract<CharterCommand, { type: 'PublishSeatRule' }> & { readonly commitment: string })
