// Looking: versions as ETags, pages without gaps or doubles, and people only as the role may see them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrganisationKind } from '../../src/domain/access/roles.ts'
import { personalFields, showsWhole } from '../../src/domain/access/fields.ts'
import { expectProblem, must, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { person, register } from '../support/merchants.ts'
import { furnish, termsBody, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let journey: string

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  journey = await register(world.cast.chamber, world.charter, 1)
})
afterAll(() => desk.close())

describe('A version', () => {
  it('comes as an ETag; who has it is told 304 and sent nothing', async () => {
    for (const path of [`/v1/journeys/${journey}`, `/v1/charters/${world.charter}`]) {
      const first = must(await world.cast.chamber.get(path))
      expect(first.version).toBe(`"${first.body.version}"`)
      const again = await world.cast.chamber.get(path, { 'If-None-Match': first.version! })
      expect({ status: again.status, version: again.version, text: again.text }).toEqual({
        status: 304,
        version: first.version,
        text: '',
      })
      expect((await world.cast.chamber.get(path, { 'If-None-Match': '"77"' })).status).toBe(200)
    }
  })

  it('is not answered 304 to somebody who may not look', async () => {
    const { version } = must(await world.cast.chamber.get(`/v1/journeys/${journey}`))
    const header = { 'If-None-Match': version! }
    expectProblem(await world.cast.rivalChamber.get(`/v1/journeys/${journey}`, header), 404)
    expectProblem(await desk.nobody.get(`/v1/journeys/${journey}`, header), 401)
  })

  it('moves on with every fact, and its command answers the new one', async () => {
    const id = await register(world.cast.chamber, world.charter, 2)
    const { version } = must(await world.cast.chamber.get(`/v1/journeys/${id}`))
    const answer = must(
      await world.cast.chamber.post(`/v1/journeys/${id}/withdrawal`, { reason: 'x' }, { 'If-Match': version! }),
    )
    expect(answer.version).toBe('"2"')
    const now = await world.cast.chamber.get(`/v1/journeys/${id}`, { 'If-None-Match': version! })
    expect({ status: now.status, version: now.version }).toEqual({ status: 200, version: '"2"' })
  })
})

describe('A list', () => {
  async function everyPage(who: Client, path: string, limit: number, between: () => Promise<unknown> = async () => {}) {
    const ids: string[] = []
    let pages = 0
    for (let next: string | null = ''; next !== null; pages++) {
      const join = path.includes('?') ? '&' : '?'
      const page = must(
        await who.get(`${path}${join}limit=${limit}${next ? `&after=${encodeURIComponent(next)}` : ''}`),
      )
      expect(page.body.rows.length).toBeLessThanOrEqual(limit)
      ids.push(...page.body.rows.map(({ id, sequence }: { id?: string; sequence?: number }) => id ?? String(sequence)))
      next = page.body.next
      await between()
    }
    return { ids, pages }
  }

  it('of journeys is whole: each once, in order, whatever the size of a page', async () => {
    for (let number = 10; number < 30; number++) await register(world.cast.chamber, world.charter, number)
    const path = `/v1/charters/${world.charter}/journeys`
    const { rows } = must(await world.cast.chamber.get(`${path}?limit=500`)).body
    const all: string[] = rows.map(({ id }: { id: string }) => id)
    expect(all).toEqual([...all].sort())
    for (const limit of [1, 7, 11, all.length, all.length + 1]) {
      expect((await everyPage(world.cast.chamber, path, limit)).ids).toEqual(all)
    }
  })

  it('of journeys has no gap and no double while others are registered between its pages', async () => {
    const path = `/v1/charters/${world.charter}/journeys`
    const before = (await everyPage(world.cast.chamber, path, 500)).ids
    let number = 100
    const { ids } = await everyPage(world.cast.chamber, path, 4, () =>
      number < 105 ? register(world.cast.chamber, world.charter, number++) : Promise.resolve(),
    )
    expect(new Set(ids).size).toBe(ids.length)
    expect(before.filter((id) => !ids.includes(id))).toEqual([])
  })

  it('of journeys in one stage holds those and no other', async () => {
    const path = `/v1/charters/${world.charter}/journeys?stage=withdrawn`
    expect((await everyPage(world.cast.chamber, path, 1)).ids).toHaveLength(1)
  })

  it('of charters comes newest first, each once, and only those that the token sees', async () => {
    const mine: string[] = [world.charter]
    for (let i = 0; i < 5; i++) mine.push(must(await world.cast.chamber.post('/v1/charters', termsBody())).body.id)
    for (const limit of [1, 2, 6, 50]) {
      expect((await everyPage(world.cast.chamber, '/v1/charters', limit)).ids).toEqual([...mine].reverse())
    }
    expect((await everyPage(world.cast.auditor, '/v1/charters', 2)).ids).toHaveLength(mine.length + 1)
    expect((await everyPage(world.cast.rivalChamber, '/v1/charters', 2)).ids).toEqual([world.rivalCharter])
    expect((await everyPage(world.cast.carrier, '/v1/charters', 2)).ids).toEqual([world.charter])
  })

  it('of events is the record in the order written, to the last one', async () => {
    const total = await desk.countEvents()
    const { ids } = await everyPage(world.cast.auditor, '/v1/events', 37)
    expect(ids).toHaveLength(total)
    expect(ids.map(Number)).toEqual(ids.map(Number).sort((a, b) => a - b))
    const ofCharter = await everyPage(world.cast.auditor, `/v1/events?charter=${world.charter}`, 50)
    expect(ofCharter.ids).toHaveLength(await desk.open.desk.store.countEvents(world.charter as never))
  })

  it('of letters is whole', async () => {
    await desk.clock.turnTo('2022-08-20T11:00:00+09:00')
    const path = `/v1/charters/${world.charter}/letters`
    const { counts } = must(await world.cast.chamber.get(path)).body
    const { ids } = await everyPage(world.cast.chamber, path, 3)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(counts.queued + counts.sent + counts.givenUp)
    expect(counts).toMatchObject({ queued: 0, givenUp: 0 })
    expect(counts.sent).toBeGreaterThan(20)
  })

  it('after something that was never in it is empty or goes on behind it, and harms nothing', async () => {
    const path = `/v1/charters/${world.charter}/journeys`
    for (const after of ['zzz', "' or 1=1 --", '\u0000', '😀'])
      expect((await world.cast.chamber.get(`${path}?after=${encodeURIComponent(after)}`)).status).toBe(200)
    expectProblem(await world.cast.chamber.get(`${path}?after=${'x'.repeat(61)}`), 400)
  })
})

describe('A person', () => {
  const details = person(1)
  const whole = {
    name: `${details.surname} ${details.givenNames}`,
    document: details.documentNumber,
    birthDate: details.birthDate,
    contact: details.email,
  }
  const sees = async (kind: OrganisationKind, path: string) => {
    const { text } = await world.cast[kind].get(path)
    return Object.entries(whole)
      .filter(([, value]) => text.includes(value))
      .map(([field]) => field)
  }

  it.each([
    ['chamber', ['name', 'document', 'birthDate', 'contact']],
    ['laboratory', ['name', 'document', 'birthDate']],
    ['mission', ['name', 'document', 'birthDate']],
    ['carrier', ['name', 'document']],
    ['transferCrew', ['name']],
    ['facility', ['name', 'contact']],
    ['auditor', []],
    ['reformOffice', []],
    ['administrator', []],
  ] as const)('is seen by the %s as far as its task needs: %j', async (kind, fields) => {
    expect(personalFields.filter((field) => showsWhole('journey', kind, field)).sort()).toEqual([...fields].sort())
    for (const path of [`/v1/journeys/${journey}`, `/v1/charters/${world.charter}/journeys?limit=500`]) {
      expect((await sees(kind, path)).sort(), path).toEqual([...fields].sort())
    }
    const { person: shown } = must(await world.cast[kind].get(`/v1/journeys/${journey}`)).body
    expect([...shown.masked, ...fields].sort()).toEqual(Object.keys(whole).sort())
    // What is hidden is hidden in every spelling of it.
    const { text } = await world.cast[kind].get(`/v1/journeys/${journey}`)
    const seen: readonly string[] = fields
    if (!seen.includes('contact')) expect(text).not.toContain(details.phone.slice(3, 9))
    if (!seen.includes('name')) expect(text).not.toContain(details.nativeName.slice(1))
  })

  it('has no merchant’s id anywhere that a journey is shown: only the vault’s row bears it', async () => {
    const { text } = await world.cast.chamber.get(`/v1/journeys/${journey}`)
    expect(text).not.toMatch(/"merchant":/)
  })
})

describe('A plan', () => {
  it('is not kept by version: the same journey’s plan is another as time goes by', async () => {
    const plan = must(await world.cast.chamber.get(`/v1/journeys/${journey}/plan`))
    expect(plan.body.feasible).toBe(true)
    desk.clock.set('2022-08-28T15:39:00+09:00')
    const late = await world.cast.chamber.get(
      `/v1/journeys/${journey}/plan`,
      plan.version ? { 'If-None-Match': plan.version } : {},
    )
    expect(late.status).toBe(200)
    expect(late.body.feasible).toBe(false)
  })
})
