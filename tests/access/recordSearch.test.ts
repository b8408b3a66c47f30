// The record is searched by who, what, of whom and when, and what is taken out can be checked by a stranger.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FoundLine } from '../../src/application/recordSearch.ts'
import { record } from '../../src/cli/record.ts'
import { Language } from '../../src/domain/language.ts'
import { recordedTypes } from '../../src/domain/recorded.ts'
import { eventIn } from '../../src/words/events.ts'
import { signedIn } from '../support/browser.ts'
import { expectProblem, fieldsOf, must, type Client } from '../support/client.ts'
import { travelledDesk } from '../support/travelled.ts'

let travelled: Awaited<ReturnType<typeof travelledDesk>>
beforeAll(async () => {
  travelled = await travelledDesk()
  await travelled.desk.open.checkpoints.make(travelled.desk.clock.now())
})
afterAll(() => travelled.desk.close())

const search = async (
  who: Client,
  query: string,
): Promise<{ readonly rows: readonly FoundLine[]; readonly next: string | null }> =>
  must(await who.get(`/v1/record?${query}`)).body

describe('The record, searched', () => {
  it('by page gives every line of both books once, newest first', async () => {
    const { desk, world } = travelled
    const { store } = desk.open.desk
    const until = desk.clock.now()
    const known = (await store.countEvents(null)) + (await store.journalPage(0, 1_000, null)).length
    const seen: string[] = []
    let last = '9'
    for (let after = ''; ;) {
      const { rows, next } = await search(world.cast.auditor, `limit=37&until=${until}${after}`)
      for (const { at, book, sequence } of rows) {
        expect(at <= last).toBe(true)
        last = at
        seen.push(`${book} ${sequence}`)
      }
      if (!next) break
      after = `&after=${encodeURIComponent(next)}`
    }
    expect(new Set(seen).size).toBe(seen.length)
    // The searches themselves are lines by now, of the same moment as the newest.
    expect(seen.length).toBeGreaterThanOrEqual(known)
  })

  it('by organisation and token, by act, by charter and by time gives those and no others', async () => {
    const { world } = travelled
    const { cast, charter } = world
    const laboratory = await search(cast.auditor, `organisation=${cast.organisations.laboratory}`)
    expect(laboratory.rows.length).toBeGreaterThan(3)
    expect(new Set(laboratory.rows.map(({ actor }) => actor.role))).toEqual(new Set(['laboratory']))
    const token = laboratory.rows[0]!.actor.token
    expect((await search(cast.auditor, `actor=${token}`)).rows).toHaveLength(laboratory.rows.length)
    // A person is found in whichever of their sessions.
    const { id, browser } = await signedIn(travelled.desk, cast.organisations.chamber)
    expect((await browser.get(`/v1/charters/${charter}`)).status).toBe(200)
    expect((await browser.post('/sign-out')).status).toBe(303)
    const theirs = await search(cast.auditor, `actor=${id}`)
    expect(theirs.rows.map(({ type }) => type)).toEqual(expect.arrayContaining(['SignedIn', 'SessionsEnded']))
    expect(new Set(theirs.rows.map(({ actor }) => actor.person))).toEqual(new Set([id]))
    const tests = await search(cast.auditor, 'act=TestRecorded')
    expect(new Set(tests.rows.map(({ type }) => type))).toEqual(new Set(['TestRecorded']))
    const both = await search(cast.auditor, `act=TestRecorded&organisation=${cast.organisations.chamber}`)
    expect(both.rows).toEqual([])
    const of = await search(cast.auditor, `charter=${charter}&limit=500`)
    expect(new Set(of.rows.map((line) => line.charter))).toEqual(new Set([charter]))
    const [from, until] = ['2022-08-26T00:00:00Z', '2022-08-27T00:00:00Z']
    const day = await search(cast.auditor, `from=${from}&until=${until}`)
    expect(day.rows.length).toBeGreaterThan(0)
    for (const { at } of day.rows) expect(at >= '2022-08-26' && at <= '2022-08-27T00:00:00.000Z').toBe(true)
  })

  it('by journey or by merchant gives its facts, the looks at it alone, the lists on which it stood, and its letters', async () => {
    const { desk, world, journeys } = travelled
    const { rows } = await search(world.cast.auditor, `journey=${journeys[0]}&limit=500`)
    const types = new Set(rows.map(({ type }) => type))
    for (const type of ['TestRecorded', 'PeopleShown', 'LetterSent', 'Boarded']) expect([...types]).toContain(type)
    expect(rows.some(({ subject, data }) => !subject && (data as { people?: number }).people === 2)).toBe(true)
    for (const { aggregate, subject, data } of rows)
      if (aggregate !== journeys[0] && subject !== journeys[0]) expect(data).toHaveProperty('from')
    const held = await desk.open.desk.store.journey(journeys[0] as never)
    const ofMerchant = await search(world.cast.auditor, `merchant=${held!.state.merchant}&limit=500`)
    expect(ofMerchant.rows.length).toBeGreaterThan(rows.length)
  })

  it('by an organiser finds only what its own organisation did', async () => {
    const { cast } = travelled.world
    const own = await search(cast.chamber, 'limit=500')
    expect(new Set(own.rows.map(({ actor }) => actor.organisation))).toEqual(new Set([cast.organisations.chamber]))
    const others = await search(cast.chamber, `organisation=${cast.organisations.laboratory}&limit=500`)
    expect(new Set(others.rows.map(({ actor }) => actor.organisation))).toEqual(new Set([cast.organisations.chamber]))
    expectProblem(await cast.laboratory.get('/v1/record'), 403)
  })

  it('is itself a read, and refuses what it does not know', async () => {
    const { cast } = travelled.world
    await search(cast.auditor, '')
    const [newest] = (await search(cast.reformOffice, 'act=PeopleShown&limit=1')).rows
    expect(newest).toMatchObject({ actor: { role: 'auditor' }, data: { what: 'record' } })
    const refused = expectProblem(await cast.auditor.get('/v1/record?from=yesterday&after=x&limit=0'), 400)
    expect(fieldsOf(refused)).toEqual(['after', 'from', 'limit'])
  })

  it('has a page with the same filters, days as the calendar has them, and a way on', async () => {
    const { desk, world } = travelled
    const page = (who: Client, query: string) =>
      desk.nobody.get(`/record?${query}`, { Authorization: `Bearer ${who.token}` })
    const found = await page(world.cast.auditor, 'act=TestRecorded&from=2022-08-26&until=2022-08-26&charter=')
    expect(found.status).toBe(200)
    expect(found.text).toContain('TestRecorded')
    expect(found.text).toContain('/v1/record/export')
    expect((await page(world.cast.auditor, '')).text).toMatch(/\/record\?after=/)
    expect((await page(world.cast.auditor, 'act=TestRecorded&until=2022-08-20')).text).not.toContain('<td data-label')
    expect((await page(world.cast.auditor, 'from=soon&journey=%3Cb%3E')).status).toBe(400)
    const own = await page(world.cast.chamber, '')
    expect(own.text).not.toContain('/v1/record/export')
    expect((await page(world.cast.laboratory, '')).status).toBe(404)
  })

  it.each(Language.options)(
    'has a page that says what happened in words, and beside them the type, in %s',
    async (language) => {
      const { desk, world, journeys } = travelled
      const shown = async (query: string) => {
        const head = { Authorization: `Bearer ${world.cast.auditor.token}`, Cookie: `desk_language=${language}` }
        const { status, text } = await desk.nobody.get(`/record?${query}`, head)
        expect(status).toBe(200)
        return text
      }
      const text = await shown(`journey=${journeys[0]}`)
      const cells = [...text.matchAll(/<\/time><\/th><td[^>]*>.*?<\/td><td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell!)
      const types = cells.map((cell) => /<code[^>]*>(\w+)<\/code>/.exec(cell)?.[1] ?? '')
      expect(types).toEqual(expect.arrayContaining(['MerchantRegistered', 'TestRecorded', 'PeopleShown', 'LetterSent']))
      for (const [i, type] of types.entries())
        expect(cells[i]!.startsWith(`${eventIn(language, type)}<`), type).toBe(true)
      // Chosen by its words and sent by its type, which is still chosen on the page that answers.
      const options = (html: string) => [...html.matchAll(/<option value="([A-Z]\w+)"( selected(?:="")?)?>([^<]*)/g)]
      const acts = (html: string) => options(html.slice(html.indexOf('id="act"'), html.indexOf('id="charter"')))
      const offered = new Map(acts(text).map(([, type, , words]) => [type, words]))
      for (const type of Object.values(recordedTypes).flat())
        expect(offered.get(type), type).toBe(eventIn(language, type))
      const chosen = (html: string) => acts(html).flatMap(([, type, selected]) => (selected ? [type] : []))
      expect(chosen(await shown('act=TestRecorded'))).toEqual(['TestRecorded'])
      // Of a desk that knew another: found by its address all the same.
      expect(chosen(await shown('act=SomethingElse'))).toEqual(['SomethingElse'])
    },
  )
})

describe('The record, taken out', () => {
  const folders: string[] = []
  const folder = () => {
    folders.push(mkdtempSync(path.join(tmpdir(), 'charter-desk-export-')))
    return folders.at(-1)!
  }
  afterAll(() => folders.forEach((each) => rmSync(each, { recursive: true, force: true })))
  const verb = (...args: readonly string[]) =>
    record.run({ args, json: true, config: travelled.desk.config, say: () => {} })
  const keyFile = async (): Promise<string> => {
    const file = path.join(folder(), 'the-desk.pem')
    writeFileSync(file, must(await travelled.desk.nobody.get('/v1/record/key')).text)
    return file
  }

  it('is checked with the public key alone, as a whole and of one charter', async () => {
    const key = await keyFile()
    for (const more of [[], ['--charter', travelled.world.charter]]) {
      const into = folder()
      expect((await verb('export', into, ...more)).exit).toBe(0)
      const checked = await verb('verify', into, '--key', key)
      expect({ exit: checked.exit, json: checked.json }).toMatchObject({ exit: 0, json: { valid: true, first: null } })
      const manifest = JSON.parse(readFileSync(path.join(into, 'manifest.json'), 'utf8'))
      expect(manifest).toMatchObject({ charter: more[1] ?? null, checkpoint: { number: expect.any(Number) } })
      expect(readFileSync(path.join(into, 'events-00001.ndjson'), 'utf8')).not.toContain('HWANGBO')
    }
  })

  it('is checked with openssl and sha256sum, as its README says, where they are installed', async () => {
    const [key, into] = [await keyFile(), folder()]
    await verb('export', into)
    const run = (command: string, ...args: readonly string[]) => execFileSync(command, args, { cwd: into }).toString()
    const verified = run(
      'openssl',
      'pkeyutl',
      '-verify',
      '-pubin',
      '-inkey',
      key,
      '-rawin',
      '-in',
      'SHA256SUMS',
      '-sigfile',
      'SHA256SUMS.sig',
    )
    expect(verified).toContain('Signature Verified Successfully')
    expect(run('sha256sum', '--check', '--strict', 'SHA256SUMS')).toMatch(/manifest\.json: OK/)
  })

  it('is found changed in any file, and with anything taken away or put beside', async () => {
    const [key, into] = [await keyFile(), folder()]
    await verb('export', into)
    for (const name of readdirSync(into)) {
      const file = path.join(into, name)
      const before = readFileSync(file)
      const after = Buffer.from(before)
      after[after.length >> 1]! ^= 1
      writeFileSync(file, after)
      expect((await verb('verify', into, '--key', key)).exit, name).toBe(1)
      rmSync(file)
      expect((await verb('verify', into, '--key', key)).exit, name).toBe(1)
      writeFileSync(file, before)
    }
    writeFileSync(path.join(into, 'more.ndjson'), '{}')
    const foreign = await verb('verify', into, '--key', key)
    expect(foreign.lines.join()).toContain('more.ndjson')
  })

  it('comes as an archive for whoever may export, and is told to the record', async () => {
    const { desk, world } = travelled
    const into = folder()
    const answer = await fetch(`${desk.url}/v1/record/export?charter=${world.charter}`, {
      headers: { Authorization: `Bearer ${world.cast.auditor.token}` },
    })
    expect(answer.headers.get('content-type')).toBe('application/x-tar')
    writeFileSync(path.join(into, 'record.tar'), Buffer.from(await answer.arrayBuffer()))
    execFileSync('tar', ['-xf', 'record.tar'], { cwd: into })
    rmSync(path.join(into, 'record.tar'))
    expect((await verb('verify', into, '--key', await keyFile())).json).toMatchObject({ valid: true })
    const { rows } = await search(
      world.cast.auditor,
      `act=RecordExported&organisation=${world.cast.organisations.auditor}`,
    )
    expect(rows[0]).toMatchObject({ actor: { role: 'auditor' }, data: { charter: world.charter } })
    for (const role of ['reformOffice', 'chamber'] as const)
      expectProblem(await world.cast[role].get('/v1/record/export'), 403)
  })

  it('says what is wrong with a call', async () => {
    expect((await verb('export')).exit).toBe(2)
    expect((await verb('burn', folder())).exit).toBe(2)
    expect((await verb('verify', folder())).exit).toBe(2)
    expect((await verb('export', folder(), '--charter', 'C1')).exit).toBe(2)
    const full = folder()
    writeFileSync(path.join(full, 'x'), '')
    expect((await verb('export', full)).exit).toBe(1)
  })
})
