// Acts that nobody does alone: one asks, and somebody else who may do the same confirms.
import { finding, outOfSequence, policyUnmet, type Rejection } from '../decision.ts'
import type { Instant } from '../instant.ts'
import type { PersonId } from '../ids.ts'
import type { Act } from './table.ts'

/** How long a request stands before it has to be asked for again (hours). An act that is not here is done by one. */
export const twoPeople: Readonly<Partial<Record<Act, { readonly standsHours: number }>>> = {
  EraseMerchant: { standsHours: 72 },
}

/** A person in whichever of their sessions; beside people a token, which is always the same hand. */
type Asker = { readonly token: string; readonly person: PersonId | null }

export type Request = {
  readonly askedBy: Asker
  readonly expiresAt: Instant
  readonly decision: 'confirmed' | 'refused' | null
}

/** Null where this one may decide on it. Whoever asked may take it back, and not confirm it. */
export function secondPerson(
  request: Request,
  decision: 'confirmed' | 'refused',
  by: Asker,
  now: Instant,
): Rejection | null {
  if (request.decision)
    return outOfSequence(
      finding('requestDecided', `This request was decided already: ${request.decision}.`, {
        decision: request.decision,
      }),
    )
  if (request.expiresAt <= now) {
    const until = request.expiresAt
    return outOfSequence(finding('requestLapsed', `This request stood until ${until}: ask for it again.`, { until }))
  }
  if (decision === 'confirmed' && isSame(request.askedBy, by))
    return policyUnmet(finding('secondPersonNeeded', 'Whoever asked for it cannot confirm it: a second person has to.'))
  return null
}

const isSame = (a: Asker, b: Asker): boolean => a.token === b.token || (a.person !== null && a.person === b.person)
