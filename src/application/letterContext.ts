// What a letter to one merchant is written from, loaded together: the journey with its words opened, the charter, the rules that bind.
import { charterOf, type JourneyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { MerchantDetails } from '../domain/journey/merchant.ts'
import { planOf } from '../domain/policy/plan.ts'
import type { Desk } from './desk.ts'
import { openWords } from './freeText.ts'
import type { LetterContext } from './letterPorts.ts'
import type { Links } from './links.ts'

/** Null where the journey or its merchant is gone. Throws `LostKey` where the merchant was erased. */
export async function letterContextOf(
  desk: Desk,
  links: Links,
  publicUrl: () => string,
  id: JourneyId,
  now: Instant,
): Promise<Omit<LetterContext, 'id' | 'names'> | null> {
  const { store, vault } = desk
  const [held, charter] = await Promise.all([store.journey(id), store.charter(charterOf(id))])
  const row = held ? await store.merchant(held.state.merchant) : null
  if (!held || !charter || !row) return null
  const journey = await openWords(vault, held.state, 'merchant', 'statusPage')
  const person = MerchantDetails.parse(JSON.parse(await vault.open(journey.merchant, row.sealed)))
  const policy = desk.policies.policyFor(charter.state, journey.dossier)
  const token = await links.current(id)
  const stay = journey.dossier.stays.at(-1)
  return {
    journey,
    charter: charter.state,
    person,
    plan: planOf(policy, journey.dossier, now),
    mission: policy.mission,
    observation: policy.observation,
    facility: stay ? ((await store.facility(stay.facility))?.facility ?? null) : null,
    organiser: (await store.organisation(journey.organisation))?.name ?? null,
    reminderHours: policy.practice.reminderHours,
    statusUrl: token ? `${publicUrl()}/status/${token}` : publicUrl(),
    now,
  }
}
