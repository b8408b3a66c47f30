// Conditions of an approval ticked off from the charter's page, with a form and no script.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { organisationKinds } from '../../src/domain/access/roles.ts'
import { reach } from '../../src/domain/access/table.ts'
import { must, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
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
  charter = await approved(world.cast.chamber)
})

async function approved(organiser: Client): Promise<string> {
  const { id } = must(await organiser.post('/v1/charters', termsBody())).body
  must(await organiser.post(`/v1/charters/${id}/application`, {}, any))
  const conditions = ['alternate seats', 'lists by Friday']
  must(await world.cast.reformOffice.post(`/v1/charters/${id}/approval`, { conditions }, any))
  return id
}
const signedIn = (who: Client, language = 'en') => ({ Cookie: `desk_token=${who.token}; desk_language=${language}` })
const page = (who: Client, language?: string) => desk.nobody.get(`/charters/${charter}`, signedIn(who, language))
const tick = (who: Client, condition: string, evidence = 'seat plan sent <b>') =>
  desk.nobody.post(`/charters/${charter}`, new URLSearchParams({ condition, evidence }).toString(), {
    ...form,
    ...signedIn(who),
  })
const fulfilled = async () =>
  must(await world.cast.reformOffice.get(`/v1/charters/${charter}`)).body.conditions.map(
    (each: { fulfilled: { evidence: string } | null }) => each.fulfilled?.evidence ?? null,
  )
const told = async () =>
  (await desk.open.desk.store.eventsOf('charter', charter)).filter(({ type }) => type === 'ConditionFulfilled')

describe('A condition', () => {
  it('is ticked off with words, and then shows who did it, when and why', async () => {
    expect((await page(world.cast.chamber)).text).toContain('Tick off')
    const answer = await tick(world.cast.chamber, '1')
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('Condition 1 is ticked off.')
    for (const who of [world.cast.chamber, world.cast.auditor]) {
      const { text } = await page(who)
      expect(text).toContain('seat plan sent &lt;b>')
      expect(text).toContain('The chamber, Saturday, 20 August 2022 09:00 (China Standard Time)')
    }
    expect(await fulfilled()).toEqual(['seat plan sent <b>', null])
  })

  it('that is sent twice is ticked off once, also in the same moment', async () => {
    const answers = await Promise.all([tick(world.cast.chamber, '1'), tick(world.cast.chamber, '1')])
    expect([...answers, await tick(world.cast.chamber, '1')].map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await told()).toHaveLength(1)
  })

  it('that somebody else ticked off, or with other words, says that it is done already', async () => {
    must(await tick(world.cast.chamber, '1'))
    for (const answer of [await tick(world.cast.reformOffice, '1'), await tick(world.cast.chamber, '1', 'again')]) {
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('Condition 1 was fulfilled already: seat plan sent &lt;b>')
    }
    expect(await told()).toHaveLength(1)
  })

  it('without words, or that the approval does not have, is refused, and what was typed stands there again', async () => {
    expect((await tick(world.cast.chamber, '2', ' ')).status).toBe(400)
    expect((await tick(world.cast.chamber, '', 'seen')).status).toBe(400)
    const unknown = await tick(world.cast.chamber, '3', 'seen')
    expect(unknown.status).toBe(422)
    expect(unknown.text).toContain('The approval has no condition 3.')
    const tooLong = await tick(world.cast.chamber, '2', 'x'.repeat(501))
    expect(tooLong.status).toBe(400)
    expect(tooLong.text).toContain(`value="${'x'.repeat(501)}"`)
    expect(await fulfilled()).toEqual([null, null])
  })

  it('cannot be ticked off any more once the charter is cancelled, and no form offers it', async () => {
    must(await world.cast.reformOffice.post(`/v1/charters/${charter}/cancellation`, { reason: 'x' }, any))
    expect((await page(world.cast.chamber)).text).not.toContain('Tick off')
    expect((await tick(world.cast.chamber, '1')).status).toBe(409)
  })
})

describe('The form', () => {
  it('is offered to, and taken from, those whom the table of permissions allows it, and to nobody else', async () => {
    for (const role of organisationKinds) {
      const who = world.cast[role]
      charter = await approved(role === 'company' ? who : world.cast.chamber)
      const may = reach(role, 'FulfilCondition') !== null
      expect((await page(who)).text.includes('Tick off'), role).toBe(may)
      expect((await tick(who, '1')).status, role).toBe(may ? 200 : 404)
      expect(await told()).toHaveLength(may ? 1 : 0)
    }
  })

  it('takes nothing from another chamber, nor from somebody without a token', async () => {
    expect((await tick(world.cast.rivalChamber, '1')).status).toBe(404)
    const nobody = await desk.nobody.post(`/charters/${charter}`, 'condition=1&evidence=x', form)
    expect({ status: nobody.status, to: nobody.headers.get('location') }).toEqual({ status: 303, to: '/sign-in' })
    expect(await told()).toHaveLength(0)
  })

  it('speaks the three languages', async () => {
    const said = { en: 'Why it is done', ko: '이행 근거', zh: '落实依据' }
    for (const [language, words] of Object.entries(said))
      expect((await page(world.cast.chamber, language)).text).toContain(words)
  })
})
