// Connections as lanes: so many letters are on their way at the same time, and those to one domain never take them all.
import type { Post } from './letterPorts.ts'

export type Lanes = {
  /** Runs the task as soon as its lane has room. */
  run<Value>(lane: string, task: () => Promise<Value>): Promise<Value>
}

/** One of `atOnce` is left to the others, whatever one domain asks for; where there is only one, they take turns. */
export function createLanes(atOnce: number): Lanes {
  const perLane = Math.max(1, atOnce - 1)
  const running = new Map<string, number>()
  const waiting = new Map<string, (() => void)[]>()
  let busy = 0

  const start = (lane: string): void => {
    busy++
    running.set(lane, (running.get(lane) ?? 0) + 1)
  }
  /** The lane with the fewest on their way goes first. */
  function next(): void {
    while (busy < atOnce) {
      let best: string | null = null
      let least = perLane
      for (const lane of waiting.keys()) {
        const count = running.get(lane) ?? 0
        if (count < least) [best, least] = [lane, count]
      }
      if (best === null) return
      const queue = waiting.get(best)!
      const go = queue.shift()!
      if (!queue.length) waiting.delete(best)
      start(best)
      go()
    }
  }
  function end(lane: string): void {
    busy--
    const left = running.get(lane)! - 1
    if (left) running.set(lane, left)
    else running.delete(lane)
    next()
  }

  return {
    async run(lane, task) {
      await new Promise<void>((resolve) => {
        const queue = waiting.get(lane)
        if (queue) queue.push(resolve)
        else waiting.set(lane, [resolve])
        next()
      })
      try {
        return await task()
      } finally {
        end(lane)
      }
    },
  }
}

/** The lane of an address: its domain. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** Sends what stands in no outbox of letters; it takes its turn for a connection all the same. */
export const postInLanes = (lanes: Lanes, post: Pick<Post, 'send'>): Pick<Post, 'send'> => ({
  send: (letter) => lanes.run(domainOf(letter.to), () => post.send(letter)),
})
