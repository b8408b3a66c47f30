// A merchant's own row: sealed under their key, found again by blind digests, with a line in the record for each change.
import type { Charter } from '../domain/charter/charter.ts'
import type { MerchantId } from '../domain/ids.ts'
import { companyName } from '../domain/journey/companyName.ts'
import type { Traits } from '../domain/journey/events.ts'
import type { MerchantDetails } from '../domain/journey/merchant.ts'
import type { Papers } from '../domain/journey/papers.ts'
import { isMinor, isTestExempt } from '../domain/policy/exemption.ts'
import type { Policy } from '../domain/policy/policy.ts'
import type { Recorded } from '../domain/recorded.ts'
import { canonical } from './chain.ts'
import { nothing, record, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { sealText } from './freeText.ts'
import type { Envelope } from './handle.ts'
import { indexOf } from './likeness.ts'
import type { Entry } from './sorting.ts'

/** Under the desk's own eyes only: the digest shows that something changed, and to nobody what. */
export async function personPart(
  { store, vault }: Desk,
  envelope: Envelope,
  charter: Charter,
  merchant: MerchantId,
  details: MerchantDetails,
  known: boolean,
): Promise<Part> {
  const before = known ? await store.merchant(merchant) : null
  const version = (before?.version ?? 0) + 1
  const text = canonical(details)
  const type = before ? 'MerchantDetailsChanged' : 'MerchantEnrolled'
  const told: Recorded = { type, vaultDigest: await vault.digest(merchant, text) }
  const { events, head } = record(
    envelope,
    { kind: 'merchant', aggregate: merchant, charter: charter.id, version, head: before?.head ?? '' },
    [told],
  )
  const sealed = await vault.seal(merchant, text)
  const index = indexOf(vault, charter, details)
  return {
    ...nothing,
    changes: [{ on: 'merchant', expect: version - 1, merchant: { id: merchant, version, sealed }, index, head }],
    events,
  }
}

/** One company's people are told by it, and nothing else is: not which company, nor whether it sent others elsewhere. */
export function companyKey({ vault }: Desk, charter: Charter, { hostCompany }: MerchantDetails): string | null {
  const name = companyName(hostCompany)
  return name ? `H${vault.blind('holder', `company:${charter.id}:${name}`).slice(0, 20)}` : null
}

/** Nothing here names anybody: why somebody comes is their own words, and is sealed. */
export async function traitsOf(
  desk: Desk,
  charter: Charter,
  policy: Policy,
  merchant: MerchantId,
  { details, wishes }: Entry,
): Promise<Traits> {
  const flightDay = desk.policies.flightDay(charter)
  return {
    language: details.language,
    destination: wishes.destination,
    costBearer: wishes.costBearer,
    purpose: await sealText(desk.vault, merchant, wishes.purpose),
    homeSuitable: wishes.homeSuitable,
    pastInfection: wishes.pastInfection,
    origin: wishes.origin,
    need: wishes.need,
    companyKey: companyKey(desk, charter, details),
    passportUntil: details.documentExpiry,
    testExempt: isTestExempt(policy.mission, details.birthDate, flightDay),
    minor: isMinor(details.birthDate, flightDay),
  }
}

/** A permit of residence and a card of APEC end like a visa does. */
export const papersOf = ({ invitationMonths }: Desk, { visa, invitation }: MerchantDetails): Papers => ({
  visaExpires: visa && visa.kind !== 'none' ? visa.expires : null,
  invitationDate: invitation?.date ?? null,
  invitationMonths,
})
