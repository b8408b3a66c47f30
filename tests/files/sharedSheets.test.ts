// Workbooks of every kind, hostile ones among them: read as they show, or refused with the reason, and the desk goes on meanwhile.
import { expect, it } from 'vitest'
import { readSheet, type Sheet } from '../../src/files/sheet.ts'
import { describeShared, sharedFile } from '../support/shared.ts'

const read = (name: string): Promise<Sheet> => readSheet(sharedFile(`spreadsheets/${name}`))
async function rowsOf(name: string): Promise<Extract<Sheet, { outcome: 'read' }>> {
  const sheet = await read(name)
  if (sheet.outcome === 'unreadable') throw new Error(`${name}: ${sheet.explanation}`)
  return sheet
}

describeShared('spreadsheets', () => {
  it('in Korean, Chinese and Japanese are read without their reading aids', async () => {
    expect((await rowsOf('1_NoIden.xlsx')).rows[2]).toEqual([
      '',
      '하천관리과',
      '서울 재난 체험관 운영',
      '치수관리',
      '',
      '',
    ])
    const [first] = (await rowsOf('49273.xlsx')).rows
    expect(first!.slice(4, 6)).toEqual(['2010-03-21', '13:20:01'])
    expect(first).toContain('合并单元格')
    expect((await rowsOf('51519.xlsx')).rows[1]).toEqual([
      '1',
      '豊田',
      '豊田車会社',
      '豊田製品戦略事業統括本部とよたかいしゃトヨタコメント',
    ])
  })

  it('that count days from 1904 show the days that they mean', async () => {
    const { rows } = await rowsOf('SheetJS-1904.xlsx')
    expect(rows.slice(0, 3).map((row) => row[1])).toEqual(['1904-01-02', '1904-01-12', '1904-04-21'])
    // The formula beside it says the same.
    for (const row of rows) expect(row[2]).toBe(row[1])
  })

  it('with a hidden sheet are read at the first that is shown, which is named', async () => {
    const sheet = await rowsOf('TwoSheetsOneHidden.xlsx')
    expect(sheet.rows).toEqual([['Sheet2A1']])
    expect(sheet.source).toEqual({ format: 'xlsx', sheet: 'Sheet2', hidden: ['Sheet1'] })
  })

  it('with formulas, merged cells and line ends give what is kept of them', async () => {
    const formulas = await rowsOf('formulae_test_simple.xlsx')
    expect(formulas.rows.slice(0, 3)).toEqual([1, 2, 3].map((n) => Array.from({ length: 4 }, () => String(n))))
    expect(formulas.unvalued).toEqual([])
    expect((await rowsOf('merge_cells.xlsx')).rows[0]).toEqual(['A1:B2', '', 'C1:C2', 'Separate blocks'])
    expect((await rowsOf('crlf.xlsx')).rows[0]![1]).toMatch(/^abc\r?\n+def$/)
    expect((await rowsOf('test-issue-991.csv')).rows.map(([cell]) => cell)).toEqual([
      '2019-11-04',
      '11-04-2019',
      '2019-11-04T10:17:55',
      '00210PRG1',
      '1234-5thisisnotadate',
    ])
    expect((await rowsOf('duplicateRowTest.xlsx')).rows).toEqual([])
  })

  it('that are attacks or ruins are refused with the reason, while others are answered, in bounded memory', async () => {
    const idle = process.memoryUsage().rss
    let most = idle
    let turns = 0
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss)
      turns++
    }, 10)
    const began = performance.now()
    try {
      expect(await read('poc-xmlbomb.xlsx')).toMatchObject({ outcome: 'unreadable', rule: 'entities' })
      expect(await read('clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-5636439151607808.xlsx')).toMatchObject({
        outcome: 'unreadable',
        rule: 'damaged',
      })
      expect(await read('missing-bits.xlsx')).toMatchObject({ outcome: 'unreadable', rule: 'damaged' })
    } finally {
      clearInterval(watch)
    }
    expect(turns).toBeGreaterThan((performance.now() - began) / 100)
    expect((most - idle) / 1024 / 1024).toBeLessThan(300)
  })
})
