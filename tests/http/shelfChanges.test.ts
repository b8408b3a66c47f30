// A shelf that changes under way: somebody who landed while no rule was known, a rule that begins tomorrow, and two desks on one store.
import { afterEach, describe, expect, it } from 'vitest'
import type { JourneyId } from '../../src/domain/ids.ts'
import { openDesk } from '../../src/main.ts'
import { serveDesk } from '../../src/serving.ts'
import { codesOf, expectProblem, must, type Answer } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { editionFolder } from '../support/editions.ts'
import { register } from '../support/merchants.ts'
import { at, bookAt, reason, type Book } from '../support/shelf.ts'
import {
  clearToBoard,
  closeManifest,
  facility,
  flyAndTransfer,
  furnish,
  openRegistration,
  type World,
} from '../support/world.ts'

const seven = bookAt('observation/cn-33-2022-06-28.json')
const five: Book = {
  ...bookAt('observation/cn-33-2022-11-11.json'),
  id: 'observation/CN-33/2022-09-02',
  effectiveFrom: '2022-09-02',
  effectiveUntil: '2022-11-10',
}
const any = { 'If-Match': '*' }

let desk: TestDesk
let world: World
afterEach(() => desk.close())

const publish = (edition: Book, more: object = {}): Promise<Answer> =>
  world.cast.reformOffice.post('/v1/editions', { edition, reason, ...more })
const observationOf = async (id: string): Promise<string | null> =>
  must(await world.cast.reformOffice.get(`/v1/journeys/${id}`)).body.dossier.editions.observation
const linesOf = ({ body }: Answer) =>
  body.journeys as readonly { journey: string; outcome: string; findings: { code: string }[] }[]

/** Two who arrive at the facility on the day of HU454. */
async function land(...files: readonly string[]): Promise<readonly [string, string]> {
  desk = await startDesk(files.length ? { EDITION_FOLDER: editionFolder(...files) } : {})
  world = await furnish(desk)
  await openRegistration(world)
  const people = [
    await register(world.cast.chamber, world.charter, 1),
    await register(world.cast.chamber, world.charter, 2),
  ] as const
  await clearToBoard(desk, world, people)
  await closeManifest(desk, world)
  await flyAndTransfer(desk, world, people)
  return people
}
const admit = (id: string, room: string): Promise<Answer> =>
  world.cast.facility.post(`/v1/journeys/${id}/admission`, { room: `${facility}/${room}` })

describe('Somebody who landed while no edition of observation was known', () => {
  it('stays under none when one is published later, until it is decided that they go over to it', async () => {
    const [first, second] = await land('mission/kr-2022-07-01.json')
    for (const id of [first, second]) expect(await observationOf(id)).toBeNull()
    expect(codesOf(expectProblem(await admit(first, '100'), 422))).toEqual(['noEditionKnown'])
    const preview = must(await publish(seven))
    expect(preview.body.counts).toMatchObject({ needsDecision: 2 })
    for (const line of linesOf(preview)) expect(line.findings.map(({ code }) => code)).toEqual(['noEditionHeld'])
    // Published, it governs whoever lands from now on; of these two nobody has said so.
    expect(codesOf(expectProblem(await admit(first, '100'), 422))).toEqual(['noEditionKnown'])
    expect(await observationOf(first)).toBeNull()
    must(
      await world.cast.reformOffice.post(at(seven.id, 'redecision'), { choice: 'follow', reason, journeys: [first] }),
    )
    expect(await observationOf(first)).toBe(seven.id)
    must(await admit(first, '100'))
    expect(codesOf(expectProblem(await admit(second, '101'), 422))).toEqual(['noEditionKnown'])
  })

  it('is bound as everybody is where the edition is published before the landing', async () => {
    desk = await startDesk({ EDITION_FOLDER: editionFolder('mission/kr-2022-07-01.json') })
    world = await furnish(desk)
    await openRegistration(world)
    const id = await register(world.cast.chamber, world.charter, 1)
    await clearToBoard(desk, world, [id])
    await closeManifest(desk, world)
    expect(must(await publish(seven)).body).toMatchObject({ bindsOnLanding: 1, journeys: [] })
    await flyAndTransfer(desk, world, [id])
    expect(await observationOf(id)).toBe(seven.id)
    must(await admit(id, '100'))
  })
})

describe('An edition of observation that begins tomorrow', () => {
  it('shows whom it will touch, and moves nobody before its first day', async () => {
    const people = await land()
    for (const [i, id] of people.entries()) must(await admit(id, `10${i}`))
    await desk.clock.turnTo('2022-09-01T10:00:00+08:00')
    const preview = must(await publish(five, { ends: seven.id }))
    expect(preview.body).toMatchObject({ asOf: '2022-09-02', counts: { shorter: 2 } })
    expect(must(await world.cast.auditor.get(at(five.id, 'impact'))).body).toEqual(preview.body)
    for (const dryRun of [true, false]) {
      const early = await world.cast.reformOffice.post(at(five.id, 'redecision'), { choice: 'follow', reason, dryRun })
      const [found, ...more] = expectProblem(early, 422)
      expect(found).toMatchObject({ code: 'editionNotInForce', facts: { edition: five.id, from: '2022-09-02' } })
      expect(found!.message).toContain('2022-09-02')
      expect(more).toEqual([])
    }
    const alone = { edition: five.id, choice: 'follow', reason }
    const one = await world.cast.reformOffice.post(`/v1/journeys/${people[0]}/edition`, alone, any)
    expect(expectProblem(one, 422)[0]).toMatchObject({ code: 'editionNotInForce', facts: { from: '2022-09-02' } })
    await desk.clock.turnTo('2022-09-02T08:00:00+08:00')
    const moved = must(await world.cast.reformOffice.post(at(five.id, 'redecision'), { choice: 'follow', reason }))
    expect(linesOf(moved).map(({ outcome }) => outcome)).toEqual(['follows', 'follows'])
  })
})

describe('Two desks on one store', () => {
  it('know within a second what the other published, and at once what somebody stands under', async () => {
    const people = await land()
    for (const [i, id] of people.entries()) must(await admit(id, `10${i}`))
    await desk.clock.turnTo('2022-09-02T10:00:00+08:00')
    const open = await openDesk(desk.config, { channel: { ...desk.clock.channel, listen: () => {} } })
    const other = await serveDesk(open)
    try {
      const ask = (address: string, init: RequestInit = {}) =>
        fetch(other.url + address, {
          ...init,
          headers: {
            Authorization: `Bearer ${world.cast.reformOffice.token}`,
            'Content-Type': 'application/json',
            ...any,
          },
        })
      const impact = async () => (await ask(at(five.id, 'impact'))).status
      expect(await impact()).toBe(404)
      must(await publish(five, { ends: seven.id }))
      const journeys = [people[0]]
      must(await world.cast.reformOffice.post(at(five.id, 'redecision'), { choice: 'follow', reason, journeys }))
      // No clock has moved: the other desk meets the edition by the journey that stands under it.
      const held = (await open.desk.store.journey(people[0] as JourneyId))!.state.dossier.editions
      expect(held.observation).toBe(five.id)
      expect(open.desk.policies.edition(five.id)).toBeUndefined()
      const back = { edition: seven.id, choice: 'keep', reason }
      const kept = await ask(`/v1/journeys/${people[0]}/edition`, { method: 'POST', body: JSON.stringify(back) })
      expect(kept.status).toBe(200)
      expect(open.desk.policies.edition(five.id)).toBeDefined()

      // A lockdown and a laboratory of the other desk are known a second later, and so is whatever else is published.
      must(
        await world.cast.reformOffice.post('/v1/lockdowns', {
          destination: 'Yiwu',
          from: '2022-09-02T00:00:00+08:00',
          reason: 'cases',
        }),
      )
      const lockedDown = async () => {
        const journey = (await open.desk.store.journey(people[0] as JourneyId))!.state
        const charter = (await open.desk.store.charter(journey.charter))!.state
        return open.desk.policies.policyFor(charter, journey.dossier).lockedDown('Yiwu', desk.clock.now())
      }
      expect(await lockedDown()).toBeNull()
      desk.clock.set('2022-09-02T10:00:01+08:00')
      expect((await ask('/v1/editions')).status).toBe(200)
      expect(await lockedDown()).toMatchObject({ reason: 'cases' })
    } finally {
      await other.close()
    }
  })

  it('decide nothing under no edition instead of one that they have not read', async () => {
    const [id] = await land()
    must(await admit(id, '100'))
    await desk.clock.turnTo('2022-09-02T10:00:00+08:00')
    const open = await openDesk(desk.config, { channel: { ...desk.clock.channel, listen: () => {} } })
    try {
      must(await publish(five, { ends: seven.id }))
      must(await world.cast.reformOffice.post(at(five.id, 'redecision'), { choice: 'follow', reason }))
      const journey = (await open.desk.store.journey(id as JourneyId))!.state
      const charter = (await open.desk.store.charter(journey.charter))!.state
      const { policies } = open.desk
      expect(() => policies.policyFor(charter, journey.dossier)).toThrow(five.id)
      await policies.keepUp(desk.clock.now())
      expect(policies.policyFor(charter, journey.dossier).observation?.id).toBe(five.id)
    } finally {
      await open.close()
    }
  })
})
