// What sorted rows become: new merchants with their journeys and seats, changed ones, and rows that are parked. One commit for all.
import type { Finding } from '../domain/decision.ts'
import { claimFound } from '../domain/charter/claim.ts'
import { isProvisional } from '../domain/charter/stage.ts'
import { journeyId, merchantId, type JourneyId, type MerchantId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { companyName } from '../domain/journey/companyName.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { papersFound } from '../domain/journey/papers.ts'
import type { PartyMembership } from '../domain/journey/party.ts'
import { register } from '../domain/journey/register.ts'
import { tell } from '../domain/journey/tell.ts'
import type { Policy } from '../domain/policy/policy.ts'
import { canonical } from './chain.ts'
import { charterTask } from './charterPart.ts'
import { join, journeyPart, nothing, seatClaim, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import type { Envelope } from './handle.ts'
import { documentOf } from './likeness.ts'
import type { Links } from './links.ts'
import { welcomeFor } from './newcomers.ts'
import { parkedPart } from './parking.ts'
import { partiesOf, partySizes } from './parties.ts'
import { companyKey, papersOf, personPart, traitsOf } from './person.ts'
import { inSlices } from './slices.ts'
import type { Entry, EntryOutcome, Sorted, Sorting } from './sorting.ts'

export type Enrolled = {
  readonly parts: readonly Part[]
  readonly outcomes: readonly EntryOutcome[]
  readonly made: readonly Journey[]
}
/** Who the n-th row is or becomes. */
type Identity = { readonly journey: JourneyId; readonly merchant: MerchantId }

export type Keeping = { readonly keep: boolean; readonly progress?: (rows: number, of: number) => void }

/** `keep` is whether rows in doubt are parked: a look, and a roster that is taken whole or not at all, park nothing. */
export async function enrolAll(
  desk: Desk,
  links: Links,
  envelope: Envelope,
  sorting: Sorting,
  sorted: readonly Sorted[],
  { keep, progress }: Keeping,
): Promise<Enrolled> {
  const { vault } = desk
  const { charter, organisation, everybody } = sorting
  const policy = desk.policies.policyFor(charter, null)
  const fresh = sorted.filter(({ outcome }) => outcome.outcome === 'created')
  const ids = new Map<number, Identity>()
  for (const { entry, merchant } of fresh) {
    const journey = journeyId(charter.id, desk.chance.part())
    ids.set(entry.row, { journey, merchant: merchant ?? merchantId(desk.chance.part()) })
  }
  await vault.enrol(fresh.flatMap(({ entry, merchant }) => (merchant ? [] : [ids.get(entry.row)!.merchant])))
  const standing = sorted.flatMap(({ entry, journey, outcome }) => {
    const id = ids.get(entry.row)?.journey ?? (outcome.outcome === 'conflict' ? undefined : journey?.state.id)
    return id ? [{ wishes: entry.wishes, journey: id }] : []
  })
  const journeys = sorted.some(({ entry }) => entry.wishes.party) ? await everybody() : []
  const partyOf = partiesOf(vault, charter, organisation, journeys, standing)
  const newClaims = fresh.map(({ entry }) => ({
    journey: ids.get(entry.row)!.journey,
    company: companyKey(desk, charter, entry.details),
    party: partyOf(entry.wishes)?.party ?? null,
    need: entry.wishes.need,
  }))
  const claims = new Map(newClaims.map((claim) => [claim.journey, claim]))
  const sizes = partySizes(vault, charter, organisation, journeys, standing)
  const claimFindings = ({ details, wishes }: Entry): readonly Finding[] =>
    claimFound(charter, {
      need: wishes.need,
      hostCompany: companyName(details.hostCompany),
      partySize: sizes(wishes),
    })
  const welcome = await welcomeFor(desk.store, charter, newClaims, everybody, envelope.now)

  // A charter that was closed, re-timed or cancelled meanwhile takes nobody under what it was.
  const parts: Part[] = [{ ...nothing, changes: [{ on: 'charterHeld', id: charter.id, expect: charter.version }] }]
  const outcomes: EntryOutcome[] = []
  const made: Journey[] = []
  const madeRows = new Map<number, Identity>()

  const create = async ({ entry, merchant: known, outcome }: Sorted): Promise<void> => {
    const { journey: id, merchant } = ids.get(entry.row)!
    const { consentSignedAt } = entry.wishes
    const decision = register(
      id,
      charter.id,
      {
        type: 'RegisterMerchant',
        merchant,
        organisation,
        provisional: isProvisional(charter.stage),
        traits: await traitsOf(desk, charter, policy, merchant, entry),
        party: partyOf(entry.wishes),
        consent: consentSignedAt
          ? { signedAt: new Date(consentSignedAt).toISOString() as Instant, text: desk.consentText }
          : null,
        documentExpiry: entry.details.documentExpiry,
        papers: papersOf(desk, entry.details),
        vaultDigest: await vault.digest(merchant, canonical(entry.details)),
        ...welcome.seatFor(claims.get(id)!),
      },
      envelope.now,
      policy,
      claimFindings(entry),
    )
    if (decision.outcome === 'rejected') {
      outcomes.push({ ...outcome, outcome: 'rejected', journey: null, findings: decision.findings })
      return
    }
    const seated = decision.next.stage !== 'waitlisted'
    parts.push(await personPart(desk, envelope, charter, merchant, entry.details, known !== null))
    if (seated) parts.push(seatClaim(charter.id, id))
    const holder = vault.blind('holder', `${charter.id}:${documentOf(entry.details)}`)
    parts.push(journeyPart(envelope, desk.chance, desk.patience, null, decision, holder))
    parts.push({ ...nothing, changes: [links.opening(id, envelope.now)] })
    outcomes.push({ ...outcome, journey: id })
    made.push({ ...decision.next, version: 1 })
    madeRows.set(entry.row, { journey: id, merchant })
  }

  await inSlices(sorted, async (row) => {
    progress?.(outcomes.length + 1, sorted.length)
    const { entry, outcome, suspicion } = row
    if (outcome.outcome === 'created') return create(row)
    if (outcome.outcome === 'updated') {
      const papers = papersOf(desk, entry.details)
      const findings = [...papersFound({ ...entry.details, papers }, policy), ...claimFindings(entry)]
      if (findings.length) return void outcomes.push({ ...outcome, outcome: 'rejected', findings })
      parts.push(await updatedPart(desk, envelope, sorting, row, policy, partyOf(entry.wishes)))
    } else if (suspicion && !suspicion.parked && keep) {
      const like = 'row' in suspicion.like ? madeRows.get(suspicion.like.row) : suspicion.like
      if (like) parts.push(await parkedPart(desk, envelope, sorting, entry, suspicion, like))
    }
    outcomes.push(outcome)
  })
  if (welcome.asksAgain && made.length) parts.push(charterTask(desk, charter.id, 'offerSeat', envelope.now))
  return { parts, outcomes, made }
}

/** After boarding the facts of the journey no longer change; the person's do. */
export async function updatedPart(
  desk: Desk,
  envelope: Envelope,
  { charter }: Pick<Sorting, 'charter'>,
  { entry, journey: held, merchant }: Pick<Sorted, 'journey' | 'merchant'> & { readonly entry: Entry },
  policy: Policy,
  party: PartyMembership | null,
): Promise<Part> {
  if (!held || !merchant) return nothing
  const person = await personPart(desk, envelope, charter, merchant, entry.details, true)
  const traits = await traitsOf(desk, charter, policy, merchant, entry)
  const was = held.state.dossier.party
  const moved = was?.party !== party?.party || was?.role !== party?.role
  const vaultDigest = await desk.vault.digest(merchant, canonical(entry.details))
  const event = { type: 'DetailsChanged' as const, traits, ...(moved ? { party } : {}), vaultDigest }
  const told = tell(held.state, [event], envelope.now, policy)
  if (told.outcome === 'rejected') return person
  const before = { journey: held.state, head: held.head }
  return join([person, journeyPart(envelope, desk.chance, desk.patience, before, told)])
}
