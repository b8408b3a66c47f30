// Where a charter can stand.
import { z } from 'zod'

export const charterStages = [
  'draft',
  'applied',
  'returned',
  'refused',
  'approved',
  'open',
  'manifestClosed',
  'departed',
  'diverted',
  'turnedBack',
  'landed',
  'completed',
  'cancelled',
] as const
export const CharterStage = z.enum(charterStages)
export type CharterStage = z.infer<typeof CharterStage>

/** Registration is allowed from the application on, marked provisional until the approval, which may come on the eve. */
export const takesRegistrations = (stage: CharterStage): boolean =>
  stage === 'applied' || stage === 'approved' || stage === 'open'
export const isProvisional = (stage: CharterStage): boolean => stage === 'applied'
export const isCharterFinal = (stage: CharterStage): boolean =>
  stage === 'completed' || stage === 'cancelled' || stage === 'refused'
