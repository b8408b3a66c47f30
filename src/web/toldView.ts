// What whoever sent a form is told of meanwhile, as plain data.
import type { Role } from '../domain/access/roles.ts'
import type { Instant } from '../domain/instant.ts'

/** A fact that somebody else wrote meanwhile; the organisation is null where it is not for this reader. */
export type SinceView = {
  readonly at: Instant
  readonly role: Role
  readonly organisation: string | null
  readonly fact: string
}
export type Told = { readonly since: readonly SinceView[]; readonly sentBefore: boolean }
