// Who is registered on a charter, as a roster of the same shape: what the desk would read again without a change.
import type { Charter } from '../domain/charter/charter.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { JourneyWishes, type MerchantDetails } from '../domain/journey/merchant.ts'
import type { Language } from '../domain/language.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { Desk } from './desk.ts'
import { openText } from './freeText.ts'
import { merchantDetailsOf } from './knownPeople.ts'
import type { RosterFormat, RosterReader, WrittenPerson } from './sheetPorts.ts'
import { inSlices } from './slices.ts'
import { journeysByMerchant } from './sorting.ts'

/** The file, and whose journeys stand in it. */
export type ExportedRoster = { readonly body: Buffer; readonly journeys: readonly JourneyId[] }

/** Whose key is gone can be named by nobody, and is left out. */
export async function exportedRoster(
  desk: Desk,
  reader: Pick<RosterReader, 'written'>,
  charter: Charter,
  how: { readonly language: Language; readonly format: RosterFormat; readonly sayStage: (stage: Stage) => string },
): Promise<ExportedRoster> {
  const everybody = await desk.store.journeysOf(charter.id)
  const current = journeysByMerchant(everybody)
  const journeys = everybody.flatMap((held) => (current.get(held.state.merchant) === held ? [held.state] : []))
  const rows = await desk.store.merchants(journeys.map(({ merchant }) => merchant))
  const sealed = new Map(rows.map((row) => [row.id, row.sealed]))
  const people: WrittenPerson[] = []
  const written: JourneyId[] = []
  await inSlices(journeys, async (journey) => {
    const details = await merchantDetailsOf(desk, journey.merchant, sealed.get(journey.merchant) ?? '')
    if (!details) return
    people.push(await personOf(desk, journey, details, how.sayStage(journey.stage)))
    written.push(journey.id)
  })
  return { body: await reader.written(people, how.language, how.format), journeys: written.sort() }
}

async function personOf(desk: Desk, journey: Journey, details: MerchantDetails, stage: string): Promise<WrittenPerson> {
  return { details, wishes: await wishesOf(desk, journey), remarks: `${stage} (${journey.id})` }
}

/** What was asked of the journey when the merchant was registered, its words opened. */
export async function wishesOf({ vault }: Desk, { merchant, dossier }: Journey): Promise<JourneyWishes> {
  const { traits, party, consent } = dossier
  return JourneyWishes.parse({
    purpose: await openText(vault, merchant, traits.purpose),
    destination: traits.destination,
    costBearer: traits.costBearer,
    homeSuitable: traits.homeSuitable,
    pastInfection: traits.pastInfection,
    need: traits.need,
    origin: traits.origin,
    party: party?.party,
    partyRole: party?.role,
    consentSignedAt: consent.signedAt,
  })
}
