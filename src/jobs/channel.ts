// The clock of a played desk: turned by the parent process over the channel between them, never over HTTP.
import { Instant } from '../domain/instant.ts'

export type ChannelClock = {
  now(): Instant
  listen(work: () => Promise<unknown>, nextDue: () => Promise<Instant | null>): void
}

/** Before the first turn there is no time at all: the desk does not guess one. */
export function channelClock(first: Instant): ChannelClock {
  let at = first
  return {
    now: () => at,
    listen: (work, nextDue) => {
      let turning = Promise.resolve()
      process.on('message', (message: { turn?: string; id?: number }) => {
        const to = Instant.safeParse(message.turn)
        if (!to.success) return
        turning = turning.then(async () => {
          // Time never runs backwards, whatever the parent says.
          if (to.data > at) at = to.data
          await work()
          process.send?.({ quiet: at, id: message.id, nextDue: await nextDue() })
        })
      })
    },
  }
}
