// kill -9 at random points: before which request, and how long after it set out, is drawn anew each time.
import type { DeskProcess } from './deskProcess.ts'
import type { Answer } from './office.ts'

export type Kills = {
  before(): void
  answered(path: string, answer: Answer): void
  /** Waits for a restart that is under way, and kills what was left to kill. */
  finish(): Promise<void>
  readonly done: number
}

/** A charter of this size makes some thousands of requests; the points are spread over the first of them. */
const spreadOver = 2_400
const afterMs = 12

/** `chance` gives numbers in [0, 1). Versions that were answered are looked at again after each restart by `lost`. */
export function createKills(
  times: number,
  chance: () => number,
  desk: DeskProcess,
  failed: (error: unknown) => void,
): Kills {
  const points = Array.from({ length: times }, () => 1 + Math.floor(chance() * spreadOver)).sort((a, b) => a - b)
  let requests = 0
  let done = 0
  let killing: Promise<void> = Promise.resolve()

  const kill = () => {
    killing = killing.then(() => desk.killAndRestart()).then(() => void done++, failed)
  }
  return {
    before: () => {
      requests++
      while (points.length && points[0]! <= requests) {
        points.shift()
        setTimeout(kill, chance() * afterMs)
      }
    },
    answered: () => {},
    finish: async () => {
      while (points.shift() !== undefined) kill()
      await new Promise((resolve) => setTimeout(resolve, afterMs * 2))
      await killing
    },
    get done() {
      return done
    },
  }
}
