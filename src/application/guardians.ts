// Guardians of a roster who were not taken, and what that means for those whom they were to answer for.
import { finding, type Finding } from '../domain/decision.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { PartyMembership } from '../domain/journey/party.ts'
import type { Entry, Sorted } from './sorting.ts'

export type Fallen = {
  /** Journeys that will not be, or will answer for nobody. */
  readonly journeys: ReadonlySet<JourneyId>
  note(entry: Entry, journey: JourneyId | null): void
  /** Why a dependant is not taken: null where somebody of the party still answers for them. */
  finding(entry: Entry, party: PartyMembership | null): Finding | null
}

/** Begins with those whom sorting left out already, or left in doubt. */
export function guardiansWhoFell(sorted: readonly Sorted[]): Fallen {
  const journeys = new Set<JourneyId>()
  const rows = new Map<string, number>()
  const note = ({ row, wishes }: Entry, journey: JourneyId | null): void => {
    if (wishes.partyRole !== 'guardian' || !wishes.party) return
    if (journey) journeys.add(journey)
    if (!rows.has(wishes.party)) rows.set(wishes.party, row)
  }
  for (const { entry, outcome } of sorted)
    if (outcome.outcome === 'conflict' || outcome.outcome === 'rejected') note(entry, null)
  return {
    journeys,
    note,
    finding: ({ wishes }, party) => {
      const row = wishes.partyRole === 'dependant' ? rows.get(wishes.party) : undefined
      if (row === undefined || party?.guardians.length) return null
      return finding('guardianNotTaken', `The guardian in row ${row} is not taken: take both, or name another.`, {
        field: 'party',
        row,
      })
    },
  }
}
