// A person as their colleagues see them: what is sealed is opened, what is only for looking up stays away.
import { PersonDetails } from '../domain/access/person.ts'
import type { Vault } from './keyPorts.ts'
import type { Person } from './signInPorts.ts'

export type PersonView = Omit<Person, 'email' | 'sealed' | 'version'> & PersonDetails

export const detailsOf = (vault: Vault, person: Person): PersonDetails =>
  PersonDetails.parse(JSON.parse(vault.openOwn(person.sealed)))

export function personView(vault: Vault, person: Person): PersonView {
  const { email: _, sealed: __, version: ___, ...rest } = person
  return { ...rest, ...detailsOf(vault, person) }
}
