// What is shown of journeys and charters: facts as they lie, people as the role may see them.
import { reach, type Act } from '../domain/access/table.ts'
import { personalFields, type ViewName } from '../domain/access/fields.ts'
import { dossierView, personView, type DossierView, type PersonView } from '../domain/access/masking.ts'
import { balance, type Balance } from '../domain/charter/balance.ts'
import type { Charter } from '../domain/charter/charter.ts'
import type { Finding } from '../domain/decision.ts'
import type { Role } from '../domain/access/roles.ts'
import type { Room } from '../domain/facility/room.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { dueFor, type Due } from '../domain/journey/due.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { MerchantDetails } from '../domain/journey/merchant.ts'
import { isBeforeBoarding, stages, type Stage } from '../domain/journey/stage.ts'
import { planOf, type Plan } from '../domain/policy/plan.ts'
import type { TransferRun } from '../domain/transfer/run.ts'
import { endedFor } from './bookLine.ts'
import { createCharterBooks, type CharterBooks } from './charterBooks.ts'
import { createCharterList, type CharterList } from './charterList.ts'
import type { Desk } from './desk.ts'
import { openWords } from './freeText.ts'
import { paperWarnings } from './paperWarnings.ts'
import { LostKey } from './keyPorts.ts'
import { type Held, type Tally } from './ports.ts'

/** A person whose key was destroyed: the history stays, nobody can be named any more. */
const erased: PersonView = {
  name: '(erased)',
  nativeName: '',
  documentNumber: '',
  birthDate: '',
  nationality: '',
  email: '',
  phone: '',
  masked: personalFields,
}

export type JourneyView = Omit<Journey, 'merchant' | 'dossier'> & {
  readonly dossier: DossierView
  readonly person: PersonView
  /** Papers that are missing or end too early, before boarding and for whoever sees plans; they refuse nothing. */
  readonly warnings: readonly Finding[]
}
export type PlannedJourney = { readonly journey: JourneyId; readonly stage: Stage; readonly plan: Plan }
export type DueItem = Due & { readonly journey: JourneyId }

export type Views = {
  journey(held: Held<Journey>, role: Role, charter?: Charter): Promise<JourneyView>
  people(journeys: readonly Journey[], role: Role, view: ViewName): Promise<ReadonlyMap<JourneyId, PersonView>>
  plan(charter: Charter, journey: Journey, now: Instant): Plan
  due(charter: Charter, journeys: readonly Journey[], now: Instant, acts: (act: Act) => boolean): readonly DueItem[]
  funnel(charter: Charter): Promise<readonly Tally[]>
  balance(
    charter: Charter,
  ): Promise<{ readonly balance: Balance; readonly runs: readonly TransferRun[]; readonly rooms: readonly Room[] }>
  /** The charter's people counted beforehand: what pages are made from. */
  books: CharterBooks
  /** Every charter in a few words. */
  charters: CharterList
  /** Why people do not fly: the desk's own findings, counted. */
  reasons(
    journeys: readonly Journey[],
  ): readonly { readonly code: string; readonly count: number; readonly journeys: readonly JourneyId[] }[]
}

/** Rendered answers kept by version; a newer version is another key. */
const rememberedViews = 20_000

export function createViews(desk: Desk): Views {
  const { store, vault } = desk
  const remembered = new Map<string, JourneyView>()
  const books = createCharterBooks(desk)

  async function details(journey: Journey, sealed: string): Promise<MerchantDetails | null> {
    try {
      return JSON.parse(await vault.open(journey.merchant, sealed)) as MerchantDetails
    } catch (error) {
      if (error instanceof LostKey) return null
      throw error
    }
  }

  async function journey(held: Held<Journey>, role: Role, onCharter?: Charter): Promise<JourneyView> {
    const row = await store.merchant(held.state.merchant)
    const warned = isBeforeBoarding(held.state.stage) && (role === 'desk' || reach(role, 'ViewPlan'))
    const charter = warned ? (onCharter ?? (await store.charter(held.state.charter))?.state ?? null) : null
    const key = `${held.head} ${row?.head ?? ''} ${charter?.version ?? ''} ${role}`
    const known = remembered.get(key)
    // A key that was destroyed must show at once, so the vault is asked even for what is remembered.
    if (known && row && (await vault.holds(held.state.merchant))) return known
    const { merchant: _, dossier, ...facts } = await openWords(vault, held.state, role, 'journey')
    const person = row ? await details(held.state, row.sealed) : null
    const warnings = charter && person ? paperWarnings(desk, charter, held.state, person) : []
    const shown = person ? personView(person, role, 'journey') : erased
    const view = { ...facts, dossier: dossierView(dossier, role, 'journey'), person: shown, warnings }
    if (remembered.size >= rememberedViews) remembered.clear()
    if (person) remembered.set(key, view)
    return view
  }

  return {
    journey,
    books,
    charters: createCharterList(store, books),
    people: async (journeys, role, view) => {
      const rows = new Map(
        (await store.merchants(journeys.map(({ merchant }) => merchant))).map((row) => [row.id, row]),
      )
      const views = new Map<JourneyId, PersonView>()
      for (const each of journeys) {
        const row = rows.get(each.merchant)
        const person = row ? await details(each, row.sealed) : null
        views.set(each.id, person ? personView(person, role, view) : erased)
      }
      return views
    },
    plan: (charter, each, now) => planOf(desk.policies.policyFor(charter, each.dossier), each.dossier, now),
    due: (charter, journeys, now, acts) =>
      journeys.flatMap((each) =>
        dueFor(each, desk.policies.policyFor(charter, each.dossier), now)
          .filter(({ act }) => acts(act))
          .map((item) => ({ ...item, journey: each.id })),
      ),
    funnel: async (charter) => {
      const tallies = new Map((await store.tallies(charter.id)).map((tally) => [tally.stage, tally]))
      return stages.map((stage) => tallies.get(stage) ?? { stage, standing: 0, reached: 0 })
    },
    balance: async (charter) => {
      const journeys = (await store.journeysOf(charter.id)).map(({ state }) => state)
      const runs = (await store.runsOf(charter.id)).map(({ state }) => state)
      const own = new Set(journeys.map(({ id }) => id))
      const facilities = new Set([
        charter.record.terms.facility,
        ...runs.map((run) => run.record.facility),
        ...journeys.flatMap(({ dossier }) => dossier.stays.map(({ facility }) => facility)),
      ])
      const rooms: Room[] = []
      for (const facility of facilities) rooms.push(...(await store.roomsOf(facility)).map(({ state }) => state))
      const ours = rooms.map((room) => ({
        ...room,
        occupants: room.occupants.filter((occupant) => own.has(occupant.journey)),
      }))
      return { balance: balance(charter, journeys, runs, ours), runs, rooms: ours }
    },
    reasons: (journeys) => {
      const counted = new Map<string, JourneyId[]>()
      for (const each of journeys) {
        const code = endedFor(each)
        if (code) counted.set(code, [...(counted.get(code) ?? []), each.id])
      }
      return [...counted]
        .map(([code, ids]) => ({ code, count: ids.length, journeys: ids }))
        .sort((a, b) => b.count - a.count)
    },
  }
}
