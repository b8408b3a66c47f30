// One merchant is erased: by two people, not while under way or held back, and so that nothing of them is left anywhere.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LostKey } from '../../src/application/keyPorts.ts'
import { JourneyId } from '../../src/domain/ids.ts'
import { unpackArchive } from '../../src/files/archive.ts'
import { codesOf, expectProblem, must, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { expectNowhere, filesUnder, findIn, namesOf } from '../support/erased.ts'
import { person, register, wishes } from '../support/merchants.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { furnish, type World } from '../support/world.ts'

const any = { 'If-Match': '*' }
let desk: TestDesk
let world: World
let second: Client

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  const wanted = { organisation: world.cast.organisations.chamber, label: 'another', expiresAt: '2099-01-01T00:00:00Z' }
  second = desk.as(must(await desk.admin.post('/v1/tokens', wanted)).body.token)
})
afterAll(() => desk.close())

const ended = async (number: number): Promise<string> => {
  const id = await register(world.cast.chamber, world.charter, number)
  must(await world.cast.chamber.post(`/v1/journeys/${id}/withdrawal`, { reason: 'a wedding in Jeonju' }, any))
  return id
}
const ask = (journey: string, who: Client = world.cast.chamber) =>
  who.post(`/v1/journeys/${journey}/erasure`, { reason: 'asked for it by letter' })
const confirm = (pending: string, who: Client = second) => who.post(`/v1/pending-acts/${pending}/confirmation`)
const merchantOf = async (journey: string) =>
  (await desk.open.desk.store.journey(JourneyId.parse(journey)))!.state.merchant

describe('An erasure', () => {
  it('is asked for by one and done when another confirms, who is a second person', async () => {
    const id = await ended(1)
    const asked = must(await ask(id))
    expect(asked.status).toBe(202)
    expect(asked.body).toMatchObject({ act: 'EraseMerchant', subject: id, decision: null })
    expect(must(await world.cast.chamber.get(`/v1/journeys/${id}`)).body.person.name).toContain('HWANGBO')
    expect(codesOf(expectProblem(await confirm(asked.body.id, world.cast.chamber), 422))).toEqual([
      'secondPersonNeeded',
    ])
    must(await confirm(asked.body.id))
    expect(must(await world.cast.chamber.get(`/v1/journeys/${id}`)).body.person.name).toBe('(erased)')
    expect(codesOf(expectProblem(await confirm(asked.body.id), 409))).toEqual(['requestDecided'])
    expectProblem(await ask(id), 404)
    const { rows } = must(await world.cast.auditor.get('/v1/events?limit=1000')).body
    const told = rows.map(({ type }: { type: string }) => type)
    expect(told).toEqual(expect.arrayContaining(['ActAskedFor', 'ActConfirmed', 'MerchantErased']))
    expect(must(await world.cast.auditor.get('/v1/audit')).body).toMatchObject({ intact: true })
  })

  it('is not confirmed by a token that whoever asked has issued, nor by who issued the asker’s', async () => {
    const id = await ended(8)
    const organisation = (await desk.open.desk.store.organisations()).find(({ kind }) => kind === 'administrator')!.id
    const wanted = { organisation, label: 'my own second hand', expiresAt: '2099-01-01T00:00:00Z' }
    const hand = desk.as(must(await desk.admin.post('/v1/tokens', wanted)).body.token)
    for (const [asks, confirms] of [
      [desk.admin, hand],
      [hand, desk.admin],
    ] as const) {
      const pending = must(await ask(id, asks)).body.id
      expect(codesOf(expectProblem(await confirm(pending, confirms), 422))).toEqual(['secondPersonNeeded'])
      must(await confirms.post(`/v1/pending-acts/${pending}/refusal`))
    }
    must(await confirm(must(await ask(id, hand)).body.id))
  })

  it('that is refused by the second, or taken back by the first, changes nothing', async () => {
    const id = await ended(2)
    for (const who of [second, world.cast.chamber]) {
      const pending = must(await ask(id)).body.id
      expect(must(await who.post(`/v1/pending-acts/${pending}/refusal`)).body.decision).toBe('refused')
      expect(codesOf(expectProblem(await confirm(pending), 409))).toEqual(['requestDecided'])
    }
    expect(must(await world.cast.chamber.get(`/v1/journeys/${id}`)).body.person.name).toContain('HWANGBO')
  })

  it('is refused while a journey is under way, and once it was asked for while nobody travelled', async () => {
    const id = await register(world.cast.chamber, world.charter, 3)
    expect(codesOf(expectProblem(await ask(id), 409))).toEqual(['journeyUnderWay'])
  })

  it('is refused while the data is held back, also when the hold comes after the request', async () => {
    const id = await ended(4)
    const pending = must(await ask(id)).body.id
    must(await world.cast.reformOffice.post(`/v1/journeys/${id}/hold`, { reason: 'a complaint is open' }))
    expect(codesOf(expectProblem(await confirm(pending), 422))).toEqual(['erasureHeld'])
    expect(must(await world.cast.auditor.get(`/v1/journeys/${id}/remains`)).body.heldBack).toBe(true)
    must(await world.cast.reformOffice.send('DELETE', `/v1/journeys/${id}/hold`, {}))
    expectProblem(await world.cast.reformOffice.send('DELETE', `/v1/journeys/${id}/hold`, {}), 404)
    must(await confirm(pending))
  })

  it('shows what waits for a second person to those whom it concerns', async () => {
    const id = await ended(5)
    const pending = must(await ask(id)).body.id
    const seenBy = async (who: Client): Promise<readonly string[]> =>
      must(await who.get('/v1/pending-acts')).body.rows.map((row: { id: string }) => row.id)
    expect(await seenBy(second)).toContain(pending)
    expect(await seenBy(desk.admin)).toContain(pending)
    expect(await seenBy(world.cast.rivalChamber)).not.toContain(pending)
    expectProblem(await confirm(pending, world.cast.rivalChamber), 404)
    const read = async (who: Client) => JSON.stringify(must(await who.get('/v1/pending-acts')).body)
    expect(await read(second)).toContain('by letter')
    expect(await read(world.cast.auditor)).not.toContain('by letter')
  })

  it('leaves the person free to be registered again, as somebody new', async () => {
    const id = await ended(6)
    must(await confirm(must(await ask(id)).body.id))
    const body = { merchant: person(6), wishes: wishes() }
    const again = must(await world.cast.chamber.post(`/v1/charters/${world.charter}/journeys`, body)).body.id
    expect(await merchantOf(again)).not.toBe(await merchantOf(id))
  })

  it('takes a command on the ended journey of an erased merchant for what it is, out of place', async () => {
    const id = await ended(7)
    must(await confirm(must(await ask(id)).body.id))
    expectProblem(await world.cast.chamber.post(`/v1/journeys/${id}/withdrawal`, { reason: 'again' }, any), 409)
  })
})

describe('What remains of an erased merchant', () => {
  let journey: string
  const who = person(20)
  const names = namesOf(who)
  beforeAll(async () => {
    const body = { merchant: who, wishes: wishes() }
    journey = must(
      await world.cast.chamber.post(`/v1/charters/${world.charter}/journeys`, body, { 'Idempotency-Key': 'twenty' }),
    ).body.id
    // The same passport with another birth date waits for a decision, sealed for the first.
    const doubt = rosterCsv([rosterRow(20, { birthDate: '1970-01-01', mrz: '' })])
    must(await world.cast.chamber.post(`/v1/charters/${world.charter}/roster`, doubt, { 'Content-Type': 'text/csv' }))
    await desk.clock.turnTo('2022-08-20T12:00:00+09:00')
    must(await world.cast.chamber.post(`/v1/journeys/${journey}/withdrawal`, { reason: 'a wedding in Jeonju' }, any))
    await desk.clock.turnTo('2022-08-20T14:00:00+09:00')
  })

  it('before: the key, the row, the digests, the letters and their files, the parked row, the receipt', async () => {
    const remains = must(await world.cast.auditor.get(`/v1/journeys/${journey}/remains`)).body
    expect(remains).toMatchObject({ key: 'kept', readable: true })
    const counts = Object.fromEntries(
      remains.places.map((each: { place: string; count: number }) => [each.place, each.count]),
    )
    expect(counts).toMatchObject({
      'key store': 1,
      'merchant’s row': 1,
      // Whoever withdrew has let their passport go: they may be registered again.
      journeys: 0,
      'parked rows': 1,
      receipts: 1,
      logs: 0,
    })
    expect(counts['letters']).toBeGreaterThan(0)
    expect(counts['folder of letters']).toBe(counts['letters'])
    const letters = filesUnder(path.join(desk.folder, 'letters')).filter(
      (file) => findIn(readFileSync(file), names).length,
    )
    expect(letters.length).toBe(counts['letters'])
  })

  it('a copy on request holds all of it, opened, with the letters as they went out, and is a line in the record', async () => {
    must(await world.cast.chamber.get(`/v1/journeys/${journey}`))
    must(await world.cast.auditor.get(`/v1/charters/${world.charter}/journeys`))
    must(await world.cast.rivalChamber.get(`/v1/charters/${world.rivalCharter}/journeys`))
    const answer = await fetch(`${desk.url}/v1/journeys/${journey}/copy`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${world.cast.chamber.token}` },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/zip')
    const parts = unpackArchive(Buffer.from(await answer.arrayBuffer()), () => true, 10_000_000)
    const text = (name: string) => parts.find((part) => part.name === name)!.content.toString()
    const copy = JSON.parse(text('copy.json'))
    expect(copy.details).toMatchObject({ surname: who.surname, documentNumber: who.documentNumber })
    expect(copy.parkedRows).toHaveLength(1)
    expect(copy.letters.length).toBeGreaterThan(0)
    expect(parts.filter(({ name }) => name.endsWith('.eml'))).toHaveLength(copy.letters.length)
    expect(JSON.stringify(copy.record)).toContain('a wedding in Jeonju')
    expect(JSON.stringify(copy)).not.toContain('sealed:')
    expect(text('copy.html')).toContain(who.nativeName)
    // Who has looked at them, alone and on a list, the latest first; another's list is not theirs.
    expect(copy.reads.slice(0, 2)).toEqual([
      expect.objectContaining({
        by: 'auditor',
        organisation: 'The auditor',
        what: 'journeys',
        fields: ['tests', 'infection', 'reasons'],
        reason: null,
      }),
      expect.objectContaining({ by: 'chamber', organisation: 'The chamber', what: 'journey', people: 1 }),
    ])
    expect(copy.reads[1].fields).toContain('name')
    expect(text('copy.html')).toContain('The auditor')
    const events = must(await world.cast.auditor.get('/v1/events?limit=1000')).body.rows
    expect(events.filter(({ type }: { type: string }) => type === 'CopyGiven')).toHaveLength(1)
    expectProblem(await world.cast.rivalChamber.post(`/v1/journeys/${journey}/copy`), 404)
  })

  it('after: no byte of the person in any file of the desk, and no sealed byte that was theirs', async () => {
    const { store } = desk.open.desk
    const merchant = await merchantOf(journey)
    const { rows: letters } = await store.lettersPage({
      charter: null,
      journey: JourneyId.parse(journey),
      after: null,
      limit: 100,
    })
    const [parked] = await store.parkedAbout(merchant)
    const theirs = [
      (await store.merchant(merchant))!.sealed,
      parked!.sealed,
      parked!.digest,
      ...letters.map(({ sealed }) => sealed),
    ]
    must(await confirm(must(await ask(journey)).body.id))
    expectNowhere(desk.folder, names)
    const database = readdirSync(desk.folder).filter((name) => name.startsWith('desk.sqlite'))
    expect(database).toContain('desk.sqlite-wal')
    for (const name of database) {
      const bytes = readFileSync(path.join(desk.folder, name))
      for (const sealed of theirs) expect(bytes.includes(sealed), `${name} holds ${sealed.slice(0, 20)}`).toBe(false)
    }
    await expect(desk.open.desk.vault.seal(merchant, 'x')).rejects.toThrow(LostKey)
  })

  it('says so, place by place, with the reason; the facts are still true and the other merchants still there', async () => {
    const remains = must(await world.cast.auditor.get(`/v1/journeys/${journey}/remains`)).body
    expect(remains).toMatchObject({ key: 'destroyed', readable: false })
    for (const { place, count } of remains.places)
      if (!['mail servers', 'mailbox at the mail server', 'record', 'backups'].includes(place))
        expect(count, place).toBe(0)
    const backups = remains.places.find(({ place }: { place: string }) => place === 'backups')
    expect(backups.why).toMatch(/unreadable: the key is destroyed, and the key store is in no backup/)
    expect(must(await world.cast.auditor.get('/v1/audit')).body).toMatchObject({ intact: true })
    expect(must(await world.cast.chamber.get(`/v1/journeys/${journey}`)).body.stage).toBe('withdrawn')
    const replay = { merchant: who, wishes: wishes() }
    const address = `/v1/charters/${world.charter}/journeys`
    expectProblem(await world.cast.chamber.post(address, replay, { 'Idempotency-Key': 'twenty' }), 422)
    expect(must(await world.cast.chamber.get(`/v1/charters/${world.charter}/conflicts`)).status).toBe(200)
    expect(
      (
        await desk.nobody.get(`/charters/${world.charter}/letters`, {
          Authorization: `Bearer ${world.cast.chamber.token}`,
        })
      ).status,
    ).toBe(200)
  })

  it('is finished by the outbox where the desk died between the commit and the key', async () => {
    const id = await ended(21)
    const merchant = await merchantOf(id)
    const { erasures, desk: inner } = desk.open
    const envelope = {
      caller: {
        role: 'desk',
        organisation: null,
        token: 'desk',
        person: null,
        charters: null,
        acts: null,
        fresh: true,
      } as const,
      request: 'test',
      now: desk.clock.now(),
      idempotency: null,
      ifMatch: null,
    }
    const parts = await erasures.propose(envelope, JourneyId.parse(id))
    if ('outcome' in parts) throw new Error('refused')
    await inner.store.commit({
      changes: parts[0]!.changes,
      events: parts[0]!.events,
      effects: parts[0]!.effects,
      tallies: [],
      receipt: null,
    })
    expect(await inner.vault.holds(merchant)).toBe(true)
    expect(must(await world.cast.chamber.get(`/v1/journeys/${id}`)).body.person.name).toBe('(erased)')
    await desk.clock.work()
    expect(await inner.vault.holds(merchant)).toBe(false)
  })
})

describe('A request', () => {
  it('that nobody confirmed in its time has lapsed', async () => {
    const id = await ended(30)
    const pending = must(await ask(id)).body.id
    desk.clock.set('2022-08-23T18:00:00+09:00')
    expect(codesOf(expectProblem(await confirm(pending), 409))).toEqual(['requestLapsed'])
  })
})
