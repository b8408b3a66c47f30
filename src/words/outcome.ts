// The questions about what a charter was for, in the order in which a letter numbers them and a page asks them.
import type { WordKey } from './words.ts'

export const outcomeQuestions = [
  'outcome.orders',
  'outcome.value',
  'outcome.company',
  'outcome.stay',
] as const satisfies readonly WordKey[]
