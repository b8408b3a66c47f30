// Commands for one journey: loaded with its charter, decided under its policy, committed with the rooms and runs it touches.
import type { Charter } from '../domain/charter/charter.ts'
import { finding, outOfSequence } from '../domain/decision.ts'
import { charterOf, type JourneyId, type RoomId } from '../domain/ids.ts'
import type { InnerCommand, PersonalCommand } from '../domain/journey/commands.ts'
import { decide } from '../domain/journey/decide.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { letGo } from '../domain/journey/offer.ts'
import { isBeforeBoarding } from '../domain/journey/stage.ts'
import { decideRun } from '../domain/transfer/decide.ts'
import { join, journeyPart, nothing, record, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { sealWords } from './freeText.ts'
import { handle, notFound, receiptFor, refused, type Answer, type Envelope, type Refusal } from './handle.ts'
import { refusedAccess } from './may.ts'
import type { Change } from './ports.ts'
import { redecision } from './redecisions.ts'
import { foreignRoom, roomLeft, roomTaken } from './rooms.ts'

export type Journeys = {
  /** A command that a person sends. `status` is what a receipt will answer with. */
  act(envelope: Envelope, id: JourneyId, command: PersonalCommand): Promise<Answer<Journey>>
  /** A command of the desk's own; `settling` is written in the same commit, so that an effect is done exactly when its command is. */
  actInside(
    envelope: Envelope,
    id: JourneyId,
    command: InnerCommand,
    settling: readonly Change[],
    claimsSeat?: boolean,
  ): Promise<Answer<Journey>>
}

export function createJourneys(desk: Desk): Journeys {
  const { store } = desk

  function act(envelope: Envelope, id: JourneyId, command: PersonalCommand): Promise<Answer<Journey>> {
    return handle(store, async () => {
      const held = await store.journey(id)
      const charter = await store.charter(charterOf(id))
      if (!held || !charter) return notFound(`journey ${id}`)
      const barred = refusedAccess(envelope.caller, command.type, charter.state, held.state)
      if (barred) return barred
      // Before the flight a test is a laboratory's; the facility's begin with its own observation.
      if (command.type === 'RecordTest' && envelope.caller.role === 'facility' && isBeforeBoarding(held.state.stage)) {
        return refused(
          outOfSequence(
            finding(
              'beforeArrival',
              'Before the flight tests are a laboratory’s; the facility’s begin with its observation.',
            ),
          ),
        )
      }
      if (envelope.ifMatch !== null && envelope.ifMatch !== held.state.version)
        return { outcome: 'stale', version: held.state.version }
      const sealed = await sealWords(desk.vault, held.state.merchant, command)
      const asked =
        sealed.type === 'RedecideEdition'
          ? await redecision(desk, charter.state, held.state, sealed, envelope.now)
          : { command: sealed, policy: desk.policies.policyFor(charter.state, held.state.dossier) }
      if ('outcome' in asked) return refused(asked)
      const decision = decide(held.state, asked.command, envelope.now, asked.policy)
      if (decision.outcome === 'rejected') return refused(decision)
      const part = journeyPart(envelope, desk.chance, desk.patience, { journey: held.state, head: held.head }, decision)
      const beside = await besides(
        desk,
        envelope,
        held.state,
        command,
        decision.effects.some(({ name }) => name === 'free.room'),
      )
      if ('outcome' in beside) return beside
      const party = await partyAnswers(desk, envelope, charter.state, held.state, command)
      if ('outcome' in party) return party
      // What was told already is no other fact, and no other version.
      const value = { ...decision.next, version: held.state.version + (decision.events.length ? 1 : 0) }
      return {
        outcome: 'proposed',
        commit: join([part, ...beside, ...party], receiptFor(envelope, 200, 'journey', id)),
        value,
      }
    })
  }

  function actInside(
    envelope: Envelope,
    id: JourneyId,
    command: InnerCommand,
    settling: readonly Change[],
    claimsSeat = false,
  ): Promise<Answer<Journey>> {
    return handle(store, async () => {
      const held = await store.journey(id)
      const charter = await store.charter(charterOf(id))
      if (!held || !charter) return notFound(`journey ${id}`)
      const policy = desk.policies.policyFor(charter.state, held.state.dossier)
      const decision = decide(held.state, command, envelope.now, policy)
      if (decision.outcome === 'rejected') return refused(decision)
      const part = journeyPart(envelope, desk.chance, desk.patience, { journey: held.state, head: held.head }, decision)
      const claim: Part = claimsSeat
        ? { ...nothing, changes: [{ on: 'seatClaim', charter: charter.state.id, journey: id }] }
        : nothing
      return {
        outcome: 'proposed',
        commit: join([claim, part, { ...nothing, changes: settling }]),
        value: decision.next,
      }
    })
  }

  return { act, actInside }
}

/** A party is offered its seats together, and one answer is the answer of all. */
async function partyAnswers(
  desk: Desk,
  envelope: Envelope,
  charter: Charter,
  { id, dossier }: Journey,
  command: PersonalCommand,
): Promise<readonly Part[] | Refusal> {
  if (!isForParty(command) || !dossier.party) return []
  const asked = command.type === 'RequestSeat' ? letGo : ({ stage }: Journey) => stage === 'offered'
  const parts: Part[] = []
  for (const { state, head } of await desk.store.journeysOf(charter.id)) {
    const others = state.id !== id && asked(state) && state.dossier.party?.party === dossier.party.party
    if (!others) continue
    const decision = decide(state, command, envelope.now, desk.policies.policyFor(charter, state.dossier))
    if (decision.outcome === 'rejected') return refused(decision)
    parts.push(journeyPart(envelope, desk.chance, desk.patience, { journey: state, head }, decision))
  }
  return parts
}

type ForParty = Extract<PersonalCommand, { type: 'AcceptSeat' | 'DeclineSeat' | 'RequestSeat' }>
const isForParty = (command: PersonalCommand): command is ForParty =>
  command.type === 'AcceptSeat' || command.type === 'DeclineSeat' || command.type === 'RequestSeat'

/** What a command moves beside the journey: the room that is taken or left, the vehicle that somebody is missing from. */
async function besides(
  desk: Desk,
  envelope: Envelope,
  journey: Journey,
  command: PersonalCommand,
  leavesRoom: boolean,
): Promise<readonly Part[] | Refusal> {
  const parts: Part[] = []
  if (command.type === 'Admit') {
    const notYet = await beforeAdmission(desk, journey)
    if (notYet) return notYet
  }
  const room = roomWanted(command)
  if (room) {
    const foreign = await foreignRoom(desk, envelope, room)
    if (foreign) return foreign
    const taken = await roomTaken(desk, envelope, journey, room)
    if ('outcome' in taken) return taken
    parts.push(taken)
  }
  if (leavesRoom) {
    const left = await roomLeft(desk, envelope, journey)
    if ('outcome' in left) return left
    parts.push(...left)
  }
  const offVehicle = command.type === 'ReportMissing' || command.type === 'TakeToMedicalCare'
  if (offVehicle && journey.stage === 'inClosedLoopTransfer' && journey.dossier.run) {
    const run = await desk.store.run(journey.dossier.run)
    if (run && run.state.stage !== 'arrived') {
      const decision = decideRun(
        run.state,
        { type: 'TakeOffPassenger', passenger: journey.id, reason: command.type },
        envelope.now,
      )
      if (decision.outcome === 'rejected') return refused(decision)
      const version = run.state.version + 1
      const { events, head } = record(
        envelope,
        { kind: 'run', aggregate: run.state.id, charter: run.state.charter, version, head: run.head },
        decision.events,
      )
      parts.push({
        ...nothing,
        changes: [{ on: 'run', expect: run.state.version, run: { ...decision.next, version }, head }],
        events,
      })
    }
  }
  return parts
}

function roomWanted(command: PersonalCommand): RoomId | undefined {
  if (command.type === 'Admit' || command.type === 'ReturnToObservation') return command.room
  return command.type === 'ReportFound' && command.to === 'observation' ? command.room : undefined
}

/** Nobody is admitted out of a vehicle that has not arrived, signed for by both sides. */
async function beforeAdmission(desk: Desk, journey: Journey): Promise<Refusal | null> {
  const run = journey.dossier.run ? await desk.store.run(journey.dossier.run) : null
  if (journey.stage !== 'inClosedLoopTransfer' || run?.state.stage === 'arrived') return null
  const stage = run?.state.stage ?? 'unknown'
  return refused(
    outOfSequence(
      finding('vehicleNotArrived', `The vehicle is ${stage}: its arrival is signed for before anybody is admitted.`, {
        stage,
      }),
    ),
  )
}
