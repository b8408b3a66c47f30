// A roster whose desk is killed while it is imported: all of it is there, or nothing, and the same file finishes what was begun.
import { fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { furnish, type World } from '../support/world.ts'
import { freshFile } from '../support/files.ts'
import { program } from '../support/program.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'

const rows = 400
let desk: TestDesk
let world: World
let file: string

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  file = freshFile('roster.csv')
  const names = (n: number) => [...String(n)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')
  const people = Array.from({ length: rows }, (_, n) =>
    rosterRow(n, { surname: `HWANG${names(n)}`, givenNames: `MINSEO${names(n)}`, nativeName: '', mrz: '' }),
  )
  writeFileSync(file, rosterCsv(people))
  await desk.down()
})
afterAll(() => desk.close())

type Told = { readonly created: number; readonly unchanged: number }
/** Runs the import, and kills it so long after it began; null where it was killed. */
const importing = async (killAfterMs: number | null): Promise<Told | null> => {
  const child = await program('tests/stories/rosterKilled.child.ts')
  return new Promise((resolve, reject) => {
    const running = fork(child.file, [world.charter, file], {
      execArgv: [...child.execArgv],
      env: { PATH: process.env['PATH'], ...desk.settings },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    let told: Told | null = null
    running.on('message', (message: Told | 'begins') => {
      if (message !== 'begins') told = message
      else if (killAfterMs !== null) setTimeout(() => running.kill('SIGKILL'), killAfterMs)
    })
    running.once('exit', (code, signal) =>
      code === 0 || signal === 'SIGKILL' ? resolve(told) : reject(new Error(`the child ended with ${code}`)),
    )
  })
}

it('is there whole or not at all', { timeout: 240_000 }, async () => {
  for (const moment of [300, 900, 1_600, 2_400, 3_200]) {
    await importing(moment)
    await desk.up()
    const { rows: found } = must(await world.cast.auditor.get(`/v1/charters/${world.charter}/journeys?limit=500`)).body
    expect([0, rows], `killed after ${moment} ms`).toContain(found.length)
    expect(must(await world.cast.auditor.get('/v1/audit')).body.intact).toBe(true)
    await desk.down()
  }
  const last = (await importing(null))!
  expect(last.created + last.unchanged).toBe(rows)
  await desk.up()
  expect(must(await world.cast.auditor.get('/v1/audit')).body.intact).toBe(true)
})
