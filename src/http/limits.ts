// How often one address, and one account, may try to sign in.
import { rateLimit, type RateLimitRequestHandler } from 'express-rate-limit'
import type { Request, Response } from 'express'

const windowMs = 15 * 60_000

export type Limits = {
  /** Whatever can be guessed at, by address: an office behind one router is many people. */
  readonly byAddress: RateLimitRequestHandler
  /** Addresses that show nothing, by who asks for them: guesses are counted, and what is there is not. */
  readonly misses: RateLimitRequestHandler
  /** The same account, whoever asks; `account` names it, whether there is one or not. */
  byAccount(limit: number, account: (request: Request) => string): RateLimitRequestHandler
}
export type TooMany = (request: Request, response: Response, seconds: number) => void

/** A charter's merchants behind one router, each with an old link. */
const missesAnAddress = 300

export function createLimits(tooMany: TooMany, perAddress = 100): Limits {
  const shared = {
    windowMs,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (request: Request, response: Response) => {
      // The limiter has set it by now.
      tooMany(request, response, Number(response.getHeader('Retry-After')))
    },
  } as const
  return {
    byAddress: rateLimit({ ...shared, limit: perAddress }),
    misses: rateLimit({
      ...shared,
      limit: missesAnAddress,
      skipSuccessfulRequests: true,
      requestWasSuccessful: (_request, { statusCode }) => statusCode !== 404,
    }),
    byAccount: (limit, account) => rateLimit({ ...shared, limit, keyGenerator: account }),
  }
}
