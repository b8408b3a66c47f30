// How long a link, a session and its freshness last.
import { epochMs, plusHours, plusMs, type Instant } from '../instant.ts'

const minute = 60_000
export const linkMinutes = 15
/** An invitation waits in a mailbox until somebody comes to work. */
export const invitationMinutes = 72 * 60
/** The first administrator's, which is read where the desk was started. */
export const firstLinkMinutes = 60
/** From signing in, whatever is done meanwhile. */
export const sessionHours = 24
/** Without any request. */
export const idleHours = 4
/** A second factor counts so long for what asks for one. */
export const freshMinutes = 15
/** A first second factor can be added so long after the link from the mail was used. */
export const enrolmentMinutes = 15
/** The moment of the last use is written at most so often. */
const seenEveryMs = minute

export type SessionTimes = {
  readonly createdAt: Instant
  readonly seenAt: Instant
  readonly freshUntil: Instant | null
}

export const linkEnds = (now: Instant, minutes: number): Instant => plusMs(now, minutes * minute)
/** What a browser asks a passkey is answered within so long. */
export const questionEnds = (now: Instant): Instant => plusMs(now, 5 * minute)
/** Sessions that were begun before are over, however they were used. */
export const oldestSession = (now: Instant): Instant => plusHours(now, -sessionHours)
export const freshFrom = (now: Instant): Instant => plusMs(now, freshMinutes * minute)
const earlier = (a: Instant, b: Instant): Instant => (epochMs(a) < epochMs(b) ? a : b)
export const sessionEnds = ({ createdAt, seenAt }: SessionTimes): Instant =>
  earlier(plusHours(createdAt, sessionHours), plusHours(seenAt, idleHours))
export const isOver = (until: Instant, now: Instant): boolean => epochMs(until) <= epochMs(now)
export const isFresh = ({ freshUntil }: Pick<SessionTimes, 'freshUntil'>, now: Instant): boolean =>
  freshUntil !== null && !isOver(freshUntil, now)
export const mayEnrol = ({ createdAt, freshUntil }: SessionTimes, hasFactor: boolean, now: Instant): boolean =>
  isFresh({ freshUntil }, now) || (!hasFactor && !isOver(plusMs(createdAt, enrolmentMinutes * minute), now))
/** Whether a use now is worth writing down. */
export const isNews = (last: Instant | null, now: Instant): boolean =>
  last === null || epochMs(now) - epochMs(last) >= seenEveryMs
