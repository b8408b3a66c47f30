// Whether a charter for a day of the window can still be filed once the decision has fallen, and how many its aircraft takes.
import { permitOf, type PermitBook } from '../charter/permit.ts'
import { finding, type Finding } from '../decision.ts'
import type { LocalDate } from '../instant.ts'
import type { DemandTerms } from './events.ts'

/** Seats that may be filled on one day; null where no aircraft is known. */
export const capacityOf = ({ aircraft }: DemandTerms): number | null =>
  aircraft ? Math.floor((aircraft.seats * aircraft.loadCapPercent) / 100) * aircraft.number : null

/** `today` and `decided`, the day on which the decision can fall, are dates where permits are filed. */
export type FilingDays = { readonly today: LocalDate; readonly decided: LocalDate }

/** `barred`: even an endorsed charter can no longer be filed. `told`: one without an endorsement cannot. */
export function filingFor(
  book: PermitBook,
  day: LocalDate,
  { today, decided }: FilingDays,
): { readonly barred: readonly Finding[]; readonly told: readonly Finding[] } {
  const endorsed = permitOf(book, { endorsement: 'jointPreventionMechanism' }, day, decided)
  const usual = permitOf(book, { endorsement: 'none' }, day, decided)
  const { fileBy } = endorsed
  if (fileBy && fileBy < today)
    return {
      barred: [finding('filingOver', `A flight on ${day} had to be filed by ${fileBy}.`, { day, fileBy })],
      told: [],
    }
  if (fileBy && fileBy < decided) {
    const words = `A flight on ${day} is filed by ${fileBy}, before the decision can fall on ${decided}.`
    return { barred: [finding('filingBeforeDecision', words, { day, fileBy, decided })], told: [] }
  }
  if (!fileBy || !usual.fileBy || usual.canStillBeMet) return { barred: [], told: [] }
  const words = `A flight on ${day} can be filed only with an endorsement, by ${fileBy}; without one it was due by ${usual.fileBy}.`
  return { barred: [], told: [finding('greenChannelOnly', words, { day, fileBy, usual: usual.fileBy })] }
}
