// What is written about a charter stays in its record for good, so it names nobody: their names and numbers are under keys that end.
import { finding, policyUnmet, type Rejection } from '../decision.ts'
import type { MerchantDetails } from '../journey/merchant.ts'

type Named = Pick<MerchantDetails, 'surname' | 'givenNames' | 'nativeName' | 'documentNumber' | 'email' | 'phone'>

/** Null where no text holds one of these people's names in full, or a number or address of theirs, however it is spaced. */
export function namesSomebody(texts: readonly string[], people: readonly Named[]): Rejection | null {
  const written = texts.map(folded)
  const isIn = (part: string): boolean => part.length > 1 && written.some((text) => text.includes(part))
  const found = people.some(({ surname, givenNames, nativeName, documentNumber, email, phone }) =>
    [
      ...(surname && givenNames ? [surname + givenNames, givenNames + surname] : []),
      nativeName,
      documentNumber,
      email,
      phone,
      phone.replace(/^\+\d{2}/, '0'),
    ]
      .map(folded)
      .some(isIn),
  )
  return found
    ? policyUnmet(
        finding(
          'namesSomebody',
          'Name nobody here, neither by name nor by passport, e-mail or telephone: this stays in the record for good.',
        ),
      )
    : null
}

/** Letters and digits alone, in small letters. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}@]/gu, '')
