// One row of a roster held against its rules: a person and their wishes, or every wrong cell of it by name.
import parsePhone, { type CountryCode } from 'libphonenumber-js'
import type { z } from 'zod'
import type { RosterEntry, WrongCell } from '../application/sheetPorts.ts'
import { JourneyWishes, MerchantDetails } from '../domain/journey/merchant.ts'
import { checkZone } from './passport.ts'
import type { RosterColumn } from './rosterHeadings.ts'
import { states } from './states.ts'

export type Cells = Readonly<Record<RosterColumn, string>>
export type ReadRow = { readonly entry: RosterEntry } | { readonly wrong: readonly WrongCell[] }

/** Fields of the person or the wishes whose column is called otherwise. */
const columns: Readonly<Record<string, RosterColumn>> = {
  consentSignedAt: 'consentAt',
  'invitation.number': 'invitationNumber',
  'invitation.date': 'invitationDate',
  'visa.kind': 'visaKind',
  'visa.number': 'visaNumber',
  'visa.expires': 'visaExpiry',
  'origin.country': 'originCountry',
  'origin.departsAt': 'originDeparture',
  'origin.codeSeen': 'originCodeSeen',
}
export const columnOfField = (field: string): RosterColumn => columns[field] ?? (field as RosterColumn)

export function readRow(row: number, cells: Cells, heading: (column: RosterColumn) => string): ReadRow {
  const wrong: WrongCell[] = []
  const reject = (column: RosterColumn, rule: string, explanation: string, facts: WrongCell['facts'] = {}) =>
    wrong.push({ row, field: column, column: heading(column), value: cells[column], rule, explanation, facts })
  const { nationality } = cells
  const details = MerchantDetails.safeParse({
    surname: cells.surname,
    givenNames: cells.givenNames,
    nativeName: cells.nativeName,
    documentNumber: cells.documentNumber,
    issuingState: cells.issuingState,
    nationality,
    birthDate: cells.birthDate,
    sex: cells.sex,
    documentExpiry: cells.documentExpiry,
    phone: international(cells.phone, nationality),
    email: cells.email,
    language: cells.language,
    hostCompany: cells.hostCompany,
    ...(cells.invitationNumber || cells.invitationDate
      ? { invitation: { number: cells.invitationNumber, date: cells.invitationDate } }
      : {}),
    ...(cells.visaKind || cells.visaNumber || cells.visaExpiry
      ? { visa: { kind: cells.visaKind, number: cells.visaNumber, expires: cells.visaExpiry || null } }
      : {}),
  })
  const wishes = JourneyWishes.safeParse({
    purpose: cells.purpose,
    destination: cells.destination,
    costBearer: cells.costBearer,
    homeSuitable: answer(cells.homeSuitable),
    ...(cells.pastInfection ? { pastInfection: answer(cells.pastInfection) ?? cells.pastInfection } : {}),
    need: cells.need || undefined,
    ...(cells.originCountry || cells.originDeparture || cells.originCodeSeen
      ? {
          origin: {
            country: cells.originCountry,
            departsAt: cells.originDeparture,
            codeSeen: answer(cells.originCodeSeen),
          },
        }
      : {}),
    party: cells.party,
    partyRole: cells.partyRole || undefined,
    consentSignedAt: cells.consentAt || null,
  })
  const note = ({ issues }: z.ZodError) => {
    for (const issue of issues) {
      const column = columnOfField(issue.path.map(String).join('.'))
      const empty = cells[column] === ''
      reject(
        column,
        empty ? 'required' : 'shape',
        empty ? `${heading(column)} must not be empty.` : `${heading(column)} ${said(issue)}.`,
      )
    }
  }
  if (!details.success) note(details.error)
  if (!wishes.success) note(wishes.error)
  for (const column of ['issuingState', 'nationality'] as const) {
    const code = cells[column]
    if (/^[A-Z]{1,3}$/.test(code) && !states.has(code))
      reject(column, 'stateUnknown', `${code} is no state of ISO 3166-1 or ICAO 9303.`, { state: code })
  }
  if (details.success && cells.mrz) {
    for (const { rule, explanation, facts } of checkZone(cells.mrz, details.data).wrong)
      reject('mrz', rule, explanation, facts)
  }
  return wrong.length || !details.success || !wishes.success
    ? { wrong }
    : { entry: { row, details: details.data, wishes: wishes.data } }
}

/** The schema's own words where it has some; its library says the rest in full sentences. */
const said = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_value' ? `must be one of ${issue.values.join(', ')}` : issue.message

const answers: Readonly<Record<string, boolean>> = {
  yes: true,
  no: false,
  예: true,
  아니오: false,
  是: true,
  否: false,
  да: true,
  нет: false,
  نعم: true,
  لا: false,
}
const answer = (cell: string): boolean | undefined => answers[cell.toLowerCase()]

/** A national number is read in the country of the passport; what is no number stays as it was, and is refused by its shape. */
function international(text: string, nationality: string): string {
  const home = states.get(nationality)?.alpha2 ?? 'CN'
  const parsed = parsePhone(text, home as CountryCode)
  return parsed?.isValid() ? parsed.number : text
}
