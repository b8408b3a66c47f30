// A roster as an organiser sends it: columns found by their heading in three languages, each cell held against its rule.
import parsePhone from 'libphonenumber-js'
import type { z } from 'zod'
import type { RejectedCell, RosterEntry, RosterReader } from '../application/ports.ts'
import { JourneyWishes, MerchantDetails } from '../domain/journey/merchant.ts'
import { locate } from './headings.ts'
import { checkZone } from './passport.ts'
import { furtherColumns, rosterColumns, rosterHeadings, type KnownColumn } from './rosterHeadings.ts'
import { readSheet } from './sheet.ts'

/** Columns that a roster may leave out. */
const optional: readonly KnownColumn[] = ['nativeName', 'mrz', 'hostCompany', 'party', 'partyRole']

const knownColumns: readonly KnownColumn[] = [...rosterColumns, ...furtherColumns]

type Cells = Readonly<Record<KnownColumn, string>>

/** Fields whose column is called otherwise. */
const columnOf: Readonly<Record<string, KnownColumn>> = { consentSignedAt: 'consentAt' }

export const rosterReader: RosterReader = {
  read: async (bytes) => {
    const sheet = await readSheet(bytes)
    if (sheet.outcome === 'unreadable') return sheet
    const [headings, ...rows] = sheet.rows
    if (!headings) return { outcome: 'unreadable', rule: 'empty', explanation: 'The sheet has no rows.' }
    const places = locate(knownColumns, rosterHeadings, headings)
    const missing = rosterColumns.filter((column) => !places.has(column) && !optional.includes(column))
    if (missing.length) {
      const names = missing.map((column) => rosterHeadings[column].en).join(', ')
      return {
        outcome: 'unreadable',
        rule: 'headingsMissing',
        explanation: `The sheet lacks the columns ${names}. Headings may be English, Korean or Chinese.`,
      }
    }
    const heading = (column: KnownColumn) => headings[places.get(column) ?? -1] ?? rosterHeadings[column].en
    const entries: RosterEntry[] = []
    const rejected: RejectedCell[] = []
    const filled = rows
      .map((cells, i) => ({ cells, row: i + 2 }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''))
    for (const { cells, row } of filled) {
      const named = Object.fromEntries(
        knownColumns.map((column) => [column, (cells[places.get(column) ?? -1] ?? '').trim()]),
      ) as Cells
      const read = readRow(row, named, heading)
      if ('wrong' in read) rejected.push(...read.wrong)
      else entries.push(read.entry)
    }
    return {
      outcome: 'read',
      rows: filled.length,
      entries,
      rejected,
      heading: (field) => heading(columnOf[field] ?? (field as KnownColumn)),
    }
  },
  toCsv: (rows) => '\ufeff' + rows.map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n',
}

function readRow(
  row: number,
  cells: Cells,
  heading: (column: KnownColumn) => string,
): { readonly entry: RosterEntry } | { readonly wrong: readonly RejectedCell[] } {
  const wrong: RejectedCell[] = []
  const reject = (column: KnownColumn, rule: string, explanation: string) =>
    wrong.push({ row, column: heading(column), value: cells[column], rule, explanation })
  const details = MerchantDetails.safeParse({
    surname: cells.surname,
    givenNames: cells.givenNames,
    nativeName: cells.nativeName,
    documentNumber: cells.documentNumber,
    issuingState: cells.issuingState,
    nationality: cells.nationality,
    birthDate: cells.birthDate,
    sex: cells.sex,
    documentExpiry: cells.documentExpiry,
    phone: phone(cells.phone, cells.nationality),
    email: cells.email,
    language: cells.language,
    hostCompany: cells.hostCompany,
  })
  const wishes = JourneyWishes.safeParse({
    purpose: cells.purpose,
    destination: cells.destination,
    costBearer: cells.costBearer,
    homeSuitable: { yes: true, no: false }[cells.homeSuitable.toLowerCase()],
    need: cells.need || undefined,
    party: cells.party,
    partyRole: cells.partyRole || undefined,
    consentSignedAt: cells.consentAt || null,
  })
  const note = (error: z.ZodError) => {
    for (const issue of error.issues) {
      const field = String(issue.path[0] ?? '')
      const column = columnOf[field] ?? (field as KnownColumn)
      reject(column, issue.code, `${heading(column)} ${issue.message}.`)
    }
  }
  if (!details.success) note(details.error)
  if (!wishes.success) note(wishes.error)
  if (details.success && cells.mrz) {
    for (const { rule, explanation } of checkZone(cells.mrz, details.data).wrong) reject('mrz', rule, explanation)
  }
  return wrong.length || !details.success || !wishes.success
    ? { wrong }
    : { entry: { row, details: details.data, wishes: wishes.data } }
}

const countryOf: Readonly<Record<string, 'KR' | 'IN' | 'CN'>> = { KOR: 'KR', IND: 'IN', CHN: 'CN' }

/** A national number is read in the country of the passport; what is no number stays as it was, and is refused by its shape. */
function phone(text: string, nationality: string): string {
  const parsed = parsePhone(text, countryOf[nationality] ?? 'CN')
  return parsed?.isValid() ? parsed.number : text
}

/** RFC 4180 quoting; a leading =, +, -, @, tab or return would run as a formula and is put behind an apostrophe. */
function csvCell(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
