// The operator's hand, as the operator moves it: processes of their own, exit codes, and one JSON value on standard output.
import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Connection from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { audit } from '../../src/cli/audit.ts'
import { importRoster } from '../../src/cli/import.ts'
import { letter } from '../../src/cli/letter.ts'
import { migrate } from '../../src/cli/migrate.ts'
import { manifest } from '../../src/cli/manifest.ts'
import { mrz } from '../../src/cli/mrz.ts'
import { plan } from '../../src/cli/plan.ts'
import { serve } from '../../src/cli/serve.ts'
import type { Outcome, Verb } from '../../src/cli/verb.ts'
import { readConfig, variables } from '../../src/config.ts'
import type { Program } from '../../src/demo/deskProcess.ts'
import { readSheet } from '../../src/files/sheet.ts'
import { leaveNotice, runningDesk } from '../../src/notice.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { program } from '../support/program.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { clearToBoard, closeManifest, furnish, openRegistration, termsBody, type World } from '../support/world.ts'

/** As `npm run desk` begins it. */
const fromSource: Program = {
  execArgv: ['--import', 'tsx'],
  file: fileURLToPath(new URL('../../src/cli/desk.ts', import.meta.url)),
}
type Ended = { readonly exit: number | null; readonly stdout: string; readonly stderr: string }

const running = new Set<ChildProcess>()
/** `desk ...args` with this environment and nothing of ours; `until` sends SIGTERM once it stands on standard error. */
async function deskProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  until?: RegExp,
  from?: Program,
): Promise<Ended> {
  const { execArgv, file } = from ?? (await program('src/cli/desk.ts'))
  const child = spawn(process.execPath, [...execArgv, file, ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  let told = false
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
    if (told || !until?.test(stderr)) return
    told = true
    child.kill('SIGTERM')
  })
  running.add(child)
  return new Promise((resolve) =>
    child.once('close', (exit) => {
      running.delete(child)
      resolve({ exit, stdout, stderr })
    }),
  )
}
/** Exactly one JSON value, and a line end. */
function jsonOf({ stdout }: Ended) {
  expect(stdout).toMatch(/^\S.*\n$/)
  return JSON.parse(stdout)
}

// A process of its own reads the whole desk in first; on a busy machine that takes a while.
vi.setConfig({ testTimeout: 90_000 })

/** Flown in 2022: for what only reads. */
let past: TestDesk
let pastWorld: World
/** A flight three weeks from now, for verbs that go by the real clock. */
let future: TestDesk
let futureWorld: World

beforeAll(async () => {
  past = await startDesk()
  pastWorld = await furnish(past)
  await openRegistration(pastWorld)
  const ids = [
    await register(pastWorld.cast.chamber, pastWorld.charter, 1),
    await register(pastWorld.cast.chamber, pastWorld.charter, 2),
  ]
  await clearToBoard(past, pastWorld, ids.slice(0, 1))
  await closeManifest(past, pastWorld)
  await past.down()

  const books = path.join(past.folder, 'editions')
  cpSync(fileURLToPath(new URL('../../db/editions', import.meta.url)), books, { recursive: true })
  for (const name of ['mission/kr-2022-07-01.json', 'observation/cn-33-2022-06-28.json']) {
    const file = path.join(books, name)
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), effectiveUntil: null }))
  }
  const now = Date.now()
  const day = (count: number) => new Date(now + count * 86_400_000).toISOString()
  future = await startDesk({ EDITION_FOLDER: books }, day(0))
  futureWorld = await furnish(future)
  const leg = { ...termsBody().leg, plannedBoarding: day(21), scheduledDeparture: day(21), scheduledArrival: day(21.1) }
  const { id } = must(await futureWorld.cast.chamber.post('/v1/charters', termsBody({ leg }))).body
  must(await futureWorld.cast.chamber.post(`/v1/charters/${id}/application`, {}, { 'If-Match': '*' }))
  futureWorld = { ...futureWorld, charter: id }
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await future.close()
  await past.close()
})

const roster = (name: string, ...rows: Parameters<typeof rosterCsv>[0]): string => {
  const file = path.join(past.folder, name)
  writeFileSync(file, rosterCsv(rows))
  return file
}
const verbOf = (verb: Verb, desk: TestDesk, ...args: string[]): Promise<Outcome> =>
  verb.run({ args, json: true, config: desk.config, say: () => {} })

describe('desk', () => {
  it('with a verb that there is not lists those that there are, and ends with 2', async () => {
    const ended = await deskProcess(['toString', '--json'])
    expect({ exit: ended.exit, stderr: ended.stderr }).toEqual({ exit: 2, stderr: '' })
    const { error } = jsonOf(ended)
    expect(error).toContain('There is no verb toString')
    for (const verb of ['serve', 'migrate', 'demo', 'audit', 'import', 'plan', 'manifest'])
      expect(error).toContain(`desk ${verb}`)
  })

  it('with a wrong environment lists every mistake at once and ends with 2, before anything is opened', async () => {
    const folder = path.join(past.folder, 'untouched')
    mkdirSync(folder)
    const wrong = {
      DATABASE_URL: 'mysql://root@localhost/desk',
      KEY_STORE: path.join(folder, 'keys.sqlite'),
      DESK_KEY: 'too short',
      DESK_KEY_FILE: path.join(folder, 'desk.key'),
      PORT: '123456',
      SMTP_URL: 'http://mail.example',
      PUBLIC_URL: 'desk.example',
      MAIL_FROM: 'the desk',
      WAKE_SECONDS: 'often',
      ADMIN_TOKEN: 'short',
      CLOCK: 'sundial',
      LOG_LEVEL: 'loud',
    }
    const ended = await deskProcess(['serve'], wrong)
    expect({ exit: ended.exit, stdout: ended.stdout }).toEqual({ exit: 2, stdout: '' })
    const named = Object.keys(wrong).filter((name) => !['KEY_STORE', 'DESK_KEY_FILE'].includes(name))
    for (const name of named) expect(ended.stderr).toMatch(new RegExp(`^ *${name} `, 'm'))
    expect(existsSync(path.join(folder, 'keys.sqlite'))).toBe(false)
    expect(existsSync(path.join(folder, 'desk.key'))).toBe(false)
  })

  it('takes an empty variable for one that is not set, and needs none to be set', () => {
    const empty = readConfig(Object.fromEntries(Object.keys(variables).map((name) => [name, ''])))
    expect(empty).toEqual(readConfig({}))
    expect(empty).toMatchObject({
      outcome: 'read',
      config: { DATABASE_URL: 'var/desk.sqlite', PORT: 8080, CLOCK: 'real' },
    })
  })
})

describe('desk migrate and desk audit', () => {
  it('make the tables of a fresh file, and find it whole; a changed byte ends with 1 and is named', async () => {
    const fresh = { ...past.config, DATABASE_URL: `sqlite:${path.join(past.folder, 'fresh', 'desk.sqlite')}` }
    const tampered = path.join(past.folder, 'tampered.sqlite')
    cpSync(past.file, tampered)
    const file = new Connection(tampered)
    file.prepare(`update events set data = replace(data, '"lab-1"', '"lab-7"') where type = 'TestRecorded'`).run()
    file.close()
    const migrated = await migrate.run({ args: [], json: true, config: fresh, say: () => {} })
    const whole = await verbOf(audit, past)
    const changed = await deskProcess(['audit', '--json'], { ...past.settings, DATABASE_URL: tampered })
    expect(migrated).toMatchObject({ exit: 0, json: { migrated: true } })
    const tables = new Connection(path.join(past.folder, 'fresh', 'desk.sqlite'), { readonly: true })
      .prepare(`select name from sqlite_master where type = 'table'`)
      .all() as { name: string }[]
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['journeys', 'events', 'outbox', 'receipts']))
    expect(whole).toMatchObject({ exit: 0, json: { intact: true, first: null } })
    expect({ exit: changed.exit, json: jsonOf(changed) }).toMatchObject({
      exit: 1,
      json: { intact: false, first: { kind: 'journey', aggregate: expect.stringContaining(pastWorld.charter) } },
    })
  })
})

describe('desk plan and desk manifest', () => {
  it('answer what the store holds, in lines for people and as one JSON value', async () => {
    const { charter } = pastWorld
    const planned = await verbOf(plan, past, charter)
    const csv = await verbOf(manifest, past, charter, '--format', 'csv')
    expect(planned).toMatchObject({ exit: 0, json: { charter, anchor: { basis: 'plannedBoarding' } } })
    const { journeys } = planned.json as { journeys: { plan: { steps: { step: string }[] } }[] }
    expect(journeys).toHaveLength(2)
    expect(journeys[0]?.plan.steps.map(({ step }) => step)).toEqual(['sample', 'sample', 'code', 'documents'])
    // Whoever did not become ready is out of it; the other's steps stand in lines.
    expect(planned.lines[0]).toMatch(/^C[0-9A-Z]{16}-J[0-9A-Z]{16} {2}clearedToBoard/)
    expect(csv.exit).toBe(0)
    const lines = csv.lines[0]!.replace(/^\ufeff/, '').split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(/^1,HWANGBOB MINSEO,M52340001,KOR,1985,clearedToBoard,C/)
  })

  it('refuse a charter that there is not with 1, and one that cannot be with 2', async () => {
    const nobody = 'C0000000000000000'
    expect(await verbOf(plan, past, nobody)).toMatchObject({ exit: 1, json: { error: 'unknown charter' } })
    expect(await verbOf(manifest, past, nobody)).toMatchObject({ exit: 1 })
    expect(await verbOf(manifest, past, pastWorld.rivalCharter)).toMatchObject({
      exit: 1,
      json: { error: 'manifest open' },
    })
    expect(await verbOf(manifest, past, pastWorld.charter, '--format', 'pdf')).toMatchObject({ exit: 2 })
    for (const verb of [plan, manifest]) {
      expect(await verbOf(verb, past)).toMatchObject({ exit: 2 })
      expect(await verbOf(verb, past, 'C1')).toMatchObject({ exit: 2 })
      expect(await verbOf(verb, past, pastWorld.charter, pastWorld.charter)).toMatchObject({ exit: 2 })
    }
  })
})

describe('desk import', () => {
  it('through a running desk: it answers for the file, and its record says that the operator did it', async () => {
    const file = roster('two.csv', rosterRow(1), rosterRow(2))
    // Keys that are nowhere: a verb that opened the store by itself would have to make them.
    const elsewhere = path.join(past.folder, 'nowhere')
    const settings = {
      ...future.settings,
      KEY_STORE: path.join(elsewhere, 'keys.sqlite'),
      DESK_KEY_FILE: path.join(elsewhere, 'desk.key'),
    }
    const args = ['import', file, '--charter', futureWorld.charter]
    const ended = await deskProcess([...args, '--json'], settings)
    expect({ exit: ended.exit, json: jsonOf(ended) }).toMatchObject({
      exit: 0,
      json: { rows: 2, created: 2, rejected: [] },
    })
    expect(existsSync(elsewhere)).toBe(false)
    const { rows } = must(
      await futureWorld.cast.auditor.get(`/v1/events?charter=${futureWorld.charter}&limit=1000`),
    ).body
    const registered = rows.filter(({ type }: { type: string }) => type === 'MerchantRegistered')
    expect(registered).toHaveLength(2)
    for (const { actor, data } of registered) {
      expect(actor).toEqual({ role: 'desk', organisation: null, token: 'operator', person: null })
      expect(data.organisation).toBe(futureWorld.cast.organisations.chamber)
    }
    // The desk's own clock, which stands still here, wrote the moment: not that of the process that asked.
    expect(new Set(registered.map(({ at }: { at: string }) => at))).toEqual(new Set([future.clock.now()]))

    const again = await verbOf(importRoster, future, ...args.slice(1))
    expect(again).toMatchObject({ exit: 0, json: { created: 0, unchanged: 2 } })
    const bad = roster('bad.csv', rosterRow(3), rosterRow(4, { email: 'x' }))
    const wrong = await verbOf(importRoster, future, bad, ...args.slice(2), '--whole')
    expect(wrong).toMatchObject({ exit: 1, json: { created: 0 } })
    expect(wrong.lines.join('\n')).toMatch(
      /Nothing of the 2 rows was imported:\n1 rows were left out, 0 wait for a decision:\n {2}row 3, E-mail "x": /,
    )
  })

  it('without a running desk opens the file by itself, takes what is clean, and tries without a trace', async () => {
    await future.down()
    const file = roster('third.csv', rosterRow(5))
    const args = ['--charter', futureWorld.charter]
    const tried = await verbOf(importRoster, future, file, ...args, '--dry-run')
    expect(tried).toMatchObject({ exit: 0, json: { created: 1, dryRun: true } })
    const taken = await verbOf(importRoster, future, file, ...args)
    expect(taken).toMatchObject({ exit: 0, json: { created: 1, dryRun: false } })
    const half = roster('half.csv', rosterRow(6, { email: 'x' }), rosterRow(7))
    const refused = await verbOf(importRoster, future, half, ...args, '--map', 'Host company=hostCompany')
    expect(refused).toMatchObject({
      exit: 1,
      json: { created: 1, rejected: [{ row: 2, column: 'E-mail', value: 'x' }] },
    })
    expect(await verbOf(importRoster, future, half, ...args, '--map', 'nothing')).toMatchObject({ exit: 2 })
    await future.up()
    const { rows } = must(await futureWorld.cast.auditor.get(`/v1/charters/${futureWorld.charter}/journeys`)).body
    expect(rows).toHaveLength(4)
    expect(must(await futureWorld.cast.auditor.get('/v1/audit')).body.intact).toBe(true)
  })

  it('writes the file with the reasons beside its rows, through the running desk and without one, and takes nothing', async () => {
    const file = roster('faulty.csv', rosterRow(13, { email: 'x', mrz: '' }), rosterRow(14))
    const out = path.join(past.folder, 'returned.xlsx')
    const args = [file, '--charter', futureWorld.charter, '--returned', out, '--language', 'zh']
    for (const running of [true, false]) {
      if (!running) await future.down()
      rmSync(out, { force: true })
      expect(await verbOf(importRoster, future, ...args)).toMatchObject({ exit: 1, json: { created: 1, dryRun: true } })
      const sheet = await readSheet(readFileSync(out))
      if (sheet.outcome === 'unreadable') throw new Error(sheet.explanation)
      expect(sheet.rows.map((cells) => cells.at(-1))).toEqual(['服务台备注', expect.stringContaining('电子邮箱'), ''])
    }
    await future.up()
    expect(await verbOf(importRoster, future, ...args.slice(0, -1), 'fr')).toMatchObject({ exit: 2 })
  })

  it('says what is wrong with the call: 2, and with the file: 1', async () => {
    const { charter } = futureWorld
    expect(await verbOf(importRoster, future)).toMatchObject({ exit: 2 })
    expect(await verbOf(importRoster, future, 'a.csv')).toMatchObject({ exit: 2 })
    expect(await verbOf(importRoster, future, 'a.csv', 'b.csv', '--charter', charter)).toMatchObject({ exit: 2 })
    expect(await verbOf(importRoster, future, 'a.csv', '--charter', 'C1')).toMatchObject({ exit: 2 })
    expect(await verbOf(importRoster, future, '/there/is/none.csv', '--charter', charter)).toMatchObject({ exit: 1 })
    const notOne = path.join(past.folder, 'letter.xlsx')
    writeFileSync(notOne, 'Dear desk')
    for (const running of [true, false]) {
      if (!running) await future.down()
      const nobody = await verbOf(
        importRoster,
        future,
        roster('ok.csv', rosterRow(9)),
        '--charter',
        'C0000000000000000',
      )
      expect(nobody.exit).toBe(1)
      expect(nobody.lines.join()).toMatch(/charter C0000000000000000/)
      const text = await verbOf(importRoster, future, notOne, '--charter', charter)
      expect(text.exit).toBe(1)
      expect(text.lines.join()).toMatch(/lacks the columns/)
    }
    await future.up()
  })
})

describe('desk letter', () => {
  const written = (name: string, ...lines: readonly string[]) => {
    const file = path.join(past.folder, name)
    writeFileSync(file, lines.join('\r\n'))
    return file
  }
  const fromKim = ['From: Kim <kim@merchant.example>', 'Subject: =?euc-kr?B?u/PFwg==?=']

  it('says what a letter asks and that the desk would answer, or why not', async () => {
    const asks = written('asks.eml', ...fromKim, '', '언제 격리가 끝나나요?', '', '> old')
    expect(await verbOf(letter, past, asks)).toMatchObject({
      exit: 0,
      json: {
        kind: 'status-question',
        from: 'kim@merchant.example',
        subject: '상태',
        text: '언제 격리가 끝나나요?',
        question: 'release',
        bounce: null,
        answer: { would: true },
      },
    })
    const machine = written('machine.eml', ...fromKim, 'Auto-Submitted: auto-replied', '', '언제 격리가 끝나나요?')
    expect(await verbOf(letter, past, machine)).toMatchObject({
      json: {
        kind: 'auto-reply',
        answer: { would: false, why: ['It says that a machine wrote it (Auto-Submitted).'] },
      },
    })
    const person = written('person.eml', ...fromKim, 'Content-Type: text/plain; charset=x-none', '', 'status')
    expect(await verbOf(letter, past, person)).toMatchObject({
      json: { kind: 'other', answer: { would: false, why: ['Some of its characters cannot be read.'] } },
    })
  })

  it('says whom a letter that came back did not reach', async () => {
    const file = written(
      'bounce.eml',
      'Return-Path: <>',
      'From: MAILER-DAEMON@server.example',
      'Subject: failure notice',
      '',
      'Hi. This is the qmail-send program at server.example.',
      '',
      '<kim@merchant.example>:',
      'Remote host said: 550 5.1.1 User unknown',
    )
    const answer = await verbOf(letter, past, file)
    expect(answer).toMatchObject({
      exit: 0,
      json: {
        kind: 'bounce',
        bounce: { recipient: 'kim@merchant.example', status: '5.1.1', permanent: true },
        answer: { would: false },
      },
    })
    expect(answer.lines.join('\n')).toContain('kim@merchant.example 5.1.1 for good')
  })

  it('needs one file that is there', async () => {
    expect(await verbOf(letter, past)).toMatchObject({ exit: 2 })
    expect(await verbOf(letter, past, '/there/is/none')).toMatchObject({ exit: 1 })
  })
})

describe('desk mrz', () => {
  it('answers each passport of a file, and names what is wrong', async () => {
    const file = path.join(past.folder, 'zones.txt')
    const wrong = 'P<KORHWANG<<MINSEO<<<<<<<<<<<<<<<<<<<<<<<<<<\nM523400015KOR8503072F2705111<<<<<<<<<<<<<<02'
    writeFileSync(file, `${rosterRow(1).mrz}\r\n\r\n${wrong}\n\nnone\n`)
    const answer = await verbOf(mrz, past, file)
    expect(answer).toMatchObject({
      exit: 1,
      json: [
        { valid: true, documentNumber: 'M52340001', issuingState: 'KOR', birthDate: '850307', sex: 'F', findings: [] },
        { valid: false, surname: 'HWANG', givenNames: 'MINSEO', findings: expect.arrayContaining([]) },
        { valid: false, findings: [{ code: 'zoneShape' }] },
      ],
    })
    expect(await verbOf(mrz, past)).toMatchObject({ exit: 2 })
    expect(await verbOf(mrz, past, '/there/is/none')).toMatchObject({ exit: 1 })
  })
})

describe('desk serve', () => {
  it('refuses where a desk is running on the file, and says where', async () => {
    expect(await verbOf(serve, future)).toMatchObject({
      exit: 1,
      json: { error: 'running', url: future.url },
    })
  })

  it('opens, leaves its notice for its owner alone, and takes it away when it is told to stop', async () => {
    const folder = path.join(past.folder, 'served')
    const settings = {
      DATABASE_URL: path.join(folder, 'desk.sqlite'),
      KEY_STORE: path.join(folder, 'keys.sqlite'),
      DESK_KEY_FILE: path.join(folder, 'desk.key'),
      LETTER_FOLDER: path.join(folder, 'letters'),
      PORT: '0',
    }
    const ended = await deskProcess(['serve', '--json'], settings, /The desk is open at http/, fromSource)
    expect({ exit: ended.exit, json: jsonOf(ended) }).toEqual({ exit: 0, json: { closed: true } })
    expect(ended.stderr).toMatch(
      /first administrator signs in here, once and within an hour: http\S+\/enter\/[\w-]{43}/,
    )
    expect(ended.stderr).toMatch(/Letters that were sent lie here: http\S+\/mailbox\/open\/[\w-]{43}\n/)
    expect(existsSync(`${settings.DATABASE_URL}.desk.json`)).toBe(false)
    expect(statSync(settings.DESK_KEY_FILE).mode & 0o077).toBe(0)
    expect(statSync(`${future.file}.desk.json`).mode & 0o077).toBe(0)
  })
})

describe('A notice of a running desk', () => {
  it('is not believed where the desk has died, and another desk answers at its address', async () => {
    const config = { ...past.config, DATABASE_URL: path.join(past.folder, 'dead.sqlite') }
    leaveNotice(config, { url: future.url, operator: 'the key of a desk that died', pid: 1 })
    expect(await runningDesk(config)).toBeNull()
  })

  it('is not believed where nothing answers, nor where half of it was written', async () => {
    const config = { ...past.config, DATABASE_URL: path.join(past.folder, 'half.sqlite') }
    leaveNotice(config, { url: 'http://127.0.0.1:1', operator: 'x', pid: 1 })
    expect(await runningDesk(config)).toBeNull()
    writeFileSync(`${config.DATABASE_URL}.desk.json`, '{"url":"http://127')
    expect(await runningDesk(config)).toBeNull()
  })
})
