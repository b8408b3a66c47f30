// A charter's people counted beforehand: what a page asks of ten thousand is answered from lists that are kept in order.
import type { Act } from '../domain/access/table.ts'
import { handoverDifferences, linksOf, placeDifferences, type Balance } from '../domain/charter/balance.ts'
import type { Charter } from '../domain/charter/charter.ts'
import type { Finding } from '../domain/decision.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Due } from '../domain/journey/due.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { TransferRun } from '../domain/transfer/run.ts'
import { momentIn, momentKey, type BookLine, type PlaceKind } from './bookLine.ts'
import { merged, sortedKeys, type SortedKeys } from './sortedKeys.ts'

/** What is due of one act and number, of how many; `first` is who it is due of first. */
export type DueGroup = Pick<Due, 'act' | 'number' | 'by'> & {
  readonly count: number
  readonly overdue: number
  readonly first: JourneyId
}

/** The counted lines of one moment; another is made where a line is put. */
export type CharterBook = {
  readonly size: number
  line(id: JourneyId): BookLine | undefined
  /** In order of id, behind this one. */
  lines(after: string, count: number): readonly BookLine[]
  all(): Iterable<BookLine>
  standing(stage: Stage): number
  /** Who first reached the stage by then. */
  reachedBy(stage: Stage, at: Instant): number
  /** First and last moment at which anybody reached the stage. */
  reachedSpan(stage: Stage): { readonly from: Instant; readonly until: Instant } | null
  inPlace(kind: PlaceKind): number
  count(mark: 'boarded' | 'admitted' | 'infected' | 'unaccounted' | 'missing' | 'different'): number
  atRisk(now: Instant): number
  /** Whose risk began by now, the first to begin first. */
  risks(now: Instant, count: number): readonly BookLine[]
  /** The nearest first; what has no moment comes last. */
  dueGroups(acts: (act: Act) => boolean, now: Instant): readonly DueGroup[]
  /** Of each journey its nearest item, in order of its moment; of those at the stages, or of all. Taken as far as somebody asks. */
  dueInOrder(
    acts: (act: Act) => boolean,
    stages?: readonly Stage[],
  ): Generator<{ readonly line: BookLine; readonly item: Due }, void, undefined>
  /** In order of id; taken as far as somebody asks. */
  atStages(stages: readonly Stage[]): Generator<BookLine, void, undefined>
  reasons(): readonly { readonly code: string; readonly count: number; readonly journeys: readonly JourneyId[] }[]
  /** With the first differences of people, and how many are not among them. */
  balance(
    charter: Charter,
    runs: readonly TransferRun[],
    most: number,
  ): Omit<Balance, 'places' | 'unaccounted'> & { readonly unaccounted: number; readonly more: number }
  put(line: BookLine): void
  /** Lines that time alone may have changed by now. */
  passed(now: Instant): readonly BookLine[]
  /** Made once and kept until a line is put. */
  once<Value>(name: string, make: () => Value): Value
}

/** Those of some stages are sorted by themselves where so many times more are due. */
const fewer = 4

export function charterBook(): CharterBook {
  const lines = new Map<JourneyId, BookLine>()
  const order = sortedKeys()
  const turns = sortedKeys()
  const lists = new Map<string, SortedKeys>()
  const made = new Map<string, unknown>()

  const listed = (name: string): SortedKeys | undefined => lists.get(name)
  const sizeOf = (name: string): number => listed(name)?.size ?? 0
  const lineOf = (id: string): BookLine => lines.get(id as JourneyId)!
  const dueLists = (acts: (act: Act) => boolean) =>
    [...lists].flatMap(([name, list]) => {
      const [kind, act = '', number = ''] = name.split(' ')
      return kind === 'due' && list.size && acts(act as Act)
        ? [{ act: act as Act, number: number === '' ? null : Number(number), list }]
        : []
    })

  function put(line: BookLine): void {
    const { id } = line.journey
    const before = lines.get(id)
    if (!before) order.add(id)
    for (const [name, key] of before?.marks ?? []) if (line.marks.get(name) !== key) listed(name)?.remove(key)
    for (const [name, key] of line.marks) {
      if (before?.marks.get(name) === key) continue
      const list = lists.get(name) ?? sortedKeys()
      lists.set(name, list)
      list.add(key)
    }
    if (before?.until) turns.remove(momentKey(before.until, id))
    if (line.until) turns.add(momentKey(line.until, id))
    lines.set(id, line)
    made.clear()
  }

  function* atStages(stages: readonly Stage[]): Generator<BookLine, void, undefined> {
    for (const id of merged(stages.flatMap((stage) => listed(`at ${stage}`) ?? []))) yield lineOf(id)
  }

  function* dueInOrder(acts: (act: Act) => boolean, stages?: readonly Stage[]): ReturnType<CharterBook['dueInOrder']> {
    const due = dueLists(acts).map(({ list }) => list)
    const all = due.reduce((sum, { size }) => sum + size, 0)
    // Ten in a corridor are not looked for among thousands who are due the same elsewhere.
    const isFew = stages && stages.reduce((sum, stage) => sum + sizeOf(`at ${stage}`), 0) * fewer < all
    const keys = isFew ? keysAt(stages, acts) : merged(due)
    const told = new Set<string>()
    for (const key of keys) {
      const { at, id } = momentIn(key)
      const line = lineOf(id)
      if (told.has(id) || (stages && !stages.includes(line.journey.stage))) continue
      told.add(id)
      const item = line.due.find(({ act, by }) => by === at && acts(act))
      if (item) yield { line, item }
    }
  }
  const keysAt = (stages: readonly Stage[], acts: (act: Act) => boolean): readonly string[] =>
    [...atStages(stages)]
      .flatMap(({ journey, due }) => due.filter(({ act }) => acts(act)).map(({ by }) => momentKey(by, journey.id)))
      .sort()

  return {
    get size() {
      return lines.size
    },
    line: (id) => lines.get(id),
    lines: (after, count) => order.from(after === '' ? 0 : order.below(`${after} `), count).map(lineOf),
    all: () => lines.values(),
    standing: (stage) => sizeOf(`at ${stage}`),
    reachedBy: (stage, at) => listed(`reached ${stage}`)?.below(`${at} ~`) ?? 0,
    reachedSpan: (stage) => {
      const list = listed(`reached ${stage}`)
      if (!list?.size) return null
      const [first, last] = [list.from(0, 1)[0]!, list.from(list.size - 1, 1)[0]!]
      return { from: momentIn(first).at!, until: momentIn(last).at! }
    },
    inPlace: (kind) => sizeOf(`in ${kind}`),
    count: sizeOf,
    atRisk: (now) => listed('risk')?.below(`${now} ~`) ?? 0,
    risks: (now, count) => {
      const list = listed('risk')
      const begun = list?.below(`${now} ~`) ?? 0
      return list?.from(0, Math.min(begun, count)).map((key) => lineOf(momentIn(key).id)) ?? []
    },
    dueGroups: (acts, now) =>
      dueLists(acts)
        .map(({ act, number, list }) => {
          const first = momentIn(list.from(0, 1)[0]!)
          return {
            act,
            number,
            by: first.at,
            count: list.size,
            overdue: list.below(`${now} `),
            first: first.id as JourneyId,
          }
        })
        .sort((a, b) => (momentKey(a.by, a.act) < momentKey(b.by, b.act) ? -1 : 1)),
    dueInOrder,
    atStages,
    reasons: () =>
      [...lists]
        .flatMap(([name, list]) =>
          name.startsWith('ended ') && list.size
            ? [
                {
                  code: name.slice('ended '.length),
                  count: list.size,
                  journeys: list.from(0, list.size) as JourneyId[],
                },
              ]
            : [],
        )
        .sort((a, b) => b.count - a.count || (a.journeys[0]! < b.journeys[0]! ? -1 : 1)),
    balance: (charter, runs, most) => {
      const counts = { boarded: sizeOf('boarded'), admitted: sizeOf('admitted'), released: sizeOf('reached released') }
      const different = listed('different')
      const shown = different?.from(0, most).map(lineOf) ?? []
      const found: readonly Finding[] = [
        ...handoverDifferences(charter, runs),
        ...shown.flatMap(({ journey, places }) => placeDifferences(journey, places)),
      ]
      return {
        links: linksOf(charter, counts, runs),
        differences: found,
        unaccounted: sizeOf('unaccounted'),
        more: (different?.size ?? 0) - shown.length,
      }
    },
    put,
    passed: (now) => turns.from(0, turns.below(`${now} ~`)).map((key) => lineOf(momentIn(key).id)),
    once: <Value>(name: string, make: () => Value): Value => {
      if (!made.has(name)) {
        const value = make()
        made.set(name, value)
        // What failed is asked again.
        if (value instanceof Promise) value.catch(() => made.delete(name))
      }
      return made.get(name) as Value
    },
  }
}
