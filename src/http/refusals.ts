// Refused sign-ins and refused access, told to whoever watches the log: by pattern and id, never by an address, a name or a secret.
import type { Request, RequestHandler } from 'express'
import type { Caller } from '../application/actor.ts'

export type RefusedRequest = {
  readonly request: string
  readonly method: string
  /** As the desk names it: the address itself can hold a link's secret. Null where there is none. */
  readonly route: string | null
  readonly status: number
  readonly role: string
  /** The id of the person or token; null where nobody is known. */
  readonly who: string | null
  /** The same for requests from the same network address, and not to be turned back into it. */
  readonly from: string
}

/** Where what is refused is a proof of who somebody is. */
const proofs = [
  '/sign-in',
  '/sign-in/passkey',
  '/enter',
  '/enter/:secret',
  '/step-up',
  '/sessions/code/confirmation',
  '/sessions/passkey',
]
/** No right, nothing that one may see, too often, or not in the shape of a request. */
const refusing: readonly number[] = [400, 401, 403, 413, 415, 429]

const isTold = (status: number, route: string | null): boolean =>
  refusing.includes(status) ||
  // A wrong address is everybody's mistake; a wrong id under a right one can be a guess.
  (status === 404 && route !== null) ||
  (status >= 400 && status < 500 && route !== null && proofs.includes(route))

export function createRefusals(parts: {
  readonly requestId: (request: Request) => string
  readonly callerOf: (request: Request) => Caller | null
  readonly pseudonym: (address: string) => string
  readonly refused: (refusal: RefusedRequest) => void
}): RequestHandler {
  return (request, response, next) => {
    response.once('finish', () => {
      const { statusCode: status } = response
      const pattern: unknown = (request.route as { path?: unknown } | undefined)?.path
      const route = typeof pattern === 'string' ? pattern : null
      if (!isTold(status, route)) return
      const caller = parts.callerOf(request)
      parts.refused({
        request: parts.requestId(request),
        method: request.method,
        route,
        status,
        role: caller?.role ?? 'anonymous',
        who: caller?.person ?? caller?.token ?? null,
        from: parts.pseudonym(request.ip ?? ''),
      })
    })
    next()
  }
}
