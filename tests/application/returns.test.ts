// Return addresses of a running desk: each journey has one, a renewed link renews it, an erasure takes it away.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createReturns, type Returns } from '../../src/application/returns.ts'
import { deskCaller } from '../../src/application/perform.ts'
import type { JourneyId } from '../../src/domain/ids.ts'
import { Instant } from '../../src/domain/instant.ts'
import { returnAddress } from '../../src/domain/letters/returnAddress.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { furnish, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let returns: Returns

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  returns = createReturns(desk.open.desk.store, desk.open.desk.vault)
})
afterAll(() => desk.close())

const address = (token: string | null, kind: 'reply' | 'bounce' = 'reply') =>
  returnAddress('desk@charter.example', { kind, token: token! })
const journeyOf = async (number: number) => (await register(world.cast.chamber, world.charter, number)) as JourneyId

describe('The return address of a journey', () => {
  it('selects it, for replies and for bounces, among other recipients', async () => {
    const [one, two] = [await journeyOf(1), await journeyOf(2)]
    const token = await returns.token(one)
    expect(token).not.toBe(await returns.token(two))
    expect(await returns.open(['kim@example.org', address(token)])).toEqual({ journey: one, kind: 'reply' })
    const back = await returns.token(one, 'bounce')
    expect(await returns.open([address(back, 'bounce').toUpperCase()])).toEqual({ journey: one, kind: 'bounce' })
    // Whoever knows the one does not know the other.
    expect(await returns.open([address(token, 'bounce')])).toBeNull()
    expect(await returns.open([address(back)])).toBeNull()
  })

  it('selects nothing where it is guessed, is another kind of token, or names two journeys', async () => {
    const [three, four] = [await journeyOf(3), await journeyOf(4)]
    const [token, other] = [await returns.token(three), await returns.token(four)]
    const guess = `${token!.slice(0, -1)}${token!.endsWith('0') ? '1' : '0'}`
    expect(await returns.open([address(guess)])).toBeNull()
    const { body } = must(await world.cast.chamber.get(`/v1/journeys/${three}/status-link`))
    expect(await returns.open([`desk+r${String(body.path).split('.').at(-1)}@charter.example`])).toBeNull()
    expect(await returns.open([address(token), address(other)])).toBeNull()
    expect(await returns.open([])).toBeNull()
  })

  it('opens no status page', async () => {
    const token = await returns.token(await journeyOf(5))
    for (const text of [token!, `r${token}`, `return:${token}`]) expect(await desk.open.links.read(text)).toBeNull()
  })

  it('is another after the status link was renewed, and the one before selects nothing any more', async () => {
    const six = await journeyOf(6)
    const before = await returns.token(six)
    must(await world.cast.chamber.post(`/v1/journeys/${six}/status-link`, {}))
    const after = await returns.token(six)
    expect(after).not.toBe(before)
    expect(await returns.open([address(before)])).toBeNull()
    expect(await returns.open([address(after)])).toEqual({ journey: six, kind: 'reply' })
  })

  it('ends with what is known of the merchant', async () => {
    const seven = await journeyOf(7)
    const token = await returns.token(seven)
    const { merchant } = (await desk.open.desk.store.journey(seven))!.state
    const envelope = { caller: deskCaller, request: 'x', now: desk.clock.now(), idempotency: null, ifMatch: null }
    const erased = await desk.open.erasures.erase(
      { ...envelope, now: Instant.parse(envelope.now) },
      merchant,
      'restored',
    )
    expect(erased.outcome).toBe('done')
    expect(await returns.open([address(token)])).toBeNull()
    expect(await returns.token(seven)).toBeNull()
  })
})
