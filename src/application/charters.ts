// Commands for a charter; what happens to it is decided for every journey and committed as one list, or only foreseen.
import { seatsToFill, type Charter } from '../domain/charter/charter.ts'
import type { CharterCommand } from '../domain/charter/commands.ts'
import { draft } from '../domain/charter/decide.ts'
import type { CharterTerms } from '../domain/charter/events.ts'
import { boundMission, foresee, type RetimingReport } from '../domain/charter/retiming.ts'
import { finding, policyUnmet } from '../domain/decision.ts'
import { charterId, type CharterId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { join, journeyPart, nothing, record, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { follow, type Followed } from './following.ts'
import { handle, receiptFor, refused, type Answer, type Envelope } from './handle.ts'
import { refusedAccess } from './may.ts'
import type { Held } from './ports.ts'

type RetimeCharter = Extract<CharterCommand, { type: 'RetimeCharter' }>

export type Charters = {
  draft(envelope: Envelope, terms: CharterTerms): Promise<Answer<Charter>>
  act(envelope: Envelope, id: CharterId, command: CharterCommand): Promise<Answer<Charter>>
  /** What re-timing would do to everybody, as `act` would decide it now; refuses what `act` refuses of the charter. */
  foresee(envelope: Envelope, id: CharterId, command: RetimeCharter): Promise<Answer<RetimingReport>>
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
        const followed = await follow(desk, envelope, id, command)
        if (followed.outcome !== 'followed') return followed
        const { before, after } = followed
        const parts = [charterPart(envelope, before, after, followed.events)]
        // Whoever waited while nothing could be offered is asked now.
        if (command.type === 'SubmitApplication' || command.type === 'ReopenManifest')
          parts.push(offerPart(desk, envelope, id))
        for (const { held, decision } of followed.journeys) {
          if (!decision) continue
          // One journey that cannot follow keeps the whole act back, with its own finding.
          if (decision.outcome === 'rejected') return refused(decision)
          const known = { journey: held.state, head: held.head }
          parts.push(journeyPart(envelope, desk.chance, desk.patience, known, decision))
        }
        return { outcome: 'proposed', commit: join(parts, receiptFor(envelope, 200, 'charter', id)), value: after }
      }),

    foresee: async (envelope, id, command) => {
      const followed = await follow(desk, envelope, id, command)
      return followed.outcome === 'followed'
        ? { outcome: 'done', value: foreseen(desk, followed, envelope.now) }
        : followed
    },
  }
}

/** Nothing is written: the decisions that the act would commit are only summed up. */
function foreseen({ policies }: Desk, { before, after, journeys }: Followed, now: Instant): RetimingReport {
  const charter = before.state
  return foresee(
    {
      charter: charter.id,
      version: charter.version,
      zone: charter.record.leg.from.zone,
      anchor: { before: policies.policyFor(charter, null).anchor, after: policies.proposed(after)(null).anchor },
      missionEdition: {
        before: boundMission(policies.editionsOf(charter).mission),
        after: boundMission(policies.editionsOf(after).mission),
      },
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
