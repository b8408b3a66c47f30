// Somebody who signs in: of one organisation, whose kind is their role. How they are called is sealed wherever it rests.
import { z } from 'zod'
import { Language } from '../language.ts'

/** Compared as people type it: without space around it and in small letters. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ error: 'must be an e-mail address' }))

export const PersonDetails = z.strictObject({
  name: z.string().trim().min(1).max(120),
  /** Null only for the first administrator, until the first sign-in names one. */
  email: Email.nullable(),
  language: Language.default('en'),
})
export type PersonDetails = z.infer<typeof PersonDetails>
