// The forms of a charter's page: conditions shown and confirmed, an application submitted and decided, without a script.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { organisationKinds } from '../../src/domain/access/roles.ts'
import { reach } from '../../src/domain/access/table.ts'
import { must, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { readingAs } from '../support/reading.ts'
import { furnish, termsBody, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let charter: string
const any = { 'If-Match': '*' }
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
})
afterAll(() => desk.close())
beforeEach(async () => {
  charter = must(await world.cast.chamber.post('/v1/charters', termsBody())).body.id
})

const page = (who: Client, language?: string) => desk.nobody.get(`/charters/${charter}`, readingAs(who, language))
const stands = async () => must(await world.cast.reformOffice.get(`/v1/charters/${charter}`)).body
const send = (who: Client, fields: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) =>
  desk.nobody.post(`/charters/${charter}`, new URLSearchParams(fields).toString(), {
    ...form,
    ...readingAs(who),
    ...more,
  })
const decide = async (who: Client, name: string, fields: Readonly<Record<string, string>> = {}) =>
  send(who, { form: name, version: String((await stands()).version), ...fields })
const told = async (type: string) =>
  (await desk.open.desk.store.eventsOf('charter', charter)).filter((event) => event.type === type)
async function approved(): Promise<void> {
  must(await world.cast.chamber.post(`/v1/charters/${charter}/application`, {}, any))
  const conditions = ['alternate seats', 'lists by Friday']
  must(await world.cast.reformOffice.post(`/v1/charters/${charter}/approval`, { conditions }, any))
}
const show = (who: Client, condition: string, evidence = 'seat plan sent <b>') =>
  send(who, { form: 'evidence', version: '3', condition, evidence })

describe('A condition', () => {
  beforeEach(approved)

  it('is shown in words by the organiser and confirmed by the office, and the page says who did what and when', async () => {
    const answer = await show(world.cast.chamber, '1')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/charters/${charter}#conditions`])
    expect((await page(world.cast.auditor)).text).toContain('Submitted, not yet confirmed: seat plan sent &lt;b>')
    expect((await send(world.cast.reformOffice, { form: 'fulfilment', version: '4', condition: '1' })).status).toBe(303)
    const { text } = await page(world.cast.chamber)
    expect(text).toContain('The chamber, Saturday, 20 August 2022 09:00 (China Standard Time)')
    expect(text).toContain('Confirmed by The reformOffice.')
    const back = { form: 'evidence-return', version: '5', condition: '1', reason: 'no plan came' }
    expect((await send(world.cast.reformOffice, back)).status).toBe(303)
    expect((await page(world.cast.chamber)).text).toContain('Sent back: no plan came')
  })

  it('that is sent twice is shown once, also in the same moment', async () => {
    const answers = await Promise.all([show(world.cast.chamber, '1'), show(world.cast.chamber, '1')])
    expect([...answers, await show(world.cast.chamber, '1')].map(({ status }) => status)).toEqual([303, 303, 303])
    expect(await told('EvidenceSubmitted')).toHaveLength(1)
  })

  it('with a sign for evidence, or that the approval does not have, is refused, and what was typed stands there again', async () => {
    const sign = await show(world.cast.chamber, '2', '."')
    expect(sign.status).toBe(400)
    expect(sign.text).toContain('must say in words what shows it')
    expect(sign.text).toContain('value=".&quot;"')
    expect((await show(world.cast.chamber, '', 'plan sent')).status).toBe(400)
    expect((await show(world.cast.chamber, '3')).status).toBe(422)
    expect((await show(world.cast.rivalChamber, '1')).status).toBe(404)
    expect(await told('EvidenceSubmitted')).toHaveLength(0)
  })

  it('takes no form once the charter is cancelled, and none is offered', async () => {
    must(await world.cast.reformOffice.post(`/v1/charters/${charter}/cancellation`, { reason: 'x' }, any))
    expect((await page(world.cast.chamber)).text).not.toContain('Submit evidence')
    expect((await show(world.cast.chamber, '1')).status).toBe(409)
  })

  it('speaks the five languages', async () => {
    const said = {
      en: 'Submit evidence',
      ko: '근거 제출',
      zh: '提交依据',
      ru: 'Представить подтверждение',
      ar: 'تقديم الإثبات',
    }
    for (const [language, words] of Object.entries(said))
      expect((await page(world.cast.chamber, language)).text).toContain(words)
  })
})

describe('An application', () => {
  it('is submitted by its organiser, returned with reasons, answered, and approved with conditions by the office', async () => {
    const { chamber, reformOffice } = world.cast
    expect((await decide(chamber, 'application')).status).toBe(303)
    expect((await decide(reformOffice, 'application-return', { reasons: 'no vehicles\r\n\r\nno hotel' })).status).toBe(
      303,
    )
    expect((await stands()).record.reasons).toEqual(['no vehicles', 'no hotel'])
    const unchanged = await decide(chamber, 'application')
    expect(unchanged.status).toBe(422)
    expect(unchanged.text).toContain('The application is the one that was returned')
    expect((await decide(chamber, 'application', { answer: 'coaches are hired' })).status).toBe(303)
    expect((await decide(reformOffice, 'approval', { conditions: 'alternate seats' })).status).toBe(303)
    expect(await stands()).toMatchObject({ stage: 'approved', record: { conditions: ['alternate seats'] } })
  })

  it('that is decided twice from one page is decided once; on another version it is refused with what was typed', async () => {
    const { chamber, reformOffice } = world.cast
    must(await chamber.post(`/v1/charters/${charter}/application`, {}, any))
    const refusal = { form: 'application-refusal', version: '2', reasons: 'no <room>' }
    const stale = await send(reformOffice, { ...refusal, version: '1' })
    expect(stale.status).toBe(412)
    expect(stale.text).toContain('no &lt;room>')
    expect((await send(reformOffice, { ...refusal, version: '' })).status).toBe(400)
    expect((await send(reformOffice, { ...refusal, reasons: ' ' })).status).toBe(400)
    const answers = await Promise.all([send(reformOffice, refusal), send(reformOffice, refusal)])
    expect([...answers, await send(reformOffice, refusal)].map(({ status }) => status)).toEqual([303, 303, 303])
    expect(await told('ApplicationRefused')).toHaveLength(1)
  })
})

describe('The forms', () => {
  it('are offered to, and taken from, those whom the table of permissions allows it, and to nobody else', async () => {
    must(await world.cast.chamber.post(`/v1/charters/${charter}/application`, {}, any))
    for (const role of organisationKinds.filter((each) => each !== 'company')) {
      const who = world.cast[role]
      const may = reach(role, 'ApproveCharter') !== null
      expect((await page(who)).text.includes('value="approval"'), role).toBe(may)
      if (!may) expect((await decide(who, 'approval')).status, role).toBe(404)
    }
    expect((await send(world.cast.chamber, { form: 'toString' })).status).toBe(404)
    expect((await stands()).stage).toBe('applied')
  })

  it('of nobody who is known are not taken', async () => {
    const submission = { form: 'application', version: '1' }
    const nobody = await desk.nobody.post(`/charters/${charter}`, new URLSearchParams(submission).toString(), form)
    expect([nobody.status, nobody.headers.get('location')]).toEqual([303, '/sign-in'])
    expect((await stands()).stage).toBe('draft')
  })
})
