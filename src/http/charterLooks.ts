// What can be looked at of one charter: itself, its funnel, reasons, balance, plans, what is due, and the manifest.
import { z } from 'zod'
import { breakerOf } from '../application/breaker.ts'
import type { Desk } from '../application/desk.ts'
import type { Caller } from '../application/actor.ts'
import type { Held } from '../application/ports.ts'
import { seatRoundOf } from '../application/seatReplay.ts'
import { seeCharter } from '../application/see.ts'
import type { Views } from '../application/views.ts'
import { shownTo, showsWhole } from '../domain/access/fields.ts'
import type { Look } from '../domain/access/looked.ts'
import { reach, type Act } from '../domain/access/table.ts'
import { seatsToFill, type Charter } from '../domain/charter/charter.ts'
import { CharterId } from '../domain/ids.ts'
import { countOutcomes } from '../domain/journey/outcomeCount.ts'
import { charterBody } from './charterBody.ts'
import { localPlan } from './localPlan.ts'
import { route, type Route } from './route.ts'

const byCharter = z.object({ charter: CharterId })

export function charterLooks(desk: Desk, views: Views): readonly Route[] {
  const { store } = desk

  /** A look at one charter: loaded, permitted, answered. */
  const look = (
    name: string,
    act: Act,
    summary: string,
    answers: string,
    show: (charter: Held<Charter>, caller: Caller, now: Parameters<Views['plan']>[2]) => Promise<unknown>,
    /** Whom the answer shows. */
    whom?: (charter: Charter, caller: Caller) => Promise<Look>,
  ) =>
    route({
      method: 'get',
      path: name ? `/v1/charters/:charter/${name}` : '/v1/charters/:charter',
      act,
      room: 'charter',
      summary,
      params: byCharter,
      answers: { 200: answers },
      run: async ({ params, caller, now }) => {
        const seen = await seeCharter(store, caller, act, params.charter)
        if ('refusal' in seen) return seen
        const body = await show(seen.held, caller, now)
        const looked = whom ? { looked: await whom(seen.held.state, caller) } : {}
        return name ? { status: 200, body, ...looked } : { status: 200, body, version: seen.held.state.version }
      },
    })

  const journeysOf = async (charter: Charter) => (await store.journeysOf(charter.id)).map(({ state }) => state)

  return [
    look(
      '',
      'ViewCharter',
      'One charter: terms, leg, manifest, and the editions that bind it with the reason',
      'Charter',
      async ({ state }) => charterBody(desk, state),
    ),
    look(
      'funnel',
      'ViewCharter',
      'How many journeys stand in each stage, and how many ever reached it',
      'a list of stage, standing and reached',
      async ({ state }) => ({
        seats: seatsToFill(state.record.terms),
        free: await store.freeSeats(state.id),
        stages: await views.funnel(state),
      }),
    ),
    look(
      'seat-round',
      'ViewCharter',
      'The rule for seats, what the desk committed itself to, and the round: seed, claims and ranking, to be held again by anybody',
      'SeatRound; its round is null until the closing time',
      async ({ state }) => seatRoundOf(store, state.id),
    ),
    look(
      'reasons',
      'ViewCharter',
      'Why people do not fly: the desk’s own findings, counted',
      'a list of finding codes with counts, and of which journeys for whoever sees their reasons',
      async ({ state }, { role }) => {
        const reasons = views.reasons(await journeysOf(state))
        if (showsWhole('reasons', role, 'reasons')) return reasons
        return reasons.map(({ code, count }) => ({ code, count }))
      },
    ),
    look(
      'outcomes',
      'ViewOutcomes',
      'What the charter won back, by what its released merchants say: orders, their value by currency, companies, the median stay; without names, and sums only once three have answered',
      'OutcomeCount',
      async ({ state }) => countOutcomes(await journeysOf(state)),
    ),
    look(
      'balance',
      'ViewCharter',
      'The head-count from the aircraft door to the last release, and every difference',
      'Balance',
      async ({ state }) => {
        const { balance, runs } = await views.balance(state)
        return {
          links: balance.links,
          places: Object.fromEntries(balance.places),
          unaccounted: balance.unaccounted,
          differences: balance.differences,
          runs: runs.map(({ id, stage, record }) => ({
            id,
            stage,
            vehicle: record.vehicle.plate,
            places: record.places,
            out: record.departed?.handover ?? null,
            in: record.arrived?.handover ?? null,
          })),
        }
      },
    ),
    look(
      'circuit-breaker',
      'ViewCharter',
      'What the positives would have meant for a scheduled flight: information, not applicable to charters by its title',
      'CircuitBreaker, or the finding that no edition is known',
      async ({ state }) => breakerOf(desk, state, await journeysOf(state)),
    ),
    look(
      'plan',
      'ViewPlan',
      'The plan of every journey: windows, latest moments in the departure city’s zone, findings, and the editions it follows',
      'a list of journey and Plan, each step with its spans also in local words',
      async ({ state }, _caller, now) =>
        (await journeysOf(state)).map((journey) => ({
          journey: journey.id,
          stage: journey.stage,
          language: journey.dossier.traits.language,
          editions: journey.dossier.editions,
          plan: localPlan(views.plan(state, journey, now), state.record.leg.from.zone),
        })),
      async (charter, { role }) => ({
        what: 'plan',
        charter: charter.id,
        journeys: (await journeysOf(charter)).map(({ id }) => id),
        fields: shownTo('plan', role),
      }),
    ),
    look(
      'due',
      'ViewCharter',
      'What is due now for this role',
      'a list of act, journey, from and by',
      async ({ state }, caller, now) =>
        views.due(state, await journeysOf(state), now, (act) => reach(caller.role, act) !== null),
    ),
    look(
      'manifest',
      'ViewManifest',
      'The closed passenger manifest, in order',
      'PassengerManifest',
      async ({ state }, caller) => {
        const entries = new Set(state.record.manifest?.entries)
        const listed = (await journeysOf(state)).filter(({ id }) => entries.has(id))
        const people = await views.people(listed, caller.role, 'manifest')
        return {
          version: state.record.manifest?.version ?? 0,
          closedAt: state.record.manifest?.closedAt ?? null,
          entries: listed.map((journey, i) => ({
            position: i + 1,
            journey: journey.id,
            stage: journey.stage,
            person: people.get(journey.id),
          })),
        }
      },
      async ({ id, record }, { role }) => ({
        what: 'manifest',
        charter: id,
        journeys: record.manifest?.entries ?? [],
        fields: shownTo('manifest', role),
      }),
    ),
  ]
}
