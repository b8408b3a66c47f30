// Merchants as a chamber registers them over HTTP, and the negatives that a laboratory reports of them.
import { must, type Client } from './client.ts'

export type Person = Readonly<Record<string, string>>

/** The names are much the same, so that with one birth date all of them would be taken for one. */
const birthDate = (number: number): string =>
  [1985 - Math.floor(number / 84), two(((number + 1) % 12) + 1), two(((number + 5) % 28) + 1)].join('-')
const two = (number: number): string => String(number).padStart(2, '0')

/** Somebody who can be looked for in a file: no two share a name and a birth date, a number or an address. */
export const person = (number: number, more: Person = {}) => ({
  surname: `HWANGBO${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}`,
  givenNames: 'MINSEO',
  nativeName: '황보민서',
  documentNumber: `M${String(52_340_000 + number)}`,
  issuingState: 'KOR',
  nationality: 'KOR',
  birthDate: birthDate(number),
  sex: 'F',
  documentExpiry: '2027-05-11',
  phone: `+8210${String(55_510_000 + number)}`,
  email: `minseo.hwangbo${number}@lettersplace.example`,
  language: 'ko',
  hostCompany: 'Silver Thimble Trading',
  ...more,
})
export const wishes = (more: Readonly<Record<string, unknown>> = {}) => ({
  purpose: 'orders',
  destination: 'Yiwu',
  costBearer: 'self',
  homeSuitable: true,
  consentSignedAt: '2022-08-10T10:00:00+09:00',
  ...more,
})

/** Registers one merchant and answers the journey's id. */
export async function register(chamber: Client, charter: string, number: number, more: Person = {}): Promise<string> {
  return must(
    await chamber.post(`/v1/charters/${charter}/journeys`, { merchant: person(number, more), wishes: wishes() }),
  ).body.id
}

export const negative = (id: string, sampledAt: string, reportedAt: string, more: Person = {}) => ({
  id,
  sampledAt,
  reportedAt,
  laboratory: 'lab-1',
  reagent: 'kit-1',
  result: 'negative',
  ...more,
})
