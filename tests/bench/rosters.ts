// Rosters for the bench: as csv, of merchants whom no other roster names.
import { rosterColumns, rosterHeadings, type RosterColumn } from '../../src/files/rosterHeadings.ts'

const letters = (n: number): string => [...String(n)].map((digit) => 'KLMNOPQRST'[Number(digit)]).join('')

/** So many new merchants, the first of them the `from`-th. */
export function benchRoster(from: number, count: number): string {
  const lines = [rosterColumns.map((column) => rosterHeadings[column].en).join(',')]
  for (let n = from; n < from + count; n++) {
    const row: Partial<Record<RosterColumn, string>> = {
      surname: `PARK${letters(n)}`,
      givenNames: `JIWOO${letters(n)}`,
      documentNumber: `R${String(n).padStart(8, '0')}`,
      issuingState: 'KOR',
      nationality: 'KOR',
      birthDate: `19${60 + (n % 40)}-03-1${n % 10}`,
      sex: n % 2 ? 'F' : 'M',
      documentExpiry: '2030-01-01',
      phone: `+8210${String(10_000_000 + n)}`,
      email: `roster${n}@example.com`,
      language: 'ko',
      purpose: 'purchasing at the trade city',
      destination: 'Yiwu',
      costBearer: 'self',
      homeSuitable: 'yes',
      consentAt: '2022-08-20T10:00:00+09:00',
    }
    lines.push(rosterColumns.map((column) => row[column] ?? '').join(','))
  }
  return lines.join('\r\n')
}
