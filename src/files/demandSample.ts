// The sample row of a reply's template, passed over as long as nobody has written over any of it.
import type { Language } from '../domain/language.ts'
import { letterWords, visaWords } from './demandChoices.ts'
import { demandColumns, type DemandColumn } from './demandHeadings.ts'
import type { InEach } from './templateWords.ts'

export type Cells = Readonly<Record<DemandColumn, string>>

const purpose: InEach = {
  en: 'SAMPLE: orders for the winter season',
  ko: '예시: 겨울 시즌 주문',
  zh: '示例：冬季订货',
  ru: 'ПРИМЕР: заказы на зимний сезон',
  ar: 'مثال: طلبيات موسم الشتاء',
}

export const sampleOf = (language: Language): Cells => ({
  country: 'KR',
  nationality: 'KR',
  purpose: purpose[language],
  earliestDate: '2022-08-26',
  merchants: '12',
  passportUntil: '2026-01-31',
  visa: visaWords.needed[language],
  invitationLetter: letterWords.applied[language],
  company: '',
})

const samples = (Object.keys(purpose) as Language[]).map(sampleOf)
export const isSample = (cells: Cells): boolean =>
  samples.some((sample) => demandColumns.every((column) => sample[column] === cells[column]))
