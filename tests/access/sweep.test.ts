// A whole demo, its log at the finest level, and an erasure in it: nobody stands in the log, and nowhere does who was erased.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backup } from '../../src/cli/backup.ts'
import { readConfig } from '../../src/config.ts'
import { rosterReader } from '../../src/files/roster.ts'
import { clientOf, must, type Client } from '../support/client.ts'
import { expectNowhere, filesUnder, findIn, namesOf } from '../support/erased.ts'
import type { Person } from '../support/merchants.ts'
import { openAgain, wholeDemo, type WholeDemo } from '../support/wholeDemo.ts'

const scenario = fileURLToPath(new URL('../../db/demo/hu454', import.meta.url))
const minutes = 60_000

let demo: WholeDemo
let desk: Awaited<ReturnType<typeof openAgain>>
let people: readonly Person[]
let journey: string
let erased: Person
let chamber: Client
let administrator: Client
const file = (name: string) => path.join(desk.folder, name)

async function everybody(): Promise<readonly Person[]> {
  const rosters = readdirSync(scenario).filter((name) => name.endsWith('.xlsx'))
  const read = await Promise.all(rosters.map((name) => rosterReader.read(readFileSync(path.join(scenario, name)))))
  const entries = read.flatMap((sheet) => (sheet.outcome === 'read' ? sheet.entries : []))
  return [...new Map(entries.map(({ details }) => [details.documentNumber, details as unknown as Person])).values()]
}

async function keepCopy(name: string): Promise<void> {
  const read = readConfig({ DATABASE_URL: file('desk.sqlite'), KEY_STORE: file('keys.sqlite') })
  if (read.outcome === 'faulty') throw new Error(read.faults.join())
  const answer = await backup.run({ args: [file(name)], json: true, config: read.config, say: () => {} })
  expect(answer).toMatchObject({ exit: 0, json: { outcome: 'sound', merchants: 195 } })
}

beforeAll(async () => {
  people = await everybody()
  demo = await wholeDemo()
  desk = await openAgain(demo)
  const as = (token: string): Client => clientOf(desk.url, token)
  administrator = as(demo.adminToken)
  const known: { kind: string; id: string }[] = must(await administrator.get('/v1/organisations')).body
  const wanted = { organisation: known.find(({ kind }) => kind === 'chamber')!.id, label: 'sweep' }
  const token = async (): Promise<Client> =>
    as(must(await administrator.post('/v1/tokens', { ...wanted, expiresAt: '2099-01-01T00:00:00Z' })).body.token)
  chamber = await token()
  const charter = must(await chamber.get('/v1/charters')).body.rows[0].id
  const released = must(await chamber.get(`/v1/charters/${charter}/journeys?stage=released&limit=1`)).body.rows[0]
  journey = released.id
  erased = people.find(({ documentNumber }) => documentNumber === released.person.documentNumber)!
  expect(lettersOf(erased)).not.toEqual([])
  await keepCopy('before.backup')
  const pending = must(await chamber.post(`/v1/journeys/${journey}/erasure`, { reason: 'asked for it' })).body.id
  must(await (await token()).post(`/v1/pending-acts/${pending}/confirmation`))
  await keepCopy('after.backup')
}, 8 * minutes)
afterAll(() => desk?.end())

const lettersOf = (who: Person): readonly string[] =>
  filesUnder(file('letters')).filter((each) => findIn(readFileSync(each), namesOf(who)).length > 0)

describe('The log of a whole demo', () => {
  /** Of the demo, and of the desk that went on with it. */
  let log: string
  beforeAll(() => void (log = demo.log + desk.log()))

  it('tells what was asked and answered, route by route', () => {
    expect(people).toHaveLength(195)
    expect(log).toContain('the desk is open')
    expect(log).toContain('/v1/charters/:charter/roster')
    expect(log.split('\n').length).toBeGreaterThan(2_000)
  })

  it('holds none of the 195 names, numbers or addresses', () => {
    const bytes = Buffer.from(log)
    for (const each of people) expect(findIn(bytes, namesOf(each))).toEqual([])
  })

  it('holds no token, no key and no link', () => {
    const secrets = [
      ...demo.links.map(({ url }) => url.split('/').at(-1)!),
      readFileSync(file('desk.key'), 'utf8').trim(),
      '/status/',
      'Bearer ',
    ]
    for (const secret of secrets) expect(log).not.toContain(secret)
  })
})

describe('After an erasure', () => {
  it('nothing that names the merchant stands in the database, its log, the keys, the letters, or a backup of before or after', () => {
    const names = readdirSync(desk.folder)
    expect(names).toEqual(
      expect.arrayContaining([
        'desk.sqlite',
        'desk.sqlite-wal',
        'keys.sqlite',
        'before.backup',
        'after.backup',
        'letters',
      ]),
    )
    expectNowhere(desk.folder, namesOf(erased))
    expect(lettersOf(erased)).toEqual([])
  })

  it('the others still have their letters and their names', async () => {
    const other = people.find(({ documentNumber }) => documentNumber !== erased.documentNumber)!
    expect(lettersOf(other).length).toBeGreaterThan(0)
    expect(existsSync(file('letters'))).toBe(true)
    const remains = must(await administrator.get(`/v1/journeys/${journey}/remains`)).body
    expect(remains).toMatchObject({ key: 'destroyed', readable: false })
  })

  it('the record is intact', async () => {
    expect(must(await administrator.get('/v1/audit')).body).toMatchObject({ intact: true })
  })
})
