// Rows that were parked: who looks at them sees both sides as their role may, and somebody decides whom each is about.
import { personView, type PersonView } from '../domain/access/masking.ts'
import type { Role } from '../domain/access/roles.ts'
import { finding, outOfSequence, policyUnmet } from '../domain/decision.ts'
import type { CharterId, JourneyId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { MerchantDetails } from '../domain/journey/merchant.ts'
import type { Recorded } from '../domain/recorded.ts'
import { canonical } from './chain.ts'
import { join, type Part } from './commit.ts'
import { deskEntry } from './deskRecord.ts'
import type { Desk } from './desk.ts'
import { enrolAll, updatedPart } from './enrolment.ts'
import { sealText } from './freeText.ts'
import {
  handle,
  notFound,
  receiptFor,
  refused,
  type Answer,
  type Envelope,
  type Proposal,
  type Refusal,
} from './handle.ts'
import { merchantDetailsOf } from './knownPeople.ts'
import type { Links } from './links.ts'
import { partiesOf } from './parties.ts'
import { LostKey } from './keyPorts.ts'
import { type ConflictDecision, type ConflictKind, type ParkedRow } from './parkedRow.ts'
import { registering } from './registrations.ts'
import { seeCharter } from './see.ts'
import { journeysByMerchant, type Entry, type Sorted, type Sorting } from './sorting.ts'

export type ConflictView = {
  readonly id: string
  readonly row: number
  readonly kind: ConflictKind
  readonly journey: JourneyId | null
  /** Fields in which the two sides differ. */
  readonly differs: readonly string[]
  /** Null once it is decided, or where the merchant's key is gone. */
  readonly known: PersonView | null
  readonly given: PersonView | null
  readonly createdAt: Instant
  readonly decidedAt: Instant | null
  readonly decision: ConflictDecision | null
}
export type Decided = {
  readonly id: string
  readonly decision: ConflictDecision
  readonly decidedAt: Instant
  readonly journey: JourneyId | null
}
export type Conflicts = {
  list(envelope: Envelope, charter: CharterId): Promise<Answer<readonly ConflictView[]>>
  decide(
    envelope: Envelope,
    charter: CharterId,
    id: string,
    wanted: { readonly decision: ConflictDecision; readonly reason: string },
  ): Promise<Answer<Decided>>
}

export function createConflicts(desk: Desk, links: Links): Conflicts {
  const { store, vault } = desk

  return {
    list: async (envelope, charter) => {
      const seen = await seeCharter(store, envelope.caller, 'ViewConflicts', charter)
      if ('refusal' in seen) return seen.refusal
      const views: ConflictView[] = []
      for (const parked of await store.parkedOf(charter)) views.push(await viewOf(desk, parked, envelope.caller.role))
      return { outcome: 'done', value: views }
    },

    decide: (envelope, id, conflict, wanted) =>
      handle<Decided>(store, async (): Promise<Proposal<Decided> | Refusal> => {
        const seen = await seeCharter(store, envelope.caller, 'DecideConflict', id)
        if ('refusal' in seen) return seen.refusal
        const parked = (await store.parkedOf(id)).find((row) => row.id === conflict)
        if (!parked) return notFound(`conflict ${conflict}`)
        if (parked.decision) {
          const message = `This row was decided already: ${parked.decision}.`
          return refused(outOfSequence(finding('conflictDecided', message, { decision: parked.decision })))
        }
        const opened = await registering(desk, envelope, id)
        if ('outcome' in opened) return opened
        const answered = await following(
          desk,
          links,
          envelope,
          { ...opened, nearDuplicates: false, again: true },
          parked,
          wanted,
        )
        if ('outcome' in answered) return answered
        const told: Recorded = {
          type: 'ConflictDecided',
          decision: wanted.decision,
          reason: await sealText(vault, parked.merchant, wanted.reason),
          journey: answered.journey,
        }
        const { decision } = wanted
        const decided = await deskEntry(store, envelope, parked.id, told, [
          { on: 'parkedDecided', id: parked.id, at: envelope.now, decision },
        ])
        const receipt = receiptFor(envelope, 200, 'conflict', JSON.stringify([id, parked.id]))
        return {
          outcome: 'proposed',
          commit: join([...answered.parts, decided], receipt),
          value: { id: parked.id, decision, decidedAt: envelope.now, journey: answered.journey },
        }
      }),
  }
}

type Following = { readonly parts: readonly Part[]; readonly journey: JourneyId | null }

/** What a decision does: the row's facts, the desk's own, or somebody new; whoever is not on the charter yet is registered. */
async function following(
  desk: Desk,
  links: Links,
  envelope: Envelope,
  sorting: Sorting,
  parked: ParkedRow,
  { decision }: { readonly decision: ConflictDecision },
): Promise<Following | Refusal> {
  const [entry, row] = await Promise.all([entryOf(desk, parked), desk.store.merchant(parked.merchant)])
  const known = row && (await merchantDetailsOf(desk, parked.merchant, row.sealed))
  if (!entry || !known) return notFound(`conflict ${parked.id}`)
  const journeys = await sorting.everybody()
  const found = journeysByMerchant(journeys).get(parked.merchant) ?? null
  const journey = found?.state.stage === 'withdrawn' ? null : found
  if (decision === 'otherPerson' && parked.kind === 'sameDocument') {
    const message = 'One passport is one person: correct the number of one of the two, and import again.'
    return refused(policyUnmet(finding('onePassportOnePerson', message, { field: 'documentNumber' })))
  }
  if (decision === 'keepOld' && journey) return { parts: [], journey: journey.state.id }
  const details = decision === 'keepOld' ? known : entry.details
  const about: Sorted = {
    entry: { ...entry, details },
    merchant: decision === 'otherPerson' ? null : parked.merchant,
    journey: decision === 'otherPerson' ? null : journey,
    outcome: { row: entry.row, outcome: 'created', journey: null, findings: [] },
    suspicion: null,
  }
  if (about.journey) {
    const policy = desk.policies.policyFor(sorting.charter, null)
    const { charter, organisation } = sorting
    const own = [{ wishes: entry.wishes, journey: about.journey.state.id }]
    const party = partiesOf(desk.vault, charter, organisation, journeys, own)(entry.wishes)
    const updated = await updatedPart(desk, envelope, sorting, about, policy, party)
    return 'findings' in updated
      ? refused(policyUnmet(...updated.findings))
      : { parts: [updated.part], journey: about.journey.state.id }
  }
  const { parts, outcomes } = await enrolAll(desk, links, envelope, sorting, [about], { keep: false })
  const [outcome] = outcomes
  return outcome?.outcome === 'created'
    ? { parts, journey: outcome.journey }
    : refused(policyUnmet(...(outcome?.findings ?? [])))
}

async function entryOf({ vault }: Desk, parked: ParkedRow): Promise<Entry | null> {
  if (parked.sealed === '') return null
  try {
    return JSON.parse(await vault.open(parked.merchant, parked.sealed)) as Entry
  } catch (error) {
    if (error instanceof LostKey) return null
    throw error
  }
}

async function viewOf(desk: Desk, parked: ParkedRow, role: Role): Promise<ConflictView> {
  const { id, row, kind, journey, createdAt, decidedAt, decision } = parked
  const shown = { id, row, kind, journey, createdAt, decidedAt, decision }
  const [entry, merchant] = await Promise.all([entryOf(desk, parked), desk.store.merchant(parked.merchant)])
  const known = entry && merchant ? await merchantDetailsOf(desk, parked.merchant, merchant.sealed) : null
  if (!entry || !known) return { ...shown, differs: [], known: null, given: null }
  const differs = Object.keys(MerchantDetails.shape).filter((field) => {
    const name = field as keyof MerchantDetails
    return canonical(known[name]) !== canonical(entry.details[name])
  })
  return {
    ...shown,
    differs,
    known: personView(known, role, 'conflicts'),
    given: personView(entry.details, role, 'conflicts'),
  }
}
