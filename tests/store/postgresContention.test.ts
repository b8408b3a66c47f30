// Given two desks on one PostgreSQL, when both write the same rows at once, then neither sees a deadlock and nothing is lost.
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change, Store } from '../../src/application/ports.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { NotBegun, OutcomeUnknown } from '../../src/store/writer.ts'
import { asking, emptyDatabase, postgresMissing, startPostgres } from '../support/postgres.ts'
import * as make from '../support/rows.ts'

const missing = postgresMissing()
const { charterNo, commit, journeyNo } = make

/** A fixed sequence that looks like chance, so that a failure comes again. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state % sides
  }
}

describe.skipIf(missing !== null)(`two desks on one PostgreSQL${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let url: string
  let desks: [Store, Store]
  beforeEach(async () => {
    url = await emptyDatabase()
    desks = await Promise.all([openPostgres({ url }), openPostgres({ url })])
  })
  afterEach(() => Promise.all(desks.map((desk) => desk.close())))

  it('commits on the same aggregates, in any order, end as if one had followed the other', async () => {
    const count = 8
    await desks[0].commit(
      commit([
        ...Array.from({ length: count }, (_, i) => make.putJourney(make.journey(i + 1))),
        make.putCharter(make.charter()),
        { on: 'seats', charter: charterNo(1), count: 40 },
      ]),
    )
    const written = new Map<string, number>()
    let conflicts = 0
    /** Moves a few journeys and now and then the charter, decided on what it read a moment ago. */
    const work = async (desk: Store, seed: number): Promise<void> => {
      const roll = dice(seed)
      for (let turn = 0; turn < 25; turn++) {
        const numbers = [...new Set([roll(count) + 1, roll(count) + 1, roll(count) + 1])]
        const held = await Promise.all(numbers.map(async (number) => (await desk.journey(journeyNo(number)))!.state))
        const changes: Change[] = held.map((journey) => make.putJourney(journey, journey.version))
        if (roll(4) === 0) {
          const { state } = (await desk.charter(charterNo(1)))!
          changes.push(make.putCharter(state, state.version))
        }
        const answer = await desk.commit(
          commit(changes, {
            events: held.map(({ id, version }) => make.event(version + 1, { aggregate: id })),
            effects: held.map(({ id, version }) => make.effect(`${id} ${version + 1}`)),
            tallies: [make.tally('waitlisted', 1), make.tally('registered', -1, 0), make.tally('registered', 1, 0)],
          }),
        )
        if (answer.outcome === 'conflict') conflicts++
        else {
          for (const { id } of held) written.set(id, (written.get(id) ?? 0) + 1)
          written.set('commits', (written.get('commits') ?? 0) + 1)
        }
      }
    }
    await Promise.all(desks.flatMap((desk, d) => Array.from({ length: 12 }, (_, i) => work(desk, d * 100 + i))))

    expect(conflicts).toBeGreaterThan(0)
    for (let number = 1; number <= count; number++) {
      const held = await desks[1].journey(journeyNo(number))
      expect(held?.state.version).toBe(1 + (written.get(journeyNo(number)) ?? 0))
      const versions = (await desks[0].eventsOf('journey', journeyNo(number))).map((event) => event.version)
      expect(versions).toEqual(Array.from({ length: held!.state.version - 1 }, (_, i) => i + 2))
    }
    const tallies = await desks[0].tallies(charterNo(1))
    expect(tallies.find((tally) => tally.stage === 'waitlisted')?.standing).toBe(written.get('commits'))
  })

  it('groups that touch the same rows in opposite order do not wait for each other', async () => {
    const count = 40
    const numbers = Array.from({ length: count }, (_, i) => i + 1)
    await desks[0].commit(commit(numbers.map((number) => make.putJourney(make.journey(number)))))
    const touch = (desk: Store) => async (number: number) => {
      for (;;) {
        const { state } = (await desk.journey(journeyNo(number)))!
        const answer = await desk.commit(commit([make.putJourney(state, state.version)]))
        if (answer.outcome === 'committed') return
      }
    }
    const before = performance.now()
    for (let round = 0; round < 10; round++) {
      await Promise.all([...numbers.map(touch(desks[0])), ...[...numbers].reverse().map(touch(desks[1]))])
    }
    const held = await desks[0].journeysOf(charterNo(1))
    expect(held.map(({ state }) => state.version)).toEqual(numbers.map(() => 21))
    const deadlocks = await asking(url, async (client) => {
      // The statistics of a session are sent when it is idle for a while.
      await pause(1_500)
      const { rows } = await client.query('select deadlocks from pg_stat_database where datname = current_database()')
      return Number(rows[0].deadlocks)
    })
    expect(deadlocks, `after ${Math.round(performance.now() - before)} ms`).toBe(0)
  })

  it('an effect is taken by one of them, never by both, and all are taken', async () => {
    const effects = Array.from({ length: 400 }, (_, i) => make.effect(`e${i}`, { dueAt: make.at(-(i % 7)) }))
    await desks[0].commit(commit([], { effects }))
    const take = async (desk: Store, owner: string): Promise<string[]> => {
      const taken: string[] = []
      for (;;) {
        const some = await desk.claimDue({ now: make.at(), limit: 7, owner, leaseUntil: make.at(5) })
        if (some.length === 0) return taken
        expect(some.length).toBeLessThanOrEqual(7)
        taken.push(...some.map((each) => each.id))
      }
    }
    const taken = await Promise.all([
      take(desks[0], 'a'),
      take(desks[0], 'b'),
      take(desks[1], 'c'),
      take(desks[1], 'd'),
    ])
    expect(taken.flat().sort()).toEqual(effects.map((each) => each.id).sort())
  })

  it('200 claims through two desks for 163 seats leave exactly 163 seated', async () => {
    await desks[0].commit(commit([{ on: 'seats', charter: charterNo(1), count: 163 }]))
    const claims = Array.from({ length: 200 }, (_, i) => async (): Promise<boolean> => {
      const change = { on: 'seatClaim' as const, charter: charterNo(1), journey: journeyNo(i + 1) }
      // While a seat is free the refusal was about a moment: the one who held the last free row may have let it go.
      for (;;) {
        const answer = await desks[i % 2]!.commit(commit([change]))
        if (answer.outcome === 'committed') return true
        if ((await desks[i % 2]!.freeSeats(charterNo(1))) === 0) return false
      }
    })
    const seated = await Promise.all(claims.map((claim) => claim()))
    expect(seated.filter(Boolean)).toHaveLength(163)
    const numbers = await Promise.all(seated.map((_, i) => desks[0].seatOf(journeyNo(i + 1))))
    expect(new Set(numbers.filter((number) => number !== null)).size).toBe(163)
  })

  it('a reader with a cursor sees every event once, in order, while both desks write', async () => {
    let writing = true
    let sent = 0
    const write = async (desk: Store, from: number): Promise<void> => {
      for (let number = from; number < from + 150; number++) {
        const aggregate = journeyNo(number)
        const events = Array.from({ length: 1 + (number % 3) }, (_, ordinal) => make.event(1, { aggregate, ordinal }))
        sent += events.length
        await desk.commit(commit([], { events }))
      }
    }
    const seen: number[] = []
    const read = async (): Promise<void> => {
      for (;;) {
        const last = !writing
        const page = await desks[0].eventsPage(seen.at(-1) ?? 0, 50, {})
        seen.push(...page.map((event) => event.sequence))
        if (last && page.length === 0) return
      }
    }
    const reader = read()
    await Promise.all(desks.flatMap((desk, d) => [0, 1, 2, 3].map((i) => write(desk, d * 10_000 + i * 1_000 + 1))))
    writing = false
    await reader
    expect(seen).toHaveLength(sent)
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b))
  })

  it('a writer whose connection is cut goes on over a new one, and what it answered is there', async () => {
    const answered: number[] = []
    const unknown: number[] = []
    let next = 0
    const work = async (): Promise<void> => {
      while (next < 1_500) {
        const number = ++next
        try {
          await desks[0].commit(commit([make.putJourney(make.journey(number))]))
          answered.push(number)
        } catch (error) {
          expect(error).toBeInstanceOf(OutcomeUnknown)
          unknown.push(number)
        }
      }
    }
    const cut = async (): Promise<void> => {
      for (let times = 0; times < 5; times++) {
        await pause(40)
        await asking(url, (client) =>
          client.query(
            `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
          ),
        )
      }
    }
    await Promise.all([...Array.from({ length: 16 }, work), cut()])
    const there = new Set((await desks[1].journeysOf(charterNo(1))).map(({ state }) => Number(state.id.slice(-16))))
    expect(answered.filter((number) => !there.has(number))).toEqual([])
    expect(answered.length + unknown.length).toBe(next)
  })

  it('where the server is gone, all who wait are refused with the reason, and soon', async () => {
    const server = await startPostgres()
    const desk = await openPostgres({ url: server.url })
    await server.stop()
    const before = performance.now()
    const waiting = Array.from({ length: 50 }, (_, i) => desk.commit(commit([make.putJourney(make.journey(i + 1))])))
    const refused = await Promise.allSettled(waiting)
    expect(refused.every((each) => each.status === 'rejected' && each.reason instanceof NotBegun)).toBe(true)
    expect(performance.now() - before).toBeLessThan(5_000)
    expect(await desk.ready()).toBe(false)
    await desk.close()
  })

  it('two desks that start on an empty database at once make its tables once', async () => {
    await asking(url, (client) => client.query('create database started_at_once'))
    const empty = url.replace(/[^/]*$/, 'started_at_once')
    const both = await Promise.all([openPostgres({ url: empty }), openPostgres({ url: empty })])
    expect(await Promise.all(both.map((desk) => desk.ready()))).toEqual([true, true])
    await Promise.all(both.map((desk) => desk.close()))
  })
})
