// What sorted rows become: new merchants with their journeys and seats, changed ones, and rows that are parked. One commit for all.
import { claimFound } from '../domain/charter/claim.ts'
import { isProvisional } from '../domain/charter/stage.ts'
import type { Finding } from '../domain/decision.ts'
import { journeyId, merchantId, type JourneyId, type MerchantId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { companyName } from '../domain/journey/companyName.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { JourneyWishes } from '../domain/journey/merchant.ts'
import { guardianFound, papersFound, papersMissing } from '../domain/journey/papers.ts'
import type { PartyMembership } from '../domain/journey/party.ts'
import { register } from '../domain/journey/register.ts'
import { isFinal } from '../domain/journey/stage.ts'
import { tell } from '../domain/journey/tell.ts'
import type { Policy } from '../domain/policy/policy.ts'
import { canonical } from './chain.ts'
import { charterTask } from './charterPart.ts'
import { join, journeyPart, nothing, seatClaim, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import type { Envelope } from './handle.ts'
import { fliesElsewhere, newPassport, travelling } from './flightDay.ts'
import { guardiansWhoFell } from './guardians.ts'
import { likeness, passportKeys } from './likeness.ts'
import type { Links } from './links.ts'
import { welcomeFor } from './newcomers.ts'
import { parkedPart } from './parking.ts'
import { partiesOf, partySizes } from './parties.ts'
import { companyKey, papersOf, personPart, traitsOf } from './person.ts'
import { inSlices } from './slices.ts'
import type { Entry, EntryOutcome, Sorted, Sorting, Suspicion } from './sorting.ts'

export type Enrolled = {
  readonly parts: readonly Part[]
  readonly outcomes: readonly EntryOutcome[]
  readonly made: readonly Journey[]
}
/** Who the n-th row is or becomes. */
type Identity = { readonly journey: JourneyId; readonly merchant: MerchantId }

export type Keeping = { readonly keep: boolean; readonly progress?: (rows: number, of: number) => void }

/**
 * `keep` is whether rows in doubt are parked: a look, and a roster that is taken whole or not at all, park nothing.
 * Guardians are decided before those whom they answer for, and rows in doubt last, when it is known who was taken.
 */
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
  const day = desk.policies.flightDay(charter)
  const fresh = sorted.filter(({ outcome }) => outcome.outcome === 'created')
  const ids = new Map<number, Identity>()
  const identify = ({ entry, merchant }: Sorted): void => {
    const journey = journeyId(charter.id, desk.chance.part())
    ids.set(entry.row, { journey, merchant: merchant ?? merchantId(desk.chance.part()) })
  }
  for (const row of fresh) identify(row)
  await vault.enrol(fresh.flatMap(({ entry, merchant }) => (merchant ? [] : [ids.get(entry.row)!.merchant])))
  const standing = sorted.flatMap(({ entry, journey, outcome }) => {
    const known = outcome.outcome === 'conflict' || !journey || isFinal(journey.state.stage) ? undefined : journey
    const id = ids.get(entry.row)?.journey ?? known?.state.id
    return id ? [{ wishes: entry.wishes, journey: id }] : []
  })
  const journeys = sorted.some(({ entry }) => entry.wishes.party) ? await everybody() : []
  const memberOf = partiesOf(vault, charter, organisation, journeys, standing)
  const claimOf = (journey: JourneyId, { details, wishes }: Entry) => ({
    journey,
    company: companyKey(desk, charter, details),
    party: memberOf(wishes)?.party ?? null,
    need: wishes.need,
  })
  const sizes = partySizes(vault, charter, organisation, journeys, standing)
  const claimFindings = ({ details, wishes }: Entry): readonly Finding[] =>
    claimFound(charter, {
      need: wishes.need,
      hostCompany: companyName(details.hostCompany),
      partySize: sizes(wishes),
    })
  const claims = fresh.map(({ entry }) => claimOf(ids.get(entry.row)!.journey, entry))
  const welcome = await welcomeFor(desk.store, charter, claims, everybody, envelope.now)
  const elsewhere = await travelling(desk, charter, sorted)

  // A charter that was closed, re-timed or cancelled meanwhile takes nobody under what it was.
  const parts: Part[] = [{ ...nothing, changes: [{ on: 'charterHeld', id: charter.id, expect: charter.version }] }]
  const outcomes = new Map<number, EntryOutcome>()
  const made: Journey[] = []
  const taken = new Map<number, Identity>()
  const lateTaken: Entry[] = []
  const fallen = guardiansWhoFell(sorted)

  const partyOf = (wishes: JourneyWishes): PartyMembership | null => {
    const party = memberOf(wishes)
    return party && { ...party, guardians: party.guardians.filter((guardian) => !fallen.journeys.has(guardian)) }
  }
  const reject = ({ entry, journey, outcome }: Sorted, findings: readonly Finding[]): void => {
    const id = outcome.outcome === 'created' ? null : outcome.journey
    outcomes.set(entry.row, { ...outcome, outcome: 'rejected', journey: id, findings })
    const stays = journey?.state.dossier.party?.role === 'guardian'
    if (!stays) fallen.note(entry, ids.get(entry.row)?.journey ?? journey?.state.id ?? null)
  }

  const create = async (row: Sorted): Promise<void> => {
    const { entry, merchant: known, outcome } = row
    const { journey: id, merchant } = ids.get(entry.row)!
    const { consentSignedAt } = entry.wishes
    const passport = passportKeys(vault, charter, day, entry.details)
    const party = partyOf(entry.wishes)
    const unguarded = fallen.finding(entry, party)
    if (unguarded) return reject(row, [unguarded])
    if (elsewhere.has(passport.traveller)) return reject(row, [fliesElsewhere(day)])
    const decision = register(
      id,
      charter.id,
      {
        type: 'RegisterMerchant',
        merchant,
        organisation,
        provisional: isProvisional(charter.stage),
        traits: await traitsOf(desk, charter, policy, merchant, entry),
        party,
        consent: consentSignedAt
          ? { signedAt: new Date(consentSignedAt).toISOString() as Instant, text: desk.consentText }
          : null,
        documentExpiry: entry.details.documentExpiry,
        papers: papersOf(desk, entry.details),
        vaultDigest: await vault.digest(merchant, canonical(entry.details)),
        ...welcome.seatFor(claimOf(id, entry)),
      },
      envelope.now,
      policy,
      claimFindings(entry),
    )
    if (decision.outcome === 'rejected') return reject(row, decision.findings)
    const seated = decision.next.stage !== 'waitlisted'
    parts.push(await personPart(desk, envelope, charter, merchant, entry.details, known !== null))
    if (seated) parts.push(seatClaim(charter.id, id))
    parts.push(journeyPart(envelope, desk.chance, desk.patience, null, decision, passport))
    parts.push({ ...nothing, changes: links.opening(id, envelope.now) })
    outcomes.set(entry.row, { ...outcome, outcome: 'created', journey: id, findings: [] })
    made.push({ ...decision.next, version: 1 })
    taken.set(entry.row, { journey: id, merchant })
  }

  /** Whom a row in doubt resembles was perhaps left out; then it is in doubt about whoever was taken, or about nobody. */
  const doubt = async (row: Sorted, suspicion: Suspicion): Promise<void> => {
    const { entry, outcome } = row
    let about: Suspicion = suspicion
    let like = 'row' in suspicion.like ? taken.get(suspicion.like.row) : suspicion.like
    if (!like) {
      const other = lateTaken.find(({ details }) => likeness(details, entry.details))
      if (!other) {
        identify(row)
        await vault.enrol([ids.get(entry.row)!.merchant])
        await create(row)
        if (taken.has(entry.row)) lateTaken.push(entry)
        return
      }
      about = { ...suspicion, kind: likeness(other.details, entry.details)! }
      like = taken.get(other.row)!
    }
    if (keep && !suspicion.parked) parts.push(await parkedPart(desk, envelope, sorting, entry, about, like))
    outcomes.set(entry.row, outcome)
  }

  await inSlices(inTurn(sorted), async (row) => {
    progress?.(outcomes.size + 1, sorted.length)
    const { entry, outcome, suspicion } = row
    if (outcome.outcome === 'created') return create(row)
    if (suspicion) return doubt(row, suspicion)
    if (outcome.outcome === 'updated') {
      const unguarded = fallen.finding(entry, partyOf(entry.wishes))
      if (unguarded) return reject(row, [unguarded])
      const claim = claimFindings(entry)
      if (claim.length) return reject(row, claim)
      const updated = await updatedPart(desk, envelope, sorting, row, policy, partyOf(entry.wishes))
      if ('findings' in updated) return reject(row, updated.findings)
      parts.push(updated.part)
    }
    outcomes.set(entry.row, outcome)
  })
  const waits = lateTaken.length > 0 && Boolean(charter.record.allocation?.round)
  if ((welcome.asksAgain || waits) && made.length) parts.push(charterTask(desk, charter.id, 'offerSeat', envelope.now))
  const told = sorted.map(({ entry }) => {
    const outcome = outcomes.get(entry.row)!
    if (outcome.outcome === 'rejected' || outcome.outcome === 'conflict') return outcome
    return { ...outcome, findings: [...outcome.findings, ...papersMissing(entry.details)] }
  })
  return { parts, outcomes: told, made }
}

const inTurn = (sorted: readonly Sorted[]): readonly Sorted[] => {
  const turn = ({ entry, suspicion }: Sorted) => (suspicion ? 2 : entry.wishes.partyRole === 'dependant' ? 1 : 0)
  return [0, 1, 2].flatMap((each) => sorted.filter((row) => turn(row) === each))
}

type Updated = { readonly part: Part } | { readonly findings: readonly Finding[] }

/** After boarding the facts of the journey no longer change; the person's do. */
export async function updatedPart(
  desk: Desk,
  envelope: Envelope,
  { charter }: Pick<Sorting, 'charter'>,
  { entry, journey: held, merchant }: Pick<Sorted, 'journey' | 'merchant'> & { readonly entry: Entry },
  policy: Policy,
  party: PartyMembership | null,
): Promise<Updated> {
  if (!held || !merchant) return { part: nothing }
  const traits = await traitsOf(desk, charter, policy, merchant, entry)
  const { party: was, traits: had } = held.state.dossier
  const moved = was?.party !== party?.party || was?.role !== party?.role
  const findings = [
    ...papersFound({ ...entry.details, papers: papersOf(desk, entry.details) }, policy),
    ...(moved || !had.minor ? guardianFound(traits.minor, party) : []),
  ]
  if (findings.length) return { findings }
  const passport = await newPassport(desk, charter, held.state, entry)
  if (passport && 'code' in passport) return { findings: [passport] }
  const person = await personPart(desk, envelope, charter, merchant, entry.details, true)
  const vaultDigest = await desk.vault.digest(merchant, canonical(entry.details))
  const event = { type: 'DetailsChanged' as const, traits, ...(moved ? { party } : {}), vaultDigest }
  const told = tell(held.state, [event], envelope.now, policy)
  const known = passport ? [person, passport] : [person]
  if (told.outcome === 'rejected') return { part: join(known) }
  const before = { journey: held.state, head: held.head }
  return { part: join([...known, journeyPart(envelope, desk.chance, desk.patience, before, told)]) }
}
