// What a cell of a reply's spreadsheet may say for a visa, a letter, a country, a day or a count, and what the desk reads in it.
import type { LetterState, VisaState } from '../domain/demand/line.ts'
import { Language } from '../domain/language.ts'
import { states } from './states.ts'
import type { InEach } from './templateWords.ts'

export const visaWords: Readonly<Record<VisaState, InEach>> = {
  inHand: { en: 'Visa in hand', ko: '비자 있음', zh: '已有签证', ru: 'Виза есть', ar: 'التأشيرة متوفرة' },
  residencePermit: {
    en: 'Residence permit',
    ko: '거류허가',
    zh: '居留许可',
    ru: 'Вид на жительство',
    ar: 'تصريح إقامة',
  },
  apecCard: {
    en: 'APEC business travel card',
    ko: 'APEC 기업인 여행카드',
    zh: 'APEC商务旅行卡',
    ru: 'Карта деловой поездки APEC',
    ar: 'بطاقة APEC لسفر رجال الأعمال',
  },
  needed: { en: 'Visa needed', ko: '비자 필요', zh: '需要签证', ru: 'Виза нужна', ar: 'تلزم تأشيرة' },
}
export const letterWords: Readonly<Record<LetterState, InEach>> = {
  inHand: {
    en: 'Letter in hand',
    ko: '초청장 있음',
    zh: '已有邀请函',
    ru: 'Приглашение есть',
    ar: 'خطاب الدعوة متوفر',
  },
  applied: {
    en: 'Letter applied for',
    ko: '초청장 신청 중',
    zh: '邀请函申请中',
    ru: 'Приглашение запрошено',
    ar: 'طُلب خطاب الدعوة',
  },
  notNeeded: {
    en: 'No letter needed',
    ko: '초청장 불필요',
    zh: '不需要邀请函',
    ru: 'Приглашение не нужно',
    ar: 'لا يلزم خطاب دعوة',
  },
  none: {
    en: 'No letter yet',
    ko: '초청장 없음',
    zh: '尚无邀请函',
    ru: 'Приглашения пока нет',
    ar: 'لا يوجد خطاب دعوة بعد',
  },
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '')

const byWords = (choices: Readonly<Record<string, InEach>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(choices).flatMap(([name, words]) =>
      [name, ...Object.values(words)].map((each) => [plain(each), name] as const),
    ),
  )
const visas = byWords(visaWords)
const letters = byWords(letterWords)

/** By two letters, three letters, or the name in one of the desk's languages. */
const countries = new Map<string, string>([[plain('한국'), 'KR']])
const names = Language.options.map((language) => new Intl.DisplayNames([language], { type: 'region' }))
for (const [alpha3, { alpha2, name }] of states) {
  if (!alpha2) continue
  for (const each of [name, ...names.map((inLanguage) => inLanguage.of(alpha2) ?? alpha2)])
    countries.set(plain(each), alpha2)
  if (alpha3.length === 3) countries.set(plain(alpha3), alpha2)
}

/** What cannot be read stays as it was, and is refused by its shape. */
export const visaOf = (cell: string): string => visas.get(plain(cell)) ?? cell
export const letterOf = (cell: string): string => letters.get(plain(cell)) ?? cell
export const countryOf = (cell: string): string => countries.get(plain(cell)) ?? cell.toUpperCase()
export const countOf = (cell: string): number => {
  const digits = plain(cell).replace(/(명|人)$/, '')
  return /^(\d+|\d{1,3}(,\d{3})+)$/.test(digits) ? Number(digits.replaceAll(',', '')) : Number.NaN
}

/** 2022/8/27, 2022.8.27 and 2022年8月27日 as well: where the year stands first, no day can be taken for a month. */
export function dayOf(cell: string): string {
  const [, year, month, day] = /^(\d{4})[-/.년年](\d{1,2})[-/.월月](\d{1,2})[일日.]?$/.exec(plain(cell)) ?? []
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : cell
}
