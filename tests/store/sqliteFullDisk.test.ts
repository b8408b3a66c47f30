// Given a disk that fills up, when commits go on, then each is answered or fails, what was answered stays, and space heals it.
import Connection from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/application/ports.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { freshFile } from '../support/files.ts'
import * as make from '../support/rows.ts'

const { journeyNo } = make
/** Pages of four kilobytes each, so that a few commits fill what is left. */
const heavy = (number: number) =>
  make.commit(
    [
      make.putJourney(
        make.journey(number, { dossier: make.dossier({ consent: { signedAt: make.at(), text: 'x'.repeat(9_000) } }) }),
      ),
    ],
    {
      events: [make.event(1, { aggregate: journeyNo(number) })],
      tallies: [make.tally('registered', 1)],
      receipt: make.receipt(`k${number}`),
    },
  )
const light = (number: number) =>
  make.commit([make.putJourney(make.journey(number, { stage: 'waitlisted' }), 1)], { tallies: [] })

async function numbersThere(store: Store): Promise<number[]> {
  return (await store.journeysOf(make.charterNo(1))).map((held) => Number(held.state.id.slice(-16)))
}

describe('a full disk under SQLite', () => {
  function openOnSmallDisk(file: string, spare: number) {
    let connection!: Connection.Database
    const store = openSqlite({ file, connect: (path) => (connection = new Connection(path)) })
    const pages = () => connection.pragma('page_count', { simple: true }) as number
    const limit = (spare: number) => connection.pragma(`max_page_count = ${pages() + spare}`)
    limit(spare)
    return { store, limit }
  }

  it('one by one: what was answered stays whole, what failed is not there at all, and it goes on after space returns', async () => {
    const file = freshFile('desk.sqlite')
    const { store, limit } = openOnSmallDisk(file, 20)
    const answered: number[] = []
    const failed: number[] = []
    for (let number = 1; number <= 20; number++) {
      await store.commit(heavy(number)).then(
        () => answered.push(number),
        (error: unknown) => {
          expect(error).toMatchObject({ code: 'SQLITE_FULL' })
          failed.push(number)
        },
      )
    }
    expect(answered.length).toBeGreaterThan(0)
    expect(failed.length).toBeGreaterThan(0)
    expect(await numbersThere(store)).toEqual(answered)
    expect(await store.countEvents(null)).toBe(answered.length)
    expect((await store.tallies(make.charterNo(1)))[0]?.standing).toBe(answered.length)
    limit(1_000)
    expect(await store.commit(heavy(failed[0]!))).toEqual({ outcome: 'committed' })
    await store.close()

    const again = openSqlite({ file })
    expect(await numbersThere(again)).toEqual([...answered, failed[0]!].sort((a, b) => a - b))
    await again.close()
  })

  it('together: nobody of a group that the disk refused is told it was written, and those who fit alone are', async () => {
    const { store, limit } = openOnSmallDisk(freshFile('desk.sqlite'), 1_000)
    for (let number = 1; number <= 5; number++) await store.commit(heavy(number))
    limit(8)
    const group = [
      ...[1, 2, 3].map((number) => store.commit(light(number))),
      ...[11, 12, 13, 14, 15, 16].map((number) => store.commit(heavy(number))),
      ...[4, 5].map((number) => store.commit(light(number))),
    ]
    const outcomes = await Promise.allSettled(group)
    const written = outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value.outcome === 'committed')
    expect(written.filter(Boolean).length).toBeGreaterThanOrEqual(5)
    expect(written.filter((each) => !each).length).toBeGreaterThan(0)
    const there = await numbersThere(store)
    const heavyWritten = [11, 12, 13, 14, 15, 16].filter((_, i) => written[i + 3])
    expect(there.filter((number) => number > 10)).toEqual(heavyWritten)
    for (const [i, number] of [1, 2, 3].entries()) {
      const held = await store.journey(journeyNo(number))
      expect(held?.state.version).toBe(written[i] ? 2 : 1)
    }
    limit(1_000)
    expect(await store.commit(heavy(20))).toEqual({ outcome: 'committed' })
    await store.close()
  })

  it('where SQLite rolls everything back by itself, savepoints and all, the group is written again one by one', async () => {
    let groups = 0
    const store = openSqlite({
      file: freshFile('desk.sqlite'),
      connect: (path) => {
        const connection = new Connection(path)
        const prepare = connection.prepare.bind(connection)
        return Object.assign(connection, {
          prepare(text: string) {
            const statement = prepare(text)
            if (text !== 'RELEASE work') return statement
            let released = 0
            return {
              run() {
                if (++released !== 2) return statement.run()
                groups++
                connection.exec('ROLLBACK')
                throw new Connection.SqliteError('database or disk is full', 'SQLITE_FULL')
              },
            }
          },
        })
      },
    })
    const answers = await Promise.all([1, 2, 3].map((number) => store.commit(heavy(number))))
    expect(groups).toBe(1)
    expect(answers.map((answer) => answer.outcome)).toEqual(['committed', 'committed', 'committed'])
    expect(await numbersThere(store)).toEqual([1, 2, 3])
    expect(await store.countEvents(null)).toBe(3)
    expect((await store.tallies(make.charterNo(1)))[0]).toMatchObject({ standing: 3 })
    await store.close()
  })
})
