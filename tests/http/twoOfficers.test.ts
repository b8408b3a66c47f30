// What happens when people act twice or at once: a form is done once, and the second officer is told what the first did.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedIn, type Browser } from '../support/browser.ts'
import { must } from '../support/client.ts'
import { callBody, replyCsv, replyLine } from '../support/demand.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { when } from '../support/handClock.ts'
import { negative } from '../support/merchants.ts'
import { gathered, termsBody, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let agents: readonly [Browser, Browser]
let officers: readonly [Browser, Browser]
let journeys: readonly string[]
const people = 6

beforeAll(async () => {
  desk = await startDesk()
  ;({ world, journeys } = await gathered(desk, people))
  await desk.clock.turnTo('2022-08-28T15:20:00+09:00')
  const { carrier, reformOffice } = world.cast.organisations
  const someone = async (organisation: string) =>
    (await signedIn(desk, organisation, { charters: [world.charter] })).browser
  agents = [await someone(carrier), await someone(carrier)]
  officers = [await someone(reformOffice), await someone(reformOffice)]
}, 120_000)
afterAll(() => desk.close())

const gate = () => `/charters/${world.charter}/gate`
type Form = Readonly<Record<string, string>>
/** The hidden fields of one form of a page. */
function formIn(html: string, form: string, about: string): Form {
  const [found] = html
    .split('<form')
    .filter((each) => each.includes(`name="form" value="${form}"`) && (!about || each.includes(`value="${about}"`)))
  return Object.fromEntries(
    [...(found ?? '').split('</form>')[0]!.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name!, value!],
    ),
  )
}
const formAt = async (who: Browser, address: string, form: string, about = '') =>
  formIn((await who.get(address)).text, form, about)
const boardings = async (journey: string) =>
  (await desk.open.desk.store.eventsOf('journey', journey)).filter(({ type }) => type === 'Boarded').length

describe('A form that is sent twice', () => {
  it('is done once, and said so the second time', async () => {
    const [agent] = agents
    const form = await formAt(agent, gate(), 'Board', journeys[0])
    expect(form['nonce']).toMatch(/^[0-9A-Z]{16}\.Board\./)
    const first = await agent.post(gate(), form)
    expect([first.status, first.headers.get('location')]).toEqual([303, `${gate()}?done=Board&about=${journeys[0]}`])
    const again = await agent.post(gate(), form)
    expect(again.status).toBe(303)
    const told = await agent.get(again.headers.get('location')!)
    expect(told.text).toContain('It was not done a second time.')
    expect((await agent.get(first.headers.get('location')!)).text).not.toContain('It was not done a second time.')
    expect(await boardings(journeys[0]!)).toBe(1)
  })

  it('at the same moment is done once, and nobody is refused', async () => {
    const [agent] = agents
    const form = await formAt(agent, gate(), 'Board', journeys[1])
    const answers = await Promise.all(Array.from({ length: 6 }, () => agent.post(gate(), form)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303))
    expect(await boardings(journeys[1]!)).toBe(1)
  })

  it('with something else in it the second time, after the back button, changes nothing and says so', async () => {
    const charter: string = must(await world.cast.chamber.post('/v1/charters', termsBody())).body.id
    must(await world.cast.chamber.post(`/v1/charters/${charter}/application`, {}, { 'If-Match': '*' }))
    const address = `/charters/${charter}`
    const [officer] = officers
    const form = await formAt(officer, address, 'application-return')
    expect((await officer.post(address, { ...form, reasons: 'no plan' })).status).toBe(303)
    const changed = await officer.post(address, { ...form, reasons: 'no plan and no list' })
    expect(changed.status).toBe(409)
    expect(changed.text).toContain('This form had been sent before and was taken then.')
    // What was typed is still there, though the form is not offered any more.
    expect(changed.text).toContain('no plan and no list')
    const record = must(await world.cast.reformOffice.get(`/v1/charters/${charter}`)).body
    expect(JSON.stringify(record)).toContain('no plan')
    expect(JSON.stringify(record)).not.toContain('no list')
  })

  it('is another’s own where somebody else sends it', async () => {
    const form = await formAt(agents[0], gate(), 'Board', journeys[2])
    expect((await agents[0].post(gate(), form)).status).toBe(303)
    const theirs = await agents[1].post(gate(), form)
    expect(theirs.status).toBe(412)
    expect(theirs.text).toContain('Boarded')
  })
})

describe('A reply to a demand call', () => {
  const replies = async (call: string) =>
    (await desk.open.desk.store.eventsOf('demandCall', call)).filter(({ type }) => type === 'DemandReplied').length
  /** The hidden fields of the form that was typed into, or of the one for a spreadsheet. */
  const hidden = (html: string, which: 'reply' | 'sheet'): Form =>
    Object.fromEntries(
      html
        .split('<form')
        .filter((each) => each.includes(`.${which}"`))
        .flatMap((each) => [...each.matchAll(/name="(version|nonce)" value="([^"]*)"/g)])
        .map(([, name, value]) => [name!, value!]),
    )
  const line = (merchants: string): Form => ({
    ...{ 'country-0': 'KR', 'purpose-0': 'orders', 'earliestDate-0': '2022-08-26', 'merchants-0': merchants },
    ...{ 'passportUntil-0': '2026-01-01', 'visa-0': 'inHand', 'invitationLetter-0': 'notNeeded' },
  })

  it('is taken once from one page, and a colleague’s is not overwritten unseen', async () => {
    const { company } = world.cast.organisations
    const [one, two] = [
      (await signedIn(desk, company, { charters: [] })).browser,
      (await signedIn(desk, company, { charters: [] })).browser,
    ]
    await desk.clock.turnTo('2022-08-28T15:30:00+09:00')
    const terms = { firstDay: '2022-09-10', lastDay: '2022-09-14', closesAt: '2022-09-08T18:00:00+09:00' }
    const call: string = must(await world.cast.reformOffice.post('/v1/demand-calls', callBody(terms))).body.id
    const address = `/demand/${call}`
    const late = (merchants: string): Form => ({ ...line(merchants), 'earliestDate-0': '2022-09-10' })
    const [mine, theirs] = [
      hidden((await one.get(address)).text, 'reply'),
      hidden((await two.get(address)).text, 'reply'),
    ]
    const answers = [
      await one.post(address, { ...mine, ...late('130') }),
      await one.post(address, { ...mine, ...late('130') }),
    ]
    expect(answers.map(({ headers }) => headers.get('location'))).toEqual([
      `${address}?saved=1#reply`,
      `${address}?again=1#reply`,
    ])
    expect(await replies(call)).toBe(1)
    const changed = await one.post(address, { ...mine, ...late('131') })
    expect(changed.status).toBe(409)
    expect(changed.text).toContain('This form had been sent before and was taken then.')
    // Another company's reply is in nobody's way; a colleague's is told, with what was typed.
    must(
      await world.cast.rivalChamber.post(`/v1/demand-calls/${call}/replies`, {
        lines: [replyLine({ earliestDate: '2022-09-11' })],
      }),
    )
    const told = await two.post(address, { ...theirs, ...late('70') })
    expect(told.status).toBe(412)
    expect(told.text).toMatch(/<strong>[^<]+<\/strong> · <bdi>The company · <\/bdi>/)
    expect(told.text.match(/<ul class="since"><li>/g)).toHaveLength(1)
    expect(told.text).toContain('value="70"')
    const sheet = {
      ...hidden((await two.get(address)).text, 'sheet'),
      version: theirs['version']!,
      sheet: replyCsv([], 'en'),
    }
    expect((await two.post(address, sheet)).status).toBe(412)
    expect(await replies(call)).toBe(2)
    expect((await two.post(address, { ...hidden(told.text, 'reply'), ...late('70') })).status).toBe(303)
    expect(await replies(call)).toBe(3)
  })
})

describe('The second of two officers', () => {
  it('is told what the first did, when, and by whom as far as they may see, and nothing is done', async () => {
    const [first, second] = [
      await formAt(agents[0], gate(), 'Board', journeys[3]),
      await formAt(agents[1], gate(), 'DenyBoarding', journeys[3]),
    ]
    expect((await agents[0].post(gate(), first)).status).toBe(303)
    const answer = await agents[1].post(gate(), { ...second, reason: 'the passport is another’s' })
    expect(answer.status).toBe(412)
    const box = answer.text.slice(answer.text.indexOf('role="alert"'))
    expect(box).toContain('Since your form was opened, this happened:')
    expect(box).toMatch(/<strong>Boarded<\/strong> · <bdi>The carrier · <\/bdi>carrier, <time/)
    expect(box).toContain('the passport is another’s')
    expect(await boardings(journeys[3]!)).toBe(1)
  })

  it('sends what they typed again, and it is taken on what stands now', async () => {
    const address = `/charters/${world.charter}/gate`
    const mine = await formAt(agents[1], address, 'DenyBoarding', journeys[4])
    const test = negative('one-more', when.secondSample, when.secondReport)
    must(await world.cast.laboratory.post(`/v1/journeys/${journeys[4]}/tests`, test))
    const refused = await agents[1].post(address, { ...mine, reason: 'fever at the gate' })
    expect(refused.status).toBe(412)
    expect(refused.text).toContain('Test recorded')
    // Another organisation is told by its role alone.
    expect(refused.text).toMatch(/<strong>Test recorded<\/strong> · laboratory, <time/)
    expect(refused.text).toContain('value="fever at the gate"')
    const now = formIn(refused.text, 'DenyBoarding', journeys[4]!)
    expect(Number(now['version'])).toBeGreaterThan(Number(mine['version']))
    expect((await agents[1].post(address, { ...now, reason: 'fever at the gate' })).status).toBe(303)
    expect((await desk.open.desk.store.journey(journeys[4] as never))!.state.stage).toBe('notTravelled')
  })

  it('on a charter is told who decided on it', async () => {
    const charter: string = must(await world.cast.chamber.post('/v1/charters', termsBody())).body.id
    must(await world.cast.chamber.post(`/v1/charters/${charter}/application`, {}, { 'If-Match': '*' }))
    const address = `/charters/${charter}`
    const [approval, back] = [
      await formAt(officers[0], address, 'approval'),
      await formAt(officers[1], address, 'application-return'),
    ]
    expect((await officers[0].post(address, { ...approval, conditions: 'lists by Friday' })).status).toBe(303)
    const answer = await officers[1].post(address, { ...back, reasons: 'no seat plan' })
    expect(answer.status).toBe(412)
    expect(answer.text).toMatch(/<strong>Charter approved<\/strong> · <bdi>The reformOffice · <\/bdi>reform office/)
    expect(answer.text).toContain('no seat plan')
    expect((await desk.open.desk.store.charter(charter as never))!.state.stage).toBe('approved')
  })

  it('is not held up by what the desk did by itself, nor by what happened to another condition', async () => {
    const charter: string = must(await world.cast.chamber.post('/v1/charters', termsBody())).body.id
    must(await world.cast.chamber.post(`/v1/charters/${charter}/application`, {}, { 'If-Match': '*' }))
    const conditions = ['alternate seats', 'lists by Friday']
    must(await world.cast.reformOffice.post(`/v1/charters/${charter}/approval`, { conditions }, { 'If-Match': '*' }))
    const address = `/charters/${charter}`
    const one = { ...(await formAt(officers[0], address, 'fulfilment', '1')), evidence: 'seen' }
    const two = { ...(await formAt(officers[1], address, 'fulfilment', '2')), evidence: 'seen too' }
    const same = { ...(await formAt(officers[1], address, 'fulfilment', '1')), evidence: 'seen by me' }
    expect((await officers[0].post(address, one)).status).toBe(303)
    expect((await officers[1].post(address, two)).status).toBe(303)
    const answer = await officers[1].post(address, same)
    expect(answer.status).toBe(412)
    expect(answer.text).toContain('Condition confirmed as met')
  })
})
