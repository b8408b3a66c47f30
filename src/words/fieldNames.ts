// What a wrong field is called in a form, in the reader's language.
import type { Language } from '../domain/language.ts'
import { wordFor, wordsIn, type WordKey } from './words.ts'

/** Labels of the forms, by the field of what they send. */
const labels: Readonly<Record<string, WordKey>> = {
  amount: 'outcome.value',
  answer: 'decisions.answer',
  boarding: 'flight.boarding',
  capPerCompany: 'standing.cap',
  closesAt: 'demand.closes',
  company: 'demand.company',
  conditions: 'decisions.conditions',
  country: 'demand.country',
  currency: 'trade.currency',
  decision: 'roster.decide',
  documentNumber: 'people.document',
  earliestDate: 'demand.earliestDate',
  edition: 'shelf.json',
  email: 'roster.email',
  endorsement: 'decisions.endorsement',
  ends: 'shelf.ends',
  evidence: 'conditions.evidence',
  exportGrowth: 'trade.exportGrowth',
  exports: 'trade.exports',
  file: 'shelf.file',
  from: 'trade.from',
  importGrowth: 'trade.importGrowth',
  imports: 'trade.imports',
  invitationLetter: 'demand.letter',
  merchants: 'demand.merchants',
  name: 'people.name',
  nationality: 'demand.nationality',
  offerHours: 'allocation.offerHours',
  orders: 'outcome.orders',
  passportUntil: 'demand.passportUntil',
  plannedBoarding: 'flight.boarding',
  purpose: 'demand.purpose',
  reason: 'form.reason',
  reasons: 'decisions.reasons',
  scheduledArrival: 'flight.arrival',
  scheduledDeparture: 'flight.departure',
  sheet: 'roster.file',
  'source.address': 'trade.sourceAddress',
  'source.name': 'trade.source',
  stayDays: 'outcome.stay',
  unit: 'trade.unit',
  until: 'trade.until',
  visa: 'demand.visa',
  words: 'mail.words',
}

/** Null where no form has a label for it. In a book of rules a field is named as the book spells it. */
export function fieldIn(language: Language, field: string): string | null {
  if (field.startsWith('edition.')) return field
  const [, line, inLine] = /^lines\.(\d+)\.(.+)$/.exec(field) ?? []
  if (line && inLine) {
    const name = fieldIn(language, inLine)
    const group = wordsIn(language)('demand.line', { number: Number(line) + 1 })
    return name && `${group} · ${name}`
  }
  const [, need] = /^needs\.(.+)$/.exec(field) ?? []
  if (need) return wordFor(language, `need.${need}`) ?? need
  const last = field.split('.').at(-1) ?? field
  const known = [field, last].find((name) => Object.hasOwn(labels, name))
  return known ? wordsIn(language)(labels[known]!) : wordFor(language, `task.${last}`)
}
