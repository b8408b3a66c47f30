// Who acts: a person, a token, a link or the desk itself, and how far whoever asks reaches.
import type { Role } from '../domain/access/roles.ts'
import type { Act } from '../domain/access/table.ts'
import type { CharterId, JourneyId, OrganisationId, PersonId } from '../domain/ids.ts'

/** Who did it: a person in one of their sessions, a token of an organisation, a merchant's status link by its number, or the desk itself. */
export type Actor = {
  readonly role: Role
  readonly organisation: OrganisationId | null
  /** The token's id, or the session's. */
  readonly token: string
  readonly person: PersonId | null
}

/** Who asks: the actor, and how far they reach. */
export type Caller = Actor & {
  /** The charters reached beside the organisation's own (null: every one). */
  readonly charters: readonly CharterId[] | null
  /** The one journey that a status link reaches; a token has none. */
  readonly journey?: JourneyId
  /** What the token is for (null: all that its role may). */
  readonly acts: readonly Act[] | null
  /** A person has shown a second factor a moment ago; whatever is no person is never asked for one. */
  readonly fresh: boolean
}
