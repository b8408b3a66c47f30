// What does everything around a durable command cost: the desk against bare Express with the same SQL and a group commit.
import { firstTests } from './commands.ts'
import { compare, type Question } from './interleaved.ts'

/** Requests a batch, about a second of work; every journey takes its first negative once. */
const batch = 500
const [warmUp, runs] = [2, 9]

export const durableCommandVsBare: Question = {
  question: 'durable-command-vs-bare',
  target: 0.5,
  merchants: batch * (warmUp + runs),
  ask: (furnished) =>
    compare(furnished, './deskSide.ts', './bareCommandSide.ts', {
      warmUp,
      runs,
      batch: (n) => firstTests(furnished, furnished.journeys.slice(n * batch, (n + 1) * batch)),
    }),
}
