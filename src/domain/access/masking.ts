// What others see of a person: names shortened, numbers to the last three.
import type { MerchantDetails } from '../journey/merchant.ts'
import type { Role } from './roles.ts'
import { seesWhole, type PersonalField } from './table.ts'

export type PersonView = {
  readonly name: string
  readonly nativeName: string
  readonly documentNumber: string
  readonly birthDate: string
  readonly nationality: string
  readonly email: string
  readonly phone: string
  /** Fields shown shortened to this role. */
  readonly masked: readonly PersonalField[]
}

const fields: readonly PersonalField[] = ['name', 'document', 'birthDate', 'contact']
export const shortenName = (name: string): string => (name ? `${[...name][0]}.` : '')
export const lastThree = (text: string): string => `…${text.slice(-3)}`

/** The person as this role may see them. */
export function personView(details: MerchantDetails, role: Role): PersonView {
  const whole = new Set(seesWhole[role] ?? [])
  const show = <T>(field: PersonalField, full: T, short: T): T => (whole.has(field) ? full : short)
  return {
    name: show(
      'name',
      `${details.surname} ${details.givenNames}`.trim(),
      `${shortenName(details.surname)} ${shortenName(details.givenNames)}`.trim(),
    ),
    nativeName: show('name', details.nativeName, shortenName(details.nativeName)),
    documentNumber: show('document', details.documentNumber, lastThree(details.documentNumber)),
    birthDate: show('birthDate', details.birthDate, `${details.birthDate.slice(0, 4)}`),
    nationality: details.nationality,
    email: show('contact', details.email, `${details.email.slice(0, 1)}…@${details.email.split('@')[1] ?? ''}`),
    phone: show('contact', details.phone, lastThree(details.phone)),
    masked: fields.filter((field) => !whole.has(field)),
  }
}
