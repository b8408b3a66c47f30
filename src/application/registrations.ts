// Registering merchants, one or a whole roster, in one commit: the person into the vault, the journey beside it, a seat where one is free.
import { isProvisional, takesRegistrations } from '../domain/charter/stage.ts'
import type { Charter } from '../domain/charter/charter.ts'
import type { SeatClaim } from '../domain/charter/seatPlacement.ts'
import { finding, outOfSequence, type Finding } from '../domain/decision.ts'
import { journeyId, merchantId, type CharterId, type JourneyId, type MerchantId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Traits } from '../domain/journey/events.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { MerchantDetails, type JourneyWishes } from '../domain/journey/merchant.ts'
import type { PartyMembership } from '../domain/journey/party.ts'
import { register } from '../domain/journey/register.ts'
import { tell } from '../domain/journey/tell.ts'
import { isFinal } from '../domain/journey/stage.ts'
import { isMinor, isTestExempt } from '../domain/policy/exemption.ts'
import type { Policy } from '../domain/policy/policy.ts'
import { canonical } from './chain.ts'
import { charterTask } from './charterPart.ts'
import { openText, sealText } from './freeText.ts'
import { join, journeyPart, nothing, record, seatClaim, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { handle, notFound, receiptFor, refused, type Answer, type Envelope, type Refusal } from './handle.ts'
import type { Links } from './links.ts'
import { refusedAccess } from './may.ts'
import { byRule, firstServed, type Welcome } from './newcomers.ts'
import type { Held, IndexEntry } from './ports.ts'

/** One merchant as an organiser hands them in; `row` names them in what is answered. */
export type Entry = { readonly row: number; readonly details: MerchantDetails; readonly wishes: JourneyWishes }
export type EntryOutcome = {
  readonly row: number
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'conflict' | 'rejected'
  readonly journey: JourneyId | null
  readonly findings: readonly Finding[]
}
export type Registrations = {
  one(envelope: Envelope, charter: CharterId, entry: Omit<Entry, 'row'>): Promise<Answer<Journey>>
  /** All or none: one row that is refused keeps every row out, and each is answered with its findings. */
  all(
    envelope: Envelope,
    charter: CharterId,
    entries: readonly Entry[],
    dryRun: boolean,
  ): Promise<Answer<readonly EntryOutcome[]>>
}

type Known = {
  readonly journey: Held<Journey> | null
  readonly merchant: MerchantId | null
  readonly details: MerchantDetails | null
}
type Sorted = { readonly entry: Entry; readonly known: Known; readonly outcome: EntryOutcome }

export function createRegistrations(desk: Desk, links: Links): Registrations {
  const { store, vault } = desk

  async function propose(envelope: Envelope, id: CharterId, entries: readonly Entry[]) {
    const held = await store.charter(id)
    if (!held) return notFound(`charter ${id}`)
    const charter = held.state
    const barred = refusedAccess(envelope.caller, 'RegisterMerchant', charter)
    if (barred) return barred
    if (!takesRegistrations(charter.stage)) {
      return refused(
        outOfSequence(
          finding('registrationClosed', `The charter is ${charter.stage}: it takes no registrations now.`, {
            stage: charter.stage,
          }),
        ),
      )
    }
    // Read only where somebody is known already, travels with others, or stands behind a round: most are new and alone.
    let read: Promise<readonly Held<Journey>[]> | null = null
    const everybody = () => (read ??= store.journeysOf(id))
    const sorted: Sorted[] = []
    for (const entry of entries) sorted.push(await sort(charter, everybody, entry, sorted))
    return build(envelope, charter, everybody, sorted)
  }

  /** Is this somebody the desk knows, on this charter already, with the same facts or others? */
  async function sort(
    charter: Charter,
    everybody: () => Promise<readonly Held<Journey>[]>,
    entry: Entry,
    before: readonly Sorted[],
  ): Promise<Sorted> {
    const outcome = (
      kind: EntryOutcome['outcome'],
      findings: readonly Finding[] = [],
      journey: JourneyId | null = null,
    ): EntryOutcome => ({
      row: entry.row,
      outcome: kind,
      journey,
      findings,
    })
    const twin = before.find(({ entry: other }) => documentOf(other.details) === documentOf(entry.details))
    if (twin) {
      const twice = finding('twiceInRoster', `The passport stands in row ${twin.entry.row} already.`, {
        field: 'documentNumber',
        row: twin.entry.row,
      })
      return { entry, known: { journey: null, merchant: null, details: null }, outcome: outcome('rejected', [twice]) }
    }
    const [merchant] = await store.merchantsByIndex({
      kind: 'document',
      digest: vault.blind('document', knownBy(charter, entry.details)),
    })
    if (!merchant)
      return { entry, known: { journey: null, merchant: null, details: null }, outcome: outcome('created') }
    const row = await store.merchant(merchant)
    const details = row ? MerchantDetails.parse(JSON.parse(await vault.open(merchant, row.sealed))) : null
    const journey = (await everybody()).find(({ state }) => state.merchant === merchant) ?? null
    const known = { journey, merchant, details }
    if (
      details &&
      (details.birthDate !== entry.details.birthDate || details.nationality !== entry.details.nationality)
    ) {
      const differs = finding(
        'otherPerson',
        'This passport is known with another birth date or nationality: find out which is right.',
        {
          field: 'birthDate',
        },
      )
      return { entry, known, outcome: outcome('conflict', [differs]) }
    }
    if (!journey) return { entry, known, outcome: outcome('created') }
    const { traits } = journey.state.dossier
    const same =
      canonical(details) === canonical(entry.details) &&
      sameWishes(traits, await openText(vault, merchant, traits.purpose), entry.wishes)
    return { entry, known, outcome: outcome(same ? 'unchanged' : 'updated', [], journey.state.id) }
  }

  async function build(
    envelope: Envelope,
    charter: Charter,
    everybody: () => Promise<readonly Held<Journey>[]>,
    sorted: readonly Sorted[],
  ) {
    const fresh = sorted.filter(({ outcome }) => outcome.outcome === 'created')
    const ids = new Map(
      fresh.map(({ entry }) => [
        entry.row,
        { journey: journeyId(charter.id, desk.chance.part()), merchant: merchantId(desk.chance.part()) },
      ]),
    )
    await vault.enrol(fresh.flatMap(({ entry, known }) => (known.merchant ? [] : [ids.get(entry.row)!.merchant])))
    const policy = desk.policies.policyFor(charter, null)
    // The operator's hand works for whoever runs the charter.
    const organisation = envelope.caller.organisation ?? (envelope.caller.role === 'desk' ? charter.organiser : null)
    if (!organisation) return { outcome: 'forbidden', act: 'RegisterMerchant' } as const
    const journeys = fresh.some(({ entry }) => entry.wishes.party) ? await everybody() : []
    const partyOf = (entry: Entry): PartyMembership | null => {
      if (!entry.wishes.party) return null
      // The organiser's own label may name a family; what the record holds names nobody, and nobody on another charter.
      const label = `party:${charter.id}:${organisation}:${entry.wishes.party}`
      const party = `P${vault.blind('holder', label).slice(0, 20)}`
      const inRoster = fresh.filter(
        ({ entry: other }) => other.wishes.party === entry.wishes.party && other.wishes.partyRole === 'guardian',
      )
      const standing = journeys.filter(
        ({ state }) =>
          state.dossier.party?.party === party && state.dossier.party.role === 'guardian' && !isFinal(state.stage),
      )
      const guardians = [
        ...inRoster.map(({ entry: other }) => ids.get(other.row)!.journey),
        ...standing.map(({ state }) => state.id),
      ]
      return { party, role: entry.wishes.partyRole, guardians: entry.wishes.partyRole === 'dependant' ? guardians : [] }
    }
    // A charter that was closed, re-timed or cancelled meanwhile takes nobody under what it was.
    const parts: Part[] = [{ ...nothing, changes: [{ on: 'charterHeld', id: charter.id, expect: charter.version }] }]
    const outcomes: EntryOutcome[] = []
    const made: Journey[] = []
    const claims = fresh.map(({ entry }) => ({
      journey: ids.get(entry.row)!.journey,
      company: companyKey(charter, entry.details),
      party: partyOf(entry)?.party ?? null,
    }))
    const welcome = await welcomeFor(charter, claims, everybody, envelope.now)
    for (const { entry, known, outcome } of sorted) {
      if (outcome.outcome === 'updated' && known.journey && known.merchant) {
        parts.push(await updated(envelope, charter, entry, known.journey, known.merchant, policy))
        outcomes.push(outcome)
      } else if (outcome.outcome !== 'created') {
        outcomes.push(outcome)
      } else {
        const { journey: id, merchant: newMerchant } = ids.get(entry.row)!
        const merchant = known.merchant ?? newMerchant
        const sealedText = canonical(entry.details)
        const vaultDigest = await vault.digest(merchant, sealedText)
        const decision = register(
          id,
          charter.id,
          {
            type: 'RegisterMerchant',
            merchant,
            organisation,
            provisional: isProvisional(charter.stage),
            traits: await traitsOf(merchant, entry, policy, charter),
            party: partyOf(entry),
            consent: entry.wishes.consentSignedAt
              ? { signedAt: new Date(entry.wishes.consentSignedAt).toISOString() as Instant, text: desk.consentText }
              : null,
            documentExpiry: entry.details.documentExpiry,
            vaultDigest,
            ...welcome.seatFor(id),
          },
          envelope.now,
          policy,
        )
        if (decision.outcome === 'rejected') {
          outcomes.push({ row: entry.row, outcome: 'rejected', journey: null, findings: decision.findings })
          continue
        }
        const seated = decision.next.stage !== 'waitlisted'
        if (seated) welcome.seated()
        parts.push(await personPart(envelope, charter, merchant, entry.details, sealedText, known.merchant !== null))
        if (seated) parts.push(seatClaim(charter.id, id))
        const holder = vault.blind('holder', `${charter.id}:${documentOf(entry.details)}`)
        parts.push(journeyPart(envelope, desk.chance, desk.patience, null, decision, holder))
        parts.push({ ...nothing, changes: [links.opening(id, envelope.now)] })
        outcomes.push({ row: entry.row, outcome: 'created', journey: id, findings: [] })
        made.push({ ...decision.next, version: 1 })
      }
    }
    if (welcome.asksAgain && made.length) parts.push(charterTask(desk, charter.id, 'offerSeat', envelope.now))
    return { outcome: 'built', parts, outcomes, made } as const
  }

  async function welcomeFor(
    charter: Charter,
    claims: readonly SeatClaim[],
    everybody: () => Promise<readonly Held<Journey>[]>,
    now: Instant,
  ): Promise<Welcome> {
    const freeSeats = await store.freeSeats(charter.id)
    const { allocation } = charter.record
    if (!allocation) return firstServed(freeSeats, (await store.firstWaiting(charter.id)) !== null)
    const others = allocation.round ? (await everybody()).map(({ state }) => state) : []
    return byRule(charter, claims, others, freeSeats, now)
  }

  /** One company's people are told by it, and nothing else is: not which company, nor whether it sent others elsewhere. */
  function companyKey(charter: Charter, { hostCompany }: MerchantDetails): string | null {
    const name = hostCompany.normalize('NFKC').toUpperCase().replaceAll(/\s+/g, ' ')
    return name ? `H${vault.blind('holder', `company:${charter.id}:${name}`).slice(0, 20)}` : null
  }

  /** Nothing here names anybody: why somebody comes is their own words, and is sealed. */
  async function traitsOf(merchant: MerchantId, entry: Entry, policy: Policy, charter: Charter): Promise<Traits> {
    const flightDay = desk.policies.flightDay(charter)
    return {
      language: entry.details.language,
      destination: entry.wishes.destination,
      costBearer: entry.wishes.costBearer,
      purpose: await sealText(vault, merchant, entry.wishes.purpose),
      homeSuitable: entry.wishes.homeSuitable,
      pastInfection: entry.wishes.pastInfection,
      origin: entry.wishes.origin,
      need: entry.wishes.need,
      companyKey: companyKey(charter, entry.details),
      testExempt: isTestExempt(policy.mission, entry.details.birthDate, flightDay),
      minor: isMinor(entry.details.birthDate, flightDay),
    }
  }

  async function personPart(
    envelope: Envelope,
    charter: Charter,
    merchant: MerchantId,
    details: MerchantDetails,
    text: string,
    exists: boolean,
  ): Promise<Part> {
    const before = exists ? await store.merchant(merchant) : null
    const version = (before?.version ?? 0) + 1
    const type = before ? 'MerchantDetailsChanged' : 'MerchantEnrolled'
    const { events, head } = record(
      envelope,
      { kind: 'merchant', aggregate: merchant, charter: charter.id, version, head: before?.head ?? '' },
      [{ type, vaultDigest: await vault.digest(merchant, text) } as { type: string }],
    )
    const sealed = await vault.seal(merchant, text)
    return {
      ...nothing,
      changes: [
        {
          on: 'merchant',
          expect: version - 1,
          merchant: { id: merchant, version, sealed },
          index: indexOf(charter, details),
          head,
        },
      ],
      events,
    }
  }

  async function updated(
    envelope: Envelope,
    charter: Charter,
    entry: Entry,
    held: Held<Journey>,
    merchant: MerchantId,
    policy: Policy,
  ): Promise<Part> {
    const text = canonical(entry.details)
    const traits = await traitsOf(merchant, entry, policy, charter)
    const event = { type: 'DetailsChanged' as const, traits, vaultDigest: await vault.digest(merchant, text) }
    const told = tell(held.state, [event], envelope.now, policy)
    const person = await personPart(envelope, charter, merchant, entry.details, text, true)
    // After boarding the facts of the journey no longer change; the person's do.
    if (told.outcome === 'rejected') return person
    const journey = journeyPart(envelope, desk.chance, desk.patience, { journey: held.state, head: held.head }, told)
    return join([person, journey])
  }

  function indexOf(charter: Charter, details: MerchantDetails): readonly IndexEntry[] {
    const tokens = new Set(
      `${details.surname} ${details.givenNames} ${details.nativeName}`
        .toUpperCase()
        .split(/[\s-]+/)
        .filter(Boolean),
    )
    return [
      { kind: 'document', digest: vault.blind('document', knownBy(charter, details)) },
      {
        kind: 'birthAndSurname',
        digest: vault.blind('birthAndSurname', `${details.birthDate} ${details.surname.toUpperCase()}`),
      },
      { kind: 'email', digest: vault.blind('email', details.email.toLowerCase()) },
      ...[...tokens].map((token): IndexEntry => ({ kind: 'nameToken', digest: vault.blind('nameToken', token) })),
    ]
  }

  return {
    one: (envelope, id, entry) =>
      handle<Journey>(store, async () => {
        const built = await propose(envelope, id, [{ ...entry, row: 1 }])
        if (built.outcome !== 'built') return built
        const [outcome] = built.outcomes
        const [journey] = built.made
        if (!journey || outcome?.outcome !== 'created') return alreadyThere(outcome)
        return {
          outcome: 'proposed',
          commit: join(built.parts, receiptFor(envelope, 201, 'journey', journey.id)),
          value: journey,
        }
      }),

    all: (envelope, id, entries, dryRun) =>
      handle<readonly EntryOutcome[]>(store, async () => {
        const barred = refusedAccess(envelope.caller, 'ImportRoster', (await store.charter(id))?.state ?? null)
        if (barred) return barred
        const built = await propose(envelope, id, entries)
        if (built.outcome !== 'built') return built
        const clean = built.outcomes.every(({ outcome }) => outcome !== 'rejected' && outcome !== 'conflict')
        if (!clean || dryRun) return { outcome: 'proposed', commit: join([]), value: built.outcomes }
        const rows = built.outcomes.map(({ row, journey, outcome }) => ({ row, journey, outcome }))
        const receipt = receiptFor(envelope, 200, 'roster', JSON.stringify(rows))
        return { outcome: 'proposed', commit: join(built.parts, receipt), value: built.outcomes }
      }),
  }
}

function alreadyThere(outcome: EntryOutcome | undefined): Refusal {
  const findings = outcome?.findings.length
    ? outcome.findings
    : [
        finding(
          'alreadyRegistered',
          `This passport is registered on this charter already, as ${outcome?.journey ?? 'another journey'}.`,
          { journey: outcome?.journey ?? '' },
        ),
      ]
  return outcome?.outcome === 'rejected'
    ? refused({ outcome: 'rejected', reason: 'policy-unmet', findings })
    : refused(outOfSequence(...findings))
}

const sameWishes = (traits: Traits, purpose: string, wishes: JourneyWishes): boolean =>
  traits.destination === wishes.destination &&
  traits.costBearer === wishes.costBearer &&
  purpose === wishes.purpose &&
  traits.homeSuitable === wishes.homeSuitable &&
  traits.pastInfection === wishes.pastInfection &&
  (traits.need ?? 'other') === wishes.need &&
  canonical(traits.origin) === canonical(wishes.origin)

const documentOf = (details: MerchantDetails): string => `${details.issuingState}:${details.documentNumber}`
/** Each organiser knows its own people: a passport that another registered says nothing to it, and is not its to change. */
const knownBy = (charter: Charter, details: MerchantDetails): string => `${charter.organiser}:${documentOf(details)}`
