// What each column of a reply's spreadsheet asks for, and what is said of a wrong cell, in each language.
import type { Language } from '../domain/language.ts'
import { letterWords, visaWords } from './demandChoices.ts'
import type { DemandColumn } from './demandHeadings.ts'
import type { InEach } from './templateWords.ts'

const country: InEach = {
  en: 'a country by its two letters (ISO 3166-1), such as KR, or by its name',
  ko: '국가 코드 두 글자(ISO 3166-1, 예: KR) 또는 국가 이름',
  zh: '国家两位字母代码（ISO 3166-1，如KR）或国家名称',
  ru: 'страна: две буквы по ISO 3166-1, например KR, или название',
  ar: 'الدولة بحرفيها (ISO 3166-1)، مثل KR، أو باسمها',
}
const choice = (choices: Readonly<Record<string, InEach>>): InEach => {
  const listed = (language: Language) =>
    Object.values(choices)
      .map((words) => words[language])
      .join(' / ')
  return { en: `one of ${listed('en')}`, ko: listed('ko'), zh: listed('zh'), ru: listed('ru'), ar: listed('ar') }
}

const hints: Readonly<Record<DemandColumn, InEach>> = {
  country,
  nationality: country,
  purpose: {
    en: 'why they come, at most 300 characters, and nobody’s name',
    ko: '방문 목적, 최대 300자, 개인 이름은 쓰지 마세요',
    zh: '来访目的，最多300个字符，请勿填写个人姓名',
    ru: 'цель поездки, не более 300 знаков, без имён людей',
    ar: 'سبب القدوم، 300 حرف على الأكثر، ودون اسم أي شخص',
  },
  earliestDate: {
    en: 'a calendar date, YYYY-MM-DD',
    ko: '날짜, YYYY-MM-DD 형식',
    zh: '日期，格式为YYYY-MM-DD',
    ru: 'дата в виде ГГГГ-ММ-ДД',
    ar: 'تاريخ بالصيغة YYYY-MM-DD',
  },
  merchants: {
    en: 'a whole number from 1 to 5000',
    ko: '1~5000의 정수',
    zh: '1至5000的整数',
    ru: 'целое число от 1 до 5000',
    ar: 'عدد صحيح من 1 إلى 5000',
  },
  passportUntil: {
    en: 'a calendar date, YYYY-MM-DD, until which every passport is valid; empty where some have none',
    ko: '모든 여권이 유효한 날짜, YYYY-MM-DD 형식 (여권이 없는 사람이 있으면 비워 둠)',
    zh: '所有护照均有效的日期，格式为YYYY-MM-DD；有人无护照则留空',
    ru: 'дата в виде ГГГГ-ММ-ДД, до которой действительны все паспорта; пусто, если у кого-то паспорта нет',
    ar: 'تاريخ بالصيغة YYYY-MM-DD تبقى كل جوازات السفر صالحة حتى حلوله؛ يُترك فارغًا إن كان بعضهم بلا جواز',
  },
  visa: choice(visaWords),
  invitationLetter: choice(letterWords),
  company: {
    en: 'the company whose people they are, at most 120 characters; empty where they are your own',
    ko: '소속 회사 이름, 최대 120자 (귀사 직원이면 비워 둠)',
    zh: '所属公司名称，最多120个字符；本单位人员则留空',
    ru: 'компания, чьи это люди, не более 120 знаков; пусто, если это ваши люди',
    ar: 'الشركة التي يتبعونها، 120 حرفًا على الأكثر؛ يُترك فارغًا إن كانوا من شركتكم',
  },
}
export const hintOf = (column: DemandColumn, language: Language): string => hints[column][language]

export type CellRule = 'required' | 'shape' | 'formulaWithoutValue'
type Said = { readonly heading: string; readonly value: string; readonly hint: string }

const sentences: Readonly<Record<CellRule, Readonly<Record<Language, (said: Said) => string>>>> = {
  required: {
    en: ({ heading, hint }) => `${heading} is empty: it should be ${hint}.`,
    ko: ({ heading, hint }) => `${heading}: 비어 있습니다. ${hint}.`,
    zh: ({ heading, hint }) => `${heading}：不能为空，应为${hint}。`,
    ru: ({ heading, hint }) => `${heading}: пусто. Должно быть: ${hint}.`,
    ar: ({ heading, hint }) => `${heading}: الخلية فارغة. المطلوب: ${hint}.`,
  },
  shape: {
    en: ({ heading, value, hint }) => `${heading} "${value}" should be ${hint}.`,
    ko: ({ heading, value, hint }) => `${heading} "${value}": 올바른 형식이 아닙니다. ${hint}.`,
    zh: ({ heading, value, hint }) => `${heading}“${value}”格式不对，应为${hint}。`,
    ru: ({ heading, value, hint }) => `${heading} «${value}»: неверный вид. Должно быть: ${hint}.`,
    ar: ({ heading, value, hint }) => `${heading} «${value}»: الصيغة غير صحيحة. المطلوب: ${hint}.`,
  },
  formulaWithoutValue: {
    en: ({ heading }) => `${heading} is a formula of which the file holds no value: write the value itself.`,
    ko: ({ heading }) => `${heading}: 값이 없는 수식입니다. 값을 직접 입력해 주세요.`,
    zh: ({ heading }) => `${heading}：公式没有结果，请直接填写数值。`,
    ru: ({ heading }) => `${heading}: формула без значения. Впишите само значение.`,
    ar: ({ heading }) => `${heading}: صيغة حسابية بلا قيمة. اكتب القيمة نفسها.`,
  },
}

export const saidOf = (
  rule: CellRule,
  column: DemandColumn,
  heading: string,
  value: string,
  language: Language,
): string => sentences[rule][language]({ heading, value, hint: hintOf(column, language) })
