// Writes of letters that can wait a moment for each other: a commit for each would cost more than the sending.
export type Together = {
  /** One of those who may write is at work until the task has ended. */
  working<Value>(task: () => Promise<Value>): Promise<Value>
  /** Writes as soon as enough wait, or all who are at work do, or one has waited long enough. */
  write<Value>(write: () => Promise<Value>): Promise<Value>
}

/** So long the first of a group waits for others, and so many are a group (ms, writes). */
const [patienceMs, group] = [100, 48]

/**
 * What is written in one turn of the event loop shares a commit, and so one wait for the disk. A desk that ends in between
 * sends what it sent again, to the byte: that is why the wait is short.
 */
export function createTogether(): Together {
  let waiting: (() => void)[] = []
  let atWork = 0
  let timer: NodeJS.Timeout | undefined
  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    const now = waiting
    waiting = []
    for (const go of now) go()
  }
  /** Nobody else can come once everybody waits. */
  const flushIfAll = (): void => {
    if (waiting.length && waiting.length >= Math.min(group, atWork)) flush()
  }
  return {
    async working(task) {
      atWork++
      try {
        return await task()
      } finally {
        atWork--
        flushIfAll()
      }
    },
    write: (write) =>
      new Promise((resolve, reject) => {
        waiting.push(() => void write().then(resolve, reject))
        timer ??= setTimeout(flush, patienceMs)
        flushIfAll()
      }),
  }
}
