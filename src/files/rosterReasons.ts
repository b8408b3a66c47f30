// Why a cell was refused, in the language of whoever sends the roster; what the journey's own rules refuse is worded elsewhere.
import type { WrongCell } from '../application/sheetPorts.ts'
import type { Language } from '../domain/language.ts'
import { hintOf } from './rosterHints.ts'
import { isRosterColumn, rosterHeadings, type RosterColumn } from './rosterHeadings.ts'

type Sentence = (cell: WrongCell, language: Language) => string
type Sentences = Readonly<Record<Language, Sentence>>

const hinted = ({ field }: WrongCell, language: Language): string =>
  isRosterColumn(field) ? hintOf(field, language) : ''

const besides = ({ field = '' }: WrongCell['facts'], language: Language): string =>
  isRosterColumn(String(field)) ? rosterHeadings[field as RosterColumn][language] : String(field)

const sentences: Readonly<Record<string, Sentences>> = {
  required: {
    en: (cell, language) => `${cell.column} is empty: ${hinted(cell, language)}.`,
    ko: (cell, language) => `${cell.column}: 비어 있습니다. ${hinted(cell, language)}.`,
    zh: (cell, language) => `${cell.column}：不能为空，应为${hinted(cell, language)}。`,
    ru: (cell, language) => `${cell.column}: пусто. Должно быть: ${hinted(cell, language)}.`,
    ar: (cell, language) => `${cell.column}: الخلية فارغة. المطلوب: ${hinted(cell, language)}.`,
  },
  shape: {
    en: (cell, language) => `${cell.column} "${cell.value}" should be ${hinted(cell, language)}.`,
    ko: (cell, language) => `${cell.column} "${cell.value}": 올바른 형식이 아닙니다. ${hinted(cell, language)}.`,
    zh: (cell, language) => `${cell.column}“${cell.value}”格式不对，应为${hinted(cell, language)}。`,
    ru: (cell, language) => `${cell.column} «${cell.value}»: неверный вид. Должно быть: ${hinted(cell, language)}.`,
    ar: (cell, language) => `${cell.column} «${cell.value}»: الصيغة غير صحيحة. المطلوب: ${hinted(cell, language)}.`,
  },
  stateUnknown: {
    en: ({ facts }) => `${facts['state']} is no state of ISO 3166-1 or ICAO 9303.`,
    ko: ({ facts }) => `${facts['state']}: ISO 3166-1 및 ICAO 9303에 없는 국가 코드입니다.`,
    zh: ({ facts }) => `${facts['state']} 不是 ISO 3166-1 或 ICAO 9303 中的国家代码。`,
    ru: ({ facts }) => `${facts['state']}: такого кода страны нет ни в ISO 3166-1, ни в ICAO 9303.`,
    ar: ({ facts }) => `${facts['state']}: ليس رمز دولة في ISO 3166-1 ولا في ICAO 9303.`,
  },
  zoneShape: {
    en: ({ facts }) =>
      `The machine-readable zone has ${facts['lines']} line(s) of ${facts['lengths']} characters; a passport has two of 44.`,
    ko: ({ facts }) => `기계판독영역이 ${facts['lines']}줄(${facts['lengths']}자)입니다. 여권은 44자 두 줄입니다.`,
    zh: ({ facts }) => `机读区有${facts['lines']}行（${facts['lengths']}个字符）；护照应为两行，每行44个字符。`,
    ru: ({ facts }) =>
      `Машиночитаемая зона: строк ${facts['lines']}, знаков ${facts['lengths']}; в паспорте две строки по 44 знака.`,
    ar: ({ facts }) =>
      `المنطقة المقروءة آليًا: عدد الأسطر ${facts['lines']} وعدد الأحرف ${facts['lengths']}؛ وفي جواز السفر سطران من 44 حرفًا.`,
  },
  zoneCheck: {
    en: ({ facts }) => `The machine-readable zone is misread at: ${facts['field']}. Type it again from the passport.`,
    ko: ({ facts }) => `기계판독영역의 검사 숫자가 맞지 않습니다: ${facts['field']}. 여권을 보고 다시 입력해 주세요.`,
    zh: ({ facts }) => `机读区校验不符：${facts['field']}。请对照护照重新填写。`,
    ru: ({ facts }) => `Машиночитаемая зона прочитана неверно: ${facts['field']}. Впишите её ещё раз по паспорту.`,
    ar: ({ facts }) => `قراءة المنطقة المقروءة آليًا غير صحيحة عند: ${facts['field']}. أعد كتابتها من جواز السفر.`,
  },
  zoneDiffers: {
    en: ({ facts }) =>
      `${besides(facts, 'en')}: the machine-readable zone says ${facts['zone']}, the cell ${facts['roster']}.`,
    ko: ({ facts }) =>
      `${besides(facts, 'ko')}: 기계판독영역은 ${facts['zone']}, 해당 칸은 ${facts['roster']}(으)로 서로 다릅니다.`,
    zh: ({ facts }) => `${besides(facts, 'zh')}：机读区为${facts['zone']}，单元格为${facts['roster']}，两者不一致。`,
    ru: ({ facts }) => `${besides(facts, 'ru')}: в машиночитаемой зоне ${facts['zone']}, в ячейке ${facts['roster']}.`,
    ar: ({ facts }) =>
      `${besides(facts, 'ar')}: في المنطقة المقروءة آليًا ${facts['zone']}، وفي الخلية ${facts['roster']}.`,
  },
  formulaWithoutValue: {
    en: ({ column }) => `${column} is a formula without a value: write the value itself.`,
    ko: ({ column }) => `${column}: 값이 없는 수식입니다. 값을 직접 입력해 주세요.`,
    zh: ({ column }) => `${column}：公式没有结果，请直接填写数值。`,
    ru: ({ column }) => `${column}: формула без значения. Впишите само значение.`,
    ar: ({ column }) => `${column}: صيغة حسابية بلا قيمة. اكتب القيمة نفسها.`,
  },
}

/** Null where the rule is one of the journey's. */
export const reasonIn = (cell: WrongCell, language: Language): string | null =>
  Object.hasOwn(sentences, cell.rule) ? sentences[cell.rule]![language](cell, language) : null
