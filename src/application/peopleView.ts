// A person as their colleagues see them: what is sealed is opened, what is only for looking up stays away.
import { PersonDetails } from '../domain/access/person.ts'
import type { Vault } from './keyPorts.ts'
import type { Person } from './signInPorts.ts'

export type PersonView = Omit<Person, 'email' | 'sealed' | 'version'> & PersonDetails

/** Of whoever was removed long ago nothing is kept but the number by which the record names them. */
const forgotten: PersonDetails = { name: '(erased)', email: null, language: 'en' }

export const detailsOf = (vault: Vault, { sealed }: Person): PersonDetails =>
  sealed === '' ? forgotten : PersonDetails.parse(JSON.parse(vault.openOwn(sealed)))

export function personView(vault: Vault, person: Person): PersonView {
  const { email: _, sealed: __, version: ___, ...rest } = person
  return { ...rest, ...detailsOf(vault, person) }
}
