// The columns of a reply's spreadsheet, in their order, and what each is called in the three languages that companies write.
import type { Headings } from './headings.ts'

export const demandColumns = [
  'country',
  'nationality',
  'purpose',
  'earliestDate',
  'merchants',
  'passportUntil',
  'visa',
  'invitationLetter',
] as const
export type DemandColumn = (typeof demandColumns)[number]

/** Columns that a reply may leave out. */
export const optionalDemandColumns: readonly DemandColumn[] = ['nationality']
/** Columns whose cell may be empty. */
export const sparseDemandColumns: readonly DemandColumn[] = ['nationality', 'passportUntil']

export const demandHeadings: Headings<DemandColumn> = {
  country: { en: 'Country', ko: '체류국', zh: '所在国' },
  nationality: { en: 'Nationality', ko: '국적', zh: '国籍' },
  purpose: { en: 'Purpose', ko: '방문 목적', zh: '来访目的' },
  earliestDate: { en: 'Earliest date', ko: '출발 가능일', zh: '最早出发日' },
  merchants: { en: 'Merchants', ko: '인원', zh: '人数' },
  passportUntil: { en: 'Passport valid until', ko: '여권 유효기간', zh: '护照有效期至' },
  visa: { en: 'Visa', ko: '비자', zh: '签证' },
  invitationLetter: { en: 'Invitation letter', ko: '초청장', zh: '邀请函' },
}
