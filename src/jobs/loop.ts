// Looks for what is due, again and again, one look at a time.
export type Loop = { stop(): Promise<void> }

/** Calls `work` every so many milliseconds, counted from the end of the last call; `stop` waits for the one that runs. */
export function startLoop(work: () => Promise<unknown>, everyMs: number, failed: (error: unknown) => void): Loop {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const turn = () => {
    running = work()
      .then(() => {}, failed)
      .then(() => {
        if (!stopped) timer = setTimeout(turn, everyMs)
      })
  }
  turn()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
