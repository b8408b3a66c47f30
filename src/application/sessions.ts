// Sessions of people: begun by a proof, renewed when a second factor is shown, listed and ended.
import { isFresh, isOver, oldestSession, sessionEnds } from '../domain/access/signIn.ts'
import type { OrganisationKind } from '../domain/access/roles.ts'
import { sessionId, type PersonId, type SessionId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { join } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import { handle, notFound, type Answer, type Envelope } from './handle.ts'
import { reachOf } from './may.ts'
import { tokenDigest } from './offices.ts'
import type { Caller } from './actor.ts'
import type { Change } from './ports.ts'
import type { Person, Session } from './signInPorts.ts'

/** From where somebody signs in, as the browser and the network tell it. */
export type Whence = { readonly agent: string; readonly address: string }
export type SessionView = Pick<Session, 'id' | 'person' | 'createdAt' | 'seenAt' | 'freshUntil'> &
  Whence & { readonly expiresAt: Instant; readonly current: boolean }

/** Who asks, as known by a session. */
export const callerOf = (
  person: Pick<Person, 'id' | 'organisation' | 'charters'>,
  role: OrganisationKind,
  session: Pick<Session, 'id' | 'freshUntil'>,
  now: Instant,
): Caller => ({
  role,
  organisation: person.organisation,
  token: session.id,
  person: person.id,
  charters: person.charters,
  acts: null,
  fresh: isFresh(session, now),
})

export type Sessions = {
  /** A new session, the changes that open it, and the text of its cookie. */
  opening(
    person: PersonId,
    from: Whence,
    freshUntil: Instant | null,
    now: Instant,
  ): { readonly session: Session; readonly secret: string; readonly changes: readonly Change[] }
  /** Another text for a session. */
  renewing(session: Session, freshUntil: Instant): { readonly secret: string; readonly changes: readonly Change[] }
  list(caller: Caller, person: PersonId | null): Promise<Answer<readonly SessionView[]>>
  end(envelope: Envelope, id: SessionId): Promise<Answer<{ readonly id: SessionId }>>
  /** Every session of the caller but the one that asks. */
  endOthers(envelope: Envelope): Promise<void>
}

const mostWhence = 300

export function createSessions({ store, vault, chance, clock }: Desk, forget: () => void): Sessions {
  const view = (session: Session, caller: Caller): SessionView => {
    const { digest: _, sealed, ...rest } = session
    const whence = JSON.parse(vault.openOwn(sealed)) as Whence
    return { ...rest, ...whence, expiresAt: sessionEnds(session), current: session.id === caller.token }
  }
  const living = async (person: PersonId): Promise<readonly Session[]> =>
    (await store.sessionsOf(person)).filter((session) => !isOver(sessionEnds(session), clock.now()))

  async function end(envelope: Envelope, ended: readonly Session[], person: PersonId): Promise<Answer<unknown>> {
    const answer = await handle(store, async () => {
      const entry = await deskEntry(
        store,
        envelope,
        person,
        { type: 'SessionsEnded', sessions: ended.map(({ id }) => id) },
        ended.map(({ id }): Change => ({ on: 'sessionEnded', id })),
      )
      return { outcome: 'proposed', commit: join([entry]), value: null }
    })
    forget()
    return answer
  }

  return {
    opening: (person, { agent, address }, freshUntil, now) => {
      const secret = chance.secret()
      const whence: Whence = { agent: agent.slice(0, mostWhence), address: address.slice(0, mostWhence) }
      const session: Session = {
        id: sessionId(chance.part()),
        digest: tokenDigest(secret),
        person,
        createdAt: now,
        seenAt: now,
        freshUntil,
        sealed: vault.sealOwn(JSON.stringify(whence)),
      }
      const swept: Change = { on: 'swept', at: now, sessionsBefore: oldestSession(now) }
      return { session, secret, changes: [swept, { on: 'session', session }] }
    },

    renewing: ({ id, digest: before }, freshUntil) => {
      const secret = chance.secret()
      return { secret, changes: [{ on: 'sessionRenewed', id, before, digest: tokenDigest(secret), freshUntil }] }
    },

    list: async (caller, person) => {
      const whose = person ?? caller.person
      if (whose === null) return { outcome: 'done', value: [] }
      if (whose !== caller.person && reachOf(caller, 'ViewSessions') !== 'any') return notFound(`person ${whose}`)
      return { outcome: 'done', value: (await living(whose)).map((session) => view(session, caller)) }
    },

    end: async (envelope, id) => {
      const { caller } = envelope
      const session = await store.sessionById(id)
      const may = session && (session.person === caller.person || reachOf(caller, 'EndSession') === 'any')
      if (!may) return notFound(`session ${id}`)
      const answer = await end(envelope, [session], session.person)
      return answer.outcome === 'done' ? { outcome: 'done', value: { id } } : answer
    },

    endOthers: async (envelope) => {
      const { person, token } = envelope.caller
      if (!person) return
      const others = (await store.sessionsOf(person)).filter(({ id }) => id !== token)
      if (others.length) await end(envelope, others, person)
    },
  }
}
