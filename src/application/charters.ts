// Commands for a charter; what happens to it is decided for every journey and committed as one list, or only foreseen.
import type { Charter } from '../domain/charter/charter.ts'
import type { CharterCommand, DecidedCharterCommand } from '../domain/charter/commands.ts'
import { draft } from '../domain/charter/decide.ts'
import type { CharterTerms } from '../domain/charter/events.ts'
import { closingTooLate } from '../domain/charter/seats.ts'
import { boundMission, foresee, type RetimingReport } from '../domain/charter/retiming.ts'
import { finding, policyUnmet } from '../domain/decision.ts'
import { charterFrom, differsFromCall } from '../domain/demand/decide.ts'
import { isAsked, type DemandCall } from '../domain/demand/demandCall.ts'
import { charterId, type CharterId, type OrganisationId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { charterPart, charterTask, everybodyCounted } from './charterPart.ts'
import { join, journeyPart, nothing, type Part } from './commit.ts'
import { demandPart } from './demandPart.ts'
import type { Desk } from './desk.ts'
import { follow, type Followed } from './following.ts'
import { handle, receiptFor, refused, type Answer, type Envelope, type Refusal } from './handle.ts'
import { lastStartOf } from './lastStarts.ts'
import { refusedAccess } from './may.ts'
import { papersHit, type PaperHit } from './paperWarnings.ts'
import { permitFor } from './permits.ts'
import type { Held } from './ports.ts'
import { commitmentOf } from './seatDraw.ts'

type RetimeCharter = Extract<CharterCommand, { type: 'RetimeCharter' }>

export type Foreseen = RetimingReport & { readonly papers: readonly PaperHit[] }
/** What an act writes, and the charter as it becomes. */
type Proposed = { readonly parts: readonly Part[]; readonly value: Charter }
export type Charters = {
  draft(envelope: Envelope, terms: CharterTerms): Promise<Answer<Charter>>
  /** Other terms before the approval, whole. */
  amend(envelope: Envelope, id: CharterId, terms: CharterTerms): Promise<Answer<Charter>>
  act(envelope: Envelope, id: CharterId, command: CharterCommand): Promise<Answer<Charter>>
  /** The same as parts, for whoever joins them with what else is written in one commit. */
  propose(envelope: Envelope, id: CharterId, command: CharterCommand): Promise<Proposed | Refusal>
  /** What re-timing would do to everybody, as `act` would decide it now; refuses what `act` refuses of the charter. */
  foresee(envelope: Envelope, id: CharterId, command: RetimeCharter): Promise<Answer<Foreseen>>
  /** Whose papers end too early for the flight as it stands. */
  papersHit(charter: Charter): Promise<readonly PaperHit[]>
}

export function createCharters(desk: Desk): Charters {
  const { store } = desk

  async function propose(envelope: Envelope, id: CharterId, command: CharterCommand): Promise<Proposed | Refusal> {
    // The seed is drawn before anybody can register; only what binds the desk to it is shown.
    const seed = desk.chance.secret()
    const followed = await follow(desk, envelope, id, noted(command, envelope, seed))
    if (followed.outcome !== 'followed') return followed
    const { before, after } = followed
    const parts = [charterPart(envelope, before, after, followed.events)]
    if (command.type === 'PublishSeatRule') {
      const payload = { seed: desk.vault.sealOwn(seed) }
      const dueAt = command.closesAt
      parts.push(charterTask(desk, id, 'holdSeatRound', envelope.now, { dueAt, payload }), everybodyCounted(id, 0))
    }
    const day = desk.policies.flightDay(after)
    if (command.type === 'RetimeCharter' && day !== desk.policies.flightDay(before.state))
      parts.push({ ...nothing, changes: [{ on: 'flightDay', charter: id, day }] })
    if (offersAgain(command, after)) parts.push(charterTask(desk, id, 'offerSeat', envelope.now))
    const rest = followers(desk, envelope, followed)
    return 'refusal' in rest ? rest.refusal : { parts: [...parts, ...rest.parts], value: after }
  }

  return {
    draft: (envelope, terms) =>
      handle(store, async () => {
        const barred = refusedAccess(envelope.caller, 'DraftCharter', null)
        if (barred) return barred
        if (!envelope.caller.organisation) return { outcome: 'forbidden', act: 'DraftCharter' }
        const rests = await restsOn(desk, terms, envelope.caller.organisation)
        if ('refusal' in rests) return rests.refusal
        const id = charterId(desk.chance.part())
        const decision = draft(id, envelope.caller.organisation, terms)
        if (decision.outcome === 'rejected') return refused(decision)
        const parts = [charterPart(envelope, null, decision.next, decision.events)]
        if (rests.call) {
          const told = charterFrom(rests.call.state, id, envelope.caller.organisation, envelope.now)
          if (told.outcome === 'rejected') return refused(told)
          parts.push(demandPart(desk, envelope, rests.call, told))
        }
        return {
          outcome: 'proposed',
          commit: join(parts, receiptFor(envelope, 201, 'charter', id)),
          value: { ...decision.next, version: 1 },
        }
      }),

    amend: (envelope, id, terms) =>
      handle(store, async () => {
        const followed = await follow(desk, envelope, id, { type: 'AmendTerms', terms })
        if (followed.outcome !== 'followed') return followed
        const { before, after, events } = followed
        const { organiser, record } = before.state
        const rests = await restsOn(desk, terms, organiser)
        if ('refusal' in rests) return rests.refusal
        const parts = [charterPart(envelope, before, after, events)]
        if (rests.call && rests.call.state.id !== record.terms.application?.demandCall) {
          const told = charterFrom(rests.call.state, id, organiser, envelope.now)
          if (told.outcome === 'rejected') return refused(told)
          parts.push(demandPart(desk, envelope, rests.call, told))
        }
        const rest = followers(desk, envelope, followed)
        if ('refusal' in rest) return rest.refusal
        return {
          outcome: 'proposed',
          commit: join([...parts, ...rest.parts], receiptFor(envelope, 200, 'charter', id)),
          value: after,
        }
      }),

    act: (envelope, id, command) =>
      handle(store, async () => {
        const proposed = await propose(envelope, id, command)
        if ('outcome' in proposed) return proposed
        const { parts, value } = proposed
        return { outcome: 'proposed', commit: join(parts, receiptFor(envelope, 200, 'charter', id)), value }
      }),

    propose,

    foresee: async (envelope, id, command) => {
      const followed = await follow(desk, envelope, id, command)
      if (followed.outcome !== 'followed') return followed
      const policies = new Map(followed.journeys.map(({ held, policy }) => [held.state.id, policy]))
      const everybody = followed.journeys.map(({ held }) => held.state)
      const papers = await papersHit(desk, everybody, ({ id }) => policies.get(id)!)
      return { outcome: 'done', value: { ...foreseen(desk, followed, envelope.now), papers } }
    },

    papersHit: async (charter) => {
      const everybody = (await store.journeysOf(charter.id)).map(({ state }) => state)
      return papersHit(desk, everybody, ({ dossier }) => desk.policies.policyFor(charter, dossier))
    },
  }
}

/** One journey that cannot follow keeps the whole act back, with its own finding. */
function followers(
  { chance, patience }: Desk,
  envelope: Envelope,
  { journeys }: Followed,
): { readonly parts: readonly Part[] } | { readonly refusal: Refusal } {
  const parts: Part[] = []
  for (const { held, decision } of journeys) {
    if (!decision) continue
    if (decision.outcome === 'rejected') return { refusal: refused(decision) }
    parts.push(journeyPart(envelope, chance, patience, { journey: held.state, head: held.head }, decision))
  }
  return { parts }
}

/** What terms name beside the flight: a facility of the desk's, and a demand call that asks the organiser for such a flight. */
async function restsOn(
  { store }: Desk,
  terms: CharterTerms,
  organiser: OrganisationId | null,
): Promise<{ readonly call: Held<DemandCall> | null } | { readonly refusal: Refusal }> {
  const { facility, leg } = terms
  if (!(await store.facility(facility))) {
    const unknown = finding('facilityUnknown', `There is no observation facility ${facility}.`, { facility })
    return { refusal: refused(policyUnmet(unknown)) }
  }
  const call = terms.application?.demandCall ?? null
  if (!call) return { call: null }
  const held = await store.demandCall(call)
  if (!held || !isAsked(held.state, organiser)) {
    const unknown = finding('demandCallUnknown', `There is no demand call ${call} that asks you.`, { call })
    return { refusal: refused(policyUnmet(unknown)) }
  }
  const differs = differsFromCall(held.state, leg)
  return differs.length ? { refusal: refused(policyUnmet(...differs)) } : { call: held }
}

/** What the decision notes beside what was asked. */
function noted(command: CharterCommand, { caller: { organisation } }: Envelope, seed: string): DecidedCharterCommand {
  switch (command.type) {
    case 'PublishSeatRule':
      return { ...command, commitment: commitmentOf(seed) }
    case 'SubmitEvidence':
    case 'FulfilCondition':
    case 'ReturnEvidence':
      return organisation ? { ...command, by: organisation } : command
    default:
      return command
  }
}

/** Whoever waited while nothing could be offered is asked now; new times may leave time again for tests. */
const offersAgain = ({ type }: CharterCommand, after: Charter): boolean =>
  type === 'SubmitApplication' ||
  type === 'ReopenManifest' ||
  (type === 'RetimeCharter' && Boolean(after.record.allocation?.round))

/** Nothing is written: the decisions that the act would commit are only summed up. */
function foreseen(desk: Desk, { before, after, journeys }: Followed, now: Instant): RetimingReport {
  const { policies } = desk
  const charter = before.state
  const late = closingTooLate(after, lastStartOf({ policies }, after, now))
  return foresee(
    {
      charter: charter.id,
      version: charter.version,
      warnings: late ? [late] : [],
      zone: charter.record.leg.from.zone,
      anchor: { before: policies.policyFor(charter, null).anchor, after: policies.proposed(after)(null).anchor },
      missionEdition: {
        before: boundMission(policies.editionsOf(charter).mission),
        after: boundMission(policies.editionsOf(after).mission),
      },
      permit: permitFor(desk, after, now),
    },
    journeys.map(({ held, policy, decision }) => ({
      journey: held.state,
      before: policies.policyFor(charter, held.state.dossier),
      after: policy,
      decision,
    })),
    now,
  )
}
