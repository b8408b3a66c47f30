// Commands for a charter; what happens to it is decided for every journey and committed as one list.
import { decideCharter, draft, type Aboard } from '../domain/charter/decide.ts'

import { seatsToFill, type Charter } from '../domain/charter/charter.ts'
import type { CharterCommand } from '../domain/charter/commands.ts'
import type { CharterTerms } from '../domain/charter/events.ts'
import { finding, policyUnmet } from '../domain/decision.ts'
import { charterId, type CharterId, type JourneyId } from '../domain/ids.ts'
import { decide, type DecidedCommand } from '../domain/journey/decide.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { isBeforeBoarding, isFinal } from '../domain/journey/stage.ts'
import type { Policy } from '../domain/policy/policy.ts'
import { join, journeyPart, nothing, record, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { handle, notFound, receiptFor, refused, type Answer, type Envelope, type Refusal } from './handle.ts'
import { refusedAccess } from './may.ts'
import type { Held } from './ports.ts'
import { exemptUnder } from './redecisions.ts'

export type Charters = {
  draft(envelope: Envelope, terms: CharterTerms): Promise<Answer<Charter>>
  act(envelope: Envelope, id: CharterId, command: CharterCommand): Promise<Answer<Charter>>
}

export function createCharters(desk: Desk): Charters {
  const { store } = desk
  return {
    draft: (envelope, terms) =>
      handle(store, async () => {
        const barred = refusedAccess(envelope.caller, 'DraftCharter', null)
        if (barred) return barred
        if (!envelope.caller.organisation) return { outcome: 'forbidden', act: 'DraftCharter' }
        if (!(await store.facility(terms.facility))) {
          return refused(
            policyUnmet(
              finding('facilityUnknown', `There is no observation facility ${terms.facility}.`, {
                facility: terms.facility,
              }),
            ),
          )
        }
        const id = charterId(desk.chance.part())
        const decision = draft(id, envelope.caller.organisation, terms)
        if (decision.outcome === 'rejected') return refused(decision)
        const part = charterPart(envelope, null, decision.next, decision.events)
        return {
          outcome: 'proposed',
          commit: join([part], receiptFor(envelope, 201, 'charter', id)),
          value: { ...decision.next, version: 1 },
        }
      }),

    act: (envelope, id, command) =>
      handle(store, async () => {
        const held = await store.charter(id)
        if (!held) return notFound(`charter ${id}`)
        const charter = held.state
        const barred = refusedAccess(envelope.caller, command.type, charter)
        if (barred) return barred
        if (envelope.ifMatch !== null && envelope.ifMatch !== charter.version)
          return { outcome: 'stale', version: charter.version }
        const journeys = await store.journeysOf(id)
        const decision = decideCharter(charter, command, envelope.now, standing(journeys))
        if (decision.outcome === 'rejected') return refused(decision)
        const after = { ...decision.next, version: charter.version + 1 }
        const parts = [charterPart(envelope, held, decision.next, decision.events)]
        // Whoever waited while nothing could be offered is asked now.
        if (command.type === 'SubmitApplication' || command.type === 'ReopenManifest')
          parts.push(offerPart(desk, envelope, id))
        for (const journey of journeys) {
          const part = await tellJourney(desk, envelope, after, journey, command)
          if ('outcome' in part) return part
          parts.push(part)
        }
        return { outcome: 'proposed', commit: join(parts, receiptFor(envelope, 200, 'charter', id)), value: after }
      }),
  }
}

function standing(journeys: readonly Held<Journey>[]): Aboard {
  return {
    // Who boarded before the list was opened again stays on it.
    cleared: journeys
      .filter(({ state }) => state.stage === 'clearedToBoard' || state.stage === 'aboard')
      .map(({ state }) => state.id),
    unguarded: unguarded(journeys.map(({ state }) => state)),
    aboard: journeys.filter(({ state }) => state.stage === 'aboard').length,
    unfinished: journeys.filter(({ state }) => !isFinal(state.stage)).length,
  }
}

const offerPart = (desk: Desk, envelope: Envelope, charter: CharterId): Part => ({
  ...nothing,
  effects: [
    {
      id: `E${desk.chance.part()}`,
      kind: 'command',
      charter,
      subject: charter,
      name: 'offerSeat',
      payload: {},
      dueAt: envelope.now,
      createdAt: envelope.now,
    },
  ],
})

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

/** The charter's own rows; an application opens its seats in the same commit. */
function charterPart(
  envelope: Envelope,
  before: Held<Charter> | null,
  next: Charter,
  told: readonly { readonly type: string }[],
): Part {
  const version = (before?.state.version ?? 0) + 1
  const charter = { ...next, version }
  const { events, head } = record(
    envelope,
    { kind: 'charter', aggregate: charter.id, charter: charter.id, version, head: before?.head ?? '' },
    told,
  )
  const opens = told.some(({ type }) => type === 'ApplicationSubmitted')
  return {
    ...nothing,
    changes: [
      { on: 'charter', expect: version - 1, charter, head },
      ...(opens ? [{ on: 'seats' as const, charter: charter.id, count: seatsToFill(charter.record.terms) }] : []),
    ],
    events,
  }
}

async function tellJourney(
  desk: Desk,
  envelope: Envelope,
  charter: Charter,
  held: Held<Journey>,
  command: CharterCommand,
): Promise<Part | Refusal> {
  const journey = held.state
  // A re-timed flight asks anew which edition binds; otherwise people keep theirs.
  const rebinds = command.type === 'RetimeCharter'
  const policy = desk.policies.policyFor(charter, rebinds ? null : journey.dossier)
  const inner = await follow(desk, charter, journey, command, policy)
  if (!inner) return nothing
  const decision = decide(journey, inner, envelope.now, policy)
  // One journey that cannot follow keeps the whole act back, with its own finding.
  if (decision.outcome === 'rejected') return refused(decision)
  return journeyPart(envelope, desk.chance, desk.patience, { journey, head: held.head }, decision)
}

/** What the charter's act asks of a journey where it stands; null where nothing. */
async function follow(
  desk: Desk,
  charter: Charter,
  journey: Journey,
  command: CharterCommand,
  policy: Policy,
): Promise<DecidedCommand | null> {
  const waiting = isBeforeBoarding(journey.stage)
  switch (command.type) {
    case 'CloseManifest':
      return waiting && journey.stage !== 'clearedToBoard' ? { type: 'CloseForDeparture' } : null
    case 'RetimeCharter':
      return waiting ? { type: 'FollowRetiming', testExempt: await exemptUnder(desk, charter, journey, policy) } : null
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
    case 'OpenRegistration':
    case 'ReopenManifest':
    case 'DivertCharter':
    case 'CompleteCharter':
      return null
    default:
      return command satisfies never
  }
}
