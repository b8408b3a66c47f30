// Everything that happens in a scenario, in order of time: what is planned now, and what people add as they go.
export type Happening = { readonly at: string; readonly what: string; readonly run: () => Promise<void> }

export type Timetable = {
  add(at: string, what: string, run: () => Promise<void>): void
  /** Happenings of the earliest moment, taken off; empty when nothing is left. */
  take(): readonly Happening[]
  readonly left: number
}

export function createTimetable(): Timetable {
  const waiting: (Happening & { readonly order: number })[] = []
  let order = 0
  return {
    add: (at, what, run) => {
      const happening = { at: new Date(at).toISOString(), what, run, order: order++ }
      const place = waiting.findIndex((other) => other.at > happening.at)
      if (place < 0) waiting.push(happening)
      else waiting.splice(place, 0, happening)
    },
    take: () => {
      const [first] = waiting
      if (!first) return []
      const last = waiting.findIndex(({ at }) => at !== first.at)
      return waiting.splice(0, last < 0 ? waiting.length : last)
    },
    get left() {
      return waiting.length
    },
  }
}

export const minutesAfter = (moment: string, minutes: number): string =>
  new Date(Date.parse(moment) + minutes * 60_000).toISOString()
