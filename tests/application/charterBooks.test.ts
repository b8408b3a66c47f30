// Given people, vehicles, rooms and time that move at random, when a charter's book is opened, then it says what the slow way says.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Change } from '../../src/application/ports.ts'
import type { RecordedEvent } from '../../src/application/recordLines.ts'
import { breakerOf } from '../../src/application/breaker.ts'
import { createCharterBooks, type CharterBooks } from '../../src/application/charterBooks.ts'
import type { Charter } from '../../src/domain/charter/charter.ts'
import type { Room } from '../../src/domain/facility/room.ts'
import { charterId, merchantId, runId, type CharterId, type JourneyId } from '../../src/domain/ids.ts'
import { plusHours, toInstant, type Instant } from '../../src/domain/instant.ts'
import type { Journey } from '../../src/domain/journey/journey.ts'
import { riskOf } from '../../src/domain/journey/risk.ts'
import { stages } from '../../src/domain/journey/stage.ts'
import type { TransferRun } from '../../src/domain/transfer/run.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { builders } from '../support/journeys.ts'
import * as make from '../support/rows.ts'

const people = 12
const start = Date.parse('2022-08-26T00:00:00Z')
const part = (number: number) => String(number).padStart(16, '0')

type Step =
  | { readonly do: 'move'; readonly who: number; readonly stage: number }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'ride'; readonly who: readonly number[]; readonly stage: TransferRun['stage'] }
  | { readonly do: 'house'; readonly room: number; readonly who: number | null }
  | { readonly do: 'retime'; readonly hours: number }
  | { readonly do: 'look' }

const who = fc.integer({ min: 0, max: people - 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('move' as const), who, stage: fc.nat(stages.length - 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 0, max: 60 }) }) },
  fc.record({
    do: fc.constant('ride' as const),
    who: fc.uniqueArray(who, { maxLength: 4 }),
    stage: fc.constantFrom('loading' as const, 'underway' as const, 'arrived' as const),
  }),
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('house' as const), room: fc.nat(2), who: fc.option(who) }),
  },
  fc.record({ do: fc.constant('retime' as const), hours: fc.integer({ min: -12, max: 12 }) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('look' as const) }) },
)

describe('the book of a charter', () => {
  let desk: TestDesk
  let books: CharterBooks
  beforeAll(async () => {
    desk = await startDesk()
    books = createCharterBooks(desk.open.desk)
    for (let number = 0; number < 3; number++)
      await write([{ on: 'room', expect: 0, room: room(number, null), head: 'h' }])
  })
  afterAll(() => desk.close())

  let written = 0
  async function write(changes: readonly Change[], about: Partial<RecordedEvent> = {}): Promise<void> {
    const events = about.aggregate ? [make.event(++written, about)] : []
    const answer = await desk.open.desk.store.commit(make.commit(changes, { events }))
    expect(answer.outcome).toBe('committed')
  }

  const room = (number: number, occupant: JourneyId | null): Room =>
    make.room(`10${number}`, { occupants: occupant ? [{ journey: occupant, party: null }] : [] })

  /** A charter of its own each time; the rooms are there for all. */
  function playing(number: number) {
    const id: CharterId = charterId(part(number))
    const base = make.charter()
    const terms = { ...base.record.terms, issuer: 'KR-SEL-EMB', observationJurisdiction: 'CN-33' }
    const leg = { ...base.record.leg, plannedBoarding: toInstant(start + 63 * 3_600_000) }
    let charter: Charter = { ...base, id, record: { ...base.record, terms, leg } }
    let now: Instant = toInstant(start)
    const journeys = new Map<number, Journey>()
    const rides = new Map<string, number>()
    const { store } = desk.open.desk

    async function apply(each: Step): Promise<void> {
      switch (each.do) {
        case 'move': {
          const known = journeys.get(each.who)
          const { journey } = builders[stages[each.stage]!]()
          const moved: Journey = {
            ...journey,
            id: make.journeyNo(each.who, id),
            merchant: merchantId(part(number * 100 + each.who)),
            charter: id,
            version: (known?.version ?? 0) + 1,
          }
          journeys.set(each.who, moved)
          await write([make.putJourney(moved, known?.version ?? 0)], { aggregate: moved.id, charter: id })
          return
        }
        case 'ride': {
          const run = runId(id, part(each.who.length))
          const version = rides.get(run) ?? 0
          rides.set(run, version + 1)
          const passengers = each.who.map((one) => make.journeyNo(one, id))
          const state = make.run(0, { id: run, charter: id, stage: each.stage })
          const moved = { ...state, version: version + 1, record: { ...state.record, passengers } }
          await write([{ on: 'run', expect: version, run: moved, head: `h${version}` }], {
            kind: 'run',
            aggregate: run,
            charter: id,
          })
          return
        }
        case 'house': {
          const state = room(each.room, each.who === null ? null : make.journeyNo(each.who, id))
          const version = (await store.room(state.id))?.state.version ?? 0
          await write(
            [{ on: 'room', expect: version, room: { ...state, version: version + 1 }, head: `h${version}` }],
            {
              kind: 'room',
              aggregate: state.id,
              charter: null,
            },
          )
          return
        }
        case 'retime': {
          const { leg: old } = charter.record
          const retimed = {
            ...old,
            plannedBoarding: plusHours(old.plannedBoarding!, each.hours),
            scheduledDeparture: plusHours(old.scheduledDeparture, each.hours),
          }
          charter = { ...charter, version: charter.version + 1, record: { ...charter.record, leg: retimed } }
          return
        }
        case 'wait':
          now = plusHours(now, each.hours)
          return
        case 'look':
          return agree()
        default:
          each satisfies never
      }
    }

    async function agree(): Promise<void> {
      const { views, desk: parts } = desk.open
      const book = await books.of(charter, now)
      const all = (await store.journeysOf(id)).map(({ state }) => state)
      expect([...book.lines('', 99)].map(({ journey }) => journey)).toEqual(all)

      const due = new Map<string, { by: string | null; who: Set<string>; overdue: Set<string> }>()
      for (const { act, number: day, by, journey } of views.due(charter, all, now, () => true)) {
        const group = due.get(`${act} ${day}`) ?? { by: null, who: new Set(), overdue: new Set() }
        group.by = [group.by, by].filter((at) => at !== null).sort()[0] ?? null
        group.who.add(journey)
        if (by && by < now) group.overdue.add(journey)
        due.set(`${act} ${day}`, group)
      }
      const grouped = book.dueGroups(() => true, now)
      expect(
        new Map(grouped.map((group) => [`${group.act} ${group.number}`, [group.by, group.count, group.overdue]])),
      ).toEqual(new Map([...due].map(([name, { by, who: of, overdue }]) => [name, [by, of.size, overdue.size]])))
      const inOrder = [...book.dueInOrder(() => true)]
      expect(inOrder.map(({ item }) => item.by ?? '~')).toEqual(inOrder.map(({ item }) => item.by ?? '~').sort())
      expect(new Set(inOrder.map(({ line }) => line.journey.id))).toEqual(
        new Set([...due.values()].flatMap(({ who: of }) => [...of])),
      )

      // Of one stage, of a few and of all: the same as all of them in order without the others.
      for (const some of [...stages.map((stage) => [stage]), stages.slice(0, 6), stages])
        expect([...book.dueInOrder(() => true, some)]).toEqual(
          inOrder.filter(({ line }) => some.includes(line.journey.stage)),
        )

      const slow = (await views.balance(charter)).balance
      const fast = book.balance(charter, book.runs, 99)
      expect(fast.links).toEqual(slow.links)
      expect(fast.unaccounted).toBe(slow.unaccounted.length)
      expect(fast.differences.map(({ message }) => message).sort()).toEqual(
        slow.differences.map(({ message }) => message).sort(),
      )
      expect(new Map(book.reasons().map(({ code, journeys: of }) => [code, of]))).toEqual(
        new Map(views.reasons(all).map(({ code, journeys: of }) => [code, of])),
      )
      expect(book.breaker()).toEqual(breakerOf(parts, charter, all))
      for (const stage of stages) {
        expect(book.standing(stage)).toBe(all.filter((journey) => journey.stage === stage).length)
        expect(book.reachedBy(stage, now)).toBe(
          all.filter(({ dossier }) => dossier.reached[stage] && dossier.reached[stage] <= now).length,
        )
      }
      expect([...book.atStages(stages)].map(({ journey }) => journey.id)).toEqual(all.map((journey) => journey.id))
      const risky = all.filter((journey) => {
        const risk = riskOf(journey, parts.policies.policyFor(charter, journey.dossier))
        return risk && risk.from <= now
      })
      expect(book.atRisk(now)).toBe(risky.length)
      expect(new Set(book.risks(now, 99).map(({ journey }) => journey))).toEqual(new Set(risky))
    }
    return { apply, agree }
  }

  it('agrees with what is read and decided anew, whatever moved and however much time passed', async () => {
    let number = 1
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const { apply, agree } = playing(number++)
        for (const each of steps) await apply(each)
        await agree()
      }),
      { numRuns: 25 },
    )
  })

  it('is right for two desks at once, whichever of them wrote', async () => {
    const other = createCharterBooks(desk.open.desk)
    const { apply, agree } = playing(900)
    const mine = books
    for (let stage = 0; stage < stages.length; stage++) {
      await apply({ do: 'move', who: stage % people, stage })
      books = stage % 2 ? mine : other
      await agree()
    }
    books = mine
    await agree()
  })
})
