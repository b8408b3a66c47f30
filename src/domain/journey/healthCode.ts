// The health declaration code: applied for at the issuing mission, issued blue or green, or refused.
import { z } from 'zod'
import { Instant } from '../instant.ts'

/** Green is enough alone; blue needs a further report at the gate (Seoul embassy, 1 July 2022; sources 29 and 32 of db/editions/sources.json). */
export const CodeColour = z.enum(['green', 'blue'])
export type CodeColour = z.infer<typeof CodeColour>

export const HealthDeclarationCode = z.strictObject({
  colour: CodeColour,
  issuer: z.string().min(1).max(40),
  issuedAt: Instant,
  validUntil: Instant.nullable(),
  /** Ids of the tests that the mission had before it; the code lapses when one of them no longer counts. */
  basis: z.array(z.string()),
})
export type HealthDeclarationCode = z.infer<typeof HealthDeclarationCode>
