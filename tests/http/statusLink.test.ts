// The status link: it shows one journey to whoever holds it, and nothing at all to whoever changes it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { furnish, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let journey: string
let other: string

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  journey = await register(world.cast.chamber, world.charter, 1)
  other = await register(world.cast.chamber, world.charter, 2, {
    language: 'zh',
    nativeName: '黄甫敏',
    surname: 'HUANGFU',
  })
})
afterAll(() => desk.close())

const linkOf = async (id: string): Promise<string> =>
  must(await world.cast.chamber.get(`/v1/journeys/${id}/status-link`)).body.path
const look = (path: string, headers: Record<string, string> = {}) => desk.nobody.get(path, headers)

/** A page that shows nobody: no name, no stage, and the same words whatever was wrong with the link. */
async function expectNothing(path: string): Promise<void> {
  const answer = await look(path)
  expect({ path, status: answer.status }).toEqual({ path, status: 404 })
  for (const secret of ['황보', '黄甫', 'HWANGBO', 'HUANGFU', 'HU454']) expect(answer.text).not.toContain(secret)
}

describe('A valid link', () => {
  it('shows the page in the merchant’s language, with their name, and is not kept by anybody on the way', async () => {
    const korean = await look(await linkOf(journey))
    expect(korean.status).toBe(200)
    expect(korean.text).toContain('lang="ko"')
    expect(korean.text).toContain('황보민서')
    expect(korean.headers.get('cache-control')).toBe('no-store')
    expect(korean.headers.get('referrer-policy')).toBe('no-referrer')
    const chinese = await look(await linkOf(other))
    expect(chinese.text).toMatch(/lang="zh/)
    expect(chinese.text).toContain('黄甫敏')
  })

  it('shows another language to who asks for it, not to a browser that prefers one', async () => {
    const path = await linkOf(journey)
    expect((await look(path, { 'Accept-Language': 'zh' })).text).toContain('lang="ko"')
    expect((await look(`${path}?lang=en`)).text).toContain('lang="en"')
    expect((await look(`${path}?lang=xx`)).text).toContain('lang="ko"')
  })

  it('shows nothing that the merchant does not need: no passport number, no address', async () => {
    const { text } = await look(await linkOf(journey))
    for (const hidden of ['M52340001', 'lettersplace', '8210555']) expect(text).not.toContain(hidden)
  })
})

describe('A link that is not whole shows nothing', () => {
  it('with any one character changed', async () => {
    const path = await linkOf(journey)
    const token = path.slice('/status/'.length)
    const places = Array.from({ length: token.length }, (_, place) => place)
    for (const place of places) {
      const changed = token[place] === 'A' ? 'B' : 'A'
      await expectNothing(`/status/${token.slice(0, place)}${changed}${token.slice(place + 1)}`)
    }
  })

  it('with another journey’s signature, another number, or parts too few or too many', async () => {
    const [own, others] = [await linkOf(journey), await linkOf(other)].map((path) => path.split('/')[2]!.split('.'))
    const [id, serial, signature] = own as [string, string, string]
    for (const token of [
      `${id}.${serial}.${others![2]}`,
      `${others![0]}.${serial}.${signature}`,
      `${id}.2.${signature}`,
      `${id}.01.${signature}`,
      `${id}.1e0.${signature}`,
      `${id}.${serial}`,
      `${id}.${serial}.`,
      `${id}.${serial}.${signature}.${signature}`,
      `${id}.${serial}.${signature.toLowerCase()}`,
      `${id}..${signature}`,
      `${id}.NaN.${signature}`,
      '...',
      'x'.repeat(3_000),
    ])
      await expectNothing(`/status/${token}`)
  })

  it('once it was renewed: the old one shows nothing, the new one does, and so again', async () => {
    const first = await linkOf(journey)
    const second = must(await world.cast.chamber.post(`/v1/journeys/${journey}/status-link`)).body.path
    expect(second).not.toBe(first)
    await expectNothing(first)
    expect((await look(second)).text).toContain('황보민서')
    expect(await linkOf(journey)).toBe(second)
    const third = must(await world.cast.chamber.post(`/v1/journeys/${journey}/status-link`)).body.path
    await expectNothing(first)
    await expectNothing(second)
    expect((await look(third)).status).toBe(200)
    // Nobody else's link went with it.
    expect((await look(await linkOf(other))).status).toBe(200)
  })

  it('once two renew it at the same time: one link is live in the end', async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => world.cast.chamber.post(`/v1/journeys/${journey}/status-link`)),
    )
    const live = []
    for (const { status, body } of answers) {
      if (status === 201 && (await look(body.path)).status === 200) live.push(body.path)
    }
    expect(new Set(live)).toEqual(new Set([await linkOf(journey)]))
  })

  it('once the merchant was erased', async () => {
    const path = await linkOf(other)
    const { store, vault } = desk.open.desk
    const held = await store.journey(other as never)
    await vault.forget(held!.state.merchant)
    await expectNothing(path)
  })
})
