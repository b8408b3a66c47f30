// Writes of letters that can wait a moment for each other: a commit for each would cost more than the sending.
export type Together = <Value>(write: () => Promise<Value>) => Promise<Value>

/** So long the first of a group waits for others, and so many are a group (ms, writes). */
const [patienceMs, group] = [20, 48]

/**
 * What is written in one turn of the event loop shares a commit, and so one wait for the disk. A desk that ends in between
 * sends what it sent again, to the byte: that is why the wait is short.
 */
export function createTogether(): Together {
  let waiting: (() => void)[] = []
  let timer: NodeJS.Timeout | undefined
  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    const now = waiting
    waiting = []
    for (const go of now) go()
  }
  return (write) =>
    new Promise((resolve, reject) => {
      waiting.push(() => void write().then(resolve, reject))
      if (waiting.length >= group) flush()
      else timer ??= setTimeout(flush, patienceMs)
    })
}
