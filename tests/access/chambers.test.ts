// Somebody whom two chambers register is known to each by itself; to one chamber they are one person on all its charters.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { person, register, wishes } from '../support/merchants.ts'
import { furnish, termsBody, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
})
afterAll(() => desk.close())

describe('Somebody whom two chambers register', () => {
  /** On one day a passport flies once. */
  const dayAfter = async (who: Client): Promise<string> => {
    const { leg } = termsBody()
    const day = { plannedBoarding: null, scheduledDeparture: '2022-08-29T15:40:00+09:00' }
    const terms = termsBody({ leg: { ...leg, ...day, scheduledArrival: '2022-08-29T18:00:00+09:00' } })
    const { id } = must(await who.post('/v1/charters', terms)).body
    must(await who.post(`/v1/charters/${id}/application`, {}, { 'If-Match': '*' }))
    return id
  }

  it('is known to each by itself: neither sees, finds out or changes what the other wrote', async () => {
    const { chamber, rivalChamber } = world.cast
    const id = await register(chamber, world.charter, 60)
    const before = must(await chamber.get(`/v1/journeys/${id}`))
    const elsewhere = { email: 'somebody@elsewhere.example', phone: '+821099999999' }
    const theirs = await dayAfter(rivalChamber)
    await register(rivalChamber, theirs, 60, elsewhere)
    expect(must(await chamber.get(`/v1/journeys/${id}`)).body).toEqual(before.body)
    // Nor does a guess tell that the passport is known here.
    const guess = { merchant: person(61, { birthDate: '1970-01-01' }), wishes: wishes() }
    await register(chamber, world.charter, 61)
    must(await rivalChamber.post(`/v1/charters/${theirs}/journeys`, guess))
  })

  it('is one person to the chamber that registers them on two charters of its own', async () => {
    const { chamber } = world.cast
    const second = await dayAfter(chamber)
    const first = await register(chamber, world.charter, 62)
    await register(chamber, second, 62, { phone: '+821012121212' })
    expect(must(await chamber.get(`/v1/journeys/${first}`)).body.person.phone).toBe('+821012121212')
  })
})
