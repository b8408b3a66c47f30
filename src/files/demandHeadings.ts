// The columns of a reply's spreadsheet, in their order, and what each is called in each language that companies write.
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
  'company',
] as const
export type DemandColumn = (typeof demandColumns)[number]

/** Columns that a reply may leave out. */
export const optionalDemandColumns: readonly DemandColumn[] = ['nationality', 'company']
/** Columns whose cell may be empty. */
export const sparseDemandColumns: readonly DemandColumn[] = ['nationality', 'passportUntil', 'company']

export const demandHeadings: Headings<DemandColumn> = {
  country: { en: 'Country', ko: '체류국', zh: '所在国', ru: 'Страна', ar: 'الدولة' },
  nationality: { en: 'Nationality', ko: '국적', zh: '国籍', ru: 'Гражданство', ar: 'الجنسية' },
  purpose: { en: 'Purpose', ko: '방문 목적', zh: '来访目的', ru: 'Цель поездки', ar: 'غرض الزيارة' },
  earliestDate: { en: 'Earliest date', ko: '출발 가능일', zh: '最早出发日', ru: 'Самая ранняя дата', ar: 'أقرب تاريخ' },
  merchants: { en: 'Merchants', ko: '인원', zh: '人数', ru: 'Число людей', ar: 'عدد التجار' },
  passportUntil: {
    en: 'Passport valid until',
    ko: '여권 유효기간',
    zh: '护照有效期至',
    ru: 'Паспорт действителен до',
    ar: 'جواز السفر صالح حتى',
  },
  visa: { en: 'Visa', ko: '비자', zh: '签证', ru: 'Виза', ar: 'التأشيرة' },
  invitationLetter: { en: 'Invitation letter', ko: '초청장', zh: '邀请函', ru: 'Приглашение', ar: 'خطاب الدعوة' },
  company: { en: 'Company', ko: '소속 회사', zh: '所属公司', ru: 'Компания', ar: 'الشركة' },
}
