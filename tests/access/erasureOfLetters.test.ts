// What somebody wrote to the desk: it stands in their copy, and an erasure leaves nothing of it but what keeps it from coming again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { JourneyId } from '../../src/domain/ids.ts'
import { unpackArchive } from '../../src/files/archive.ts'
import { arrived, resolve, signed, written } from '../support/arriving.ts'
import { must, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { expectNowhere, namesOf } from '../support/erased.ts'
import { person, register } from '../support/merchants.ts'
import { furnish, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let second: Client
let journey: JourneyId
let bytes: Buffer
const who = person(1)
const words = 'my grandmother in Gunsan turns ninety'

beforeAll(async () => {
  desk = await startDesk({}, undefined, { resolve })
  world = await furnish(desk)
  const wanted = { organisation: world.cast.organisations.chamber, label: 'another', expiresAt: '2099-01-01T00:00:00Z' }
  second = desk.as(must(await desk.admin.post('/v1/tokens', wanted)).body.token)
  journey = JourneyId.parse(await register(world.cast.chamber, world.charter, 1))
  bytes = await signed(written({ from: who.email, subject: 'about Gunsan', text: words }))
  const kept = await desk.open.receive.receive(arrived(bytes))
  expect(kept).toMatchObject({ state: 'review', journey })
  const { merchant, organisation } = (await desk.open.desk.store.journey(journey))!.state
  const digest = desk.open.desk.vault.blind('email', who.email)
  const since = desk.clock.now()
  const deadAddress = {
    digest,
    merchant,
    journey,
    organisation,
    since,
    letter: null,
    status: '5.1.1',
    words: 'no such user',
  }
  const changes = [{ on: 'addressDead' as const, dead: deadAddress }]
  await desk.open.desk.store.commit({ changes, events: [], effects: [], tallies: [], receipt: null })
})
afterAll(() => desk.close())

const remains = async () => must(await world.cast.auditor.get(`/v1/journeys/${journey}/remains`)).body
const countOf = async (place: string) =>
  (await remains()).places.find((each: { place: string }) => each.place === place).count

describe('What a merchant wrote to the desk', () => {
  it('stands in their copy, opened', async () => {
    const answer = await fetch(`${desk.url}/v1/journeys/${journey}/copy`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${world.cast.chamber.token}` },
    })
    const parts = unpackArchive(Buffer.from(await answer.arrayBuffer()), () => true, 10_000_000)
    const text = (name: string) => parts.find((part) => part.name === name)!.content.toString()
    expect(JSON.parse(text('copy.json')).lettersFromThem).toEqual([
      {
        id: expect.stringMatching(/^I/),
        receivedAt: desk.clock.now(),
        state: 'review',
        from: who.email,
        subject: 'about Gunsan',
        text: words,
      },
    ])
    expect(text('copy.html')).toContain(words)
  })

  it('goes with an erasure, and so do the dead address and the return address; in the mail server’s mailbox it may lie', async () => {
    const { store } = desk.open.desk
    expect(await countOf('letters that came in')).toBe(1)
    expect(await countOf('dead addresses')).toBe(1)
    expect(await desk.open.returns.token(journey)).not.toBeNull()
    const { merchant } = (await store.journey(journey))!.state
    const [before] = await store.incomingOf(merchant)

    const any = { 'If-Match': '*' }
    must(await world.cast.chamber.post(`/v1/journeys/${journey}/withdrawal`, { reason: 'a wedding' }, any))
    const asked = await world.cast.chamber.post(`/v1/journeys/${journey}/erasure`, { reason: 'asked for it' })
    must(await second.post(`/v1/pending-acts/${must(asked).body.id}/confirmation`))

    expectNowhere(desk.folder, [...namesOf(who), words, 'about Gunsan'])
    expect(await countOf('letters that came in')).toBe(0)
    expect(await countOf('dead addresses')).toBe(0)
    expect(await countOf('status links')).toBe(0)
    expect(await desk.open.returns.token(journey)).toBeNull()
    const left = await store.incoming(before!.id)
    expect(left).toMatchObject({ sealed: '', address: null, state: 'closed', digest: before!.digest })
    const { readable, places } = await remains()
    expect(readable).toBe(false)
    expect(places).toContainEqual(
      expect.objectContaining({ place: 'mailbox at the mail server', count: null, readable: true }),
    )
  })

  it('is not taken in again where the mailbox is read anew', async () => {
    expect(await desk.open.receive.receive(arrived(bytes, { uidValidity: '2' }))).toBeNull()
    const query = { organisation: null, state: null, after: null, limit: 10 }
    expect((await desk.open.desk.store.incomingPage(query)).rows).toHaveLength(1)
  })
})
