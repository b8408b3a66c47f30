// The merchant's status page: reached by a signed link, in their language, with nothing on it that they do not need.
import { openWords } from '../application/freeText.ts'
import { LostKey } from '../application/ports.ts'
import { charterOf } from '../domain/ids.ts'
import { MerchantDetails, type Language } from '../domain/journey/merchant.ts'
import { planOf } from '../domain/policy/plan.ts'
import { statusPage } from '../web/statusPage.tsx'
import type { Frame } from '../web/views.ts'
import type { PageAnswer, PageParts } from './visit.ts'

/** `frame` is given the merchant's own language where nobody asked for another. */
export async function statusAnswer(
  parts: PageParts,
  token: string,
  asked: Language | null,
  frame: (language: Language) => Frame,
): Promise<PageAnswer> {
  const { store, vault, policies, clock } = parts.desk
  const missing = { missing: 'This link is not valid, or was replaced by a newer one.' }
  const id = await parts.links.read(token)
  if (!id) return missing
  const [held, charter] = await Promise.all([store.journey(id), store.charter(charterOf(id))])
  const row = held ? await store.merchant(held.state.merchant) : null
  if (!held || !charter || !row) return missing
  try {
    const journey = await openWords(vault, held.state, 'merchant')
    const person = MerchantDetails.parse(JSON.parse(await vault.open(journey.merchant, row.sealed)))
    const policy = policies.policyFor(charter.state, journey.dossier)
    const stay = journey.dossier.stays.at(-1)
    const now = clock.now()
    const html = statusPage({
      frame: frame(asked ?? person.language),
      journey,
      charter: charter.state,
      plan: planOf(policy, journey.dossier, now),
      mission: policy.mission,
      observation: policy.observation,
      facility: stay ? ((await store.facility(stay.facility))?.facility ?? null) : null,
      organiser: (await store.organisation(journey.organisation))?.name ?? null,
      now,
      name: person.nativeName || `${person.givenNames} ${person.surname}`.trim(),
      ownZone: null,
      editions: [policy.mission, policy.observation].filter((edition) => edition !== null),
    })
    return { html }
  } catch (error) {
    if (error instanceof LostKey) return missing
    throw error
  }
}
