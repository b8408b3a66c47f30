// The cookie of a session: no script reads it, no other site's form brings it along, and over https no other host sets it.
import type { Request, Response } from 'express'
import { sessionHours } from '../domain/access/signIn.ts'

export type SessionCookie = {
  /** What cannot be the text of a session is nobody's. */
  read(request: Request): string | null
  set(response: Response, secret: string): void
  clear(response: Response): void
}

export function createSessionCookie(publicUrl: string | undefined): SessionCookie {
  const secure = publicUrl?.startsWith('https:') ?? false
  const name = secure ? '__Host-desk' : 'desk_session'
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  return {
    read: (request) => {
      for (const part of request.headers.cookie?.split(';') ?? []) {
        const at = part.indexOf('=')
        if (part.slice(0, at).trim() !== name) continue
        const value = part.slice(at + 1).trim()
        return /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null
      }
      return null
    },
    set: (response, secret) => void response.cookie(name, secret, { ...options, maxAge: sessionHours * 3_600_000 }),
    clear: (response) => void response.clearCookie(name, options),
  }
}
