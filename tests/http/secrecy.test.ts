// People apart from facts: a whole journey leaves nothing in the desk's file, its record or its outbox that names anybody.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { findIn } from '../support/erased.ts'
import { when } from '../support/handClock.ts'
import { person, register } from '../support/merchants.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { clearToBoard, closeManifest, flyAndTransfer, furnish, openRegistration, type World } from '../support/world.ts'

/** Words that officers write about one merchant; each is looked for in the file. */
const words = {
  withdrawal: 'his brother-in-law has a wedding in Jeonju',
  codeRefusal: 'the photograph shows somebody else',
  removal: 'coughed blood beside the driver',
  lastSeen: 'behind the laundry with a suitcase',
  place: 'bed 14 of the lung clinic in Choucheng',
  homeAssessment: 'shares her kitchen with her uncle Bongsu',
}

let desk: TestDesk
let world: World
let server: SMTPServer
const people = [1, 2, 3, 4, 5].map((number) => person(number))

beforeAll(async () => {
  // Servers repeat the address that they refuse: their words are kept, the address must not be.
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(Object.assign(new Error(`5.1.1 <${address}>: Recipient address rejected`), { responseCode: 550 })),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  desk = await startDesk({ SMTP_URL: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` })
  world = await furnish(desk)
  const { cast, charter } = world
  await openRegistration(world)
  const ids: string[] = []
  for (const number of [1, 2, 3]) ids.push(await register(cast.chamber, charter, number))
  const csv = { 'Content-Type': 'text/csv', 'Idempotency-Key': 'the-roster' }
  const { journeys } = must(
    await cast.chamber.post(`/v1/charters/${charter}/roster`, rosterCsv([rosterRow(4), rosterRow(5)]), csv),
  ).body
  ids.push(...journeys.map(({ journey }: { journey: string }) => journey))
  const [withdrawn, refused, first, second, third] = ids as [string, string, string, string, string]
  const any = { 'If-Match': '*', 'Idempotency-Key': 'words' }
  must(await cast.chamber.post(`/v1/journeys/${withdrawn}/withdrawal`, { reason: words.withdrawal }, any))
  await desk.clock.turnTo(when.firstReport)
  const sample = { sampledAt: when.firstSample, reportedAt: when.firstReport, laboratory: 'lab-1', reagent: 'kit-1' }
  must(await cast.laboratory.post(`/v1/journeys/${refused}/tests`, { ...sample, id: 't', result: 'negative' }))
  must(await cast.chamber.post(`/v1/journeys/${refused}/code-application`))
  must(await cast.mission.post(`/v1/journeys/${refused}/code-refusal`, { reason: words.codeRefusal }, any))
  const travellers = [first, second, third]
  await clearToBoard(desk, world, travellers)
  await closeManifest(desk, world)
  await flyAndTransfer(desk, world, travellers, [{ journey: third, reason: words.removal }])
  must(await cast.facility.post(`/v1/journeys/${first}/admission`, { room: 'yw-obs-01/100' }))
  must(
    await cast.facility.post(
      `/v1/journeys/${first}/home-assessment`,
      { suitable: false, reason: words.homeAssessment },
      any,
    ),
  )
  must(await cast.facility.post(`/v1/journeys/${first}/medical-care`, { place: words.place, cause: 'ill' }))
  must(await cast.facility.post(`/v1/journeys/${second}/admission`, { room: 'yw-obs-01/101' }))
  must(await cast.facility.post(`/v1/journeys/${second}/missing`, { lastSeen: words.lastSeen }))
  await desk.clock.turnTo('2022-08-28T23:00:00+08:00')
})
afterAll(async () => {
  await desk.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

const personal = () => [
  ...new Set(
    people.flatMap(({ surname, givenNames, nativeName, documentNumber, email, phone, hostCompany, birthDate }) => [
      surname,
      givenNames,
      nativeName,
      documentNumber,
      email,
      email.split('@')[0]!,
      phone,
      phone.slice(3),
      hostCompany,
      birthDate,
    ]),
  ),
  ...Object.values(words),
]

function expectNone(text: Buffer | string, where: string): void {
  expect(findIn(Buffer.from(text), personal()), where).toEqual([])
}

describe('After a whole journey', () => {
  it('nothing personal, and no officer’s words about anybody, stand in the desk’s files', () => {
    const files = readdirSync(desk.folder).filter((name) => /sqlite/.test(name))
    expect(files).toContain('desk.sqlite')
    expect(files).toContain('desk.sqlite-wal')
    expect(files).toContain('keys.sqlite')
    for (const name of files) expectNone(readFileSync(path.join(desk.folder, name)), name)
  })

  it('nor in the record, the letters and the outbox as they are shown', async () => {
    const { auditor, chamber } = world.cast
    const events = must(await auditor.get('/v1/events?limit=1000'))
    expect(events.body.rows.length).toBe(events.body.total)
    expectNone(events.text, 'the events')
    const letters = must(await auditor.get(`/v1/charters/${world.charter}/letters?limit=500`))
    expect(letters.body.rows.length).toBeGreaterThan(10)
    expectNone(letters.text, 'the letters')
    expectNone(must(await chamber.get(`/v1/charters/${world.charter}/outbox`)).text, 'the outbox')
  })

  it('the words of the mail server are kept all the same, without the address', async () => {
    const { rows } = must(await world.cast.chamber.get(`/v1/charters/${world.charter}/letters`)).body
    expect(rows[0].words).toMatch(/550 5\.1\.1 .*Recipient address rejected/)
  })

  it('the words are there for who may read them, opened from under the merchant’s key', async () => {
    const { rows } = must(await world.cast.chamber.get(`/v1/charters/${world.charter}/journeys`)).body
    const text = JSON.stringify(rows)
    for (const word of [words.codeRefusal, words.place, words.homeAssessment]) expect(text).toContain(word)
    expect(text).not.toContain('sealed:')
  })

  it('the record is intact, and gives the state that is stored', async () => {
    expect(must(await world.cast.auditor.get('/v1/audit')).body).toMatchObject({ intact: true, first: null })
  })
})
