// Who is asking: a bearer token or the cookie of a page, known by its digest and remembered for a moment.
import type { Request } from 'express'
import { tokenDigest } from '../application/offices.ts'
import type { Caller, Clock, Store } from '../application/ports.ts'
import { OrganisationKind } from '../domain/access/roles.ts'
import { epochMs } from '../domain/instant.ts'

export const cookieName = 'desk_token'

export type Identify = {
  (request: Request): Promise<Caller | null>
  /** Drops what is remembered: call after a token was revoked. */
  forget(): void
}

/** A verified token is remembered so long; a revocation in another process is noticed within it. */
const rememberMs = 2_000
const remembered = 10_000

export function createIdentify(store: Store, clock: Clock, uptimeMs: () => number): Identify {
  const known = new Map<
    string,
    { readonly caller: Caller | null; readonly until: number; readonly expiresAt: number }
  >()

  const identify = async (request: Request): Promise<Caller | null> => {
    const secret = bearer(request) ?? cookie(request)
    if (!secret) return null
    const now = uptimeMs()
    const entry = known.get(secret)
    if (entry && entry.until > now) return entry.expiresAt > epochMs(clock.now()) ? entry.caller : null
    const token = await store.token(tokenDigest(secret))
    // Only an organisation's kind is a role that a token may have; any other word in that column is nobody's.
    const role = OrganisationKind.safeParse(token?.role)
    const live = token && !token.revokedAt && role.success
    const caller: Caller | null = live
      ? { role: role.data, organisation: token.organisation, token: token.id, charters: token.charters }
      : null
    if (known.size >= remembered) known.clear()
    // What was not found is not remembered: a token may be issued the next moment, and guesses must not fill the memory.
    if (caller && token) known.set(secret, { caller, until: now + rememberMs, expiresAt: epochMs(token.expiresAt) })
    return caller && token && epochMs(token.expiresAt) > epochMs(clock.now()) ? caller : null
  }
  return Object.assign(identify, { forget: () => known.clear() })
}

function bearer(request: Request): string | null {
  const header = request.headers.authorization
  // The scheme is read in any case (RFC 9110, 11.1).
  return header && /^bearer /i.test(header) ? header.slice(7).trim() : null
}

function cookie(request: Request): string | null {
  const header = request.headers.cookie
  if (!header) return null
  for (const part of header.split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === cookieName && value) return decoded(value)
  }
  return null
}

/** What cannot be decoded is nobody's token. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
