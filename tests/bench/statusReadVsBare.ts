// What do token, permission, masking and ETag cost on a read: the desk against bare Express; both write down who saw whom.
import { statusReads } from './commands.ts'
import { compare, type Question } from './interleaved.ts'

/** Each batch reads so many journeys, each of them so often. */
const [journeys, times] = [1_000, 3]
const [warmUp, runs] = [2, 9]

export const statusReadVsBare: Question = {
  question: 'status-read-vs-bare',
  target: 0.5,
  merchants: journeys,
  ask: (furnished) =>
    compare(furnished, './deskSide.ts', './bareReadSide.ts', {
      warmUp,
      runs,
      batch: () =>
        Array.from({ length: times }, () => statusReads(furnished, furnished.journeys.slice(0, journeys))).flat(),
    }),
}
