// Digests: once a day for each officer who has something to read, by their role, in their language, and never twice.
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { afterEach, describe, expect, it } from 'vitest'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { person, register } from '../support/merchants.ts'
import { travelledDesk } from '../support/travelled.ts'
import { furnish, openRegistration, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
afterEach(() => desk.close())

let invited = 0
/** Invited, and signed in once. */
async function officer(kind: 'chamber' | 'rivalChamber' | 'reformOffice' | 'laboratory' | 'facility', language = 'en') {
  const email = `officer-${++invited}@people.example`
  const organisation = world.cast.organisations[kind]
  const charters = kind === 'laboratory' || kind === 'facility' ? [world.charter] : null
  const wanted = { organisation, name: `Officer ${invited}`, email, language, ...(charters && { charters }) }
  const { id } = must(await desk.admin.post('/v1/people', wanted)).body
  const { store } = desk.open.desk
  const held = (await store.person(id))!
  const joined = { ...held, version: held.version + 1, joinedAt: desk.clock.now() }
  await store.commit({
    changes: [{ on: 'person', expect: held.version, person: joined }],
    events: [],
    effects: [],
    tallies: [],
    receipt: null,
  })
  return { id: id as string, email }
}

async function open(hour: string, more: Readonly<Record<string, string>> = {}) {
  desk = await startDesk({ DIGEST_HOUR: hour, PUBLIC_URL: 'https://desk.example', ...more })
  world = await furnish(desk)
  await openRegistration(world)
}

/** The digests that went to this address, as they read. */
async function digestsTo(email: string) {
  const folder = desk.settings['LETTER_FOLDER']!
  const files = readdirSync(folder).filter((name) => name.startsWith('digest.'))
  const letters = await Promise.all(files.map((name) => simpleParser(readFileSync(path.join(folder, name)))))
  return letters.filter((letter) => !Array.isArray(letter.to) && letter.to?.value[0]?.address === email)
}

describe('A digest', () => {
  it('is signed like every other letter', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'charter-desk-dkim-'))
    const file = path.join(folder, 'key.pem')
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }))
    await open('8', { DKIM_KEY_FILE: file, DKIM_SELECTOR: 'letters' })
    rmSync(folder, { recursive: true })
    const laboratory = await officer('laboratory')
    await register(world.cast.chamber, world.charter, 1)
    await desk.clock.turnTo('2022-08-27T08:00:00+08:00')
    const [letter] = await digestsTo(laboratory.email)
    expect(letter?.headerLines[0]?.line).toMatch(/^DKIM-Signature: [^]*d=charter-desk\.example;[^]*s=letters;/)
  })

  it('comes at its hour on the office’s clock, to whom something is due, and names nobody', async () => {
    await open('8')
    const laboratory = await officer('laboratory')
    const rival = await officer('rivalChamber')
    const office = await officer('reformOffice')
    await register(world.cast.chamber, world.charter, 1)
    // The first sample may be taken: the laboratory has something to do, and nobody else.
    await desk.clock.turnTo('2022-08-27T07:59:00+08:00')
    expect(await digestsTo(laboratory.email)).toEqual([])
    await desk.clock.turnTo('2022-08-27T08:01:00+08:00')
    const [letter, ...more] = await digestsTo(laboratory.email)
    expect(more).toEqual([])
    expect(letter?.messageId).toMatch(/^<digest\.P[0-9A-Z]+\.2022-08-27@/)
    expect(letter?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(letter?.text).toContain(`https://desk.example/charters/${world.charter}`)
    expect(letter?.text).toContain('Test 1: 1, the first by Sat 27 Aug 14:40')
    expect(String(letter?.html)).toContain('Test 1: 1, the first by Sat 27 Aug 14:40')
    const { surname, givenNames, nativeName, documentNumber } = person(1)
    for (const hidden of [surname, givenNames, nativeName, documentNumber]) expect(letter?.text).not.toContain(hidden)
    for (const nobody of [rival, office]) expect(await digestsTo(nobody.email)).toEqual([])
  })

  it('comes once a day, however often the desk looks or starts again, and names what is overdue', async () => {
    const travelled = await travelledDesk({ DIGEST_HOUR: '8', PUBLIC_URL: 'https://desk.example' })
    ;({ desk, world } = travelled)
    const facility = await officer('facility', 'zh')
    await desk.clock.turnTo('2022-08-29T09:00:00+08:00')
    await desk.clock.work()
    await desk.down()
    await desk.up()
    await desk.clock.turnTo('2022-08-29T23:00:00+08:00')
    expect(await digestsTo(facility.email)).toHaveLength(1)
    await desk.clock.turnTo('2022-08-31T09:00:00+08:00')
    const all = await digestsTo(facility.email)
    expect(all.map(({ messageId }) => messageId!.replace(/^.*\.([-0-9]+)@.*$/, '$1')).sort()).toEqual([
      '2022-08-29',
      '2022-08-31',
    ])
    const newest = all.find(({ messageId }) => messageId!.includes('08-31'))!
    expect(newest.subject).toContain('今日待办')
    expect(newest.text).toContain(`已逾期：1项（${travelled.journeys[1]}）`)
  })

  it('is not written to whoever was removed, or where no hour is set', async () => {
    await open('8')
    const laboratory = await officer('laboratory')
    await register(world.cast.chamber, world.charter, 1)
    must(await desk.admin.send('DELETE', `/v1/people/${laboratory.id}`))
    await desk.clock.turnTo('2022-08-27T09:00:00+08:00')
    expect(await digestsTo(laboratory.email)).toEqual([])
    await desk.down()
    await desk.up({ DIGEST_HOUR: '' })
    const other = await officer('laboratory')
    await desk.clock.turnTo('2022-08-28T09:00:00+08:00')
    expect(await digestsTo(other.email)).toEqual([])
  })
})
