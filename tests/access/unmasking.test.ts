// One person in full: for a reason that the record keeps, after a second factor, by those whom the table names, and once.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { audit as auditStore } from '../../src/application/audit.ts'
import { openText } from '../../src/application/freeText.ts'
import type { RecordedEvent } from '../../src/application/recordLines.ts'
import { organisationKinds } from '../../src/domain/access/roles.ts'
import { reach } from '../../src/domain/access/table.ts'
import type { JourneyId } from '../../src/domain/ids.ts'
import { addGenerator, fromOwnPage, signedIn, type Browser } from '../support/browser.ts'
import { codesOf, expectProblem, fieldsOf, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { codeOf } from '../support/generator.ts'
import { person, register } from '../support/merchants.ts'
import { another, furnish, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let journey: JourneyId
let foreign: string
let erased: string
beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  const { chamber, rivalChamber } = world.cast
  journey = (await register(chamber, world.charter, 1)) as JourneyId
  foreign = await register(rivalChamber, world.rivalCharter, 7)
  erased = await register(rivalChamber, world.rivalCharter, 8)
  must(await rivalChamber.post(`/v1/journeys/${erased}/withdrawal`, { reason: 'a wedding' }, { 'If-Match': '*' }))
  const { id } = must(await rivalChamber.post(`/v1/journeys/${erased}/erasure`, { reason: 'asked for' })).body
  must(await (await another(desk, world, 'rivalChamber')).post(`/v1/pending-acts/${id}/confirmation`))
  expect(await desk.open.desk.vault.holds(await merchantOf(erased as JourneyId))).toBe(false)
})
afterAll(() => desk.close())

const { surname, givenNames, nativeName, documentNumber, birthDate, email, phone } = person(1)
const store = () => desk.open.desk.store
const merchantOf = async (of: JourneyId) => (await store().journey(of))!.state.merchant
const address = (of: string = journey) => `/v1/journeys/${of}/unmasking`
const page = (of: string = journey) => `/journeys/${of}/unmasking`
const reason = 'HWANGBO did not come to the coach; the police ask for the passport'
const wanted = { reason, fields: ['name', 'document'] }
const told = async (): Promise<readonly RecordedEvent[]> =>
  (await store().eventsOf('desk', await merchantOf(journey))).filter(({ type }) => type === 'MerchantUnmasked')
let before = 0
beforeEach(async () => {
  before = (await told()).length
})
const toldSince = async () => (await told()).slice(before)

describe('Unmasking', () => {
  it('shows the fields that were asked, leaves the others shortened, and is a fact of the record with its reason', async () => {
    const { cast } = world
    const answer = must(await cast.reformOffice.post(address(), wanted))
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.body).toEqual({
      journey,
      person: {
        name: `${surname} ${givenNames}`,
        nativeName,
        documentNumber,
        nationality: 'KOR',
        birthDate: birthDate!.slice(0, 4),
        email: 'm…@….example',
        phone: '…001',
        masked: ['birthDate', 'contact'],
      },
    })
    const [fact, ...more] = await toldSince()
    expect(more).toEqual([])
    expect(fact).toMatchObject({
      data: { journey, fields: ['name', 'document'] },
      actor: { role: 'reformOffice', organisation: cast.organisations.reformOffice },
      at: desk.clock.now(),
      request: answer.headers.get('request-id'),
    })
    const sealed = (fact!.data as { reason: string }).reason
    expect(sealed).toMatch(/^sealed:/)
    expect(await openText(desk.open.desk.vault, await merchantOf(journey), sealed)).toBe(reason)
    const lines = await store().journalPage(0, 10_000, null)
    expect(lines.at(-1)).toMatchObject({
      type: 'PeopleShown',
      subject: journey,
      request: answer.headers.get('request-id'),
      data: { what: 'unmasking', people: 1, fields: ['name', 'document'], reason: sealed },
    })
    expect(JSON.stringify([fact, lines.at(-1)])).not.toContain('police')
    expect(await auditStore(store())).toMatchObject({ intact: true })
  })

  it('again is another fact, also under one Idempotency-Key', async () => {
    const { reformOffice } = world.cast
    for (let i = 0; i < 2; i++)
      must(await reformOffice.post(address(), wanted, { 'Idempotency-Key': 'the-same-twice' }))
    expect(await toldSince()).toHaveLength(2)
  })

  it('without a reason, with a blank or an endless one, or of no field or an unknown one, shows nobody', async () => {
    const { reformOffice } = world.cast
    const faulty: readonly (readonly [object, string])[] = [
      [{ fields: ['name'] }, 'reason'],
      [{ reason: '', fields: ['name'] }, 'reason'],
      [{ reason: ' \n\t ', fields: ['name'] }, 'reason'],
      [{ reason: 'x'.repeat(501), fields: ['name'] }, 'reason'],
      [{ reason }, 'fields'],
      [{ reason, fields: [] }, 'fields'],
      [{ reason, fields: ['tests'] }, 'fields.0'],
      [{ reason, fields: ['name'], whole: true }, 'whole'],
    ]
    for (const [body, field] of faulty) {
      const answer = await reformOffice.post(address(), body)
      expect(fieldsOf(expectProblem(answer, 400, 'malformed')), JSON.stringify(body)).toEqual([field])
      expect(answer.text).not.toContain(surname)
    }
    expect(await toldSince()).toEqual([])
  })

  it.each(organisationKinds)('is asked by the %s as the table says, and of nobody beyond its reach', async (role) => {
    const who = world.cast[role]
    const how = reach(role, 'UnmaskMerchant')
    const answer = await who.post(address(), { reason, fields: ['birthDate'] })
    if (!how) {
      expectProblem(answer, 403, 'forbidden')
      expectProblem(await who.post(address(foreign), { reason, fields: ['birthDate'] }), 403, 'forbidden')
      return expect(await toldSince()).toEqual([])
    }
    expect(must(answer).body.person.birthDate).toBe(birthDate)
    expect(await toldSince()).toMatchObject([{ actor: { role } }])
    const beyond = await who.post(address(foreign), { reason, fields: ['birthDate'] })
    if (how === 'any') expect(must(beyond).body.person.birthDate).toBe(person(7).birthDate)
    else expectProblem(beyond, 404, 'not-found')
  })

  it('is for whoever is named in the table, and for no other', () => {
    const may = organisationKinds.filter((role) => reach(role, 'UnmaskMerchant') !== null)
    expect(may).toEqual(['reformOffice', 'carrier', 'transferCrew', 'facility', 'auditor'])
  })

  it('of what the role sees whole anyway is refused, and no fact', async () => {
    const { facility } = world.cast
    const findings = expectProblem(await facility.post(address(), wanted), 422)
    expect(codesOf(findings)).toEqual(['fieldNotMasked'])
    expect(fieldsOf(findings)).toEqual(['name'])
    expect(await toldSince()).toEqual([])
  })

  it('of somebody who was erased, or who never was, finds nobody', async () => {
    const { reformOffice } = world.cast
    expectProblem(await reformOffice.post(address(erased), wanted), 404, 'not-found')
    expectProblem(await reformOffice.post(address(`${world.charter}-J0`), wanted), 404, 'not-found')
    const facts = await store().eventsOf('desk', await merchantOf(erased as JourneyId))
    expect(facts.filter(({ type }) => type === 'MerchantUnmasked')).toEqual([])
  })

  it('on a version that somebody names is for that version', async () => {
    const { reformOffice } = world.cast
    const { version } = must(await reformOffice.get(`/v1/journeys/${journey}`))
    expectProblem(await reformOffice.post(address(), wanted, { 'If-Match': '"999"' }), 412, 'stale')
    must(await reformOffice.post(address(), wanted, { 'If-Match': version! }))
    expect(await toldSince()).toHaveLength(1)
  })

  it('is told in the copy that the merchant asks for, and its reason to whoever watches, and not to whoever keeps the desk', async () => {
    const { cast } = world
    must(await cast.reformOffice.post(address(), wanted))
    const query = `/v1/record?act=MerchantUnmasked&merchant=${await merchantOf(journey)}&limit=1`
    for (const role of ['auditor', 'reformOffice'] as const)
      expect(must(await cast[role].get(query)).body.rows[0]).toMatchObject({ givenReason: reason })
    const { rows } = must(await cast.administrator.get(query)).body
    expect(rows[0].type).toBe('MerchantUnmasked')
    expect(rows[0]).not.toHaveProperty('givenReason')
    const search = `/record?act=MerchantUnmasked&merchant=${await merchantOf(journey)}`
    const shown = await desk.nobody.get(search, { Authorization: `Bearer ${cast.auditor.token}` })
    expect(shown.text).toContain('the police ask for the passport')
  })
})

describe('Somebody in a session', () => {
  const officer = async () => (await signedIn(desk, world.cast.organisations.reformOffice)).browser
  const ask = (browser: Browser) => browser.send('POST', address(), wanted)
  const turn = (minutes: number) =>
    desk.clock.set(new Date(Date.parse(desk.clock.now()) + minutes * 60_000).toISOString())

  it('is asked for a second factor of a moment ago, and sent to where it is shown', async () => {
    const browser = await officer()
    expectProblem(await ask(browser), 403, 'fresh-sign-in')
    for (const answer of [await browser.get(page()), await browser.post(page(), { reason, fields: 'name' })]) {
      expect(answer.status).toBe(403)
      expect(answer.text).toContain('Show your second factor')
      expect(answer.text).not.toContain(surname)
    }
    const secret = await addGenerator(browser, (each) => codeOf(each, -1))
    expect((await ask(browser)).status).toBe(200)
    turn(16)
    const stale = expectProblem(await ask(browser), 403, 'fresh-sign-in')
    expect(stale).toEqual([])
    expect((await browser.get(page())).text).toContain(`name="to" value="${page()}"`)
    const shown = await browser.post('/step-up', { code: codeOf(secret), to: page() })
    expect({ status: shown.status, to: shown.headers.get('location') }).toEqual({ status: 303, to: page() })
    expect((await ask(browser)).status).toBe(200)
    const facts = await toldSince()
    expect(facts).toHaveLength(2)
    for (const { actor } of facts) expect(actor.person).not.toBeNull()
  })

  it('finds the way on the charter’s page, gives a reason, and sees the person once', async () => {
    const browser = await officer()
    await addGenerator(browser, (each) => codeOf(each, -1))
    const { charter } = world
    const list = await browser.get(`/charters/${charter}`)
    expect(list.text).toContain(`<a href="${page()}">Show in full…</a>`)
    expect(list.text).not.toContain(surname)
    const form = await browser.get(page())
    expect(form.status).toBe(200)
    expect(form.text).toContain('H. M.')
    for (const word of [surname, documentNumber, nativeName, email, phone]) expect(form.text).not.toContain(word)
    const blank = await browser.post(page(), { reason: '  ', fields: 'contact' })
    expect(blank.status).toBe(400)
    expect(blank.text).toMatch(/value="contact" checked/)
    expect(blank.text).not.toContain(phone)
    expect(await toldSince()).toEqual([])
    const shown = await browser.post(page(), { reason, fields: 'contact' })
    expect({ status: shown.status, cache: shown.headers.get('cache-control') }).toEqual({
      status: 200,
      cache: 'no-store',
    })
    expect(shown.text).toContain(email)
    expect(shown.text).toContain(phone)
    for (const word of [surname, documentNumber, nativeName]) expect(shown.text).not.toContain(word)
    expect(await toldSince()).toMatchObject([{ data: { fields: ['contact'] } }])
    expect((await browser.get(page())).text).not.toContain(phone)
  })

  it('is shown nobody by another site’s form (CSRF), nor somebody erased, nor without the right', async () => {
    const browser = await officer()
    await addGenerator(browser, (each) => codeOf(each, -1))
    const { 'Sec-Fetch-Site': _, ...rest } = fromOwnPage
    const crossed = await browser.post(page(), { reason, fields: 'name' }, { ...rest, 'Sec-Fetch-Site': 'cross-site' })
    expect({ status: crossed.status, shows: crossed.text.includes(surname) }).toEqual({ status: 403, shows: false })
    expect((await browser.get(page(erased))).status).toBe(404)
    expect((await browser.post(page(erased), { reason, fields: 'name' })).status).toBe(404)
    expect((await browser.get(page('nobody'))).status).toBe(404)
    const { browser: chamber } = await signedIn(desk, world.cast.organisations.chamber)
    await addGenerator(chamber, (each) => codeOf(each, -1))
    expect((await chamber.get(page())).status).toBe(404)
    expect((await chamber.post(page(), { reason, fields: 'name' })).status).toBe(404)
    expect((await chamber.get(`/charters/${world.charter}`)).text).not.toContain('/unmasking')
    expect(await toldSince()).toEqual([])
  })
})
