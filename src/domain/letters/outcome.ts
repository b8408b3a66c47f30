// A merchant's written answer to what the charter was for, read only where every line of it is plain.
import { Outcome, isEmpty } from '../journey/outcome.ts'
import {
  currencyOf,
  days,
  labels,
  multiples,
  no,
  orderUnits,
  questions,
  skipped,
  weeks,
  yes,
  type Question,
} from './outcomeWords.ts'

/** Answers as far as they were read; a question that was passed over stands in it with null. */
type Read = Partial<Outcome>

/**
 * Numbered (`1) 3`) or named (`orders: 3`) answers, one a line, or orders and value in one. Null where anything is
 * unsure: an answer in other words, a question asked back, two answers to one question; a person then reads it.
 */
export function readOutcome(text: string): Outcome | null {
  const read: Read = {}
  for (const line of ownLines(text)) {
    const answer = answerOf(line)
    if (!answer) {
      // A greeting or a name may stand beside the answers; a number or a question there is something to read.
      if (/[\d?？؟]/u.test(line)) return null
      continue
    }
    const told = readers[answer.question](answer.words)
    if (!told || Object.keys(told).some((key) => key in read)) return null
    Object.assign(read, told)
  }
  const outcome = Outcome.safeParse(read)
  return outcome.success && !isEmpty(outcome.data) ? outcome.data : null
}

/** Up to what is quoted or signed off, with every digit as an ASCII one. */
function ownLines(text: string): readonly string[] {
  const lines: string[] = []
  for (const line of plainDigits(text).split(/\r?\n/u)) {
    const words = line.replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim()
    if (/^(?:>|-- ?$|_{5,}$|-{5,})/u.test(words)) break
    if (words) lines.push(words)
  }
  return lines
}

const plainDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹０-９]/gu, (digit) =>
    String((digit.codePointAt(0)! - (digit < '۰' ? 0x660 : digit < '０' ? 0x6f0 : 0xff10)) % 10),
  )

function answerOf(line: string): { readonly question: Question; readonly words: string } | null {
  const numbered = /^([1-4])(?:\s*[)）:：、]\s*|\.\s+)(.*)$/u.exec(line)
  if (numbered) return { question: questions[Number(numbered[1]) - 1]!, words: trimmed(numbered[2]!) }
  const named = /^([^:：\d]{2,30}?)\s*[:：]\s*(.*)$/u.exec(line)
  const question = named && questions.find((each) => labels[each].test(named[1]!.trim()))
  return named && question ? { question, words: trimmed(named[2]!) } : null
}

const trimmed = (words: string): string => words.replace(/[.。!！\s]+$/u, '').trim()

const readers: Readonly<Record<Question, (words: string) => Read | null>> = {
  orders: (words) => {
    if (skipped.test(words)) return { orders: null }
    // What comes behind a comma and a space is the value, as in `3 orders, 120,000 USD`.
    const [first, rest, ...more] = words.split(/[,，、;]\s+|[，、;]/u)
    const count = amountIn(first ?? '')
    if (more.length || !count || !orderUnits.test(count.unit)) return null
    if (rest === undefined) return { orders: count.amount }
    const value = readers.value(rest)
    return value && { orders: count.amount, ...value }
  },
  value: (words) => {
    if (skipped.test(words)) return { value: null }
    const money = amountIn(words)
    const currency = money && currencyOf(money.unit)
    return money && currency ? { value: { amount: money.amount, currency } } : null
  },
  company: (words) => {
    if (skipped.test(words)) return { companyRegistered: null }
    return yes.test(words) ? { companyRegistered: true } : no.test(words) ? { companyRegistered: false } : null
  },
  stay: (words) => {
    if (skipped.test(words)) return { stayDays: null }
    const stay = amountIn(words)
    if (!stay) return null
    if (days.test(stay.unit)) return { stayDays: stay.amount }
    return weeks.test(stay.unit) ? { stayDays: stay.amount * 7 } : null
  },
}

/**
 * One whole number with what stands before or behind it. Thousands are told apart by commas, spaces or apostrophes; a
 * point is none, since half of the world reads a fraction there.
 */
function amountIn(words: string): { readonly amount: number; readonly unit: string } | null {
  const found = /^(\D*?)\s*(\d{1,3}(?:[,'’\u00a0\u202f ]\d{3})+|\d{1,13})(?![\d.])\s*([만万억亿])?\s*(\D*)$/u.exec(
    words,
  )
  if (!found) return null
  const [, before, digits, multiple, behind] = found
  if (before && behind) return null
  const amount = Number(digits!.replaceAll(/\D/g, '')) * (multiple ? multiples[multiple]! : 1)
  return { amount, unit: (before || behind || '').trim() }
}
