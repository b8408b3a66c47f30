// Acts that nobody does alone: one asks, and somebody else who may do the same, and whom the table names, confirms.
import { finding, outOfSequence, policyUnmet, type Rejection } from '../decision.ts'
import type { Instant } from '../instant.ts'
import type { PersonId } from '../ids.ts'
import type { Role } from './roles.ts'
import type { Act } from './table.ts'

/** A request stands for `standsHours`, then it has to be made again; the second person is of one of the roles named. */
export type TwoPeople = { readonly standsHours: number; readonly confirmedBy: readonly Role[] }

/** An act that is not here is done by one. */
export const twoPeople = {
  ReopenManifest: { standsHours: 24, confirmedBy: ['reformOffice'] },
  ReleaseEarly: { standsHours: 24, confirmedBy: ['reformOffice'] },
  EraseMerchant: { standsHours: 72, confirmedBy: ['chamber', 'company', 'administrator'] },
} as const satisfies Readonly<Partial<Record<Act, TwoPeople>>>
export type TwoPeopleAct = keyof typeof twoPeople
export const needsTwo = (act: Act): act is TwoPeopleAct => Object.hasOwn(twoPeople, act)

/** A person in whichever of their sessions; beside people a token, which is always the same hand. */
export type Hand = { readonly token: string; readonly person: PersonId | null }

/** Somebody, and whoever gave them the token they act with, back to the first. */
export type Lineage = readonly [Hand, ...Hand[]]

export type Request = {
  readonly act: TwoPeopleAct
  readonly askedBy: Lineage
  /** Whoever asked was removed since, or their token was revoked. */
  readonly askerGone: boolean
  readonly expiresAt: Instant
  readonly decision: 'confirmed' | 'refused' | null
}

/** Null where this one may decide on it. Whoever asked may take it back, and not confirm it. */
export function secondPerson(
  request: Request,
  decision: 'confirmed' | 'refused',
  by: { readonly hands: Lineage; readonly role: Role },
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
  if (decision === 'refused') return null
  if (request.askerGone)
    return policyUnmet(
      finding('askerGone', 'Whoever asked for it may do nothing here any more: it is asked for again.'),
    )
  if (isOne(request.askedBy, by.hands))
    return policyUnmet(finding('secondPersonNeeded', 'Whoever asked for it cannot confirm it: a second person has to.'))
  const { confirmedBy }: TwoPeople = twoPeople[request.act]
  if (!confirmedBy.includes(by.role)) {
    const roles = confirmedBy.join(', ')
    return policyUnmet(finding('confirmedElsewhere', `This is confirmed by: ${roles}.`, { roles }))
  }
  return null
}

/** The same is not asked for twice while it waits. */
export const requestWaits = (id: string): Rejection =>
  outOfSequence(finding('requestWaits', `This was asked for already and waits for a second person: ${id}.`, { id }))

/** Nobody is a second person to themselves by a token that they issued. */
const isOne = (a: Lineage, b: Lineage): boolean =>
  b.some((hand) => isSame(a[0], hand)) || a.some((hand) => isSame(b[0], hand))
const isSame = (a: Hand, b: Hand): boolean => a.token === b.token || (a.person !== null && a.person === b.person)
