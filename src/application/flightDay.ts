// One passport flies once a day, whoever organises the flights: which of those named hold a place on another flight.
import type { Charter } from '../domain/charter/charter.ts'
import { finding, type Finding } from '../domain/decision.ts'
import type { LocalDate } from '../domain/instant.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { isStayingBehind } from '../domain/journey/stage.ts'
import { nothing, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { passportKeys } from './likeness.ts'
import type { Entry, Sorted } from './sorting.ts'

/** Neither the flight is named nor who organises it: that is theirs to tell. */
export const fliesElsewhere = (day: LocalDate): Finding =>
  finding(
    'fliesElsewhere',
    `This passport holds a place on another flight of ${day}: one of the two must be given up.`,
    {
      field: 'documentNumber',
      day,
    },
  )

/** The keys of those rows that would be registered, or perhaps, and are on another charter of the day. */
export async function travelling(
  { store, vault, policies }: Desk,
  charter: Charter,
  sorted: readonly Sorted[],
): Promise<ReadonlySet<string>> {
  const day = policies.flightDay(charter)
  const keys = sorted
    .filter(({ outcome, suspicion }) => outcome.outcome === 'created' || suspicion)
    .map(({ entry }) => passportKeys(vault, charter, day, entry.details).traveller)
  return new Set((await store.travellers(keys)).map(({ traveller }) => traveller))
}

/** What a row with another passport changes beside the person; null where it is the same one. */
export async function newPassport(
  { store, vault, policies }: Desk,
  charter: Charter,
  journey: Journey,
  { details }: Entry,
): Promise<Part | Finding | null> {
  if (isStayingBehind(journey.stage)) return null
  const day = policies.flightDay(charter)
  const passport = passportKeys(vault, charter, day, details)
  const [held] = await store.travellers([passport.traveller])
  if (held?.journey === journey.id) return null
  if (held) return fliesElsewhere(day)
  return { ...nothing, changes: [{ on: 'passport', journey: journey.id, passport }] }
}
