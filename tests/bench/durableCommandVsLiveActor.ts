// What do values, remembered steps and group commit bring: the desk against a live actor a request, saved as xstate's guide shows.
import { firstTests } from './commands.ts'
import { compare, type Question } from './interleaved.ts'

/** Requests a batch; every journey takes its first negative once. */
const batch = 400
const [warmUp, runs] = [2, 7]

export const durableCommandVsLiveActor: Question = {
  question: 'durable-command-vs-live-actor',
  target: 3,
  merchants: batch * (warmUp + runs),
  ask: (furnished) =>
    compare(furnished, './deskSide.ts', './liveActorSide.ts', {
      warmUp,
      runs,
      batch: (n) => firstTests(furnished, furnished.journeys.slice(n * batch, (n + 1) * batch)),
    }),
}
