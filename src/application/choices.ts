// One choice for many: whoever an edition touches goes over to it, or stays and is recorded as asked, all in one commit.
import type { Charter } from '../domain/charter/charter.ts'
import type { Finding, Rejection } from '../domain/decision.ts'
import { charterOf, type CharterId, type JourneyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { decide } from '../domain/journey/decide.ts'
import type { Dossier, Journey } from '../domain/journey/journey.ts'
import type { Edition } from '../domain/policy/edition.ts'
import { expectedRelease } from '../domain/policy/leg.ts'
import type { Policy } from '../domain/policy/policy.ts'
import { join, journeyPart, nothing, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { handle, notFound, receiptFor, refused, type Answer, type Envelope, type Refusal } from './handle.ts'
import { refusedAccess } from './may.ts'
import type { Held } from './ports.ts'
import { notInForce, redecision } from './redecisions.ts'
import { lookedAt, touchedBy } from './touched.ts'

export type Choice = {
  readonly choice: 'follow' | 'keep'
  readonly reason: string
  /** Null: everybody whom the edition touches and who has not been asked yet. */
  readonly journeys: readonly JourneyId[] | null
  readonly dryRun: boolean
}
export type ChosenLine = {
  readonly journey: JourneyId
  readonly charter: CharterId
  readonly outcome: 'follows' | 'keeps' | 'refused'
  /** Under which the journey stands afterwards. */
  readonly editions: Dossier['editions']
  readonly credit: number
  readonly expectedRelease: Instant | null
  readonly findings: readonly Finding[]
}
export type Chosen = {
  readonly edition: string
  readonly choice: Choice['choice']
  readonly journeys: readonly ChosenLine[]
}

export type Choices = {
  /**
   * Refused as a whole where one journey cannot follow, with its findings, each of which names it. A dry run writes
   * nothing and tells of each journey by itself.
   */
  redecide(envelope: Envelope, edition: string, asked: Choice): Promise<Answer<Chosen>>
  /** What was chosen before, by its receipt, as those journeys stand now. */
  again(reference: string, now: Instant): Promise<Chosen>
}

/** What a receipt keeps of an answered choice; it names nobody. */
type Kept = readonly [edition: string, choice: Choice['choice'], ...journeys: JourneyId[]]
type OnTheWay = { readonly held: Held<Journey>; readonly charter: Charter }

export function createChoices(desk: Desk): Choices {
  const { store, policies } = desk

  function redecide(envelope: Envelope, id: string, asked: Choice): Promise<Answer<Chosen>> {
    return handle<Chosen>(store, async () => {
      const barred = refusedAccess(envelope.caller, 'RedecideEdition', null)
      if (barred) return barred
      await policies.keepUp(envelope.now, [id])
      const edition = policies.edition(id)
      if (!edition) return notFound(`edition ${id}`)
      // Before its first day it is looked at, and nobody stands under it yet.
      if (lookedAt(edition, envelope.now) > envelope.now) return refused(notInForce(edition))
      const people = asked.journeys
        ? await named(asked.journeys)
        : (await touchedBy(desk, edition, envelope.now)).touched.filter(({ kept }) => !kept)
      if ('outcome' in people) return people
      const decided = []
      for (const each of people) decided.push(await decideOne(envelope, edition, each, asked))
      const refusals = decided.flatMap(({ rejection }) => rejection ?? [])
      const [first] = refusals
      if (first && !asked.dryRun) return refused({ ...first, findings: refusals.flatMap(({ findings }) => findings) })
      const value: Chosen = { edition: id, choice: asked.choice, journeys: decided.map(({ line }) => line) }
      if (asked.dryRun) return { outcome: 'proposed', commit: join([]), value }
      const kept: Kept = [id, asked.choice, ...people.map(({ held }) => held.state.id)]
      const receipt = receiptFor(envelope, 200, 'choice', JSON.stringify(kept))
      return {
        outcome: 'proposed',
        commit: join(
          decided.map(({ part }) => part),
          receipt,
        ),
        value,
      }
    })
  }

  async function named(ids: readonly JourneyId[]): Promise<readonly OnTheWay[] | Refusal> {
    const people: OnTheWay[] = []
    for (const id of new Set(ids)) {
      const one = await onTheWay(id)
      if (!one) return notFound(`journey ${id}`)
      people.push(one)
    }
    return people
  }

  async function onTheWay(id: JourneyId): Promise<OnTheWay | null> {
    const held = await store.journey(id)
    const charter = await store.charter(charterOf(id))
    return held && charter ? { held, charter: charter.state } : null
  }

  async function decideOne(
    envelope: Envelope,
    edition: Edition,
    { held, charter }: OnTheWay,
    { choice, reason }: Choice,
  ): Promise<{ readonly line: ChosenLine; readonly part: Part; readonly rejection: Rejection | null }> {
    const journey = held.state
    const command = { type: 'RedecideEdition', edition: edition.id, choice, reason } as const
    const asked = await redecision(desk, charter, journey, command, envelope.now)
    const decision = 'outcome' in asked ? asked : decide(journey, asked.command, envelope.now, asked.policy)
    if (decision.outcome === 'rejected') {
      const findings = decision.findings.map((each) => about(journey.id, each))
      const policy = policies.policyFor(charter, journey.dossier)
      const line = { ...lineOf(journey, policy, envelope.now), outcome: 'refused' as const, findings }
      return { line, part: nothing, rejection: { ...decision, findings } }
    }
    const policy = policies.policyFor(charter, decision.next.dossier)
    const line = { ...lineOf(decision.next, policy, envelope.now), outcome: told[choice] }
    const part = journeyPart(envelope, desk.chance, desk.patience, { journey, head: held.head }, decision)
    return { line, part, rejection: null }
  }

  async function again(reference: string, now: Instant): Promise<Chosen> {
    const [edition, choice, ...ids] = JSON.parse(reference) as Kept
    const journeys: ChosenLine[] = []
    for (const id of ids) {
      const one = await onTheWay(id)
      if (!one) continue
      const policy = policies.policyFor(one.charter, one.held.state.dossier)
      journeys.push({ ...lineOf(one.held.state, policy, now), outcome: told[choice] })
    }
    return { edition, choice, journeys }
  }

  return { redecide, again }
}

const told = { follow: 'follows', keep: 'keeps' } as const

function lineOf({ id, charter, dossier }: Journey, policy: Policy, now: Instant): Omit<ChosenLine, 'outcome'> {
  const { observation } = policy
  return {
    journey: id,
    charter,
    editions: dossier.editions,
    credit: dossier.redecided?.credit ?? 0,
    expectedRelease: observation && dossier.landed ? expectedRelease(observation, dossier, now) : null,
    findings: [],
  }
}

/** In a list of many a finding says of whom it speaks. */
const about = (journey: JourneyId, { message, facts, ...rest }: Finding): Finding => ({
  ...rest,
  message: `${journey}: ${message}`,
  facts: { ...facts, journey },
})
