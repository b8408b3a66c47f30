// Reads a mailbox again and again: when the server says that something came, and at the latest after so long.
import type { Loop } from './loop.ts'

/** The longest wait after many failures in a row. */
const mostWaitMs = 15 * 60_000

/** `wait` resolves early where something came, or where it is closed; `stop` ends it through `close`. */
export function startMailLoop(
  work: () => Promise<unknown>,
  mailbox: { wait(mostMs: number): Promise<void>; close(): Promise<void> },
  everyMs: number,
  failed: (error: unknown) => void,
): Loop {
  let stopped = false
  let failures = 0
  const turn = async (): Promise<void> => {
    while (!stopped) {
      try {
        await work()
        failures = 0
      } catch (error) {
        failures++
        if (!stopped) failed(error)
      }
      if (!stopped) await mailbox.wait(Math.min(everyMs * 2 ** failures, Math.max(mostWaitMs, everyMs)))
    }
  }
  const running = turn()
  return {
    stop: async () => {
      stopped = true
      await mailbox.close()
      await running
    },
  }
}
