// The books of charters that were looked at lately, each brought up to date at every look by what the record says was touched.
import type { Charter } from '../domain/charter/charter.ts'
import { placesOf } from '../domain/charter/balance.ts'
import type { Finding } from '../domain/decision.ts'
import type { Room } from '../domain/facility/room.ts'
import { charterOf, facilityOf, type CharterId, type FacilityId, type JourneyId, type RoomId } from '../domain/ids.ts'
import { epochMs, later, type Instant } from '../domain/instant.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { inOrder } from '../domain/order.ts'
import { bindCircuitBreaker } from '../domain/policy/binding.ts'
import { circuitBreaker, positivesAfterLanding, type CircuitBreaker } from '../domain/policy/circuitBreaker.ts'
import type { TransferRun } from '../domain/transfer/run.ts'
import { bookLine, type BookLine } from './bookLine.ts'
import { charterBook, type CharterBook } from './charterBook.ts'
import type { Desk } from './desk.ts'
import { createRecordTail } from './recordTail.ts'
import type { TouchedLine } from './recordLines.ts'

export type OpenBook = CharterBook & {
  readonly charter: Charter
  readonly runs: readonly TransferRun[]
  /** By facility: those of the charter and of whoever carried or housed its people. */
  readonly rooms: readonly RoomCount[]
  breaker(): CircuitBreaker | { readonly edition: null; readonly finding: Finding }
  /** Rooms with a free place in the charter's own facility, in order of id: so many, the empty ones first. */
  freeRooms(most: number): readonly Room[]
}
/** Rooms of one facility. `people` and `ours` are of the charter; another charter's people take rooms as well. */
export type RoomCount = {
  readonly facility: FacilityId
  readonly all: number
  readonly taken: number
  readonly ours: number
  readonly people: number
}

export type CharterBooks = {
  /** The book of a charter as it was just read from the store. */
  of(charter: Charter, now: Instant): Promise<OpenBook>
  /** The same of several, with one look at the record. */
  among(charters: readonly Charter[], now: Instant): Promise<ReadonlyMap<CharterId, OpenBook>>
  /** Charters that were written since this was asked last; null: whatever is known of any is read again. */
  chartersTouched(): Promise<ReadonlySet<CharterId> | null>
}

/** So many journeys are kept in all (about 10 kB each); the charters looked at least lately are let go. */
const mostJourneys = 40_000
/** A clock that is turned back by more than two looks at the same time differ: everything is counted again. */
const turnedBackMs = 60_000
/** Between so many lines others are answered. */
const linesASlice = 200

type Kept = {
  book: CharterBook
  runs: readonly TransferRun[]
  /** What every line depends on beside its own journey. */
  context: string
  looked: Instant | null
  /** Read again at the next look: whose row, whose place; and the vehicles. */
  readonly rows: Set<JourneyId>
  readonly moved: Set<JourneyId>
  runsTouched: boolean
  /** Where its people stayed. */
  readonly stayed: Set<FacilityId>
  loaded: boolean
  work: Promise<unknown>
}
type Housed = {
  readonly rooms: Map<RoomId, Room>
  readonly counts: Map<CharterId, RoomCount>
  readonly touched: Set<RoomId>
  reading: Promise<void> | null
  loaded: boolean
}
/** Everything that is let go together where too much was written to follow it. */
type Memory = {
  readonly kept: Map<CharterId, Kept>
  readonly houses: Map<FacilityId, Housed>
  /** In which rooms somebody lives, of the facilities that are kept. */
  readonly lived: Map<JourneyId, Set<RoomId>>
}
const nothingKept = (): Memory => ({ kept: new Map(), houses: new Map(), lived: new Map() })

export function createCharterBooks({ store, policies }: Pick<Desk, 'store' | 'policies'>): CharterBooks {
  let memory = nothingKept()
  let written: Set<CharterId> | null = null
  const contexts = new WeakMap<Charter, { readonly reading: number; readonly text: string }>()

  const tail = createRecordTail(store, {
    touched: (lines) => lines.forEach(touched),
    lost() {
      memory = nothingKept()
      written = null
    },
  })

  function touched({ kind, aggregate, charter }: TouchedLine): void {
    const mine = charter ? memory.kept.get(charter) : undefined
    if (kind === 'charter') written?.add(aggregate as CharterId)
    if (kind === 'journey') mine?.rows.add(aggregate as JourneyId)
    if (kind === 'run' && mine) mine.runsTouched = true
    if (kind === 'room') memory.houses.get(facilityOf(aggregate as RoomId))?.touched.add(aggregate as RoomId)
  }

  /** A facility's rooms as they stand; whoever moved in or out is placed again in their own book. */
  async function housed(of: Memory, facility: FacilityId): Promise<void> {
    const house = of.houses.get(facility) ?? emptyHouse()
    of.houses.set(facility, house)
    // Two that waited for one reading: the first of them may have begun the next.
    while (house.reading) await house.reading
    if (house.loaded && !house.touched.size) return
    house.reading = (async () => {
      const ids = [...house.touched]
      house.touched.clear()
      try {
        const read = house.loaded ? await store.roomsAmong(ids) : await store.roomsOf(facility)
        for (const { state } of read) settle(of, house, state)
        house.loaded = true
      } catch (error) {
        for (const id of ids) house.touched.add(id)
        throw error
      }
    })().finally(() => (house.reading = null))
    return house.reading
  }

  const fresh = (): Kept => ({
    book: charterBook(),
    runs: [],
    context: '',
    looked: null,
    rows: new Set(),
    moved: new Set(),
    runsTouched: false,
    stayed: new Set(),
    loaded: false,
    work: Promise.resolve(),
  })

  async function of(charter: Charter, now: Instant): Promise<OpenBook> {
    await tail.catchUp()
    return upToDate(charter, now)
  }

  async function upToDate(charter: Charter, now: Instant): Promise<OpenBook> {
    const shelf = memory
    const { kept } = shelf
    const mine = kept.get(charter.id) ?? fresh()
    // Last in the map is looked at last.
    kept.delete(charter.id)
    kept.set(charter.id, mine)
    const work = mine.work
      .catch(() => {})
      .then(async () => {
        try {
          return await broughtUp(shelf, mine, charter, now)
        } catch (error) {
          mine.loaded = false
          throw error
        }
      })
    mine.work = work
    const open = await work
    letGo(kept, charter.id)
    return open
  }

  function letGo(kept: Memory['kept'], looked: CharterId): void {
    let all = [...kept.values()].reduce((sum, { book }) => sum + book.size, 0)
    for (const [id, { book }] of kept) {
      if (all <= mostJourneys) return
      if (id === looked) continue
      all -= book.size
      kept.delete(id)
    }
  }

  async function broughtUp(shelf: Memory, mine: Kept, charter: Charter, asked: Instant): Promise<OpenBook> {
    const rows = [...mine.rows]
    mine.rows.clear()
    const read = !mine.loaded ? await store.journeysOf(charter.id) : rows.length ? await store.journeysAmong(rows) : []
    const journeys = read.map(({ state }) => state)
    if (mine.runsTouched || !mine.loaded) {
      mine.runsTouched = false
      const runs = (await store.runsOf(charter.id)).map(({ state }) => state)
      for (const id of changedSeats(mine.runs, runs)) mine.moved.add(id)
      mine.runs = runs
    }
    for (const { dossier } of journeys) for (const { facility } of dossier.stays) mine.stayed.add(facility)
    const facilities = new Set([
      charter.record.terms.facility,
      ...mine.runs.map(({ record }) => record.facility),
      ...mine.stayed,
    ])
    for (const facility of facilities) await housed(shelf, facility)

    // Two looks at the same time may come here in the other order.
    const turnedBack = mine.looked !== null && epochMs(mine.looked) - epochMs(asked) > turnedBackMs
    const now = mine.looked === null || turnedBack ? asked : later(asked, mine.looked)
    // From here on nobody is waited for, except between the slices of a book that is made anew.
    const context = contextOf(charter)
    const passed = mine.book.passed(now)
    const anew =
      !mine.loaded ||
      context !== mine.context ||
      turnedBack ||
      passed.length > Math.max(linesASlice, mine.book.size / 4)
    if (!anew && !journeys.length && !mine.moved.size && !passed.length) {
      mine.looked = now
      return opened(shelf, mine, charter, facilities)
    }
    const line = liner(shelf, mine, charter, now)
    if (anew) {
      const all = new Map<JourneyId, Journey>()
      if (mine.loaded) for (const { journey } of mine.book.all()) all.set(journey.id, journey)
      for (const journey of journeys) all.set(journey.id, journey)
      mine.moved.clear()
      const book = charterBook()
      let done = 0
      for (const journey of all.values()) {
        book.put(line(journey))
        if (++done % linesASlice === 0) await new Promise<void>((resolve) => setImmediate(resolve))
      }
      mine.book = book
      mine.context = context
      mine.loaded = true
    } else {
      const again = new Map(journeys.map((journey) => [journey.id, journey]))
      for (const id of mine.moved) {
        const known = again.get(id) ?? mine.book.line(id)?.journey
        if (known) again.set(id, known)
      }
      mine.moved.clear()
      for (const { journey } of passed) if (!again.has(journey.id)) again.set(journey.id, journey)
      for (const journey of again.values()) mine.book.put(line(journey))
    }
    mine.looked = now
    return opened(shelf, mine, charter, facilities)
  }

  /** What makes a line of a journey, under the charter and the books of rules as they stand. */
  function liner({ lived }: Memory, mine: Kept, charter: Charter, now: Instant): (journey: Journey) => BookLine {
    const ridden = new Map<JourneyId, TransferRun[]>()
    for (const run of mine.runs)
      for (const id of run.record.passengers) ridden.set(id, [...(ridden.get(id) ?? []), run])
    const circuit = bindCircuitBreaker(policies.editions(), policies.landingDay(charter)).bound
    const { observation } = policies.policyFor(charter, null)
    return (journey) => {
      const places = placesOf(journey, ridden.get(journey.id) ?? [], [...(lived.get(journey.id) ?? [])].sort())
      const infected = !!circuit && positivesAfterLanding(circuit, [journey], observation) > 0
      return bookLine(journey, places, policies.policyFor(charter, journey.dossier), now, infected)
    }
  }

  function opened(
    { houses }: Memory,
    { book, runs }: Kept,
    charter: Charter,
    facilities: ReadonlySet<FacilityId>,
  ): OpenBook {
    return {
      ...book,
      charter,
      runs,
      rooms: [...facilities].sort().map((facility) => counted(facility, houses.get(facility)!, charter.id)),
      breaker: () => {
        const binding = bindCircuitBreaker(policies.editions(), policies.landingDay(charter))
        const passengers = book.count('boarded') || (charter.record.manifest?.entries.length ?? 0)
        return binding.bound
          ? circuitBreaker(binding.bound, passengers, book.count('infected'))
          : { edition: null, finding: binding.finding }
      },
      freeRooms: (most) => freeRooms(houses.get(charter.record.terms.facility)!, most),
    }
  }

  /** Everything of the charter and the rules that a line is made from, as a text that changes with it. */
  function contextOf(charter: Charter): string {
    const known = contexts.get(charter)
    if (known?.reading === policies.reading()) return known.text
    const text = contextIn(charter)
    contexts.set(charter, { reading: policies.reading(), text })
    return text
  }

  function contextIn({ stage, record }: Charter): string {
    const { leg, terms, landed, manifest } = record
    const closed = stage === 'manifestClosed' ? (manifest?.entries ?? null) : null
    const { missionJurisdiction, observationJurisdiction, issuer } = terms
    return JSON.stringify([
      policies.reading(),
      stage,
      leg,
      landed?.at,
      closed,
      missionJurisdiction,
      observationJurisdiction,
      issuer,
    ])
  }

  return {
    of,
    among: async (charters, now) => {
      await tail.catchUp()
      const books = new Map<CharterId, OpenBook>()
      for (const charter of charters) books.set(charter.id, await upToDate(charter, now))
      return books
    },
    chartersTouched: async () => {
      await tail.catchUp()
      const since = written
      written = new Set()
      return since
    },
  }
}

const emptyHouse = (): Housed => ({
  rooms: new Map(),
  counts: new Map(),
  touched: new Set(),
  reading: null,
  loaded: false,
})

/** A room as it was read; what was read later stands. */
function settle({ lived, kept }: Memory, house: Housed, room: Room): void {
  const before = house.rooms.get(room.id)
  if (before && before.version >= room.version) return
  for (const { journey } of before?.occupants ?? []) lived.get(journey)?.delete(room.id)
  for (const { journey } of room.occupants) {
    const rooms = lived.get(journey) ?? new Set()
    lived.set(journey, rooms.add(room.id))
  }
  for (const { journey } of [...(before?.occupants ?? []), ...room.occupants])
    kept.get(charterOf(journey))?.moved.add(journey)
  house.rooms.set(room.id, room)
  house.counts.clear()
}

function counted(facility: FacilityId, { rooms, counts }: Housed, charter: CharterId): RoomCount {
  const known = counts.get(charter)
  if (known) return known
  let [taken, ours, people] = [0, 0, 0]
  for (const { occupants } of rooms.values()) {
    const own = occupants.filter(({ journey }) => charterOf(journey) === charter).length
    if (occupants.length) taken++
    if (own) ours++
    people += own
  }
  const count = { facility, all: rooms.size, taken, ours, people }
  counts.set(charter, count)
  return count
}

function freeRooms({ rooms }: Housed, most: number): readonly Room[] {
  const open = [...rooms.values()].filter(({ occupants, places }) => occupants.length < places)
  const empty = open.filter(({ occupants }) => occupants.length === 0)
  return (empty.length >= most ? empty : [...empty, ...open.filter(({ occupants }) => occupants.length > 0)])
    .slice(0, most)
    .sort((a, b) => inOrder(a.id, b.id))
}

/** Whoever sits in a vehicle that is new, was changed or has moved on. */
function changedSeats(before: readonly TransferRun[], after: readonly TransferRun[]): readonly JourneyId[] {
  const known = new Map(before.map((run) => [run.id, run]))
  return after.flatMap((run) => {
    const old = known.get(run.id)
    if (old?.version === run.version) return []
    return [...(old?.record.passengers ?? []), ...run.record.passengers]
  })
}
