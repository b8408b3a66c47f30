// Travel parties by the organiser's own label: who belongs together, and who answers for whom.
import type { Charter } from '../domain/charter/charter.ts'
import type { JourneyId, OrganisationId } from '../domain/ids.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { JourneyWishes } from '../domain/journey/merchant.ts'
import type { PartyMembership } from '../domain/journey/party.ts'
import { isFinal } from '../domain/journey/stage.ts'
import type { Vault } from './keyPorts.ts'
import type { Held } from './ports.ts'

/** The label may name a family; what the record holds names nobody, and nobody on another charter. */
export function partyId(
  vault: Vault,
  charter: Charter,
  organisation: OrganisationId,
  { party }: JourneyWishes,
): string | null {
  if (!party) return null
  return `P${vault.blind('holder', `party:${charter.id}:${organisation}:${party}`).slice(0, 20)}`
}

/** Answers the membership of one row, given which journey each row of the roster is or becomes. */
export function partiesOf(
  vault: Vault,
  charter: Charter,
  organisation: OrganisationId,
  journeys: readonly Held<Journey>[],
  rows: readonly { readonly wishes: JourneyWishes; readonly journey: JourneyId }[],
): (wishes: JourneyWishes) => PartyMembership | null {
  /** The desk's own roster calls a party by its id, since the organiser's label is kept nowhere. */
  const ofThisCharter = new Set(journeys.map(({ state }) => state.dossier.party?.party))
  const idOf = (wishes: JourneyWishes) =>
    ofThisCharter.has(wishes.party) ? wishes.party : partyId(vault, charter, organisation, wishes)
  const guardians = new Map<string, JourneyId[]>()
  const add = (party: string, journey: JourneyId) => guardians.set(party, [...(guardians.get(party) ?? []), journey])
  const inRoster = new Set(rows.map(({ journey }) => journey))
  for (const { wishes, journey } of rows) {
    const party = idOf(wishes)
    if (party && wishes.partyRole === 'guardian') add(party, journey)
  }
  for (const { state } of journeys) {
    const { party } = state.dossier
    if (party?.role === 'guardian' && !isFinal(state.stage) && !inRoster.has(state.id)) add(party.party, state.id)
  }
  return (wishes) => {
    const party = idOf(wishes)
    if (!party) return null
    const answering = wishes.partyRole === 'dependant' ? (guardians.get(party) ?? []) : []
    return { party, role: wishes.partyRole, guardians: answering }
  }
}

/** Answers how many a row's party counts: rows of the roster, and members that are registered already and still on their way. */
export function partySizes(
  vault: Vault,
  charter: Charter,
  organisation: OrganisationId,
  journeys: readonly Held<Journey>[],
  rows: readonly { readonly wishes: JourneyWishes; readonly journey: JourneyId }[],
): (wishes: JourneyWishes) => number {
  const members = new Map<string, Set<JourneyId>>()
  const add = (party: string, journey: JourneyId) =>
    members.set(party, (members.get(party) ?? new Set<JourneyId>()).add(journey))
  const inRoster = new Set(rows.map(({ journey }) => journey))
  for (const { wishes, journey } of rows) {
    const party = partyId(vault, charter, organisation, wishes)
    if (party) add(party, journey)
  }
  for (const { state } of journeys) {
    const party = state.dossier.party?.party
    if (party && !isFinal(state.stage) && !inRoster.has(state.id)) add(party, state.id)
  }
  return (wishes) => {
    const party = partyId(vault, charter, organisation, wishes)
    return party ? (members.get(party)?.size ?? 1) : 1
  }
}
