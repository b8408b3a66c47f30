// Who walks: each kind of organisation by its token and by a person in a session, with colleagues that an act may be tried on.
import type { Client, Sent } from '../../support/client.ts'
import { must } from '../../support/client.ts'
import { fromOwnPage } from '../../support/browser.ts'
import type { TestDesk } from '../../support/desk.ts'
import type { OrganisationKind } from '../../../src/domain/access/roles.ts'
import type { PersonId } from '../../../src/domain/ids.ts'
import { freshFrom } from '../../../src/domain/access/signIn.ts'
import type { Worlds } from './place.ts'

/** Somebody whom an act on people can be tried on: a person, a session, and a second factor. */
export type Target = { readonly person: string; readonly session: string; readonly factor: string }
export type Walker = {
  readonly role: OrganisationKind
  readonly by: 'token' | 'session'
  readonly client: Client
  readonly organisation: string
  readonly self: PersonId | null
}

export const ways = ['token', 'session'] as const

const nothingElse = { events: [], effects: [], tallies: [], receipt: null }
let invited = 0
const invite = async (desk: TestDesk, organisation: string, charters: readonly string[]): Promise<PersonId> => {
  const email = `walker-${++invited}@people.example`
  return must(await desk.admin.post('/v1/people', { organisation, name: 'Somebody', email, charters })).body.id
}

/** Opened as a sign-in opens one. */
export async function openSession(desk: TestDesk, person: PersonId, fresh: boolean) {
  const { desk: parts, sessions } = desk.open
  const now = desk.clock.now()
  const until = fresh ? freshFrom(now) : null
  const { session, secret, changes } = sessions.opening(person, { agent: '', address: '' }, until, now)
  await parts.store.commit({ ...nothingElse, changes })
  return { id: session.id, secret }
}

export function inSession(desk: TestDesk, secret: string): Client {
  const send = (method: string, path: string, { headers = {}, ...rest }: Sent = {}) =>
    desk.nobody.send(method, path, {
      ...rest,
      headers: { Cookie: `desk_session=${secret}`, ...fromOwnPage, ...headers },
    })
  return {
    token: '',
    send,
    get: (path, headers = {}) => send('GET', path, { headers }),
    post: (path, body = {}, headers = {}) => send('POST', path, { body, headers }),
  }
}

export async function walkerOf(
  { desk, world, own }: Worlds,
  role: OrganisationKind,
  by: Walker['by'],
  fresh = true,
): Promise<Walker> {
  const organisation = role === 'administrator' ? await administration(desk) : world.cast.organisations[role]
  if (by === 'token') return { role, by, client: world.cast[role], organisation, self: null }
  const self = await invite(desk, organisation, [own[role].charter])
  const { secret } = await openSession(desk, self, fresh)
  return { role, by, client: inSession(desk, secret), organisation, self }
}

const administration = async (desk: TestDesk): Promise<string> =>
  must(await desk.admin.get('/v1/organisations')).body.find(
    ({ kind }: { kind: OrganisationKind }) => kind === 'administrator',
  ).id

/** A colleague, and another session and a factor of the walker's own where they are a person. */
export async function targetOf({ desk }: Worlds, organisation: string, self: PersonId | null): Promise<Target> {
  const person = await invite(desk, organisation, [])
  const { id: session } = await openSession(desk, self ?? person, false)
  const factor = `factor-for-the-walk-${invited}`
  const kept = { id: factor, person: self ?? person, kind: 'passkey', sealed: '', counter: 0, label: '' } as const
  const change = { on: 'factor', factor: { ...kept, createdAt: desk.clock.now(), lastUsedAt: null } } as const
  await desk.open.desk.store.commit({ ...nothingElse, changes: [change] })
  return { person, session, factor }
}

export const noTarget: Target = { person: 'P0000000000000000', session: 'S0000000000000000', factor: 'no-such-factor' }
