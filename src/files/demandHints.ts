// What each column of a reply's spreadsheet asks for, and what is said of a wrong cell, in three languages.
import type { Language } from '../domain/journey/merchant.ts'
import { letterWords, visaWords, type InEach } from './demandChoices.ts'
import type { DemandColumn } from './demandHeadings.ts'

const country: InEach = {
  en: 'a country by its two letters (ISO 3166-1), such as KR, or by its name',
  ko: '국가 코드 두 글자(ISO 3166-1, 예: KR) 또는 국가 이름',
  zh: '国家两位字母代码（ISO 3166-1，如KR）或国家名称',
}
const choice = (choices: Readonly<Record<string, InEach>>): InEach => {
  const listed = (language: Language) =>
    Object.values(choices)
      .map((words) => words[language])
      .join(' / ')
  return { en: `one of ${listed('en')}`, ko: listed('ko'), zh: listed('zh') }
}

const hints: Readonly<Record<DemandColumn, InEach>> = {
  country,
  nationality: country,
  purpose: {
    en: 'why they come, at most 300 characters, and nobody’s name',
    ko: '방문 목적, 최대 300자, 개인 이름은 쓰지 마세요',
    zh: '来访目的，最多300个字符，请勿填写个人姓名',
  },
  earliestDate: { en: 'a calendar date, YYYY-MM-DD', ko: '날짜, YYYY-MM-DD 형식', zh: '日期，格式为YYYY-MM-DD' },
  merchants: { en: 'a whole number from 1 to 5000', ko: '1~5000의 정수', zh: '1至5000的整数' },
  passportUntil: {
    en: 'a calendar date, YYYY-MM-DD, until which every passport is valid; empty where some have none',
    ko: '모든 여권이 유효한 날짜, YYYY-MM-DD 형식 (여권이 없는 사람이 있으면 비워 둠)',
    zh: '所有护照均有效的日期，格式为YYYY-MM-DD；有人无护照则留空',
  },
  visa: choice(visaWords),
  invitationLetter: choice(letterWords),
}
export const hintOf = (column: DemandColumn, language: Language): string => hints[column][language]

export type CellRule = 'required' | 'shape' | 'formulaWithoutValue'
type Said = { readonly heading: string; readonly value: string; readonly hint: string }

const sentences: Readonly<Record<CellRule, Readonly<Record<Language, (said: Said) => string>>>> = {
  required: {
    en: ({ heading, hint }) => `${heading} is empty: it should be ${hint}.`,
    ko: ({ heading, hint }) => `${heading}: 비어 있습니다. ${hint}.`,
    zh: ({ heading, hint }) => `${heading}：不能为空，应为${hint}。`,
  },
  shape: {
    en: ({ heading, value, hint }) => `${heading} "${value}" should be ${hint}.`,
    ko: ({ heading, value, hint }) => `${heading} "${value}": 올바른 형식이 아닙니다. ${hint}.`,
    zh: ({ heading, value, hint }) => `${heading}“${value}”格式不对，应为${hint}。`,
  },
  formulaWithoutValue: {
    en: ({ heading }) => `${heading} is a formula of which the file holds no value: write the value itself.`,
    ko: ({ heading }) => `${heading}: 값이 없는 수식입니다. 값을 직접 입력해 주세요.`,
    zh: ({ heading }) => `${heading}：公式没有结果，请直接填写数值。`,
  },
}

export const saidOf = (
  rule: CellRule,
  column: DemandColumn,
  heading: string,
  value: string,
  language: Language,
): string => sentences[rule][language]({ heading, value, hint: hintOf(column, language) })
