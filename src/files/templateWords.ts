// What every template says beside its columns, in each language.
import type { Language } from '../domain/language.ts'

export type InEach = Readonly<Record<Language, string>>

/** The name of the sheet with what each column asks for. */
export const hintWord: InEach = {
  en: 'How to fill it in',
  ko: '작성 안내',
  zh: '填写说明',
  ru: 'Как заполнять',
  ar: 'كيفية التعبئة',
}
/** Said of a column that must be filled in. */
export const needed: InEach = { en: 'needed', ko: '필수', zh: '必填', ru: 'обязательно', ar: 'إلزامي' }
