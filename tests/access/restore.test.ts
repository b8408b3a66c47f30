// Erase, then restore a backup made before, with today's desk key: the merchant stays unreadable and is erased again.
import { copyFileSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backup } from '../../src/cli/backup.ts'
import { remains } from '../../src/cli/remains.ts'
import { restore } from '../../src/cli/restore.ts'
import type { Verb } from '../../src/cli/verb.ts'
import { JourneyId } from '../../src/domain/ids.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { expectNowhere, findIn, namesOf } from '../support/erased.ts'
import { person, register } from '../support/merchants.ts'
import { another, furnish, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let gone: string
let kept: string
let sealed: string
const file = (name: string) => path.join(desk.folder, name)
const run = (verb: Verb, ...args: string[]) => verb.run({ args, json: true, config: desk.config, say: () => {} })

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  gone = await register(world.cast.chamber, world.charter, 1)
  kept = await register(world.cast.chamber, world.charter, 2)
  await desk.clock.turnTo('2022-08-20T14:00:00+09:00')
  must(await world.cast.chamber.post(`/v1/journeys/${gone}/withdrawal`, { reason: 'ill' }, { 'If-Match': '*' }))
  const { store } = desk.open.desk
  sealed = (await store.merchant((await store.journey(JourneyId.parse(gone)))!.state.merchant))!.sealed
  expect(await run(backup, file('before.backup'))).toMatchObject({ exit: 0, json: { outcome: 'sound', merchants: 2 } })
  const pending = must(await world.cast.chamber.post(`/v1/journeys/${gone}/erasure`, { reason: 'asked' })).body.id
  must(await (await another(desk, world, 'chamber')).post(`/v1/pending-acts/${pending}/confirmation`))
  expect(await run(backup, file('after.backup'))).toMatchObject({ exit: 0 })
})
afterAll(() => desk.close())

describe('A backup', () => {
  it('is taken while the desk runs, is for its owner alone, and holds neither keys nor anybody’s name', () => {
    for (const name of ['before.backup', 'after.backup']) {
      expect(statSync(file(name)).mode & 0o077).toBe(0)
      const bytes = readFileSync(file(name))
      expect(findIn(bytes, [...namesOf(person(1)), ...namesOf(person(2))])).toEqual([])
      expect(bytes.includes('wrapped')).toBe(false)
    }
    // The sealed bytes are what the older one still has; the key to them is in no backup, and no more in the key store.
    expect(readFileSync(file('before.backup')).includes(sealed)).toBe(true)
    expect(readFileSync(file('after.backup')).includes(sealed)).toBe(false)
  })

  it('is not written over what is there, nor of a file that is not', async () => {
    expect(await run(backup, file('before.backup'))).toMatchObject({ exit: 1, json: { error: 'exists' } })
    expect(await run(backup)).toMatchObject({ exit: 2 })
    const none = { ...desk.config, DATABASE_URL: file('none.sqlite') }
    expect(await backup.run({ args: [file('x')], json: true, config: none, say: () => {} })).toMatchObject({ exit: 1 })
    const server = { ...desk.config, DATABASE_URL: 'postgres://desk@localhost/desk' }
    const answer = await backup.run({ args: [file('x')], json: true, config: server, say: () => {} })
    expect(answer.lines.join()).toContain('pg_dump')
  })
})

describe('Restoring a backup from before an erasure', () => {
  it('is refused while the desk runs, and where the file is no backup', async () => {
    expect(await run(restore, file('before.backup'))).toMatchObject({ exit: 1, json: { error: 'running' } })
    await desk.down()
    copyFileSync(desk.settings['DESK_KEY_FILE']!, file('no.backup'))
    expect(await run(restore, file('no.backup'))).toMatchObject({ exit: 1, json: { outcome: 'unsound' } })
    expect(await run(restore, file('nowhere.backup'))).toMatchObject({ exit: 1, json: { why: 'is not there' } })
  })

  it('erases the merchant again, and keeps whoever was not erased', async () => {
    expect(await run(restore, file('before.backup'))).toMatchObject({ exit: 0, json: { erasedAgain: 1, merchants: 2 } })
    for (const name of readdirSync(desk.folder).filter((each) => /^desk\.sqlite(-wal|-shm)?$/.test(each)))
      expect(readFileSync(file(name)).includes(sealed), name).toBe(false)
    await desk.up()
    const { chamber, auditor } = world.cast
    expect(must(await chamber.get(`/v1/journeys/${gone}`)).body.person.name).toBe('(erased)')
    expect(must(await chamber.get(`/v1/journeys/${kept}`)).body.person.name).toContain('HWANGBO')
    expect(must(await auditor.get('/v1/audit')).body).toMatchObject({ intact: true })
    const told = must(await auditor.get('/v1/events?limit=1000')).body.rows.filter(
      ({ type }: { type: string }) => type === 'MerchantErased',
    )
    expect(told.map(({ data }: { data: unknown }) => data)).toEqual([{ because: 'restored' }])
    expectNowhere(desk.folder, namesOf(person(1)))
  })

  it('keeps the database that was there aside, and says where', () => {
    expect(existsSync(`${desk.file}.before-restore-1`)).toBe(true)
  })

  it('also where the older file is put back by hand, at the next start', async () => {
    await desk.down()
    copyFileSync(file('before.backup'), desk.file)
    await desk.up()
    expect(must(await world.cast.chamber.get(`/v1/journeys/${gone}`)).body.person.name).toBe('(erased)')
    expect(readFileSync(desk.file).includes(sealed)).toBe(false)
    expect(await run(remains, gone)).toMatchObject({ exit: 0, json: { key: 'destroyed', readable: false } })
    expect(await run(remains, kept)).toMatchObject({ exit: 0, json: { key: 'kept', readable: true } })
    expect(await run(remains, 'somebody')).toMatchObject({ exit: 2 })
  })
})
