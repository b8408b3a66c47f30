// Two thousand claims at once for 163 seats, over HTTP: on SQLite, and through two desks on one real PostgreSQL.
import { createHash } from 'node:crypto'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { audit } from '../../src/application/audit.ts'
import { replaySeatRound } from '../../src/application/seatReplay.ts'
import type { Ranked } from '../../src/domain/charter/seatRound.ts'
import type { CharterId } from '../../src/domain/ids.ts'
import { holdsSeat } from '../../src/domain/journey/stage.ts'
import { claimAtOnce, draftCrowded, speakingTo, type Claimant } from '../support/crowd.ts'
import { must, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { furnish, termsBody, type World } from '../support/world.ts'
import { emptyDatabase, postgresMissing } from '../support/postgres.ts'

const seats = 163
const many = 2_000
/** The simple line needs no more than some hundreds beyond the seats. */
const fewer = 600
const connections = 64
const justBefore = '2022-08-22T11:00:00+09:00'
const closesAt = '2022-08-22T12:00:00+09:00'
const needs = { orders: 5, payment: 3, visit: 1 }
const cap = 2
const terms = termsBody({
  aircraft: { type: 'A330', seats: { value: 218, assumed: true }, loadCapPercent: { value: 75, assumed: true } },
})
/** Most come for a visit; some companies send more than the cap allows. */
const claimants: readonly Claimant[] = Array.from({ length: many }, (_, i) => ({
  number: i + 1,
  need: i % 20 === 0 ? 'orders' : i % 10 === 1 ? 'payment' : 'visit',
  company: i % 3 === 0 ? `Company ${i % 400}` : `Own ${i}`,
}))
/** Letters are not what this is about: none is due while it lasts. */
const environment = { LETTER_SETTLE_SECONDS: '86400' }

const desks: TestDesk[] = []
afterEach(async () => {
  for (const desk of desks.splice(0).reverse()) await desk.close()
})

/** One desk on SQLite, or two with the same keys on one PostgreSQL. */
async function openDesks(databaseUrl: string | null): Promise<{ world: World; chambers: readonly Client[] }> {
  const first = await startDesk({ ...environment, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) })
  desks.push(first)
  const world = await furnish(first)
  if (!databaseUrl) return { world, chambers: [world.cast.chamber] }
  const second = await startDesk({
    ...environment,
    DATABASE_URL: databaseUrl,
    KEY_STORE: first.settings['KEY_STORE']!,
    DESK_KEY_FILE: path.join(first.folder, 'desk.key'),
  })
  desks.push(second)
  return { world, chambers: [world.cast.chamber, speakingTo(second, world.cast.chamber)] }
}

const drivers = [
  { name: 'SQLite', missing: null, url: async () => null },
  { name: 'PostgreSQL through two desks', missing: postgresMissing(), url: emptyDatabase },
] as const

for (const { name, missing, url } of drivers) {
  describe.skipIf(missing !== null)(`2,000 claims at once on ${name}${missing ? ` (skipped: ${missing})` : ''}`, () => {
    it('by a published rule: 163 are seated, none too many, in the order of the rule, and the record says so again', async () => {
      const { world, chambers } = await openDesks(await url())
      const rule = { closesAt, needs, capPerCompany: cap, offerHours: 24 }
      const charter = (await draftCrowded(world, terms, rule)) as CharterId
      for (const desk of desks) desk.clock.set(justBefore)
      const ids = await claimAtOnce(chambers, charter, claimants, connections)
      expect(new Set(ids).size).toBe(many)
      const { store } = desks[0]!.open.desk
      expect(await store.freeSeats(charter)).toBe(seats)

      // Every desk looks for what is due; one of them holds the round.
      await Promise.all(desks.map((desk) => desk.clock.turnTo(closesAt)))
      const shown = must(await world.cast.chamber.get(`/v1/charters/${charter}/seat-round`)).body
      const { seed, ranking } = shown.round as { seed: string; ranking: Ranked[] }
      const expected = inOrderOfTheRule(ids, seed)
      expect(ranking.map(({ journey }) => journey)).toEqual(expected)
      expect(ranking.filter(({ seated }) => seated).map(({ journey }) => journey)).toEqual(expected.slice(0, seats))

      const all = await store.journeysOf(charter)
      const seated = all.filter(({ state }) => holdsSeat(state.stage)).map(({ state }) => state.id as string)
      expect([...seated].sort()).toEqual(expected.slice(0, seats).sort())
      await eachHasOneSeat(charter, seated)
      expect(all.filter(({ state }) => state.stage === 'waitlisted')).toHaveLength(many - seats)
      expect(all.every(({ state }) => state.dossier.seating?.of === many)).toBe(true)
      expect(await replaySeatRound(desks[0]!.open.desk, charter)).toMatchObject({ agrees: true })
      expect(await audit(store)).toMatchObject({ intact: true })
    }, 240_000)

    it('without a rule: the first 163 that were taken are seated, none too many, and the others wait in order', async () => {
      const { world, chambers } = await openDesks(await url())
      const charter = (await draftCrowded(world, terms, null)) as CharterId
      await claimAtOnce(chambers, charter, claimants.slice(0, fewer), connections)
      const { store } = desks[0]!.open.desk
      const all = await store.journeysOf(charter)
      const seated = all.filter(({ state }) => holdsSeat(state.stage)).map(({ state }) => state.id as string)
      expect(seated).toHaveLength(seats)
      await eachHasOneSeat(charter, seated)
      const accepted: string[] = []
      for (let after = 0; ;) {
        const page = await store.eventsPage(after, 1_000, { charter, kind: 'journey' })
        accepted.push(...page.filter(({ type }) => type === 'MerchantRegistered').map(({ aggregate }) => aggregate))
        if (!page.length) break
        after = page.at(-1)!.sequence
      }
      expect(accepted.slice(0, seats).sort()).toEqual([...seated].sort())
      expect((await store.firstWaiting(charter))?.state.stage).toBe('waitlisted')
      expect(all.filter(({ state }) => state.stage === 'waitlisted')).toHaveLength(fewer - seats)
    }, 240_000)
  })
}

/** Written anew from the published words, without the desk's own code. */
function inOrderOfTheRule(ids: readonly string[], seed: string): string[] {
  const line = claimants
    .map(({ need, company }, i) => ({
      journey: ids[i]!,
      company,
      weight: needs[need as keyof typeof needs],
      draw: createHash('sha256').update(`${seed} ${ids[i]}`).digest('hex'),
    }))
    .sort((a, b) => b.weight - a.weight || (a.draw < b.draw ? -1 : 1))
  const counts = new Map<string, number>()
  const within: string[] = []
  const beyond: string[] = []
  for (const { journey, company } of line) {
    const count = counts.get(company) ?? 0
    if (company && count === cap) beyond.push(journey)
    else {
      counts.set(company, count + 1)
      within.push(journey)
    }
  }
  return [...within, ...beyond]
}

async function eachHasOneSeat(charter: CharterId, seated: readonly string[]): Promise<void> {
  const { store } = desks[0]!.open.desk
  const numbers: (number | null)[] = []
  for (const id of seated) numbers.push(await store.seatOf(id as Parameters<typeof store.seatOf>[0]))
  expect([...numbers].sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: seats }, (_, i) => i + 1))
  expect(await store.freeSeats(charter)).toBe(0)
}
