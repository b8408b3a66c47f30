// A clock that the test turns, and the moments of HU454 to which it is turned.
import { Instant } from '../../src/domain/instant.ts'
import type { ChannelClock } from '../../src/jobs/channel.ts'

/** The days of HU454, when the Korean edition of July 2022 binds. */
export const when = {
  start: '2022-08-20T10:00:00+09:00',
  boarding: '2022-08-28T15:40:00+09:00',
  firstSample: '2022-08-26T16:00:00+09:00',
  firstReport: '2022-08-26T22:00:00+09:00',
  secondSample: '2022-08-27T17:00:00+09:00',
  secondReport: '2022-08-27T23:00:00+09:00',
  landing: '2022-08-28T17:10:00+08:00',
} as const

/** A clock that stands still until it is turned; the desk then does what is due, one moment after the other. */
export function handClock(start: string) {
  let at = Instant.parse(start)
  let work: () => Promise<unknown> = async () => 0
  let nextDue: () => Promise<Instant | null> = async () => null
  const channel: ChannelClock = {
    now: () => at,
    listen: (doWhatIsDue, whenNext) => {
      work = doWhatIsDue
      nextDue = whenNext
    },
  }
  return {
    channel,
    now: () => at,
    /** Only moves the hands: nothing is done yet. */
    set: (moment: string) => void (at = Instant.parse(moment)),
    work: () => work(),
    nextDue: () => nextDue(),
    async turnTo(moment: string): Promise<void> {
      const target = Instant.parse(moment)
      await work()
      for (let next = await nextDue(); next && next > at && next < target; next = await nextDue()) {
        at = next
        await work()
      }
      at = target
      await work()
    },
  }
}
