// The template of a reply: headings, a sample row, and what each column asks for; every cell is text.
import writeExcelFile from 'write-excel-file/node'
import type { Language } from '../domain/language.ts'
import { demandColumns, demandHeadings, sparseDemandColumns } from './demandHeadings.ts'
import { hintOf } from './demandHints.ts'
import { sampleOf } from './demandSample.ts'
import { writeSeparated } from './separated.ts'
import { hintWord, needed, type InEach } from './templateWords.ts'

const cellOf = (value: string, more: object = {}) => ({ type: String, value, format: '@', ...more })

export async function demandTemplate(language: Language, format: 'xlsx' | 'csv'): Promise<Buffer> {
  const sample = sampleOf(language)
  const head = demandColumns.map((column) => {
    const names = demandHeadings[column]
    return language === 'en' ? names.en : `${names[language]} (${names.en})`
  })
  const row = demandColumns.map((column) => sample[column])
  if (format === 'csv') return Buffer.from(writeSeparated([head, row]), 'utf8')
  const rows = [
    head.map((cell) => cellOf(cell, { fontWeight: 'bold' })),
    row.map((cell) => cellOf(cell, { textColor: '#808080' })),
  ]
  const hints = demandColumns.map((column, place) =>
    [
      head[place]!,
      sparseDemandColumns.includes(column) ? '' : needed[language],
      hintOf(column, language),
      sample[column],
    ].map((cell) => cellOf(cell, { wrap: true })),
  )
  const note = [cellOf(sampleWords[language], { wrap: true, columnSpan: 4 }), null, null, null]
  const width = (wide: number) => ({ width: wide })
  return writeExcelFile([
    { data: rows as never, sheet: replyWord[language], columns: head.map(() => width(24)), stickyRowsCount: 1 },
    { data: [...hints, note] as never, sheet: hintWord[language], columns: [30, 12, 70, 36].map(width) },
  ]).toBuffer()
}

const replyWord: InEach = { en: 'Reply', ko: '회신', zh: '答复', ru: 'Ответ', ar: 'الرد' }
const sampleWords: InEach = {
  en: 'One row for so many merchants with the same papers. The sample row is passed over as it is; write over it or leave it.',
  ko: '서류 상황이 같은 인원을 한 행에 적습니다. 예시 행은 그대로 두면 건너뜁니다. 덮어써도 됩니다.',
  zh: '证件情况相同的客商填一行。示例行保持原样时会被跳过，也可覆盖。',
  ru: 'Одна строка — одна группа людей с одинаковыми документами. Строка-пример пропускается, пока она не изменена; её можно переписать или оставить.',
  ar: 'صف واحد لكل مجموعة من التجار أوراقهم متماثلة. يُتجاهل صف المثال ما دام كما هو؛ اكتب فوقه أو اتركه.',
}
