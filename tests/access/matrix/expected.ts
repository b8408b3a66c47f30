// What the permission table says of an address: who is turned away and how, and who is answered.
import { reach, type Act } from '../../../src/domain/access/table.ts'
import type { Page } from '../../../src/http/page.ts'
import type { Answer } from '../../support/client.ts'
import type { Walker } from './walker.ts'

/** Whose the ids in the address are. */
export const wheres = ['own', 'foreign', 'unknown'] as const
export type Where = (typeof wheres)[number]
export type Want = 403 | 404 | 'answered'

const ids = /:(call|charter|journey|run|facility|pending|letter|incoming|person|session)\b/
export const isPlaced = (path: string): boolean => ids.test(path)

/** A facility sees its own rooms; whoever else may look at a facility, looks at any (its people are masked apart). */
const anyFacility = (path: string, { role }: Walker): boolean => path.includes(':facility') && role !== 'facility'

export function wantOf(walker: Walker, act: Act, path: string, where: Where): Want {
  const how = reach(walker.role, act)
  if (!how) return 403
  if (where === 'unknown') return 404
  // A token has no sessions, and no second factors.
  const ofPeople = path.includes(':session') && how === 'own'
  if (walker.by === 'token' && ofPeople) return 404
  if (where !== 'own' && how !== 'any' && !anyFacility(path, walker)) return 404
  // What waits there is an erasure: whoever decides on it may ask for one as well.
  return path.includes(':pending') && !reach(walker.role, 'EraseMerchant') ? 403 : 'answered'
}

/** A page tells nobody more than that it is not there for them. */
export function pageWantOf(walker: Walker, act: Act, path: string, where: Where): Exclude<Want, 403> {
  if (walker.by === 'token' && (act === 'KeepFactors' || path === '/sessions' || path === '/sessions/end-others'))
    return 404
  const want = wantOf(walker, act, path, where)
  return want === 403 ? 404 : want
}

/** Whoever may, is answered: what they asked for, or why it cannot be. */
export const answered: readonly number[] = [200, 201, 202, 303, 400, 409, 412, 422]

/** Where whoever is not signed in is sent: to the door, or told so where a script asks. */
export const isAtTheDoor = ({ path }: Page, { status, headers }: Answer): boolean =>
  path.endsWith('/question') ? status === 401 : status === 303 && headers.get('location') === '/sign-in'
