// A flight re-timed by page: a look writes nothing, what is confirmed is what was shown, and a change in between is told.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { must, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { when } from '../support/handClock.ts'
import { register } from '../support/merchants.ts'
import { clearToBoard, furnish, openRegistration, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
beforeEach(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  await openRegistration(world)
})
afterEach(() => desk.close())

const any = { 'If-Match': '*' }
const address = () => `/charters/${world.charter}/retiming`
const headersOf = (who: Client) => ({ Authorization: `Bearer ${who.token}`, Cookie: 'desk_language=en' })
const times = { departure: '2022-08-31T22:00', boarding: '', arrival: '2022-08-31T23:30', reason: 'fog <at> Incheon' }
const send = (who: Client, fields: Readonly<Record<string, string>>) =>
  desk.nobody.post(address(), new URLSearchParams(fields).toString(), {
    'Content-Type': 'application/x-www-form-urlencoded',
    ...headersOf(who),
  })
const charterNow = async () => must(await world.cast.chamber.get(`/v1/charters/${world.charter}`)).body
const versionIn = (page: string) => /name="version" value="(\d+)"/.exec(page)![1]!

describe('The page of a re-timing', () => {
  it('opens with the times as they stand, by the clock of each airport', async () => {
    const { text } = await desk.nobody.get(address(), headersOf(world.cast.reformOffice))
    expect(text).toContain('value="2022-08-28T15:40"')
    expect(text).toContain('value="2022-08-28T17:10"')
    expect(text).not.toContain('value="confirm"')
  })

  it('shows first whom it hits, writing nothing, and then carries out the same', async () => {
    const journey = await register(world.cast.chamber, world.charter, 1)
    await clearToBoard(desk, world, [journey])
    const before = await charterNow()
    const events = await desk.countEvents()
    const looked = await send(world.cast.reformOffice, { act: 'look', ...times })
    expect(looked.status).toBe(200)
    expect(looked.text).toContain('<strong class="figure">1</strong> must do something again')
    expect(looked.text).toContain('fog &lt;at> Incheon')
    expect([await charterNow(), await desk.countEvents()]).toEqual([before, events])
    const confirmation = { act: 'confirm', version: versionIn(looked.text), ...times }
    const answers = await Promise.all([
      send(world.cast.reformOffice, confirmation),
      send(world.cast.reformOffice, confirmation),
    ])
    expect([...answers, await send(world.cast.reformOffice, confirmation)].map(({ status }) => status)).toEqual([
      303, 303, 303,
    ])
    const { record } = await charterNow()
    expect(record.leg.scheduledDeparture).toBe('2022-08-31T13:00:00.000Z')
    expect(record.leg.scheduledArrival).toBe('2022-08-31T15:30:00.000Z')
    expect(record.retimings).toBe(1)
  })

  it('tells what another changed between the look and the confirmation, with the report as it is now', async () => {
    const looked = await send(world.cast.reformOffice, { act: 'look', ...times })
    const other = { scheduledDeparture: '2022-08-29T15:40:00+09:00', scheduledArrival: '2022-08-29T17:10:00+08:00' }
    must(await world.cast.carrier.post(`/v1/charters/${world.charter}/retiming`, { ...other, reason: 'slot' }, any))
    const late = await send(world.cast.reformOffice, { act: 'confirm', version: versionIn(looked.text), ...times })
    expect(late.status).toBe(412)
    expect(late.text).toContain('Somebody changed the charter while you looked')
    expect(late.text).toContain('Monday, 29 August 2022')
    expect(late.text).toMatch(/<strong>Flight re-timed<\/strong> · <bdi>The carrier · <\/bdi>carrier, <time/)
    expect((await charterNow()).record.retimings).toBe(1)
    const again = await send(world.cast.reformOffice, { act: 'confirm', version: versionIn(late.text), ...times })
    expect(again.status).toBe(303)
  })

  it('says that it was confirmed before where what was changed after going back is sent', async () => {
    const looked = await send(world.cast.reformOffice, { act: 'look', ...times })
    const nonce = /name="nonce" value="(\w+)"/.exec(looked.text)![1]!
    const confirmation = { act: 'confirm', version: versionIn(looked.text), nonce, ...times }
    expect((await send(world.cast.reformOffice, confirmation)).status).toBe(303)
    const changed = await send(world.cast.reformOffice, { ...confirmation, reason: 'another reason' })
    expect(changed.status).toBe(409)
    expect(changed.text).toContain('This form had been sent before and was taken then.')
    expect((await charterNow()).record.retimings).toBe(1)
  })

  it('says what is wrong with the times and keeps what was typed', async () => {
    for (const [field, value, status, said] of [
      ['departure', '2022-08-31', 400, 'Departure: must be'],
      ['reason', ' ', 400, 'Reason: must'],
      ['arrival', '2022-08-31T20:00', 422, 'would land before it departs'],
      ['departure', when.start.slice(0, 10).replace('20', '19') + 'T10:00', 422, 'lies in the past'],
    ] as const) {
      const { status: answered, text } = await send(world.cast.reformOffice, { act: 'look', ...times, [field]: value })
      expect({ field, answered }).toEqual({ field, answered: status })
      expect(text, field).toContain(said)
      expect(text).toContain('value="2022-08-31T2')
    }
  })

  it('is there for whoever may re-time; a carrier is told how many and not why', async () => {
    const journey = await register(world.cast.chamber, world.charter, 1)
    await clearToBoard(desk, world, [journey])
    const { status, text } = await send(world.cast.carrier, { act: 'look', ...times })
    expect(status).toBe(200)
    expect(text).toContain('must do something again')
    expect(text).not.toContain('Sample')
    expect((await desk.nobody.get(address(), headersOf(world.cast.mission))).status).toBe(404)
    expect((await desk.nobody.get(address(), headersOf(world.cast.rivalChamber))).status).toBe(404)
  })
})

describe('Further steps on the charter’s page', () => {
  const act = (who: Client, fields: Readonly<Record<string, string>>) =>
    desk.nobody.post(`/charters/${world.charter}`, new URLSearchParams(fields).toString(), {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...headersOf(who),
    })

  it('close the manifest and cancel, each on the version that was seen, a cancellation with its reason', async () => {
    const { version } = await charterNow()
    const page = (await desk.nobody.get(`/charters/${world.charter}`, headersOf(world.cast.reformOffice))).text
    expect(page).toContain('value="manifest-closing"')
    expect(page).not.toContain('value="completion"')
    expect((await act(world.cast.reformOffice, { form: 'manifest-closing', version: String(version) })).status).toBe(
      303,
    )
    expect((await charterNow()).stage).toBe('manifestClosed')
    const cancel = { form: 'cancellation', version: String(version + 1), reason: '' }
    expect((await act(world.cast.reformOffice, cancel)).status).toBe(400)
    expect((await act(world.cast.reformOffice, { ...cancel, version: '1', reason: 'no slot' })).status).toBe(412)
    expect((await act(world.cast.reformOffice, { ...cancel, reason: 'no slot' })).status).toBe(303)
    expect((await charterNow()).stage).toBe('cancelled')
  })
})
