// Whether two people are perhaps one: by their passport, or by name and birth date; and how a person is looked up blindly.
import type { Charter } from '../domain/charter/charter.ts'
import { finding, type Finding } from '../domain/decision.ts'
import type { LocalDate } from '../domain/instant.ts'
import type { MerchantDetails } from '../domain/journey/merchant.ts'
import { blindAddress } from './blindAddress.ts'
import type { Vault } from './keyPorts.ts'
import type { ConflictKind } from './parkedRow.ts'
import type { IndexEntry, PassportKeys } from './ports.ts'

export const documentOf = (details: MerchantDetails): string => `${details.issuingState}:${details.documentNumber}`
/** Each organiser knows its own people: a passport that another registered says nothing to it, and is not its to change. */
export const knownBy = (charter: Charter, details: MerchantDetails): string =>
  `${charter.organiser}:${documentOf(details)}`

/** `day` is the flight's: on one day a passport flies once, whoever organises the flights. */
export const passportKeys = (
  vault: Vault,
  charter: Charter,
  day: LocalDate,
  details: MerchantDetails,
): PassportKeys => ({
  holder: vault.blind('holder', `${charter.id}:${documentOf(details)}`),
  traveller: `${day} ${vault.blind('holder', `traveller:${documentOf(details)}`)}`,
})

const letters = (name: string): string =>
  name
    .normalize('NFC')
    .toUpperCase()
    .replaceAll(/[\s'’.-]/g, '')
export const nameWords = (name: string): readonly string[] =>
  name
    .toUpperCase()
    .split(/[\s-]+/)
    .filter(Boolean)

/** Birth date with each of the names by itself: who shares none of these is nobody's near-duplicate. */
export const nameKeys = (details: MerchantDetails): readonly string[] => [
  ...new Set(
    [details.surname, details.givenNames, details.nativeName]
      .map(letters)
      .filter(Boolean)
      .map((name) => `${details.birthDate} ${name}`),
  ),
]

/**
 * Siblings born on one day share birth date and surname, and often a syllable of the given name: that alone is no
 * conflict. Two given names are taken for one where they are the same letters, or one begins with all words of the other.
 */
export function likeness(a: MerchantDetails, b: MerchantDetails): Exclude<ConflictKind, 'sameDocument'> | null {
  if (a.birthDate !== b.birthDate) return null
  const [surname, given] = [letters(a.surname), letters(a.givenNames)]
  const [otherSurname, otherGiven] = [letters(b.surname), letters(b.givenNames)]
  const sameGiven = given === otherGiven || begins(a.givenNames, b.givenNames) || begins(b.givenNames, a.givenNames)
  const exchanged = surname === otherGiven && given === otherSurname
  if ((surname === otherSurname && sameGiven) || exchanged) return 'renewedPassport'
  if (given !== '' && given === otherGiven) return 'sameNameAndBirth'
  return a.nativeName !== '' && letters(a.nativeName) === letters(b.nativeName) ? 'sameNameAndBirth' : null
}

function begins(whole: string, part: string): boolean {
  const [all, first] = [nameWords(whole), nameWords(part)]
  return first.length > 0 && first.length < all.length && first.every((word, place) => word === all[place])
}

/** What is told of a row that is parked; the field is the first that differs. */
export function conflictFinding(kind: ConflictKind, known: MerchantDetails, given: MerchantDetails): Finding {
  switch (kind) {
    case 'sameDocument':
      return finding(
        'sameDocument',
        'This passport is known with another birth date or nationality: find out which is right.',
        { field: known.birthDate === given.birthDate ? 'nationality' : 'birthDate' },
      )
    case 'renewedPassport':
      return finding(
        'renewedPassport',
        'Somebody of the same name and birth date is known with another passport: was it renewed?',
        { field: 'documentNumber' },
      )
    case 'sameNameAndBirth':
      return finding(
        'sameNameAndBirth',
        'Somebody with much the same name and the same birth date is known: find out whether they are one.',
        { field: 'surname' },
      )
    default:
      return kind satisfies never
  }
}

export const nameDigests = (vault: Vault, charter: Charter, details: MerchantDetails): readonly string[] =>
  nameKeys(details).map((key) => vault.blind('birthAndName', `${charter.organiser}:${key}`))

/** Everything by which a person can be found again, blind. */
export function indexOf(vault: Vault, charter: Charter, details: MerchantDetails): readonly IndexEntry[] {
  const tokens = new Set(nameWords(`${details.surname} ${details.givenNames} ${details.nativeName}`))
  return [
    { kind: 'document', digest: vault.blind('document', knownBy(charter, details)) },
    {
      kind: 'birthAndSurname',
      digest: vault.blind('birthAndSurname', `${details.birthDate} ${details.surname.toUpperCase()}`),
    },
    ...nameDigests(vault, charter, details).map((digest): IndexEntry => ({ kind: 'birthAndName', digest })),
    { kind: 'email', digest: blindAddress(vault, details.email) },
    ...[...tokens].map((token): IndexEntry => ({ kind: 'nameToken', digest: vault.blind('nameToken', token) })),
  ]
}
