// What has outlived its period is erased by the desk itself, once a day and after each start, and told in the record.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endedAt } from '../../src/domain/access/erasure.ts'
import { daysOf, perishables, RetentionPlan } from '../../src/domain/access/retention.ts'
import { JourneyId, PersonId } from '../../src/domain/ids.ts'
import { plusHours } from '../../src/domain/instant.ts'
import { signedIn } from '../support/browser.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { furnish, termsBody, type World } from '../support/world.ts'

const file = JSON.parse(readFileSync(new URL('../../db/reference/retention.json', import.meta.url), 'utf8'))
const any = { 'If-Match': '*' }

describe('The periods', () => {
  it('are data: each with its moment and a source, or marked as assumed', () => {
    const plan = RetentionPlan.parse(file)
    for (const { kind, days, assumed, sources, note } of plan) {
      if (days !== null && days > 0) expect(assumed || sources.length > 0, kind).toBe(true)
      expect(note, kind).not.toBe('')
    }
    expect(plan.find(({ kind }) => kind === 'record')!.days).toBeNull()
    for (const kind of perishables) expect(daysOf(plan, kind)).toBeGreaterThan(0)
  })

  it('are refused where one is missing, or stands twice', () => {
    expect(RetentionPlan.safeParse(file.slice(1)).success).toBe(false)
    expect(RetentionPlan.safeParse([...file, file[0]]).success).toBe(false)
  })

  it('of a merchant begin when the last journey has ended, and never while one is under way', () => {
    const ended = (at: string) => ({ stage: 'withdrawn', dossier: { reached: { withdrawn: at } } }) as never
    expect(endedAt([ended('2022-08-01T00:00:00.000Z'), ended('2022-09-01T00:00:00.000Z')])).toBe(
      '2022-09-01T00:00:00.000Z',
    )
    expect(
      endedAt([ended('2022-08-01T00:00:00.000Z'), { stage: 'aboard', dossier: { reached: {} } } as never]),
    ).toBeNull()
    expect(endedAt([])).toBeNull()
  })
})

describe('The desk', () => {
  let desk: TestDesk
  let world: World
  let ended: string
  let held: string
  let twice: string
  beforeAll(async () => {
    desk = await startDesk()
    world = await furnish(desk)
    const { chamber, reformOffice } = world.cast
    const withdraw = async (number: number): Promise<string> => {
      const id = await register(chamber, world.charter, number)
      must(
        await chamber.post(
          `/v1/journeys/${id}/withdrawal`,
          { reason: 'ill' },
          { ...any, 'Idempotency-Key': `w${number}` },
        ),
      )
      return id
    }
    ended = await withdraw(1)
    held = await withdraw(2)
    twice = await withdraw(3)
    must(await reformOffice.post(`/v1/journeys/${held}/hold`, { reason: 'a complaint' }))
    // The same person on a later flight, which is still under way.
    const later: string = must(
      await chamber.post(
        '/v1/charters',
        termsBody({
          leg: {
            ...(termsBody() as { leg: object }).leg,
            plannedBoarding: '2023-03-28T15:40:00+09:00',
            scheduledDeparture: '2023-03-28T15:40:00+09:00',
            scheduledArrival: '2023-03-28T17:10:00+08:00',
          },
        }),
      ),
    ).body.id
    must(await chamber.post(`/v1/charters/${later}/application`, {}, any))
    await register(chamber, later, 3)
    await register(chamber, world.charter, 4)
    const doubt = rosterCsv([rosterRow(4, { birthDate: '1970-01-01', mrz: '' })])
    must(await chamber.post(`/v1/charters/${world.charter}/roster`, doubt, { 'Content-Type': 'text/csv' }))
    await desk.clock.turnTo('2022-08-20T14:00:00+09:00')
  })
  afterAll(() => desk.close())

  const nameOf = async (journey: string): Promise<string> =>
    must(await world.cast.chamber.get(`/v1/journeys/${journey}`)).body.person.name
  const periods = async (): Promise<Record<string, number>> => {
    const { rows } = must(await world.cast.auditor.get('/v1/events?limit=1000')).body
    return Object.fromEntries(
      rows
        .filter(({ type }: { type: string }) => type === 'PeriodEnded')
        .map(({ data }: { data: { kind: string; count: number } }) => [data.kind, data.count]),
    )
  }

  it('erases nothing before its time', async () => {
    await desk.clock.turnTo('2022-09-10T10:00:00+09:00')
    expect(await periods()).toEqual({})
  })

  it('empties a row that nobody decided and forgets receipts after thirty days', async () => {
    await desk.clock.turnTo('2022-09-20T10:00:00+09:00')
    expect(await periods()).toMatchObject({ parkedRows: 1 })
    expect((await periods())['receipts']).toBeGreaterThanOrEqual(3)
    expect(must(await world.cast.chamber.get(`/v1/charters/${world.charter}/conflicts`)).body[0].given).toBeNull()
  })

  it('empties the bodies of letters after sixty, and keeps that they went out', async () => {
    await desk.clock.turnTo('2022-10-25T10:00:00+09:00')
    expect((await periods())['letterBodies']).toBeGreaterThan(0)
    const { rows } = must(await world.cast.auditor.get(`/v1/charters/${world.charter}/letters`)).body
    expect(rows[0]).toMatchObject({ state: 'sent' })
    const { store } = desk.open.desk
    expect((await store.letter(rows[0].id))!.sealed).toBe('')
    expect(await nameOf(ended)).toContain('HWANGBO')
  })

  it('erases a merchant ninety days after the end: not one who is held back, nor one who travels again', async () => {
    await desk.clock.turnTo('2022-11-20T10:00:00+09:00')
    expect(await nameOf(ended)).toBe('(erased)')
    expect(await nameOf(held)).toContain('HWANGBO')
    expect(await nameOf(twice)).toContain('HWANGBO')
    const events = must(await world.cast.auditor.get('/v1/events?limit=1000')).body.rows
    const erased = events.filter(({ type }: { type: string }) => type === 'MerchantErased')
    expect(erased).toHaveLength(1)
    expect(erased[0]).toMatchObject({ data: { because: 'retention' }, actor: { role: 'desk' } })
    expect(must(await world.cast.auditor.get('/v1/audit')).body).toMatchObject({ intact: true })
  })

  it('after a lifted hold takes up what was due, at the next start', async () => {
    must(await world.cast.reformOffice.send('DELETE', `/v1/journeys/${held}/hold`, {}))
    await desk.down()
    await desk.up()
    await desk.clock.work()
    expect(await nameOf(held)).toBe('(erased)')
    const merchant = (await desk.open.desk.store.journey(JourneyId.parse(held)))!.state.merchant
    expect(await desk.open.desk.vault.erased()).toContain(merchant)
  })
})

describe('Whoever signed in for an organisation', () => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await startDesk()
  })
  afterAll(() => desk.close())

  it('is forgotten a month after their removal, but for the number in the record; sessions and links go sooner', async () => {
    const { store } = desk.open.desk
    const organisation = must(await desk.admin.post('/v1/organisations', { name: 'A chamber', kind: 'chamber' })).body
      .id
    const gone = await signedIn(desk, organisation)
    const stays = await signedIn(desk, organisation)
    must(await desk.admin.send('DELETE', `/v1/people/${gone.id}`))
    const listed = async (): Promise<string> => JSON.stringify(must(await desk.admin.get('/v1/people')).body)
    const sessionsOf = async (id: string) => (await store.sessionsOf(PersonId.parse(id))).length
    expect(await sessionsOf(stays.id)).toBe(1)
    await desk.clock.turnTo(plusHours(desk.clock.now(), 24 * 29))
    expect(await listed()).toContain(gone.email)
    expect(await sessionsOf(stays.id)).toBe(0)
    await desk.clock.turnTo(plusHours(desk.clock.now(), 24 * 2))
    expect(await listed()).not.toContain(gone.email)
    expect(await listed()).toContain(stays.email)
    expect(await listed()).toContain(gone.id)
    // The address is free again.
    must(await desk.admin.post('/v1/people', { organisation, name: 'Again', email: gone.email }))
  })
})
