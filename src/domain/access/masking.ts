// What others see of a person: names shortened, numbers to the last three, and of a dossier what the role needs.
import type { Traits } from '../journey/events.ts'
import type { Dossier } from '../journey/journey.ts'
import type { MerchantDetails } from '../journey/merchant.ts'
import { personalFields, showing, showsWhole, type PersonalField, type Shown, type ViewName } from './fields.ts'
import type { Role } from './roles.ts'

/** What a view does not show is empty. */
export type PersonView = {
  readonly name: string
  readonly nativeName: string
  readonly documentNumber: string
  readonly birthDate: string
  readonly nationality: string
  readonly email: string
  readonly phone: string
  /** Fields that are not shown whole to this role. */
  readonly masked: readonly PersonalField[]
}

/** Fewer characters would be known by their last three. */
const leastNumber = 6
const marks = new Intl.Segmenter('und', { granularity: 'grapheme' })
const charactersOf = (text: string): string[] => [...marks.segment(text)].map(({ segment }) => segment)

/** The first character as a reader counts them; nothing of a name that is no longer than that. */
export function shortenName(name: string): string {
  const [first, ...rest] = charactersOf(name)
  return first === undefined ? '' : rest.length ? `${first}.` : '…'
}

/** A name as somebody writes it above a letter, each word of it shortened: `Kim Minsu` to `K. M.`. */
export const shortenWords = (name: string): string =>
  name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(shortenName)
    .join(' ')
export function lastThree(number: string): string {
  const characters = charactersOf(number)
  return characters.length < leastNumber ? '…' : `…${characters.slice(-3).join('')}`
}
/** The host often is the name of somebody or of their company: only its last part is left. */
export function shortenEmail(email: string): string {
  const at = email.lastIndexOf('@')
  if (at < 0) return '…'
  const [first, ...rest] = charactersOf(email.slice(0, at))
  const end = /.\.(\p{L}{2,})$/u.exec(email.slice(at + 1))?.[1]
  return `${rest.length ? first : ''}…@…${end ? `.${end}` : ''}`
}

/** The person as this role may see them here. */
export const personView = (details: MerchantDetails, role: Role, view: ViewName): PersonView =>
  viewed(details, (field) => showing(view, role, field))

/** The person as on their journey, with these fields whole where the role may ask for them. */
export const unmaskedView = (details: MerchantDetails, role: Role, asked: readonly PersonalField[]): PersonView =>
  viewed(details, (field) => showing(asked.includes(field) ? 'unmasking' : 'journey', role, field))

function viewed(details: MerchantDetails, showing: (field: PersonalField) => Shown | null): PersonView {
  const show = (field: PersonalField, full: string, short: string): string => {
    const how = showing(field)
    return how === 'whole' ? full : how === 'short' ? short : ''
  }
  return {
    name: show(
      'name',
      `${details.surname} ${details.givenNames}`.trim(),
      `${shortenName(details.surname)} ${shortenName(details.givenNames)}`.trim(),
    ),
    nativeName: show('name', details.nativeName, shortenName(details.nativeName)),
    documentNumber: show('document', details.documentNumber, lastThree(details.documentNumber)),
    birthDate: show('birthDate', details.birthDate, details.birthDate.slice(0, 4)),
    nationality: details.nationality,
    email: show('contact', details.email, shortenEmail(details.email)),
    phone: show('contact', details.phone, lastThree(details.phone)),
    masked: personalFields.filter((field) => showing(field) !== 'whole'),
  }
}

type Health = 'tests' | 'care' | 'riskAssessment' | 'findings'
type Business = 'outcome' | 'outcomeAskedAt'
/** What a role does not see is left out, and not shown as if there were none. */
export type DossierView = Omit<Dossier, Health | Business | 'traits'> &
  Partial<Pick<Dossier, Health | Business>> & {
    readonly traits: Omit<Traits, 'pastInfection'> & Partial<Pick<Traits, 'pastInfection'>>
  }

/** The dossier as this role may see it here; its sealed words are opened elsewhere. */
export function dossierView(dossier: Dossier, role: Role, view: ViewName): DossierView {
  const { tests, care, riskAssessment, findings, outcome, outcomeAskedAt, traits, ...rest } = dossier
  const { pastInfection, ...others } = traits
  const infection = showsWhole(view, role, 'infection')
  return {
    ...rest,
    traits: infection ? { ...others, pastInfection } : others,
    ...(showsWhole(view, role, 'tests') ? { tests } : {}),
    ...(infection ? { care, riskAssessment } : {}),
    ...(showsWhole(view, role, 'reasons') ? { findings } : {}),
    ...(outcomeAskedAt ? { outcomeAskedAt } : {}),
    ...(outcome && showsWhole(view, role, 'outcome') ? { outcome } : {}),
  }
}
