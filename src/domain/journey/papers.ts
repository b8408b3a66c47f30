// The papers that must still be good on the day of the landing: the passport, the visa, and the letter of invitation.
import { z } from 'zod'
import { finding, type Finding } from '../decision.ts'
import { LocalDate, plusDays, plusMonths } from '../instant.ts'
import type { Policy } from '../policy/policy.ts'
import type { MerchantDetails } from './merchant.ts'
import type { PartyMembership } from './party.ts'

/** Days of the papers beside the passport; null where there is none. */
export const Papers = z.strictObject({
  visaExpires: LocalDate.nullable(),
  invitationDate: LocalDate.nullable(),
  /** How old a letter may be at the landing: practice, not a rule of an edition. */
  invitationMonths: z.number().int().positive(),
})
export type Papers = z.infer<typeof Papers>

/** Nobody who is under age travels without somebody who answers for them. */
export const guardianFound = (minor: boolean, party: PartyMembership | null): readonly Finding[] =>
  minor && !party?.guardians.length
    ? [finding('guardianMissing', 'A minor travels with a guardian: name one in the same party.')]
    : []

/** The passport must be valid when its holder lands, and for as many days more as the mission's edition asks. */
export function papersFound(
  { documentExpiry, papers }: { readonly documentExpiry: string; readonly papers?: Papers | undefined },
  { mission, flight: { landingDay } }: Policy,
): readonly Finding[] {
  const found: Finding[] = []
  const until = plusDays(landingDay, mission?.passportDays?.value ?? 0)
  if (documentExpiry < landingDay) {
    found.push(
      finding('passportExpires', `The passport ends ${documentExpiry}, before the landing on ${landingDay}.`, {
        expires: documentExpiry,
        landing: landingDay,
      }),
    )
  } else if (documentExpiry < until) {
    const message = `The passport ends ${documentExpiry}; the edition asks that it lasts until ${until}.`
    found.push(finding('passportTooShort', message, { expires: documentExpiry, until }, mission?.id))
  }
  if (!papers) return found
  const { visaExpires, invitationDate, invitationMonths } = papers
  if (visaExpires && visaExpires < landingDay) {
    found.push(
      finding('visaExpires', `The visa ends ${visaExpires}, before the landing on ${landingDay}.`, {
        expires: visaExpires,
        landing: landingDay,
      }),
    )
  }
  const notBefore = plusMonths(landingDay, -invitationMonths)
  if (invitationDate && invitationDate < notBefore) {
    found.push(
      finding(
        'invitationTooOld',
        `The letter of invitation is of ${invitationDate}; at the landing on ${landingDay} it may not be older than ${notBefore}.`,
        {
          written: invitationDate,
          landing: landingDay,
          notBefore,
        },
      ),
    )
  }
  return found
}

/**
 * What no edition asks for a registration and the mission will ask all the same: whoever has nothing that lets them in yet
 * needs a visa, which is applied for with the letter of a host company. The forecast of demand counts the same way.
 */
export function papersMissing({ nationality, visa, invitation, hostCompany }: MerchantDetails): readonly Finding[] {
  if (nationality === 'CHN' || (visa && visa.kind !== 'none')) return []
  return [
    finding('visaMissing', 'Neither a visa nor what stands in its place is known yet.'),
    ...(invitation
      ? []
      : [finding('invitationMissing', 'No letter of invitation is known, which a visa is asked with.')]),
    ...(invitation || hostCompany
      ? []
      : [finding('hostCompanyMissing', 'No host company is known that could invite.')]),
  ]
}
