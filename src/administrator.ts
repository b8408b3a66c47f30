// How a desk that has nobody yet gets its first administrator: a link that is shown once, or a token from the environment.
import type { Chance, Clock, Store } from './application/ports.ts'
import { tokenDigest } from './application/offices.ts'
import type { People } from './application/people.ts'
import { nothing } from './application/commit.ts'
import { organisationId } from './domain/ids.ts'
import { later, plusHours, type Instant } from './domain/instant.ts'

/** A token of the first administrator lives so long (hours). */
const firstTokenHours = 24 * 365

/** The first administrator's link, once at each start until one has signed in; null where one has. */
export async function firstLink(people: People, email: string | null, publicUrl: string): Promise<string | null> {
  const details = { name: 'Administrator', email: email?.toLowerCase() ?? null, language: 'en' as const }
  const secret = await people.firstLink(details)
  return secret && `${publicUrl}/enter/${secret}`
}

/** A token for programs that administer. `now` is the machine's time: a played desk's clock may stand in another year. */
export async function adoptFirstToken(
  { store, clock, chance }: { readonly store: Store; readonly clock: Clock; readonly chance: Chance },
  secret: string,
  now: Instant,
): Promise<void> {
  if ((await store.tokens()).some(({ role }) => role === 'administrator')) return
  const organisation = { id: organisationId(chance.part()), kind: 'administrator' as const, name: 'Administration' }
  const token = {
    id: `T${chance.part()}`,
    digest: tokenDigest(secret),
    role: 'administrator' as const,
    organisation: organisation.id,
    charters: null,
    label: 'first administrator',
    expiresAt: plusHours(later(clock.now(), now), firstTokenHours),
    revokedAt: null,
    acts: null,
    lastUsedAt: null,
  }
  const changes = [
    { on: 'organisation' as const, organisation },
    { on: 'token' as const, token },
  ]
  await store.commit({ ...nothing, changes, receipt: null })
}
