// What papers take and from when they are taken: dated data, and what a line of a reply still needs for a flight.
import { z } from 'zod'
import { localDate, LocalDate, plusDays, type Instant, type Zone } from '../instant.ts'
import { sourced } from '../policy/sourced.ts'
import { plusWorkingDays, type WorkingCalendar } from '../policy/workingDays.ts'
import type { Papers } from './line.ts'
import type { Obstacle } from './obstacle.ts'

export const Paperwork = z.strictObject({
  /** From the application of the host company to the invitation letter in hand, by China's calendar. */
  invitationLetter: sourced(z.strictObject({ workingDays: z.number().int().min(0) })),
  /** From handing in to the visa in hand, by the days on which the issuing mission is open. */
  visa: sourced(z.strictObject({ workingDays: z.number().int().min(0) })),
  /** The first day on which somebody lands with it instead of a visa. */
  residencePermit: sourced(z.strictObject({ from: LocalDate })),
  apecCard: sourced(z.strictObject({ from: LocalDate })),
  /** How long beyond the flight a passport must be valid where a visa is still to be put into it. */
  passportForVisa: sourced(z.strictObject({ days: z.number().int().min(0) })),
})
export type Paperwork = z.infer<typeof Paperwork>

export type Counter = {
  readonly paperwork: Paperwork
  readonly letterDays: WorkingCalendar
  readonly visaDays: WorkingCalendar
  /** When whatever is not applied for yet is begun: the day of the decision. */
  readonly startsOn: LocalDate
  readonly zone: Zone
}

/** When the last paper is in hand; null where nothing is to be waited for. */
export function papersReadyOn(counter: Counter, papers: Papers, appliedAt: Instant): LocalDate | null {
  if (papers.visa !== 'needed') return null
  const { paperwork, letterDays, visaDays, startsOn, zone } = counter
  const letterTakes = paperwork.invitationLetter.value.workingDays
  const letterOn = {
    inHand: startsOn,
    notNeeded: startsOn,
    applied: laterDay(startsOn, plusWorkingDays(letterDays, localDate(appliedAt, zone), letterTakes)),
    none: plusWorkingDays(letterDays, startsOn, letterTakes),
  }[papers.invitationLetter]
  return plusWorkingDays(visaDays, letterOn, paperwork.visa.value.workingDays)
}

const laterDay = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b)

/** What stands against flying on `day` with these papers; they must be in hand by `neededBy`. */
export function paperObstacles(
  counter: Counter,
  papers: Papers,
  appliedAt: Instant,
  { day, neededBy }: { readonly day: LocalDate; readonly neededBy: LocalDate },
): readonly Obstacle[] {
  const { passportForVisa, residencePermit, apecCard } = counter.paperwork
  const found: Obstacle[] = []
  const passportUntil = papers.visa === 'needed' ? plusDays(day, passportForVisa.value.days) : day
  if (papers.passportUntil === null) found.push({ kind: 'passportMissing', date: null })
  else if (papers.passportUntil < passportUntil) found.push({ kind: 'passportEndsEarly', date: passportUntil })
  if (papers.visa === 'residencePermit' && day < residencePermit.value.from)
    found.push({ kind: 'permitNotYetTaken', date: residencePermit.value.from })
  if (papers.visa === 'apecCard' && day < apecCard.value.from)
    found.push({ kind: 'cardNotYetTaken', date: apecCard.value.from })
  const readyOn = papersReadyOn(counter, papers, appliedAt)
  if (readyOn !== null && readyOn > neededBy) found.push({ kind: 'papersLate', date: readyOn })
  return found
}
