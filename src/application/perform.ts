// One due effect: a wake asks its question, a command goes to where it belongs, and each is settled in the commit it causes.
import type { CharterId, DemandCallId, JourneyId, MerchantId } from '../domain/ids.ts'
import { staysWithGuardian } from '../domain/journey/guardian.ts'
import { mailCheckpoint, type CheckpointRecipient } from './checkpoints.ts'
import type { Demand } from './demand.ts'
import type { Desk } from './desk.ts'
import { digestLetter } from './digests.ts'
import type { Erasures } from './erasures.ts'
import type { Caller } from './actor.ts'
import type { ClaimedEffect } from './effect.ts'
import type { Change } from './ports.ts'
import type { Answer, Envelope } from './handle.ts'
import type { Journeys } from './journeys.ts'
import { offerFreedSeats } from './seatOffers.ts'
import { signInLetter } from './passLetters.ts'
import { holdRound } from './seatRounds.ts'

/** The desk acting for itself: its wakes and the commands that follow from others. */
export const deskCaller: Caller = {
  role: 'desk',
  organisation: null,
  token: 'desk',
  person: null,
  charters: null,
  acts: null,
  fresh: true,
}

/** Performs wakes, commands and alarms; letters belong to the deliverer. Safe to repeat: an effect is settled once. */
export function createPerform(
  desk: Desk,
  journeys: Journeys,
  demand: Demand,
  erasures: Pick<Erasures, 'finish'>,
  /** Sends the checkpoint of that number to the auditor, and answers the mail server's words. */
  sendCheckpoint: (number: number, to: CheckpointRecipient) => Promise<string>,
  mailLink: (effect: ClaimedEffect) => Promise<string>,
  mailDigest: (effect: ClaimedEffect) => Promise<string>,
) {
  const { store } = desk

  return async function perform(effect: ClaimedEffect, owner: string): Promise<void> {
    const now = desk.clock.now()
    const envelope: Envelope = { caller: deskCaller, request: effect.id, now, idempotency: null, ifMatch: null }
    const done = (words: string | null = null): Change => ({
      on: 'effect',
      id: effect.id,
      owner,
      state: 'done',
      at: now,
      words,
    })
    const settle = async (words: string | null) => {
      await store.commit({ changes: [done(words)], events: [], effects: [], tallies: [], receipt: null })
    }

    if (effect.kind === 'wake' && effect.name === 'wake.demandClosing') {
      const answer = await demand.askInside(envelope, effect.subject as DemandCallId, [done()])
      if (settledBy(answer) !== 'done') await settle(answer.outcome)
      return
    }
    if (effect.kind === 'wake') {
      const answer = await journeys.actInside(
        envelope,
        effect.subject as JourneyId,
        { type: 'AskDeadline', wake: effect.name },
        [done()],
      )
      // A wake that comes where it has no sense any more finds nothing to do.
      if (settledBy(answer) !== 'done') await settle(answer.outcome)
      return
    }
    if (effect.kind === 'command' && effect.name === 'offerSeat') return offerSeat()
    if (effect.kind === 'command' && effect.name === 'holdSeatRound') return holdSeatRound()
    if (effect.kind === 'command' && effect.name === 'tellDependants') return tellDependants()
    if (effect.kind === 'command' && effect.name === mailCheckpoint)
      return settle(
        await sendCheckpoint(Number(effect.subject), (effect.payload['person'] ?? null) as CheckpointRecipient),
      )
    if (effect.kind === 'command' && effect.name === 'destroyKey') await erasures.finish(effect.subject as MerchantId)
    if (effect.kind === 'command' && effect.name === signInLetter) return settle(await mailLink(effect))
    if (effect.kind === 'command' && effect.name === digestLetter) return settle(await mailDigest(effect))
    await settle(null)

    async function offerSeat(): Promise<void> {
      const words = 'every free seat was given or offered, or nobody is left to whom it could be'
      const answer = await offerFreedSeats(desk, envelope, effect.charter as CharterId, [done(words)])
      if (settledBy(answer) !== 'done') await settle(answer.outcome)
    }

    async function holdSeatRound(): Promise<void> {
      const seed = String(effect.payload['seed'])
      const answer = await holdRound(desk, envelope, effect.charter as CharterId, seed, [done()])
      // A charter that was cancelled or refused meanwhile has no seats to give.
      if (settledBy(answer) !== 'done') await settle(answer.outcome)
    }

    async function tellDependants(): Promise<void> {
      const guardian = await store.journey(effect.subject as JourneyId)
      const party = guardian?.state.dossier.party?.party
      if (!guardian || !party) return settle('no party')
      const all = (await store.journeysOf(guardian.state.charter))
        .map(({ state }) => state)
        .filter((each) => each.dossier.party?.party === party)
      const children = all.filter((each) => each.dossier.party?.guardians.includes(guardian.state.id))
      for (const child of children) {
        const others = all.filter(
          (each) => each.id !== guardian.state.id && child.dossier.party?.guardians.includes(each.id),
        )
        if (!staysWithGuardian(guardian.state, others)) continue
        settledBy(
          await journeys.actInside(envelope, child.id, { type: 'StayWithGuardian', guardian: guardian.state.id }, []),
        )
      }
      await settle(null)
    }
  }
}

/** What was decided stands, whichever way; what could not be decided for the crowd is thrown, and so asked again later. */
function settledBy(answer: Answer<unknown>): Answer<unknown>['outcome'] {
  if (answer.outcome === 'contended') throw new Error('too many wrote the same rows; asked again later')
  return answer.outcome
}
