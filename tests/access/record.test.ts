// The record holds: whatever is changed in it is found, and what was put back or cut off is found by what the desk signed.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Connection from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit, type AuditReport } from '../../src/application/audit.ts'
import { isSignedBy, readStatement, signedText } from '../../src/application/checkpoint.ts'
import type { Outside } from '../../src/application/checkpointAudit.ts'
import type { Store } from '../../src/application/ports.ts'
import type { StoredCheckpoint } from '../../src/application/recordLines.ts'
import { audit as auditVerb } from '../../src/cli/audit.ts'
import { checkpoint as checkpointVerb } from '../../src/cli/checkpoint.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { must } from '../support/client.ts'
import { travelledDesk } from '../support/travelled.ts'

type Travelled = Awaited<ReturnType<typeof travelledDesk>>
type File = InstanceType<typeof Connection>

let travelled: Travelled
let early: StoredCheckpoint
let latest: StoredCheckpoint
let older: string
let outside: Outside
let copies = 0

beforeAll(async () => {
  travelled = await travelledDesk({ AUDITOR_EMAIL: 'auditor@audit.example', CHECKPOINT_HOURS: '24' })
  const { desk, world, journeys } = travelled
  early = await desk.open.checkpoints.make(desk.clock.now())
  older = path.join(desk.folder, 'older.sqlite')
  await desk.down()
  copyFileSync(desk.file, older)
  await desk.up()
  must(await world.cast.facility.post(`/v1/journeys/${journeys[0]}/admission`, { room: 'yw-obs-01/102' }))
  for (const journey of journeys) must(await world.cast.chamber.get(`/v1/journeys/${journey}`))
  latest = await desk.open.checkpoints.make(desk.clock.now())
  await desk.clock.work()
  outside = { ...(await desk.open.signing.outside()), kept: [] }
  await desk.down()
})
afterAll(() => travelled.desk.close())

function copyOf(file: string): string {
  const copy = path.join(travelled.desk.folder, `record-${++copies}.sqlite`)
  copyFileSync(file, copy)
  return copy
}
/** The audit of a copy in which somebody changed something; `known` is what lies outside. */
async function audited(change: (file: File) => void, known: Outside = outside): Promise<AuditReport> {
  const copy = copyOf(travelled.desk.file)
  const file = new Connection(copy)
  change(file)
  file.close()
  const store = openSqlite({ file: copy })
  try {
    return await audit(store, known)
  } finally {
    await store.close()
  }
}
const run = (file: File, statement: string, ...values: readonly unknown[]) =>
  expect(file.prepare(statement).run(...values).changes, statement).toBeGreaterThan(0)

describe('A record that nobody touched', () => {
  it('is whole with its journal and all of its checkpoints, also against the auditor’s copy', async () => {
    const kept = [early, latest]
    const report = await audited(() => {}, { ...outside, kept })
    expect(report).toMatchObject({ intact: true, first: null })
    expect(report.lines).toBeGreaterThan(5)
    expect(report.checkpoints).toBeGreaterThanOrEqual(3)
  })
})

describe('A byte that was flipped', () => {
  const columns = {
    events: ['sequence', 'kind', 'aggregate', 'charter_id', 'version', 'ordinal', 'type', 'data', 'at', 'actor_role', 'actor_organisation_id', 'actor_token', 'editions', 'request', 'previous', 'digest', 'actor_person_id'],
    journal: ['sequence', 'kind', 'aggregate', 'charter_id', 'version', 'ordinal', 'type', 'data', 'at', 'actor_role', 'actor_organisation_id', 'actor_token', 'actor_person_id', 'editions', 'request', 'previous', 'digest', 'subject'],
  } // prettier-ignore
  const cells = Object.entries(columns).flatMap(([table, names]) => names.map((column) => ({ table, column })))
  let store: Store
  let file: File
  beforeAll(() => {
    const copy = copyOf(travelled.desk.file)
    store = openSqlite({ file: copy })
    file = new Connection(copy)
  })
  afterAll(async () => {
    file.close()
    await store.close()
  })

  it('names every column that the two books have', () => {
    for (const [table, names] of Object.entries(columns))
      expect(file.pragma(`table_info(${table})`)).toEqual(names.map((name) => expect.objectContaining({ name })))
  })

  /** Flips one bit of the value, as it lies in the file; null becomes a letter. */
  function flipped(value: unknown, place: number, bit: number): unknown {
    if (typeof value === 'number') return value ^ (1 << bit)
    if (value === null) return Buffer.from('x')
    const bytes = Buffer.from(String(value))
    bytes[place % bytes.length]! ^= 1 << bit
    return bytes
  }

  it.each(cells)('in $column of any line of the $table is found', async ({ table, column }) => {
    const rows = file.prepare(`select sequence from ${table}`).pluck().all() as number[]
    await fc.assert(
      fc.asyncProperty(fc.nat(rows.length - 1), fc.nat(), fc.integer({ min: 0, max: 6 }), async (row, place, bit) => {
        const at = rows[row]!
        const before = file.prepare(`select ${column} from ${table} where sequence = ?`).pluck().get(at)
        const value = flipped(before, place, bit)
        const cast = Buffer.isBuffer(value) ? 'cast(? as text)' : '?'
        const where = column === 'sequence' ? value : at
        try {
          file.prepare(`update ${table} set ${column} = ${cast} where sequence = ?`).run(value, at)
        } catch {
          // The database itself refuses two events of one place or of one number.
          return
        }
        try {
          const report = await audit(store, outside)
          expect({ intact: report.intact, before, value: String(value) }).toMatchObject({ intact: false })
          expect(report.first!.what.length).toBeGreaterThan(5)
        } finally {
          file.prepare(`update ${table} set ${column} = ? where sequence = ?`).run(before, where)
        }
      }),
      { numRuns: 10 },
    )
  })
})

describe('Somebody who can write the file and knows how it is chained is found who', () => {
  it('takes away the last line of the journal', async () => {
    const report = await audited((file) =>
      run(file, 'delete from journal where sequence = (select max(sequence) from journal)'),
    )
    expect(report.first).toMatchObject({ kind: 'journal', what: expect.stringContaining('taken away') })
  })

  it('takes away what the desk last wrote of its own', async () => {
    const report = await audited((file) =>
      run(file, `delete from events where sequence = (select max(sequence) from events where kind = 'desk')`),
    )
    expect(report.first).toMatchObject({ kind: 'desk' })
  })

  it('takes away the tail of a chain and sets its head back', async () => {
    const report = await audited((file) => {
      const last = 'select max(sequence) from journal'
      const { aggregate, version, previous } = file
        .prepare(`select aggregate, version, previous from journal where sequence = (${last})`)
        .get() as Record<string, unknown>
      run(file, `delete from journal where sequence = (${last})`)
      run(
        file,
        'update chain_ends set version = ?, head = ? where aggregate = ?',
        Number(version) - 1,
        previous,
        aggregate,
      )
    })
    expect(report.first).toMatchObject({ kind: 'checkpoint', what: expect.stringMatching(/1 are gone/) })
  })

  it('takes away a journey with its row, its facts, its tallies and everything that hangs on it', async () => {
    const [journey] = travelled.journeys
    const report = await audited((file) => {
      const { stage, dossier } = file
        .prepare('select stage, dossier from journeys where id = ?')
        .get(journey) as Record<string, string>
      run(file, 'delete from journeys where id = ?', journey)
      run(file, 'delete from events where aggregate = ?', journey)
      run(file, 'update tallies set standing = standing - 1 where stage = ?', stage)
      for (const reached of Object.keys((JSON.parse(dossier!) as { reached: object }).reached))
        run(file, 'update tallies set reached = reached - 1 where stage = ?', reached)
    })
    expect(report.first).toMatchObject({ kind: 'checkpoint' })
    expect(report.first!.what).toMatch(
      /lines of the events, of which \d+ are gone; numbers are missing before line \d+/,
    )
  })

  it('exchanges two events of different chains', async () => {
    const report = await audited((file) => {
      const [first, second] = travelled.journeys.map((journey) =>
        file.prepare(`select max(sequence) from events where aggregate = ? and version = 2`).pluck().get(journey),
      )
      run(file, 'update events set sequence = 900000 where sequence = ?', first)
      run(file, 'update events set sequence = ? where sequence = ?', first, second)
      run(file, 'update events set sequence = ? where sequence = 900000', second)
    })
    expect(report.intact).toBe(false)
  })

  it.each(['number', 'statement', 'signature'])('changes the %s of a checkpoint', async (column) => {
    const report = await audited((file) =>
      run(file, `update checkpoints set ${column} = ${column === 'number' ? 'number + 100' : `replace(${column}, substr(${column}, 40, 1), case substr(${column}, 40, 1) when 'Q' then 'R' else 'Q' end)`} where number = ?`, latest.number),
    ) // prettier-ignore
    expect(report).toMatchObject({ intact: false, first: { kind: 'checkpoint' } })
  })

  it('takes away a checkpoint between two others', async () => {
    const report = await audited((file) => run(file, 'delete from checkpoints where number = ?', early.number))
    expect(report.first).toMatchObject({ kind: 'checkpoint', what: expect.stringContaining('does not follow') })
  })

  it('takes away the last checkpoint, which the key store remembers', async () => {
    const report = await audited((file) => run(file, 'delete from checkpoints where number = ?', latest.number))
    expect(report.first).toMatchObject({ what: expect.stringContaining('that the key store remembers is not there') })
  })
})

describe('An older database put back', () => {
  const auditOlder = async (known: Outside) => {
    const store = openSqlite({ file: copyOf(older) })
    try {
      return await audit(store, known)
    } finally {
      await store.close()
    }
  }

  it('is found by the mark in the key store, which is in no backup', async () => {
    const { first } = await auditOlder(outside)
    expect(first).toMatchObject({ kind: 'checkpoint', aggregate: String(latest.number) })
    expect(first!.what).toContain('an older database was put back')
  })

  it('is found by the auditor’s letter where the key store was put back with it', async () => {
    const file = path.join(travelled.desk.folder, 'from-the-auditor.txt')
    writeFileSync(file, `> Forwarded:\r\n> ${signedText(latest).split('\n').join('\r\n> ')}`)
    const older2 = copyOf(older)
    const config = {
      ...travelled.desk.config,
      DATABASE_URL: older2,
      KEY_STORE: path.join(travelled.desk.folder, 'none.sqlite'),
    }
    const key = path.join(travelled.desk.folder, 'public.pem')
    writeFileSync(key, outside.publicKey!)
    const call = (args: readonly string[]) => auditVerb.run({ args, json: true, config, say: () => {} })
    const found = await call(['--key', key, '--checkpoint', file])
    expect(found.exit).toBe(1)
    expect(found.lines.join()).toContain('which the auditor holds, is not there')
    // Without a copy outside nobody can know, and the answer says so.
    const alone = await call(['--key', key])
    expect(alone.exit).toBe(0)
    expect(alone.lines.join()).toContain('Without a checkpoint kept outside')
  })

  it('may be put back openly: the next checkpoint says which one was lost', async () => {
    const { desk } = travelled
    await desk.up({ DATABASE_URL: copyOf(older) })
    const next = await desk.open.checkpoints.make(desk.clock.now())
    expect(readStatement(next.statement)).toMatchObject({ number: latest.number + 1, lost: { number: latest.number } })
    const report = await audit(desk.open.desk.store, await desk.open.signing.outside())
    await desk.down()
    expect(report).toMatchObject({ intact: true })
  })
})

describe('A checkpoint', () => {
  it('is made when it is time and something was written, signed, and mailed so that the letter alone is the proof', () => {
    const { desk } = travelled
    const folder = path.join(desk.folder, 'letters')
    const letters = readdirSync(folder).filter((name) => name.startsWith('checkpoint-'))
    expect(letters.length).toBeGreaterThanOrEqual(3)
    const mine = letters
      .map((name) => readFileSync(path.join(folder, name), 'latin1'))
      .find((text) => text.includes(`number: ${latest.number}\r\n`))!
    expect(mine.replaceAll('\r\n', '\n')).toContain(signedText(latest))
    expect(Math.max(...mine.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78)
  })

  it('is signed by the key that the verb shows', async () => {
    const shown = await checkpointVerb.run({
      args: ['--key'],
      json: true,
      config: travelled.desk.config,
      say: () => {},
    })
    const { publicKey } = shown.json as { publicKey: string }
    expect(isSignedBy(latest, publicKey)).toBe(true)
    expect(isSignedBy({ ...latest, statement: latest.statement.replace('number: ', 'number: 1') }, publicKey)).toBe(
      false,
    )
  })
})
