// A queue whose items are taken together: what arrives while a group is being written goes into the next one.

export type Gathering<Item> = {
  add(item: Item): void
  /** Resolves when nothing is waiting or being written. */
  empty(): Promise<void>
}

/** `write` must not throw: it answers each item itself. Between groups the event loop turns, so that requests can gather. */
export function gather<Item>(limit: number, write: (group: readonly Item[]) => Promise<void> | void): Gathering<Item> {
  let waiting: Item[] = []
  let busy = false
  const watchers: (() => void)[] = []

  const next = async (): Promise<void> => {
    const group = waiting.slice(0, limit)
    waiting = waiting.slice(limit)
    await write(group)
    if (waiting.length > 0) {
      setImmediate(() => void next())
      return
    }
    busy = false
    for (const watcher of watchers.splice(0)) watcher()
  }

  return {
    add(item) {
      waiting.push(item)
      if (busy) return
      busy = true
      setImmediate(() => void next())
    },
    empty: () => (busy ? new Promise((resolve) => watchers.push(resolve)) : Promise.resolve()),
  }
}
