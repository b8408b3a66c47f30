// The civil aviation permit of a charter: by when it must be filed, by which rule, and whether that can still be met.
import { z } from 'zod'
import { finding, type Finding } from '../decision.ts'
import { LocalDate } from '../instant.ts'
import { Confidence } from '../policy/sourced.ts'
import { minusWorkingDays, type WorkingCalendar } from '../policy/workingDays.ts'
import { Endorsement, type CharterApplication } from './application.ts'

/** One dated rule of the aviation authority on how early a charter is filed. */
export const PermitRule = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  endorsements: z.array(Endorsement).min(1),
  /** First and last flight day that it rules; null: open. */
  from: LocalDate.nullable(),
  until: LocalDate.nullable(),
  workingDays: z.number().int().min(1),
  /** Where such charters were not taken at all unless endorsed. */
  taken: z.boolean(),
  sources: z.array(z.string()),
  confidence: Confidence,
  note: z.string(),
})
export type PermitRule = z.infer<typeof PermitRule>

/** The rules and the calendar that their working days are counted by. */
export type PermitBook = { readonly rules: readonly PermitRule[]; readonly calendar: WorkingCalendar }

export type Permit = {
  readonly rule: string | null
  readonly workingDays: number | null
  /** The latest local date of the authority on which the permit can be filed. */
  readonly fileBy: LocalDate | null
  readonly canStillBeMet: boolean
  readonly reason: string
  readonly findings: readonly Finding[]
}

/** `flightDay` is the departure's local date, `today` the date where the permit is filed. */
export function permitOf(
  { rules, calendar }: PermitBook,
  application: CharterApplication,
  flightDay: LocalDate,
  today: LocalDate,
): Permit {
  const { endorsement } = application
  const rule = rules.find(
    ({ endorsements, from, until }) =>
      endorsements.includes(endorsement) &&
      (from === null || from <= flightDay) &&
      (until === null || flightDay <= until),
  )
  if (!rule) {
    const unknown = finding('permitRuleUnknown', `No rule on filing is known for a flight on ${flightDay}.`, {
      day: flightDay,
    })
    return {
      rule: null,
      workingDays: null,
      fileBy: null,
      canStillBeMet: true,
      reason: unknown.message,
      findings: [unknown],
    }
  }
  const { workingDays } = rule
  const fileBy = minusWorkingDays(calendar, flightDay, workingDays)
  const canStillBeMet = today <= fileBy
  return {
    rule: rule.id,
    workingDays,
    fileBy,
    canStillBeMet,
    reason: `${rule.title}: ${workingDays} working days before ${flightDay} is ${fileBy}.`,
    findings: [
      ...(rule.taken
        ? []
        : [
            finding(
              'endorsementNeeded',
              `Charters without an endorsement are not taken for flights on ${flightDay}; ask for one before filing.`,
              { day: flightDay },
            ),
          ]),
      ...(canStillBeMet ? [] : [tooLate(workingDays, fileBy, today)]),
    ],
  }
}

const tooLate = (workingDays: number, fileBy: LocalDate, today: LocalDate): Finding =>
  finding(
    'permitTooLate',
    `The permit had to be filed by ${fileBy}, ${workingDays} working days before the flight; today is ${today}.`,
    { workingDays, fileBy, today },
  )
