// A full disk under a serving desk: an error is answered, what was answered stays, and space heals it.
import type Connection from 'better-sqlite3'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { expectProblem, must, type Answer } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { person, wishes } from '../support/merchants.ts'
import { furnish, type World } from '../support/world.ts'

const opened = vi.hoisted(() => [] as { name: string; pragma(text: string, more?: object): unknown }[])
// The store's own connection, kept hold of: SQLite fills up where it is told that it has no page left.
vi.mock('better-sqlite3', async (original) => {
  const { default: Real } = await original<{ default: typeof Connection }>()
  function Kept(...args: ConstructorParameters<typeof Connection>) {
    const connection = new Real(...args)
    opened.push(connection)
    return connection
  }
  return { default: Object.assign(Kept, { SqliteError: Real.SqliteError }) }
})

let desk: TestDesk
let world: World

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
})
afterAll(() => desk.close())

const limitPages = (spare: number): void => {
  const connections = opened.filter(({ name }) => name === desk.file)
  expect(connections).toHaveLength(1)
  for (const connection of connections) {
    const pages = connection.pragma('page_count', { simple: true }) as number
    connection.pragma(`max_page_count = ${pages + spare}`)
  }
}

it('answers 500 while there is no room, keeps every registration that it answered 201, and goes on when there is', async () => {
  const path = `/v1/charters/${world.charter}/journeys`
  const send = (number: number): Promise<Answer> =>
    world.cast.chamber.post(
      path,
      { merchant: person(number), wishes: wishes() },
      { 'Idempotency-Key': `registration-${number}` },
    )
  limitPages(25)
  const answers: Answer[] = []
  for (let number = 0; number < 40; number++) answers.push(await send(number))
  const taken = answers.filter(({ status }) => status === 201)
  const failed = answers.flatMap((answer, number) => (answer.status === 201 ? [] : [{ answer, number }]))
  expect(taken.length).toBeGreaterThan(3)
  expect(failed.length).toBeGreaterThan(3)
  for (const { answer } of failed) {
    expectProblem(answer, 500, 'broken')
    // What is broken is for the log; the one who asked learns nothing about the machine.
    expect(answer.text).not.toMatch(/sqlite|disk|desk\.sqlite/i)
  }
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort()
  const there = async () => ids(must(await world.cast.chamber.get(`${path}?limit=500`)).body.rows)
  expect(await there()).toEqual(ids(taken.map(({ body }) => body)))
  expect(must(await world.cast.auditor.get('/v1/audit')).body).toMatchObject({ intact: true })
  expect((await desk.nobody.get('/healthz')).status).toBe(200)

  limitPages(10_000)
  const again = await send(failed[0]!.number)
  expect(again.status).toBe(201)
  expect(await there()).toHaveLength(taken.length + 1)
  await desk.down()
  await desk.up()
  expect(await there()).toHaveLength(taken.length + 1)
  expect(must(await world.cast.auditor.get('/v1/audit')).body).toMatchObject({ intact: true })
})
