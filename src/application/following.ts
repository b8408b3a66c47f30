// What a charter's act decides, for the charter and for every journey on it, before anything is written.
import type { Charter, CharterRecord } from '../domain/charter/charter.ts'
import type { DecidedCharterCommand } from '../domain/charter/commands.ts'
import { decideCharter, type Aboard } from '../domain/charter/decide.ts'
import type { CharterEvent } from '../domain/charter/events.ts'
import type { CharterId, JourneyId } from '../domain/ids.ts'
import { decide, type DecidedCommand } from '../domain/journey/decide.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { holdsSeat, isBeforeBoarding, isFinal } from '../domain/journey/stage.ts'
import type { JourneyDecision } from '../domain/journey/tell.ts'
import type { Policy } from '../domain/policy/policy.ts'
import { same } from '../domain/same.ts'
import type { Desk } from './desk.ts'
import { lastStartOf } from './lastStarts.ts'
import { permitFor } from './permits.ts'
import { notFound, refused, type Envelope, type Refusal } from './handle.ts'
import { refusedAccess } from './may.ts'
import { namedIn } from './namesNobody.ts'
import type { Held } from './ports.ts'
import { exemptUnder } from './redecisions.ts'

/** A journey with what the act asks of it, decided under the policy of the charter as it becomes; null where nothing. */
export type Following = {
  readonly held: Held<Journey>
  readonly policy: Policy
  readonly decision: JourneyDecision | null
}
export type Followed = {
  readonly outcome: 'followed'
  readonly before: Held<Charter>
  /** As it becomes, at its next version. */
  readonly after: Charter
  readonly events: readonly CharterEvent[]
  /** In the store's order. A journey that cannot follow is among them, with its refusal. */
  readonly journeys: readonly Following[]
}

/** Loads, permits and decides; refuses where the caller may not, saw another version, or the charter cannot take it. */
export async function follow(
  desk: Desk,
  envelope: Envelope,
  id: CharterId,
  command: DecidedCharterCommand,
): Promise<Followed | Refusal> {
  const { store } = desk
  const before = await store.charter(id)
  if (!before) return notFound(`charter ${id}`)
  const charter = before.state
  const barred = refusedAccess(envelope.caller, command.type, charter)
  if (barred) return barred
  if (envelope.ifMatch !== null && envelope.ifMatch !== charter.version)
    return { outcome: 'stale', version: charter.version }
  const all = await store.journeysOf(id)
  await desk.policies.keepUp(
    envelope.now,
    all.flatMap(({ state: { dossier } }) => [dossier.editions.mission, dossier.editions.observation]),
  )
  const known = {
    ...standing(all),
    lastStart: command.type === 'PublishSeatRule' ? lastStartOf(desk, charter, envelope.now) : null,
  }
  const confirmed = command.type === 'ApproveCharter' ? (command.endorsement ?? null) : undefined
  const permit = permitFor(desk, charter, envelope.now, confirmed)
  const decision = decideCharter(charter, command, envelope.now, known, permit)
  if (decision.outcome === 'rejected') return refused(decision)
  const everybody = all.map(({ state }) => state)
  const named = await namedIn(desk, command, everybody)
  if (named) return refused(named)
  const after = { ...decision.next, version: charter.version + 1 }
  const policyFor = desk.policies.proposed(after)
  const { mission } = desk.policies.editionsOf(after)
  const accepted = new Set(mission.bound ? [mission.bound, ...mission.alternatives].map((edition) => edition.id) : [])
  const journeys: Following[] = []
  for (const held of all) {
    // A re-timed flight asks anew which edition binds; whoever stands under one that the new day accepts keeps it.
    const { editions } = held.state.dossier
    const moved = command.type === 'RetimeCharter' || (command.type === 'AmendTerms' && bindsAnew(charter, after))
    const rebinds = moved && !accepted.has(editions.mission ?? '')
    const policy = policyFor(rebinds ? null : held.state.dossier)
    const inner = await asked(desk, after, held.state, command, policy, moved)
    journeys.push({ held, policy, decision: inner && decide(held.state, inner, envelope.now, policy) })
  }
  return { outcome: 'followed', before, after, events: decision.events, journeys }
}

/** Whether other times, airports or rule books bind the people than before. */
const bindsAnew = ({ record: before }: Charter, { record: after }: Charter): boolean =>
  !same(ruling(before), ruling(after))
const ruling = ({ leg, terms: { missionJurisdiction, issuer, observationJurisdiction } }: CharterRecord) => ({
  leg,
  missionJurisdiction,
  issuer,
  observationJurisdiction,
})

function standing(journeys: readonly Held<Journey>[]): Omit<Aboard, 'lastStart'> {
  return {
    registered: journeys.length,
    // Who boarded before the list was opened again stays on it.
    cleared: journeys
      .filter(({ state }) => state.stage === 'clearedToBoard' || state.stage === 'aboard')
      .map(({ state }) => state.id),
    unguarded: unguarded(journeys.map(({ state }) => state)),
    seated: journeys.filter(({ state: { stage } }) => holdsSeat(stage) || stage === 'offered').length,
    aboard: journeys.filter(({ state }) => state.stage === 'aboard').length,
    unfinished: journeys.filter(({ state }) => !isFinal(state.stage)).length,
  }
}

/** Children aboard of whose guardians none is aboard. */
function unguarded(journeys: readonly Journey[]): readonly JourneyId[] {
  const aboard = new Set(journeys.filter(({ stage }) => stage === 'aboard').map(({ id }) => id))
  return journeys
    .filter(
      ({ id, dossier }) =>
        aboard.has(id) &&
        dossier.party?.role === 'dependant' &&
        !dossier.party.guardians.some((guardian) => aboard.has(guardian)),
    )
    .map(({ id }) => id)
}

/** What the charter's act asks of a journey where it stands; null where nothing. */
async function asked(
  desk: Desk,
  charter: Charter,
  journey: Journey,
  command: DecidedCharterCommand,
  policy: Policy,
  moved: boolean,
): Promise<DecidedCommand | null> {
  const waiting = isBeforeBoarding(journey.stage)
  switch (command.type) {
    case 'CloseManifest':
      return waiting && journey.stage !== 'clearedToBoard' ? { type: 'CloseForDeparture' } : null
    case 'RetimeCharter':
    case 'AmendTerms':
      return waiting && moved
        ? { type: 'FollowRetiming', testExempt: await exemptUnder(desk, charter, journey, policy) }
        : null
    case 'DepartCharter':
      return journey.stage === 'clearedToBoard' ? { type: 'MarkNoShow' } : null
    case 'LandCharter':
      return journey.stage === 'aboard'
        ? { type: 'Land', at: charter.record.landed!.at, airport: charter.record.leg.to.iata }
        : null
    case 'TurnBackCharter':
      return journey.stage === 'aboard' ? { type: 'Disembark', reason: command.reason } : null
    case 'RefuseApplication':
      return waiting ? { type: 'CancelWithCharter', reason: command.reasons.join('; ') } : null
    case 'CancelCharter':
      return waiting || journey.stage === 'aboard' ? { type: 'CancelWithCharter', reason: command.reason } : null
    case 'SubmitApplication':
    case 'ReturnApplication':
    case 'ApproveCharter':
    case 'SubmitEvidence':
    case 'FulfilCondition':
    case 'ReturnEvidence':
    case 'PublishSeatRule':
    case 'OpenRegistration':
    case 'ReopenManifest':
    case 'DivertCharter':
    case 'CompleteCharter':
      return null
    default:
      return command satisfies never
  }
}
