// The record searched by who, what, of whom and when: both books as one list, newest first, a page at a time.
import {
  charterOf,
  PersonId,
  type CharterId,
  type JourneyId,
  type MerchantId,
  type OrganisationId,
} from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Page } from './page.ts'
import type { Store } from './ports.ts'
import type { Book, BookLine, RecordSearch } from './recordLines.ts'

export type RecordQuery = {
  readonly organisation?: OrganisationId | undefined
  /** Whose token it was. */
  readonly actor?: string | undefined
  /** The kind of line, as `TestRecorded` or `PeopleShown`. */
  readonly act?: string | undefined
  readonly charter?: CharterId | undefined
  readonly journey?: JourneyId | undefined
  readonly merchant?: MerchantId | undefined
  readonly from?: Instant | undefined
  readonly until?: Instant | undefined
  /** Where the page before ended. */
  readonly after?: string | undefined
  readonly limit: number
}
export type FoundLine = BookLine & { readonly book: Book }

/** A cursor: moment, book and sequence of the last line shown. */
export const cursorPattern = /^(\S{24}) (events|journal) (\d{1,15})$/
const cursorOf = ({ at, book, sequence }: FoundLine): string => `${at} ${book} ${sequence}`

const beforeEveryInstant = '0001-01-01T00:00:00.000Z' as Instant
const pastEveryInstant = '9999-12-31T23:59:59.999Z' as Instant

/** Lines of one kind, in order, asked for a page at a time. */
type Source = {
  readonly book: Book
  readonly narrowed: Partial<RecordSearch>
  /** What no index says. */
  readonly keeps?: (line: BookLine) => boolean
}

export async function searchRecord(store: Store, query: RecordQuery): Promise<Page<FoundLine>> {
  const sources = (await sourcesOf(store, query)).map((source) => lines(store, source, query))
  const heads = await Promise.all(sources.map((each) => each.next()))
  const found: FoundLine[] = []
  while (found.length <= query.limit) {
    let first = -1
    for (const [i, head] of heads.entries()) {
      if (head.done) continue
      const best = heads[first]
      if (!best || best.done || comesFirst(head.value, best.value)) first = i
    }
    const head = heads[first]
    if (!head || head.done) break
    found.push(head.value)
    heads[first] = await sources[first]!.next()
  }
  const rows = found.slice(0, query.limit)
  const last = rows.at(-1)
  return { rows, next: found.length > query.limit && last ? cursorOf(last) : null }
}

/** Newest first; of one moment what was shown stands before what happened. */
const comesFirst = (a: FoundLine, b: FoundLine): boolean =>
  a.at === b.at ? (a.book === b.book ? a.sequence > b.sequence : a.book === 'journal') : a.at > b.at

async function sourcesOf(store: Store, { journey, merchant }: RecordQuery): Promise<readonly Source[]> {
  if (journey) return ofJourney(journey)
  if (!merchant)
    return [
      { book: 'events', narrowed: {} },
      { book: 'journal', narrowed: {} },
    ]
  const journeys = await store.journeysOfMerchant(merchant)
  const own = (['merchant', 'desk'] as const).map((kind): Source => ({
    book: 'events',
    narrowed: { kind, aggregate: merchant },
  }))
  return [...own, ...journeys.flatMap(({ state }) => ofJourney(state.id))]
}

/** Its own facts, what was shown and sent of it alone, and the lists of its charter on which it stood. */
const ofJourney = (journey: JourneyId): readonly Source[] => [
  { book: 'events', narrowed: { kind: 'journey', aggregate: journey } },
  { book: 'journal', narrowed: { subject: journey } },
  {
    book: 'journal',
    narrowed: { charter: charterOf(journey) },
    keeps: ({ subject, data }) => {
      const { from, to } = data as { readonly from?: string; readonly to?: string }
      return !subject && from !== undefined && to !== undefined && from <= journey && journey <= to
    },
  },
]

async function* lines(
  store: Store,
  { book, narrowed, keeps }: Source,
  { organisation, actor, act, charter, from, until, after, limit }: RecordQuery,
): AsyncGenerator<FoundLine, undefined> {
  let before = startOf(book, after)
  if (charter && narrowed.charter && narrowed.charter !== charter) return undefined
  for (;;) {
    const page = await store.searchBook(book, {
      organisation: organisation ?? null,
      ...(PersonId.safeParse(actor).success ? { actor: null, person: actor as PersonId } : { actor: actor ?? null }),
      type: act ?? null,
      charter: charter ?? null,
      ...narrowed,
      from: from ?? beforeEveryInstant,
      until: until ?? pastEveryInstant,
      before,
      limit: limit + 1,
    })
    for (const line of page) if (!keeps || keeps(line)) yield { ...line, book }
    const last = page.at(-1)
    if (!last || page.length <= limit) return undefined
    before = { at: last.at, sequence: last.sequence }
  }
}

/** Behind a cursor in the other book, lines of the same moment were shown already or are all still to come. */
function startOf(book: Book, after: string | undefined): RecordSearch['before'] {
  const [, at, of, sequence] = cursorPattern.exec(after ?? '') ?? []
  if (at === undefined) return { at: pastEveryInstant, sequence: Number.MAX_SAFE_INTEGER }
  if (of === book) return { at: at as Instant, sequence: Number(sequence) }
  return { at: at as Instant, sequence: book === 'journal' ? 0 : Number.MAX_SAFE_INTEGER }
}
