// With postfix and dovecot on loopback, or an SMTP server of its own where they cannot be had: a merchant asks in Korean when the quarantine ends and is answered; a stranger learns nothing.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { arrived, place, resolve, signed, written } from '../support/arriving.ts'
import { openMailPlace, postTo, type MailPlace } from '../support/mailPlace.ts'
import { missingMailServers } from '../support/mailServers.ts'
import { register } from '../support/merchants.ts'
import { clearToBoard, closeManifest, flyAndTransfer, furnish, openRegistration, type World } from '../support/world.ts'

const missing = missingMailServers()
const merchant = 'minseo.hwangbo1'
/** Registered, but their mailbox is not there. */
const gone = 'minseo.hwangbo2'
const stranger = 'stranger'

describe(`A letter to the desk${missing ? ` (without real mail servers: ${missing})` : ''}`, () => {
  let servers: MailPlace
  let desk: TestDesk
  let world: World
  let journeys: readonly string[]

  beforeAll(async () => {
    servers = await openMailPlace(['desk', merchant, stranger])
    const environment = {
      SMTP_URL: servers.smtpUrl,
      ...(servers.imapUrl ? { IMAP_URL: servers.imapUrl } : {}),
    }
    desk = await startDesk(environment, undefined, { resolve })
    world = await furnish(desk)
    await openRegistration(world)
    const { chamber, facility } = world.cast
    journeys = [await register(chamber, world.charter, 1), await register(chamber, world.charter, 2)]
    await clearToBoard(desk, world, journeys)
    await closeManifest(desk, world)
    await flyAndTransfer(desk, world, journeys)
    for (const [i, journey] of journeys.entries())
      must(await facility.post(`/v1/journeys/${journey}/admission`, { room: `yw-obs-01/10${i + 1}` }))
    await desk.clock.turnTo('2022-08-29T08:00:00+08:00')
  }, 180_000)
  afterAll(async () => {
    await desk?.close()
    await servers?.stop()
  }, 60_000)

  const mailOf = (user: string) => servers.mailOf(user)
  /** Asks until it is there: servers take their time, and the desk does what is due meanwhile. */
  async function until<Value>(what: string, look: () => Promise<Value | null | undefined>): Promise<Value> {
    for (let turn = 0; turn < 150; turn++) {
      for (const bytes of servers.taken()) await desk.open.receive.receive(arrived(bytes))
      await desk.clock.work()
      const found = await look()
      if (found) return found
      await sleep(200)
    }
    throw new Error(`${what} did not come:\n${servers.log()}`)
  }
  const post = (from: string, to: string, bytes: Buffer) => postTo(servers, from, to, bytes)
  const incoming = async () =>
    (await desk.open.desk.store.incomingPage({ organisation: null, state: null, after: null, limit: 50 })).rows

  it('that asks when the quarantine ends is answered with the day of release, in Korean, in the same thread', async () => {
    const letter = await until('the letter about the admission', async () =>
      (await mailOf(merchant)).find(({ text }) => text?.includes('해제 예정')),
    )
    const day = /해제 예정\s+(\S+년 \S+월 \S+일)/.exec(letter.text ?? '')?.[1]
    expect(day).toMatch(/2022년 9월 \d+일/)
    const to = letter.replyTo?.value[0]?.address ?? 'desk@charter-desk.example'
    const from = `${merchant}@${place}`
    const question = await signed(
      written({
        ...{ from: `"황보민서" <${from}>`.replace('황보민서', 'Minseo'), to, messageId: `<when@${place}>` },
        subject: `=?utf-8?B?${Buffer.from(`Re: ${letter.subject}`).toString('base64')}?=`,
        headers: [`In-Reply-To: ${letter.messageId}`, `References: ${letter.references} ${letter.messageId}`],
        text: `언제 격리가 끝나나요?\r\n\r\n> ${letter.text?.split('\n')[0]}`,
      }),
    )
    await post(from, to, question)
    const answer = await until('the answer', async () =>
      (await mailOf(merchant)).find(({ inReplyTo }) => inReplyTo === `<when@${place}>`),
    )
    expect(answer.text).toContain(`해제 예정\n    ${day}`)
    expect(answer.text).toContain('격리가 언제 끝나는지 문의하셨습니다.')
    expect(answer.subject).toBe(`Re: ${letter.subject}`)
    expect(answer.references).toContain(letter.messageId)
    expect(answer.references).toContain(`<${journeys[0]}@charter-desk.example>`)
    expect([answer.to].flat()[0]?.text).toContain(from)
    expect(answer.headers.get('auto-submitted')).toBe('auto-replied')
    expect((await incoming())[0]).toMatchObject({ state: 'answered', journey: journeys[0] })
  }, 120_000)

  it('from an unregistered address is answered with nothing, and only whoever administers sees that it came', async () => {
    const from = `${stranger}@${place}`
    await post(from, 'desk@charter-desk.example', await signed(written({ from, messageId: `<who@${place}>` })))
    const row = await until('the line in the review page', async () =>
      (await incoming()).find(({ why }) => why === 'unregistered'),
    )
    expect(row).toMatchObject({ state: 'review', journey: null, organisation: null, answer: null })
    await desk.clock.turnTo('2022-08-29T12:00:00+08:00')
    expect(await mailOf(stranger)).toEqual([])
  }, 60_000)

  it('that comes back because the mailbox is not there marks the address, and no further letter goes to it', async () => {
    const { store } = desk.open.desk
    const [dead] = await until('the report on delivery', async () => {
      const all = await store.deadAddresses(null)
      return all.length ? all : null
    })
    expect(dead).toMatchObject({ journey: journeys[1], status: '5.1.1' })
    const { rows } = await store.lettersPage({ charter: null, journey: dead!.journey, after: null, limit: 100 })
    expect(rows.some(({ state }) => state === 'bounced')).toBe(true)
    expect(servers.log()).toContain(`${gone}@${place}`)
    const before = servers.log().split(`to=<${gone}@`).length
    must(
      await world.cast.facility.post(`/v1/journeys/${journeys[1]}/medical-care`, { place: 'Hospital', cause: 'ill' }),
    )
    await desk.clock.turnTo('2022-08-29T18:00:00+08:00')
    const later = (await store.lettersPage({ charter: null, journey: dead!.journey, after: null, limit: 100 })).rows.at(
      -1,
    )
    expect(later).toMatchObject({ state: 'bounced', words: 'not sent: the address refuses letters' })
    expect(servers.log().split(`to=<${gone}@`).length).toBe(before)
  }, 60_000)
})
