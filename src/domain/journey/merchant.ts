// The foreign trader who travels, as the chamber registers them. All of it lives in the vault and nowhere else.
import { z } from 'zod'
import { NeedCategory } from '../charter/seatRule.ts'
import { LocalDate } from '../instant.ts'
import { Language } from '../language.ts'
import { Traits } from './events.ts'
import { PartyRole } from './party.ts'

const name = z.string().trim().min(1, 'must not be empty').max(100)
/** ISO 3166-1 alpha-3, or one of the ICAO 9303 additions (part 3, section 5). */
const State = z
  .string()
  .regex(/^[A-Z]{1,3}$/, 'must be a state code of one to three letters, such as KOR')
  .overwrite(inFull)

/** Germany's passports say D where its lists say DEU; every other state has one code for both. */
export function inFull(state: string): string {
  return state === 'D' ? 'DEU' : state
}

/** What brings a foreign trader in before they travel: a letter of the host, and a visa or what stands in its place. */
export const InvitationLetter = z.strictObject({ number: z.string().trim().min(1).max(60), date: LocalDate })
export const VisaKind = z.enum(['M', 'F', 'residencePermit', 'apecCard', 'none'])
export const Visa = z
  .strictObject({
    kind: VisaKind,
    number: z.string().trim().max(40).default(''),
    expires: LocalDate.nullable().default(null),
  })
  .refine(({ kind, expires }) => kind === 'none' || expires !== null, {
    path: ['expires'],
    error: 'must be the day on which the visa ends, YYYY-MM-DD',
  })

export const MerchantDetails = z.strictObject({
  surname: name,
  givenNames: z.string().trim().max(100),
  /** As the merchant writes it; kept apart from the romanised name of the passport. */
  nativeName: z.string().trim().max(100).default(''),
  documentNumber: z.string().regex(/^[A-Z0-9]{5,20}$/, 'must be 5 to 20 capital letters and digits'),
  issuingState: State,
  nationality: State,
  birthDate: LocalDate,
  sex: z.enum(['F', 'M', 'X']),
  documentExpiry: LocalDate,
  phone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a telephone number in E.164, such as +821012345678'),
  email: z.email({ error: 'must be an e-mail address' }).max(254),
  language: Language,
  hostCompany: z.string().trim().max(200).default(''),
  invitation: InvitationLetter.optional(),
  visa: Visa.optional(),
})
export type MerchantDetails = z.infer<typeof MerchantDetails>

/** What is asked of the journey beside the person: nothing here names anybody. */
export const JourneyWishes = z.strictObject({
  purpose: z.string().trim().min(1).max(200),
  destination: z.string().trim().min(1).max(80),
  costBearer: z.enum(['self', 'organiser', 'hostCompany', 'city']),
  homeSuitable: z.boolean(),
  /** Infected before: some editions ask recovery tests and days of waiting. */
  pastInfection: z.boolean().default(false),
  /** Why they have to come: where a rule for seats is published it may weigh it. */
  need: NeedCategory.default('other'),
  /** For whoever changes aircraft in the departure city. */
  origin: Traits.shape.origin.default(null),
  party: z.string().trim().max(40).default(''),
  partyRole: PartyRole.default('traveller'),
  /** When the consent was signed; null where it was not. */
  consentSignedAt: z.iso
    .datetime({ offset: true, error: 'must be a moment with its offset, such as 2022-08-10T10:00:00+09:00' })
    .nullable(),
})
export type JourneyWishes = z.infer<typeof JourneyWishes>
