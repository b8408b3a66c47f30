// Who is asking: a bearer token or a session's cookie, known by its digest and remembered for a moment.
import type { Request } from 'express'
import { tokenDigest } from '../application/offices.ts'
import type { Caller } from '../application/actor.ts'
import type { Change, Clock, Store } from '../application/ports.ts'
import type { AccessToken, Session } from '../application/signInPorts.ts'
import { callerOf } from '../application/sessions.ts'
import { OrganisationKind } from '../domain/access/roles.ts'
import { isNews, sessionEnds } from '../domain/access/signIn.ts'
import { epochMs, type Instant } from '../domain/instant.ts'
import type { SessionCookie } from './sessionCookie.ts'

export type Identify = {
  (request: Request): Promise<Caller | null>
  /** Drops what is remembered: call after a token or a session was revoked. */
  forget(): void
}

/** What was verified is remembered so long; a revocation in another process is noticed within it. */
const rememberMs = 2_000
const remembered = 10_000

type Known = {
  readonly caller: Caller
  /** The same without a second factor, from `freshUntil` on. */
  readonly stale: Caller
  readonly freshUntil: number
  readonly until: number
  readonly expiresAt: number
}

export function createIdentify(
  store: Store,
  clock: Clock,
  uptimeMs: () => number,
  cookie: SessionCookie,
  failed: (error: unknown) => void = () => {},
): Identify {
  const known = new Map<string, Known>()
  let generation = 0

  const identify = async (request: Request): Promise<Caller | null> => {
    const token = bearer(request)
    const secret = token ?? cookie.read(request)
    if (!secret) return null
    const key = token === null ? `session ${secret}` : secret
    const entry = known.get(key)
    if (entry && entry.until > uptimeMs()) return callerAt(entry, epochMs(clock.now()))
    const begun = generation
    const now = clock.now()
    const found = token === null ? await bySession(secret, now, isAttended(request)) : await byToken(secret, now)
    if (known.size >= remembered) known.clear()
    // What was not found is not remembered: a token may be issued the next moment, and guesses must not fill the memory.
    // Nor is what was looked up while something was revoked.
    if (found && begun === generation) known.set(key, found)
    return found && callerAt(found, epochMs(now))
  }

  async function byToken(secret: string, now: Instant): Promise<Known | null> {
    const token = await store.token(tokenDigest(secret))
    // Only an organisation's kind is a role that a token may have; any other word in that column is nobody's.
    const role = OrganisationKind.safeParse(token?.role)
    if (!token || token.revokedAt || !role.success) return null
    const { id, organisation, charters, acts } = token
    const caller: Caller = { role: role.data, organisation, token: id, person: null, charters, acts, fresh: true }
    if (isLive(token, now) && isNews(token.lastUsedAt, now)) note({ on: 'tokenUsed', id, at: now })
    return entryOf(caller, caller, Infinity, epochMs(token.expiresAt))
  }

  async function bySession(secret: string, now: Instant, attended: boolean): Promise<Known | null> {
    const session = await store.session(tokenDigest(secret))
    const person = session && (await store.person(session.person))
    const organisation = person && !person.removedAt ? await store.organisation(person.organisation) : null
    const role = OrganisationKind.safeParse(organisation?.kind)
    if (!session || !person || !role.success) return null
    if (attended && isNews(session.seenAt, now) && isOpen(session, now))
      note({ on: 'sessionSeen', id: session.id, at: now })
    const caller = callerOf(person, role.data, session, now)
    const freshUntil = caller.fresh && session.freshUntil ? epochMs(session.freshUntil) : 0
    return entryOf(caller, { ...caller, fresh: false }, freshUntil, epochMs(sessionEnds(session)))
  }

  const entryOf = (caller: Caller, stale: Caller, freshUntil: number, expiresAt: number): Known => ({
    caller,
    stale,
    freshUntil,
    until: uptimeMs() + rememberMs,
    expiresAt,
  })

  /** Written beside the request, which does not wait for it. */
  function note(change: Change): void {
    store.commit({ changes: [change], events: [], effects: [], tallies: [], receipt: null }).catch(failed)
  }

  return Object.assign(identify, {
    forget: () => {
      generation++
      known.clear()
    },
  })
}

/** A screen that listens, or looks again because something changed, does so without anybody before it: no session lives on by it. */
const isAttended = (request: Request): boolean =>
  request.get('live') === undefined && !request.get('accept')?.includes('text/event-stream')

const isLive = ({ expiresAt }: AccessToken, now: Instant): boolean => epochMs(expiresAt) > epochMs(now)
const isOpen = (session: Session, now: Instant): boolean => epochMs(sessionEnds(session)) > epochMs(now)

function callerAt({ caller, stale, freshUntil, expiresAt }: Known, now: number): Caller | null {
  if (expiresAt <= now) return null
  return freshUntil > now ? caller : stale
}

export function bearer(request: Request): string | null {
  const header = request.headers.authorization
  // The scheme is read in any case (RFC 9110, 11.1).
  return header && /^bearer /i.test(header) ? header.slice(7).trim() : null
}
