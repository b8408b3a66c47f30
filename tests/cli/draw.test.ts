// desk draw: the round for seats held again from a file alone, with the answer of the exit code.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import Connection from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { draw } from '../../src/cli/draw.ts'
import type { Outcome } from '../../src/cli/verb.ts'
import { draftCrowded } from '../support/crowd.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { furnish, termsBody } from '../support/world.ts'

let desk: TestDesk
let charter: string
let unruled: string
const closesAt = '2022-08-22T12:00:00+09:00'
const aircraft = { type: 'A320', seats: { value: 3, assumed: true }, loadCapPercent: { value: 100, assumed: true } }
const call = (...args: string[]): Promise<Outcome> => draw.run({ args, json: true, config: desk.config, say: () => {} })

beforeAll(async () => {
  desk = await startDesk()
  const world = await furnish(desk)
  unruled = world.charter
  const rule = { closesAt, needs: {}, capPerCompany: null, offerHours: 24 }
  charter = await draftCrowded(world, termsBody({ aircraft }), rule)
  for (let number = 1; number <= 6; number++) await register(world.cast.chamber, charter, number)
})
afterAll(() => desk.close())

it('says before the closing that claims are still collected, and where there is no rule that there is none', async () => {
  expect(await call(charter)).toMatchObject({ exit: 1, json: { error: 'no round' } })
  expect(await call(unruled)).toMatchObject({ exit: 1, json: { error: 'no rule' } })
  expect(await call('C0000000000000000')).toMatchObject({ exit: 1, json: { error: 'unknown charter' } })
  expect((await call()).exit).toBe(2)
})

it('holds the round again from the published file alone, and says where it was changed', async () => {
  await desk.clock.turnTo(closesAt)
  const shown = must(await desk.admin.get(`/v1/charters/${charter}/seat-round`)).body
  const file = path.join(desk.folder, 'round.json')
  writeFileSync(file, JSON.stringify(shown))
  expect(await call('--file', file)).toMatchObject({ exit: 0, json: { agrees: true } })
  writeFileSync(file, JSON.stringify({ ...shown, round: { ...shown.round, seats: 2 } }))
  expect(await call('--file', file)).toMatchObject({ exit: 1, json: { agrees: false } })
  writeFileSync(file, 'no round')
  expect(await call('--file', file)).toMatchObject({ exit: 1, json: { error: 'no round' } })
  expect((await call(charter, '--file', file)).exit).toBe(2)
})

it('comes to the same after the round, and names what was changed in the record', async () => {
  await desk.clock.turnTo(closesAt)
  const agrees = await call(charter)
  expect(agrees).toMatchObject({ exit: 0, json: { agrees: true, differences: [] } })
  expect(agrees.lines.filter((line) => line.endsWith('seated'))).toHaveLength(3)
  expect(must(await desk.admin.get(`/v1/charters/${charter}/seat-round`)).body.round.ranking).toHaveLength(6)

  await desk.down()
  const file = new Connection(desk.file)
  file.exec(`update events set data = replace(data, '"seats":3', '"seats":2') where type = 'SeatRoundHeld'`)
  file.close()
  const differs = await call(charter)
  expect(differs).toMatchObject({ exit: 1, json: { agrees: false } })
  expect(differs.lines[1]).toMatch(/^rank \d+ belongs to C/)
  await desk.up()
})
