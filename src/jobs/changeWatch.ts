// Looks for changes several times a second, while somebody listens and not longer.
export type ChangeWatch = {
  /** Somebody listens now. */
  wake(): void
  stop(): Promise<void>
}

/** Counted from the end of the last look, so that a slow database is never asked twice at once. */
export function createChangeWatch(
  look: () => Promise<unknown>,
  listening: () => boolean,
  everyMs: number,
  failed: (error: unknown) => void,
): ChangeWatch {
  let stopped = false
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  const turn = (): void => {
    timer = null
    running = look()
      .then(() => {}, failed)
      .then(() => {
        running = null
        next()
      })
  }
  const next = (): void => {
    if (!stopped && !timer && !running && listening()) timer = setTimeout(turn, everyMs)
  }
  return {
    wake: next,
    stop: async () => {
      stopped = true
      if (timer) clearTimeout(timer)
      await running
    },
  }
}
