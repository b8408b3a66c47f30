// The desk's key: taken from a file, the environment or a command, rotated while the desk runs, and said plainly where it is lost or wrong.
import { randomBytes } from 'node:crypto'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Connection from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rotateKey } from '../../src/cli/rotateKey.ts'
import { keysIn } from '../../src/config.ts'
import { openKeyRing } from '../../src/store/keyRing.ts'
import { openSqliteKeys } from '../../src/store/keyStore.ts'
import { openVault, rewrapKeys } from '../../src/store/vault.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { freshFile } from '../support/files.ts'
import { ringOf } from '../support/keys.ts'
import { person, register, wishes } from '../support/merchants.ts'
import { merchantNo } from '../support/rows.ts'
import { furnish, type World } from '../support/world.ts'

const newKey = () => randomBytes(32).toString('base64')

describe('Rotating the desk’s key', () => {
  let desk: TestDesk
  let world: World
  let first: string
  beforeEach(async () => {
    desk = await startDesk()
    world = await furnish(desk)
    first = await register(world.cast.chamber, world.charter, 1)
  })
  afterEach(() => desk.close())

  const rotate = (config = desk.config) => rotateKey.run({ args: [], json: true, config, say: () => {} })
  const keyFile = () => readFileSync(desk.settings['DESK_KEY_FILE']!, 'utf8')
  const wrappedBy = (): readonly string[] => {
    const keys = new Connection(desk.settings['KEY_STORE']!, { readonly: true })
    const rows = keys.prepare<[], { wrapped: string }>('select wrapped from keys').all()
    keys.close()
    return [...new Set(rows.map(({ wrapped }) => wrapped.split('.')[0]!))]
  }
  const nameOf = async (journey: string): Promise<string> =>
    must(await world.cast.chamber.get(`/v1/journeys/${journey}`)).body.person.name

  it('wraps every merchant’s key again while the desk runs, which reads, registers and finds on without a restart', async () => {
    const link = must(await world.cast.chamber.get(`/v1/journeys/${first}/status-link`)).body.path
    const [before] = wrappedBy()
    const old = keyFile()
    const answer = await rotate()
    expect(answer).toMatchObject({ exit: 0, json: { from: before, rewrapped: 1, continued: false } })
    expect(keysIn(keyFile())).toHaveLength(1)
    expect(keyFile()).not.toBe(old)
    expect(await nameOf(first)).toContain('HWANGBO')
    const second = await register(world.cast.chamber, world.charter, 2)
    expect(await nameOf(second)).toContain('HWANGBO')
    expect(wrappedBy()).toEqual([(answer.json as { key: string }).key])
    // Digests and links are of keys that a rotation leaves alone.
    expect((await desk.nobody.get(link)).status).toBe(200)
    const twice = await world.cast.chamber.post(`/v1/charters/${world.charter}/journeys`, {
      merchant: person(1),
      wishes: wishes(),
    })
    expect(twice.status).toBe(409)
  })

  it('is told in the record by the ids of the keys, and by no key', async () => {
    const { json } = await rotate()
    const { rows } = must(await world.cast.auditor.get('/v1/events?limit=1000')).body
    const told = rows.filter(({ aggregate }: { aggregate: string }) => aggregate === 'keys')
    expect(told.map(({ type }: { type: string }) => type)).toEqual(['KeysBound', 'DeskKeyRotated'])
    expect(told[1].data).toEqual({ from: (json as { from: string }).from, key: (json as { key: string }).key })
    expect(must(await world.cast.auditor.get('/v1/audit')).body.intact).toBe(true)
  })

  it('leaves nothing in the key store that the old key opens', async () => {
    const stolen = keyFile()
    await rotate()
    writeFileSync(desk.settings['DESK_KEY_FILE']!, stolen)
    await desk.down()
    await expect(desk.up()).rejects.toThrow(/was sealed by the desk's key [0-9a-f]{8}, and DESK_KEY_FILE .* holds/)
  })

  it('that was broken off is brought to its end by the same command, and nobody is unreadable in between', async () => {
    for (let n = 2; n <= 5; n++) await register(world.cast.chamber, world.charter, n)
    // As a crash leaves it: the new key is in the file and wraps, some merchants' keys are not wrapped again yet.
    const [old] = keysIn(keyFile())!
    const fresh = randomBytes(32)
    const both = [fresh, old!]
    writeFileSync(desk.settings['DESK_KEY_FILE']!, both.map((key) => key.toString('base64')).join('\n'))
    const keys = openSqliteKeys({ file: desk.settings['KEY_STORE']! })
    const ring = await ringOf(...both)
    let groups = 0
    const dying = {
      ...keys,
      notUnder: async (key: string) => keys.notUnder(key, 2),
      rewrap: async (group: Parameters<typeof keys.rewrap>[0]) => {
        if (++groups === 2) throw new Error('the process died')
        return keys.rewrap(group)
      },
    }
    await expect(rewrapKeys({ ring, keys: dying, random: randomBytes })).rejects.toThrow('died')
    await keys.close()
    expect(wrappedBy()).toHaveLength(2)
    expect(await nameOf(first)).toContain('HWANGBO')
    const sixth = await register(world.cast.chamber, world.charter, 6)
    expect(await rotate()).toMatchObject({ exit: 0, json: { rewrapped: 3, continued: true } })
    expect(wrappedBy()).toEqual([ring.first().id])
    expect(keysIn(keyFile())).toEqual([fresh])
    expect(await nameOf(sixth)).toContain('HWANGBO')
  })

  it('by a command that asks a key service takes the key that the service puts first, and writes nothing itself', async () => {
    const service = path.join(desk.folder, 'service')
    copyFileSync(desk.settings['DESK_KEY_FILE']!, service)
    rmSync(desk.settings['DESK_KEY_FILE']!)
    await desk.down()
    await desk.up({ DESK_KEY_COMMAND: `cat ${service}` })
    expect(await nameOf(first)).toContain('HWANGBO')
    const refused = await rotate()
    expect(refused).toMatchObject({ exit: 1 })
    expect(refused.lines.join()).toMatch(/DESK_KEY_COMMAND holds one key, [0-9a-f]{8}, and is not the desk's to write/)
    writeFileSync(service, `${newKey()}\n${readFileSync(service, 'utf8')}`)
    expect(await rotate()).toMatchObject({ exit: 0, json: { rewrapped: 1 } })
    writeFileSync(service, readFileSync(service, 'utf8').split('\n')[0]!)
    expect(await nameOf(first)).toContain('HWANGBO')
    await desk.down()
    await expect(desk.up({ DESK_KEY_COMMAND: 'echo no such secret >&2; exit 3' })).rejects.toThrow(
      'DESK_KEY_COMMAND ended with 3: no such secret',
    )
  })
})

describe('At the start', () => {
  let desk: TestDesk
  beforeEach(async () => {
    desk = await startDesk()
    const world = await furnish(desk)
    await register(world.cast.chamber, world.charter, 1)
    await desk.down()
  })
  afterEach(() => desk.close())

  it('a lost key is said to be lost, and no new one is made in its place', async () => {
    rmSync(desk.settings['DESK_KEY_FILE']!)
    await expect(desk.up()).rejects.toThrow(
      /DESK_KEY_FILE .* is not there, but KEY_STORE .* holds the keys of 1 merchants, sealed by the desk's key [0-9a-f]{8}\. Put that key back/,
    )
    expect(() => readFileSync(desk.settings['DESK_KEY_FILE']!)).toThrow('ENOENT')
  })

  it('a wrong key is said to be wrong, with the id of the right one', async () => {
    await expect(desk.up({ DESK_KEY: newKey() })).rejects.toThrow(
      /was sealed by the desk's key [0-9a-f]{8}, and DESK_KEY holds [0-9a-f]{8}\. Put the right key there/,
    )
  })

  it('another key store than that of the database is refused, and the record knows which belongs to it', async () => {
    await expect(desk.up({ KEY_STORE: path.join(desk.folder, 'other-keys.sqlite') })).rejects.toThrow(
      /This database was sealed with the key store [0-9a-f]{8}, and KEY_STORE .* is the key store [0-9a-f]{8}\. Point KEY_STORE/,
    )
  })

  it('two keys in the environment are both read with, and the first wraps', async () => {
    const old = readFileSync(desk.settings['DESK_KEY_FILE']!, 'utf8').trim()
    await desk.up({ DESK_KEY: `${newKey()},${old}` })
    await desk.down()
  })
})

describe('A key store from before there were several keys', () => {
  it('opens as it lies, keeps its digests, and names its keys once they are wrapped again', async () => {
    const keys = openSqliteKeys({ file: freshFile('keys.sqlite') })
    const old = randomBytes(32)
    const ring = await ringOf(old)
    const vault = await openVault({ ring, keys, random: randomBytes })
    await vault.enrol([merchantNo(1)])
    const sealed = await vault.seal(merchantNo(1), 'a name')
    // The form of before: no id before what is sealed, and no marks.
    const [row] = await keys.notUnder('', 1)
    await keys.rewrap([{ merchant: merchantNo(1), was: row!.wrapped, wrapped: row!.wrapped.slice(9) }])
    const file = new Connection(keys.name.slice('KEY_STORE '.length))
    file.exec('delete from marks')
    file.close()
    const again = await openVault({ ring, keys, random: randomBytes })
    expect(await again.open(merchantNo(1), sealed)).toBe('a name')
    const digest = again.blind('email', 'a@b.kr')
    const fresh = randomBytes(32)
    const both = await ringOf(fresh, old)
    await rewrapKeys({ ring: both, keys, random: randomBytes })
    const alone = await openVault({
      ring: await openKeyRing({ name: 'the new key alone', read: async () => [fresh] }),
      keys,
      random: randomBytes,
    })
    expect(await alone.open(merchantNo(1), sealed)).toBe('a name')
    expect(alone.blind('email', 'a@b.kr')).toBe(digest)
    await keys.close()
  })
})
