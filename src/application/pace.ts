// How many letters a minute go to one domain: whoever comes too many gets a later turn, and keeps it.
import { epochMs, toInstant, type Instant } from '../domain/instant.ts'

export type Pace = {
  /** When this letter may go to the domain: now, or later. Asked again at that time, it may. */
  turnOf(letter: string, domain: string, now: Instant): Instant
}

const minuteMs = 60_000
/** Turns that were given and not used are forgotten beyond so many: their letters ask anew. */
const mostTurns = 100_000

/**
 * `perMinute` 0 lets every letter go at once. Turns are given out minute by minute, so that of a thousand letters over the
 * limit each comes back once, and not all of them every minute. Each desk process counts its own.
 */
export function createPace(perMinute: number): Pace {
  if (perMinute === 0) return { turnOf: (_letter, _domain, now) => now }
  const given = new Map<string, number>()
  const minutes = new Map<string, { from: number; left: number }>()
  return {
    turnOf(letter, domain, now) {
      const at = epochMs(now)
      const turn = given.get(letter)
      if (turn !== undefined && turn <= at) {
        given.delete(letter)
        return now
      }
      if (turn !== undefined) return toInstant(turn)
      let minute = minutes.get(domain)
      if (!minute || minute.from + minuteMs <= at) minute = { from: at, left: perMinute }
      if (minute.left === 0) minute = { from: minute.from + minuteMs, left: perMinute }
      minutes.set(domain, { from: minute.from, left: minute.left - 1 })
      if (minute.from <= at) return now
      if (given.size >= mostTurns) given.clear()
      given.set(letter, minute.from)
      return toInstant(minute.from)
    },
  }
}
