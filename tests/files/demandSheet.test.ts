// A reply as companies send it: any of five languages, their program's encoding and separator, and a template to begin with.
import { describe, expect, it } from 'vitest'
import { LetterState, VisaState } from '../../src/domain/demand/line.ts'
import { Language } from '../../src/domain/language.ts'
import { letterWords, visaWords } from '../../src/files/demandChoices.ts'
import { demandColumns, demandHeadings } from '../../src/files/demandHeadings.ts'
import { demandSheetReader } from '../../src/files/demandSheet.ts'
import { writeSeparated } from '../../src/files/separated.ts'
import { wordsIn } from '../../src/words/words.ts'
import { inEncoding } from '../support/legacyText.ts'

const row = ['KR', 'KR', 'orders', '2022-08-27', '12', '2026-01-01', 'inHand', 'notNeeded']
const headings = (language: Language) => demandColumns.map((column) => demandHeadings[column][language])
const text = (rows: readonly (readonly string[])[], language: Language = 'en', separator = ',') =>
  [headings(language), ...rows].map((cells) => cells.join(separator)).join('\r\n')
const read = async (bytes: string | Buffer, language: Language = 'en') => {
  const sheet = await demandSheetReader.read(Buffer.from(bytes), language)
  if (sheet.outcome === 'unreadable') throw new Error(`${sheet.rule}: ${sheet.explanation}`)
  return sheet
}
const why = async (bytes: string) => {
  const sheet = await demandSheetReader.read(Buffer.from(bytes), 'en')
  return sheet.outcome === 'unreadable' ? [sheet.rule, sheet.explanation] : []
}

describe('A cell', () => {
  it.each([
    ['country', 0, ['KR', 'kr', 'KOR', 'South Korea', '대한민국', '한국', '韩国'], 'KR'],
    [
      'earliestDate',
      3,
      ['2022-08-27', '2022/8/27', '2022.8.27', '2022. 8. 27.', '2022年8月27日', '2022년 8월 27일'],
      '2022-08-27',
    ],
    ['merchants', 4, ['1200', '1,200', '1,200명', '1200人'], 1200],
    ['visa', 6, ['needed', 'Visa needed', 'VISA NEEDED', '비자 필요', '需要签证'], 'needed'],
    ['invitationLetter', 7, ['applied', 'Letter applied for', '초청장 신청 중', '邀请函申请中'], 'applied'],
  ] as const)('of %s is read as people write it', async (column, place, said, meant) => {
    const { lines, rejected } = await read(
      writeSeparated([headings('en'), ...said.map((each) => row.with(place, each))]),
    )
    expect(rejected).toEqual([])
    expect(lines.map(({ line }) => ({ ...line, ...line.papers })[column])).toEqual(said.map(() => meant))
  })

  it.each([
    [0, 'UK', 'shape', 'Country "UK" should be a country by its two letters'],
    [0, '', 'required', 'Country is empty: it should be a country'],
    [2, '', 'required', 'Purpose is empty: it should be why they come'],
    [3, '27.8.2022', 'shape', 'Earliest date "27.8.2022" should be a calendar date, YYYY-MM-DD.'],
    [3, '2022-02-30', 'shape', 'should be a calendar date'],
    [4, '0', 'shape', 'Merchants "0" should be a whole number from 1 to 5000.'],
    [4, '1e2', 'shape', 'should be a whole number'],
    [4, '12.5', 'shape', 'should be a whole number'],
    [4, '5001', 'shape', 'should be a whole number'],
    [4, '', 'required', 'Merchants is empty'],
    [5, 'soon', 'shape', 'Passport valid until "soon" should be'],
    [6, 'perhaps', 'shape', 'should be one of Visa in hand / Residence permit'],
    [7, '', 'required', 'Invitation letter is empty'],
  ])(
    'in column %i that says "%s" is named with row, column, value, rule %s and a sentence',
    async (place, value, rule, words) => {
      const { lines, rejected } = await read(text([row, row.with(place, value)]))
      expect(lines).toHaveLength(1)
      expect(rejected).toEqual([
        { row: 3, column: headings('en')[place], value, rule, explanation: expect.stringContaining(words) },
      ])
      expect(rejected[0]!.explanation).toMatch(/^[A-Z].*\.$/)
    },
  )

  it('that is wrong is told in the language asked for, with the heading as the sheet has it', async () => {
    const said = {
      en: '국적 "XX" should be',
      ko: '올바른 형식이 아닙니다',
      zh: '格式不对',
      ru: 'неверный вид',
      ar: 'الصيغة غير صحيحة',
    }
    for (const language of Language.options) {
      const { rejected } = await read(text([row.with(1, 'XX')], 'ko'), language)
      expect(rejected).toMatchObject([{ column: '국적', explanation: expect.stringContaining(said[language]) }])
    }
  })

  it('may say for visa and letter exactly what the pages say', () => {
    for (const language of Language.options) {
      const words = wordsIn(language)
      for (const state of VisaState.options) expect(visaWords[state][language]).toBe(words(`visaState.${state}`))
      for (const state of LetterState.options) expect(letterWords[state][language]).toBe(words(`letterState.${state}`))
    }
  })
})

describe('A sheet', () => {
  it.each([
    ['ko', 'euc-kr', ';', '비자 있음', '초청장 불필요'],
    ['ko', 'utf-16', '\t', '비자 있음', '초청장 불필요'],
    ['zh', 'gb18030', ',', '已有签证', '不需要邀请函'],
    ['zh', 'utf-8', '\t', '已有签证', '不需要邀请函'],
    ['en', 'utf-8', '|', 'Visa in hand', 'No letter needed'],
    ['ru', 'windows-1251', ';', 'Виза есть', 'Приглашение не нужно'],
    ['ar', 'windows-1256', ';', 'التأشيرة متوفرة', 'لا يلزم خطاب دعوة'],
  ] as const)('in %s, written as %s with "%s", is read', async (language, encoding, separator, visa, letter) => {
    const bytes = inEncoding(encoding, text([row.with(6, visa).with(7, letter)], language, separator))
    expect((await read(bytes)).lines).toMatchObject([
      { row: 2, line: { merchants: 12, papers: { visa: 'inHand', invitationLetter: 'notNeeded' } } },
    ])
  })

  it('that lacks columns says which, and which headings are not known', async () => {
    const [rule, words] = await why('Country,Persons,Visa\r\nKR,12,inHand')
    expect(rule).toBe('headingsMissing')
    expect(words).toContain('Purpose, Earliest date, Merchants')
    expect(words).toContain('Not known are "Persons".')
  })

  it('keeps the numbers of its rows where empty ones lie between', async () => {
    const { rows, rejected } = await read(text([row, row.map(() => ''), row.with(4, 'many')]))
    expect(rows).toBe(2)
    expect(rejected).toMatchObject([{ row: 4 }])
  })
})

describe('The template', () => {
  const formats = Language.options.flatMap((language) =>
    (['xlsx', 'csv'] as const).map((format) => [language, format] as const),
  )

  it.each(formats)('in %s as %s comes back without a line until somebody writes into it', async (language, format) => {
    const bytes = await demandSheetReader.template(language, format)
    const sheet = await demandSheetReader.read(bytes, 'en')
    expect(sheet).toMatchObject({ outcome: 'unreadable', rule: 'empty' })
  })

  it.each(Language.options)('in %s has a sample row that is a line once it is written over', async (language) => {
    const bytes = await demandSheetReader.template(language, 'csv')
    const { lines, rejected } = await read(bytes.toString('utf8').replace(',12,', ',13,'))
    expect(rejected).toEqual([])
    expect(lines).toMatchObject([{ row: 2, line: { country: 'KR', merchants: 13, papers: { visa: 'needed' } } }])
  })
})

it('A cell that a spreadsheet would run as a formula leaves the desk behind an apostrophe, and comes back without it', async () => {
  for (const first of ['=', '+', '-', '@', '\t', '\r']) {
    const written = writeSeparated([headings('en'), row.with(2, `${first}1+1`)])
    expect(written).toContain(`'${first}1+1`)
    expect((await read(written)).lines[0]!.line.purpose).toBe(`${first}1+1`.trim())
  }
})
