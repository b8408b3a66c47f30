// Rosters as they really come: five languages, two separators, cells of every kind, and files that mean harm.
import writeExcelFile from 'write-excel-file/node'
import { describe, expect, it } from 'vitest'
import { rosterReader } from '../../src/files/roster.ts'
import { rosterColumns, rosterHeadings } from '../../src/files/rosterHeadings.ts'
import { sheetLimits } from '../../src/files/sheet.ts'
import { rosterCsv, rosterRow, rosterXlsx } from '../support/roster.ts'
import { zipOf } from '../support/zip.ts'

const read = async (bytes: string | Buffer) => {
  const answer = await rosterReader.read(Buffer.from(bytes))
  if (answer.outcome === 'unreadable') throw new Error(`${answer.rule}: ${answer.explanation}`)
  return answer
}
const refused = async (bytes: string | Buffer) => {
  const answer = await rosterReader.read(Buffer.from(bytes))
  if (answer.outcome === 'read') throw new Error('the file was read')
  return answer
}
const rows = [rosterRow(1), rosterRow(2)]

describe('The same roster', () => {
  it('reads the same in every language, with either separator, with a byte order mark or none, and as a workbook', async () => {
    const first = await read(rosterCsv(rows))
    expect(first.rejected).toEqual([])
    expect(first.entries.map(({ row }) => row)).toEqual([2, 3])
    expect(first.entries[0]?.details).toMatchObject({ nativeName: '황보민서', phone: '+821055510001' })
    const others = [
      rosterCsv(rows, { mark: true }),
      rosterCsv(rows, { delimiter: ';', mark: true, language: 'ko' }),
      rosterCsv(rows, { language: 'zh' }),
      rosterCsv(rows, { language: 'ru', delimiter: ';' }),
      rosterCsv(rows, { language: 'ar', mark: true }),
      rosterCsv(rows).replaceAll('\r\n', '\n'),
      await rosterXlsx(rows),
    ]
    for (const other of await Promise.all(others.map(read))) expect(other.entries).toEqual(first.entries)
  })

  it('reads the same with its columns in another order, with more of them, and with headings spelt freely', async () => {
    const order = [...rosterColumns].reverse()
    const heading = (column: (typeof rosterColumns)[number], i: number) =>
      i % 2
        ? `  ${rosterHeadings[column].en.toUpperCase()} * `
        : `${rosterHeadings[column].zh}（${rosterHeadings[column].ko}）`
    const quoted = (cell: string) => `"${cell}"`
    const lines = [
      ['Remarks', ...order.map(heading)],
      ...rows.map((row) => ['vegetarian', ...order.map((column) => row[column])]),
    ]
    const { entries } = await read(lines.map((line) => line.map(quoted).join(',')).join('\n'))
    expect(entries).toEqual((await read(rosterCsv(rows))).entries)
  })
})

describe('Cells', () => {
  it('are numbered as the spreadsheet numbers its rows, past empty lines and cells of two lines', async () => {
    // The machine-readable zone holds a line end of its own.
    const [heading, first, second] = rosterCsv([rows[0]!, { ...rows[1]!, email: 'x' }]).split('\r\n')
    expect(first).toContain('\n')
    const answer = await read([heading, first, ',,,', '', second].join('\r\n'))
    expect(answer.rows).toBe(2)
    expect(answer.rejected).toMatchObject([{ row: 5, column: 'E-mail', value: 'x' }])
  })

  it('of a workbook that hold real dates and numbers are read as what they show', async () => {
    const cells = rosterColumns.map((column) => {
      const value = rows[0]![column]
      if (column === 'birthDate' || column === 'documentExpiry')
        return { type: Date, value: new Date(`${value}T00:00:00Z`), format: 'yyyy-mm-dd' }
      if (column === 'phone') return { type: Number, value: Number(value) }
      if (column === 'consentAt') return { type: String, value }
      return value === '' ? null : { type: String, value }
    })
    const headings = rosterColumns.map((column) => ({ value: rosterHeadings[column].en }))
    const book = await writeExcelFile([headings, cells], { sheet: 'people' }).toBuffer()
    const { entries, rejected } = await read(book)
    expect(rejected).toEqual([])
    expect(entries[0]?.details).toMatchObject({
      birthDate: '1985-03-07',
      documentExpiry: '2027-05-11',
      phone: '+821055510001',
    })
  })

  it('with a national number are read in the country of the passport', async () => {
    const phones = [
      { phone: '010-5551-0001', nationality: 'KOR' },
      { phone: '98100 12345', nationality: 'IND' },
      { phone: '+82 10 5551 0001', nationality: 'IND' },
    ].map((more, i) => rosterRow(i, more))
    const { entries } = await read(rosterCsv(phones))
    expect(entries.map(({ details }) => details.phone)).toEqual(['+821055510001', '+919810012345', '+821055510001'])
  })

  it('that are wrong are all named, each with what was written there', async () => {
    const wrong = rosterRow(1, {
      surname: '',
      documentNumber: 'm 52 340',
      issuingState: 'Korea',
      birthDate: '7 March 1985',
      sex: 'w',
      documentExpiry: '11/05/27',
      phone: 'none',
      email: 'a@b',
      language: 'Korean',
      purpose: '',
      costBearer: 'me',
      partyRole: 'mother',
      homeSuitable: 'maybe',
      consentAt: 'yes',
      mrz: '',
    })
    const { entries, rejected } = await read(rosterCsv([wrong]))
    expect(entries).toEqual([])
    const named = new Map(rejected.map(({ column, value }) => [column, value]))
    expect(Object.fromEntries(named)).toEqual({
      Surname: '',
      'Passport number': 'm 52 340',
      'Issuing state': 'Korea',
      'Birth date': '7 March 1985',
      Sex: 'w',
      'Passport expiry': '11/05/27',
      Phone: 'none',
      'E-mail': 'a@b',
      Language: 'Korean',
      Purpose: '',
      'Cost bearer': 'me',
      'Party role': 'mother',
      'Home suitable': 'maybe',
      'Consent signed at': 'yes',
    })
    for (const { row, explanation } of rejected)
      expect({ row, empty: explanation === '' }).toEqual({ row: 2, empty: false })
  })

  it('of a machine-readable zone that disagrees with the columns beside it are named', async () => {
    const zone = rosterRow(1).mrz
    const rows = [
      rosterRow(1, { documentNumber: 'M52349999', mrz: zone }),
      rosterRow(1, { birthDate: '1985-03-08', mrz: zone }),
      rosterRow(1, { documentExpiry: '2028-05-11', mrz: zone }),
      rosterRow(1, { nationality: 'IND', mrz: zone, phone: '+821055510001' }),
      rosterRow(1, { mrz: zone.slice(0, -1) }),
      rosterRow(1, { mrz: zone.replace('\n', ' ') }),
    ]
    const { rejected } = await read(rosterCsv(rows))
    expect(rejected.map(({ row, column, rule }) => [row, column, rule])).toEqual([
      [2, 'Machine-readable zone', 'zoneDiffers'],
      [3, 'Machine-readable zone', 'zoneDiffers'],
      [4, 'Machine-readable zone', 'zoneDiffers'],
      [5, 'Machine-readable zone', 'zoneDiffers'],
      [6, 'Machine-readable zone', 'zoneShape'],
      [7, 'Machine-readable zone', 'zoneShape'],
    ])
  })
})

describe('A file that means harm', () => {
  it('is refused with a reason about the file, not about the program that reads it', async () => {
    for (const bytes of [
      Buffer.from([0xff, 0xfe, 0x00]),
      'Surname,"Given names',
      Buffer.from('PK\x03\x04 and no more'),
    ]) {
      const { rule, explanation } = await refused(bytes)
      expect(rule).toBe('damaged')
      expect(explanation).not.toMatch(/initialization|undefined|is not a function/)
    }
  })

  it('with more rows or columns than a roster may have is refused', async () => {
    expect(await refused(`a\n${'b\n'.repeat(sheetLimits.rows)}`)).toMatchObject({ rule: 'tooManyRows' })
    expect(await refused(','.repeat(sheetLimits.columns))).toMatchObject({ rule: 'tooManyColumns' })
  })

  it('that is larger than a roster may be is refused before it is read', async () => {
    expect(await refused(Buffer.alloc(sheetLimits.bytes + 1))).toMatchObject({ rule: 'tooLarge' })
  })

  it('that unpacks to more than a roster may be is refused, said or unsaid', async () => {
    const name = 'xl/worksheets/sheet1.xml'
    const size = sheetLimits.unzippedBytes + 1
    expect(await refused(zipOf({ name, content: Buffer.alloc(size) }))).toMatchObject({
      rule: 'tooLarge',
    })
    const lying = await refused(zipOf({ name, content: Buffer.alloc(size), statedSize: 100 }))
    expect(lying.rule).toBe('damaged')
  })

  it('that is a workbook with its end cut off is refused', async () => {
    const whole = await rosterXlsx(rows)
    expect(await refused(whole.subarray(0, whole.length / 2))).toMatchObject({ rule: 'damaged' })
  })

  it('leaves the next file to be read as ever', async () => {
    expect((await read(rosterCsv(rows))).entries).toHaveLength(2)
  })
})

describe('A CSV file that the desk writes', () => {
  it('quotes what needs it and neutralises what a spreadsheet would run', () => {
    const csv = rosterReader.toCsv([
      ['=1+1', '+1', '-1', '@x', '\tx', '\rx', 'a,b', 'say "so"', 'two\nlines', '1-1', '김'],
    ])
    expect(csv).toBe(`\ufeff'=1+1,'+1,'-1,'@x,'\tx,"'\rx","a,b","say ""so""","two\nlines",1-1,김\r\n`)
  })
})
