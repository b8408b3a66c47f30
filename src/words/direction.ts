// Which way a text runs: what runs the other way is set apart (Unicode's isolates), so that neither takes the other's marks along.
import { directionOf, type Language } from '../domain/language.ts'

const open = '\u2068'
const close = '\u2069'
/** Turn the direction of what follows, up to the end of a line or beyond: nothing that the desk writes needs them. */
const turning = /[\u202a-\u202e]/g
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u
/** Letters of every other script, and digits, which run left to right within any. */
const leftToRight = /[[\p{L}\p{N}]--[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]]/v

/** A value as it stands in a sentence of the language; as it is where it runs the same way. */
export function isolated(language: Language, value: string): string {
  const safe = balanced(value)
  const other = directionOf(language) === 'rtl' ? leftToRight : rightToLeft
  return other.test(safe) ? `${open}${safe}${close}` : safe
}

/** Without what turns a line, and with every isolate closed and none that was never opened. */
export function balanced(text: string): string {
  const clean = text.replace(turning, '')
  if (!/[\u2066-\u2069]/.test(clean)) return clean
  let depth = 0
  let kept = ''
  for (const sign of clean) {
    if (sign === close && depth === 0) continue
    if (sign === close) depth--
    else if (/[\u2066-\u2068]/.test(sign)) depth++
    kept += sign
  }
  return kept + close.repeat(depth)
}

/** What isolates are for whoever shows a line without knowing its language: a mark before it says which way it runs. */
export const lineIn = (language: Language, text: string): string =>
  directionOf(language) === 'rtl' && text !== '' ? `\u200f${text}` : text
