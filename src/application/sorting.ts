// Sorting a roster's rows before anything is decided: new, known with the same facts or others, perhaps somebody else, or twice.
import type { Charter } from '../domain/charter/charter.ts'
import { finding, type Finding } from '../domain/decision.ts'
import type { JourneyId, MerchantId, OrganisationId } from '../domain/ids.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { JourneyWishes, MerchantDetails } from '../domain/journey/merchant.ts'
import { canonical } from './chain.ts'
import type { Desk } from './desk.ts'
import { openText } from './freeText.ts'
import type { RowOutcome } from './importReport.ts'
import { knownPeople } from './knownPeople.ts'
import { once } from './once.ts'
import { conflictFinding, documentOf, likeness, nameKeys } from './likeness.ts'
import { partyId } from './parties.ts'
import type { ConflictKind, ParkedRow } from './parkedRow.ts'
import type { Held } from './ports.ts'
import { inSlices } from './slices.ts'

/** One merchant as an organiser hands them in; `row` names them in what is answered. */
export type Entry = { readonly row: number; readonly details: MerchantDetails; readonly wishes: JourneyWishes }
export type EntryOutcome = {
  readonly row: number
  readonly outcome: RowOutcome
  readonly journey: JourneyId | null
  readonly findings: readonly Finding[]
}
/** Who a row is perhaps: somebody the desk knows, or an earlier row of the same roster. */
export type Suspicion = {
  readonly kind: ConflictKind
  readonly digest: string
  readonly like: { readonly merchant: MerchantId; readonly journey: JourneyId | null } | { readonly row: number }
  /** Parked already, by an earlier import of the same row. */
  readonly parked: ParkedRow | null
}
export type Sorted = {
  readonly entry: Entry
  /** Whom the row is about, where the desk knows them. */
  readonly merchant: MerchantId | null
  readonly journey: Held<Journey> | null
  readonly outcome: EntryOutcome
  readonly suspicion: Suspicion | null
}
export type Sorting = {
  readonly charter: Charter
  readonly organisation: OrganisationId
  /** Read only where somebody is known already, travels with others, or stands behind a round: most are new and alone. */
  everybody(): Promise<readonly Held<Journey>[]>
  parked(): Promise<readonly ParkedRow[]>
  /** Whether somebody who withdrew is registered again: one by one they are, by a roster they are not. */
  readonly again: boolean
  /** Whether people of the same name and birth date are looked for under other passports. */
  readonly nearDuplicates: boolean
}

export async function sortEntries(desk: Desk, entries: readonly Entry[], sorting: Sorting): Promise<readonly Sorted[]> {
  const { charter, nearDuplicates } = sorting
  const people = await knownPeople(desk, charter, entries, nearDuplicates)
  const journeys = once(async () => journeysByMerchant(await sorting.everybody()))
  const journeyOf = async (merchant: MerchantId) => (await journeys()).get(merchant) ?? null
  const parked = once(async () => new Map((await sorting.parked()).map((row) => [row.digest, row])))
  const rowOf = new Map<string, number>()
  const before = new Map<string, Entry[]>()
  const sorted: Sorted[] = []

  const sort = async (entry: Entry): Promise<Sorted> => {
    const { details, row } = entry
    const told = (
      outcome: EntryOutcome['outcome'],
      about: Partial<Pick<Sorted, 'merchant' | 'journey' | 'suspicion'>> = {},
      findings: readonly Finding[] = [],
    ): Sorted => {
      const { merchant = null, journey = null, suspicion = null } = about
      const answered = { row, outcome, journey: journey?.state.id ?? null, findings }
      return { entry, merchant, journey, suspicion, outcome: answered }
    }
    const suspect = async (
      kind: ConflictKind,
      like: Suspicion['like'],
      known: MerchantDetails,
    ): Promise<Sorted | null> => {
      const { digest, earlier } = parkedBefore(await parked(), (time) => rowDigest(desk, charter, entry, time))
      // The same row again, after somebody decided that the desk's own facts stand, or that they are two.
      if (earlier?.decision === 'otherPerson') return null
      const about = 'merchant' in like ? { merchant: like.merchant, journey: await journeyOf(like.merchant) } : {}
      if (earlier?.decision === 'keepOld') return told('unchanged', about)
      const suspicion = { kind, digest, like, parked: earlier?.decidedAt ? null : earlier }
      return told('conflict', { ...about, suspicion }, [conflictFinding(kind, known, details)])
    }

    const first = rowOf.get(documentOf(details))
    if (first !== undefined) {
      return told('rejected', {}, [
        finding('twiceInRoster', `The passport stands in row ${first} already.`, {
          field: 'documentNumber',
          row: first,
        }),
      ])
    }
    rowOf.set(documentOf(details), row)
    const known = people.byDocument(details)
    if (known) {
      const journey = await journeyOf(known.merchant)
      const about = { merchant: known.merchant, journey }
      const was = known.details
      if (was.birthDate !== details.birthDate || was.nationality !== details.nationality) {
        const like = { merchant: known.merchant, journey: journey?.state.id ?? null }
        return (await suspect('sameDocument', like, was)) ?? told('unchanged', about)
      }
      if (journey?.state.stage === 'withdrawn') {
        if (sorting.again) return told('created', { merchant: known.merchant })
        return told('unchanged', about, [
          finding(
            'withdrawnBefore',
            'This person withdrew from this charter: a roster does not register them again; register them one by one.',
            { field: 'documentNumber' },
          ),
        ])
      }
      if (!journey) return told('created', about)
      return told((await sameFacts(desk, sorting, journey.state, was, entry)) ? 'unchanged' : 'updated', about)
    }
    if (nearDuplicates) {
      for (const { merchant, details: other } of people.byName(details)) {
        const kind = likeness(other, details)
        const like = { merchant, journey: (await journeyOf(merchant))?.state.id ?? null }
        const suspected = kind && (await suspect(kind, like, other))
        if (suspected) return suspected
      }
      for (const earlier of nameKeys(details).flatMap((key) => before.get(key) ?? [])) {
        const kind = likeness(earlier.details, details)
        const suspected = kind && (await suspect(kind, { row: earlier.row }, earlier.details))
        if (suspected) return suspected
      }
      for (const key of nameKeys(details)) before.set(key, [...(before.get(key) ?? []), entry])
    }
    return told('created')
  }

  await inSlices(entries, async (entry) => void sorted.push(await sort(entry)))
  return sorted
}

const rowDigest = ({ vault }: Desk, charter: Charter, { details, wishes }: Entry, time: number): string =>
  vault.blind('holder', `parked:${charter.id}:${canonical({ details, wishes })}${time ? `:${time}` : ''}`)

/** A row whose facts were taken, and that is in doubt again since they changed once more, is asked about anew. */
function parkedBefore(
  parked: ReadonlyMap<string, ParkedRow>,
  digestOf: (time: number) => string,
): { readonly digest: string; readonly earlier: ParkedRow | null } {
  for (let time = 0; ; time++) {
    const digest = digestOf(time)
    const earlier = parked.get(digest) ?? null
    if (earlier?.decision !== 'takeNew') return { digest, earlier }
  }
}

/** Whoever withdrew and was registered again stands as they are now. */
export function journeysByMerchant(journeys: readonly Held<Journey>[]): ReadonlyMap<MerchantId, Held<Journey>> {
  const withdrawn = (held: Held<Journey>) => held.state.stage === 'withdrawn'
  return new Map(
    [...journeys.filter(withdrawn), ...journeys.filter((held) => !withdrawn(held))].map((held) => [
      held.state.merchant,
      held,
    ]),
  )
}

/** Everything that a roster says of a person and their journey. */
async function sameFacts(
  { vault }: Desk,
  { charter, organisation }: Sorting,
  journey: Journey,
  was: MerchantDetails,
  { details, wishes }: Entry,
): Promise<boolean> {
  const { traits, party } = journey.dossier
  const parties = [wishes.party || null, partyId(vault, charter, organisation, wishes)]
  return (
    canonical(was) === canonical(details) &&
    traits.destination === wishes.destination &&
    traits.costBearer === wishes.costBearer &&
    (await openText(vault, journey.merchant, traits.purpose)) === wishes.purpose &&
    traits.homeSuitable === wishes.homeSuitable &&
    traits.pastInfection === wishes.pastInfection &&
    (traits.need ?? 'other') === wishes.need &&
    canonical(traits.origin) === canonical(wishes.origin) &&
    parties.includes(party?.party ?? null) &&
    (party === null || party.role === wishes.partyRole)
  )
}
