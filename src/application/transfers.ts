// Transfer runs: a vehicle is planned, filled, signed out and signed in; whoever sits in it is told in the same commit.
import { finding, policyUnmet } from '../domain/decision.ts'
import { charterOf, runId, type CharterId, type JourneyId, type RunId } from '../domain/ids.ts'
import { decide } from '../domain/journey/decide.ts'
import type { InnerCommand } from '../domain/journey/commands.ts'
import { decideRun, planRun } from '../domain/transfer/decide.ts'
import type { RunCommand } from '../domain/transfer/commands.ts'
import type { TransferRun } from '../domain/transfer/run.ts'
import type { Recorded } from '../domain/recorded.ts'
import { join, journeyPart, nothing, record, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { sealWords } from './freeText.ts'
import { handle, notFound, receiptFor, refused, type Answer, type Envelope, type Refusal } from './handle.ts'
import { refusedAccess } from './may.ts'
import { seeRun } from './see.ts'

type PlanRun = Extract<RunCommand, { type: 'PlanRun' }>
export type Transfers = {
  plan(envelope: Envelope, charter: CharterId, command: PlanRun): Promise<Answer<TransferRun>>
  act(envelope: Envelope, id: RunId, command: Exclude<RunCommand, PlanRun>): Promise<Answer<TransferRun>>
}

export function createTransfers(desk: Desk): Transfers {
  const { store } = desk
  return {
    plan: (envelope, charterId, command) =>
      handle(store, async () => {
        const charter = await store.charter(charterId)
        if (!charter) return notFound(`charter ${charterId}`)
        const barred = refusedAccess(envelope.caller, 'PlanRun', charter.state)
        if (barred) return barred
        if (!(await store.facility(command.facility))) {
          return refused(
            policyUnmet(
              finding('facilityUnknown', `There is no observation facility ${command.facility}.`, {
                facility: command.facility,
              }),
            ),
          )
        }
        const id = runId(charterId, desk.chance.part())
        const decision = planRun(id, charterId, command, desk.transferRules)
        if (decision.outcome === 'rejected') return refused(decision)
        const part = runPart(envelope, null, decision.next, decision.events)
        return {
          outcome: 'proposed',
          commit: join([part], receiptFor(envelope, 201, 'run', id)),
          value: { ...decision.next, version: 1 },
        }
      }),

    act: (envelope, id, command) =>
      handle(store, async () => {
        const seen = await seeRun(store, envelope.caller, command.type, id)
        if ('refusal' in seen) return seen.refusal
        const { held } = seen
        if (envelope.ifMatch !== null && envelope.ifMatch !== held.state.version)
          return { outcome: 'stale', version: held.state.version }
        const decision = decideRun(held.state, await sealed(id, command), envelope.now)
        if (decision.outcome === 'rejected') return refused(decision)
        const parts = [runPart(envelope, { run: held.state, head: held.head }, decision.next, decision.events)]
        const inner: InnerCommand =
          command.type === 'TakeOffPassenger' ? { type: 'LeaveVehicle' } : { type: 'BeginTransfer', run: id }
        for (const passenger of moved(command)) {
          const part = await passengerPart(desk, envelope, charterOf(id), passenger, inner)
          if ('outcome' in part) return part
          parts.push(part)
        }
        const value = { ...decision.next, version: held.state.version + 1 }
        return { outcome: 'proposed', commit: join(parts, receiptFor(envelope, 200, 'run', id)), value }
      }),
  }

  /** Why somebody was taken off the vehicle is about that merchant, and stands in the run's record under their key. */
  async function sealed(run: RunId, command: Exclude<RunCommand, PlanRun>): Promise<Exclude<RunCommand, PlanRun>> {
    // Nobody else's merchant is asked for by naming them here.
    if (command.type !== 'TakeOffPassenger' || charterOf(command.passenger) !== charterOf(run)) return command
    const passenger = await store.journey(command.passenger)
    return passenger ? sealWords(desk.vault, passenger.state.merchant, command) : command
  }

  async function passengerPart(
    desk: Desk,
    envelope: Envelope,
    charterId: CharterId,
    passenger: JourneyId,
    command: InnerCommand,
  ): Promise<Part | Refusal> {
    const held = await store.journey(passenger)
    const charter = await store.charter(charterId)
    if (!held || !charter || held.state.charter !== charterId) return notFound(`journey ${passenger} on this charter`)
    const decision = decide(
      held.state,
      command,
      envelope.now,
      desk.policies.policyFor(charter.state, held.state.dossier),
    )
    if (decision.outcome === 'rejected') return refused(decision)
    return journeyPart(envelope, desk.chance, desk.patience, { journey: held.state, head: held.head }, decision)
  }
}

function moved(command: Exclude<RunCommand, PlanRun>): readonly JourneyId[] {
  if (command.type === 'SeatPassengers') return command.passengers
  return command.type === 'TakeOffPassenger' ? [command.passenger] : []
}

function runPart(
  envelope: Envelope,
  before: { readonly run: TransferRun; readonly head: string } | null,
  next: TransferRun,
  told: readonly Recorded[],
): Part {
  const version = (before?.run.version ?? 0) + 1
  const { events, head } = record(
    envelope,
    { kind: 'run', aggregate: next.id, charter: next.charter, version, head: before?.head ?? '' },
    told,
  )
  return { ...nothing, changes: [{ on: 'run', expect: version - 1, run: { ...next, version }, head }], events }
}
