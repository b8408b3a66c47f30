// What people may ask of a demand call, and the question of its own wake.
import { z } from 'zod'
import { command } from '../fact.ts'
import { Instant } from '../instant.ts'
import { DemandTerms } from './events.ts'
import { DemandLine } from './line.ts'

const reason = z.string().trim().min(1, 'must say why').max(500)
/** As many lines as one reply may have. */
export const mostLines = 500

export const CallForDemand = command('CallForDemand', { terms: DemandTerms })
export const ReplyToDemand = command('ReplyToDemand', {
  lines: z.array(DemandLine).min(1, 'must hold at least one line').max(mostLines),
})
export const WithdrawReply = command('WithdrawReply', { reason })
export const CloseDemandCall = command('CloseDemandCall', { reason })
export const ReopenDemandCall = command('ReopenDemandCall', { closesAt: Instant, reason })
export const CancelDemandCall = command('CancelDemandCall', { reason })

/** Decisions on a call that exists, by the name in the address. */
export const demandCommands = {
  closing: CloseDemandCall,
  reopening: ReopenDemandCall,
  cancellation: CancelDemandCall,
} as const
export type DemandCommand =
  | (z.infer<typeof ReplyToDemand> & { readonly name?: string })
  | z.infer<typeof WithdrawReply>
  | z.infer<(typeof demandCommands)[keyof typeof demandCommands]>
  /** The closing time has come: is the call to close? */
  | { readonly type: 'AskDemandClosing' }
