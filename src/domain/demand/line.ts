// One line of a reply: so many merchants of one country with the same papers. It counts people and names nobody.
import { z } from 'zod'
import { LocalDate } from '../instant.ts'
import { Country } from './country.ts'

/** `residencePermit` and `apecCard` let somebody in without a new visa, each from its own day on. */
export const VisaState = z.enum(['inHand', 'residencePermit', 'apecCard', 'needed'])
export type VisaState = z.infer<typeof VisaState>

/** Of the invitation that a visa is applied for with; `applied`: on the day of the reply. */
export const LetterState = z.enum(['inHand', 'applied', 'notNeeded', 'none'])
export type LetterState = z.infer<typeof LetterState>

export const Papers = z.strictObject({
  /** Until when every passport of the line is valid at least; null where some have none. */
  passportUntil: LocalDate.nullable(),
  visa: VisaState,
  invitationLetter: LetterState,
})
export type Papers = z.infer<typeof Papers>

export const DemandLine = z.strictObject({
  /** Whose people they are, where they are not the replier's own; the name of a company, of no person. */
  company: z.string().trim().min(1).max(120).optional(),
  /** Where they are now. */
  country: Country,
  nationality: Country.nullable().default(null),
  /** Why they come; of no person. */
  purpose: z.string().trim().min(1, 'must say why they come').max(300),
  /** The first day on which they can fly. */
  earliestDate: LocalDate,
  merchants: z.number().int('must be a whole number').min(1, 'must be at least 1').max(5_000),
  papers: Papers,
})
export type DemandLine = z.infer<typeof DemandLine>

export const merchantsOf = (lines: readonly DemandLine[]): number =>
  lines.reduce((sum, { merchants }) => sum + merchants, 0)
