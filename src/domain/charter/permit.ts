// The civil aviation permit of a charter: by when it must be filed, by which rule, and whether that can still be met.
import { z } from 'zod'
import { finding, type Finding } from '../decision.ts'
import { later, localDate, LocalDate, type Instant } from '../instant.ts'
import { Confidence } from '../policy/sourced.ts'
import { minusWorkingDays, type WorkingCalendar } from '../policy/workingDays.ts'
import { Endorsement, type SeenEndorsement } from './application.ts'
import { flightDay, type Charter } from './charter.ts'

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

/**
 * Null where the charter was drafted without an application. What the organiser declares counts until the approval, and then
 * what the office confirmed there; `confirmed` is what it would confirm now. An approved charter is held against the day of
 * its approval, or on which it was moved to another day.
 */
export function permitOfCharter(
  book: PermitBook,
  { record }: Charter,
  now: Instant,
  confirmed: SeenEndorsement | null | undefined = record.endorsement,
): Permit | null {
  const { leg, terms, approvedAt, movedAt } = record
  if (!terms.application) return null
  const declared = terms.application.endorsement
  const asOf = approvedAt ? later(approvedAt, movedAt ?? approvedAt) : now
  const of = (endorsement: Endorsement) => permitOf(book, { endorsement }, flightDay(leg), localDate(asOf, leg.to.zone))
  const without = of('none')
  const permit = confirmed === undefined ? of(declared) : confirmed ? of(confirmed) : without
  const hangs = !confirmed && record.endorsement === undefined && approvedAt === null
  return hangs && of(declared).canStillBeMet && !without.canStillBeMet && without.fileBy
    ? { ...permit, findings: [...permit.findings, unconfirmed(without.fileBy)] }
    : permit
}

const unconfirmed = (fileBy: LocalDate): Finding =>
  finding(
    'endorsementUnconfirmed',
    `The endorsement is declared: the office confirms it at the approval, or the permit had to be filed by ${fileBy}.`,
    { fileBy },
  )

/** `day` is the departure's local date, `today` the date where the permit is filed. */
export function permitOf(
  { rules, calendar }: PermitBook,
  { endorsement }: { readonly endorsement: Endorsement },
  day: LocalDate,
  today: LocalDate,
): Permit {
  const rule = rules.find(
    ({ endorsements, from, until }) =>
      endorsements.includes(endorsement) && (from === null || from <= day) && (until === null || day <= until),
  )
  if (!rule) {
    const unknown = finding('permitRuleUnknown', `No rule on filing is known for a flight on ${day}.`, {
      day,
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
  const fileBy = minusWorkingDays(calendar, day, workingDays)
  const canStillBeMet = today <= fileBy
  return {
    rule: rule.id,
    workingDays,
    fileBy,
    canStillBeMet,
    reason: `${rule.title}: ${workingDays} working days before ${day} is ${fileBy}.`,
    findings: [
      ...(rule.taken
        ? []
        : [
            finding(
              'endorsementNeeded',
              `Charters without an endorsement are not taken for flights on ${day}; ask for one before filing.`,
              { day },
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
