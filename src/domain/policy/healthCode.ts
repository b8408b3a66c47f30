// The health declaration code: when it may be applied for, how long it stands, and whether the one in hand still holds.
import { finding, type Finding } from '../decision.ts'
import { atLocalTime, earlier, inZone, later, localDate, plusDays, plusMs, type Instant } from '../instant.ts'
import type { CodeColour, HealthDeclarationCode } from '../journey/healthCode.ts'
import type { NaatTest } from '../journey/naat.ts'
import { recoveryShortfall } from './infectionHistory.ts'
import type { MissionEdition } from './missionEdition.ts'
import { originShortfall } from './originPapers.ts'
import { zoneOf, type Bound } from './policy.ts'
import type { Papers } from './papers.ts'
import { countedIn, type Assignment } from './testing.ts'

/** The colour this merchant's code must have; null where the edition asks none. */
export function colourAsked(edition: MissionEdition, testExempt: boolean): CodeColour | null {
  const code = edition.code.value
  if (!code) return null
  return testExempt && edition.ageExemption.value ? edition.ageExemption.value.colour : code.colour
}

/** The tests whose reports the code stands on: those in the slots before it. */
export const codeBasis = ({ route, slots }: Assignment): readonly NaatTest[] =>
  slots.filter((test, slot) => test !== null && route.slots[slot]?.before === 'code') as readonly NaatTest[]

/** Why a code cannot be applied for, or issued, yet. */
export function codeObstacles(policy: Bound, papers: Papers, assignment: Assignment): readonly Finding[] {
  const edition = policy.mission
  if (!edition.code.value) return [finding('noCodeAsked', 'This edition asks for no health code.', {}, edition.id)]
  if (papers.traits.testExempt) return []
  const beside = [...recoveryShortfall(policy, papers), ...originShortfall(policy, papers)]
  const needed = assignment.route.slots.filter(({ before }) => before === 'code').length
  if (codeBasis(assignment).length >= needed) return beside
  const counted = countedIn(assignment).length
  return [
    finding(
      'testsBeforeCode',
      `The code is issued after ${needed === 1 ? 'the first negative report' : `${needed} negative reports`}; ${counted} count so far.`,
      { needed, counted },
      edition.id,
    ),
    ...beside,
  ]
}

/** Until when a code stands: as the mission wrote it, or by the edition's formula where that ends sooner; null while the flight alone ends it. */
export function codeValidUntil(policy: Bound, assignment: Assignment, written: Instant | null): Instant | null {
  const validity = policy.mission.code.value?.validity
  const last = codeBasis(assignment).reduce<Instant | null>(
    (latest, { sampledAt }) => (latest === null ? sampledAt : later(latest, sampledAt)),
    null,
  )
  if (typeof validity !== 'object' || !last) return written
  const zone = zoneOf(policy)
  const dayAfter = plusDays(localDate(last, zone), validity.sampleDatePlusDays + 1)
  const byRule = plusMs(atLocalTime(dayAfter, '00:00', zone), -1)
  return written === null ? byRule : earlier(written, byRule)
}

/**
 * Which tests of a code's basis no longer count; none while every slot before the code is filled from it, so that a rule
 * that asks for fewer tests takes no code away.
 */
export function basisGone(assignment: Assignment, basis: readonly string[]): readonly string[] {
  const { route, slots } = assignment
  const stands = codeBasis(assignment)
  const needed = slots.filter((_, slot) => route.slots[slot]?.before === 'code').length
  if (stands.length === needed && stands.every(({ id }) => basis.includes(id))) return []
  const counted = new Set(countedIn(assignment).map(({ id }) => id))
  return basis.filter((id) => !counted.has(id))
}

/** A code holds while the tests that it was issued on still count, and its own validity has not run out. */
export function codeLapse(
  policy: Bound,
  assignment: Assignment,
  code: HealthDeclarationCode,
  asked: CodeColour | null,
): readonly Finding[] {
  const edition = policy.mission
  const at = (policy.gate ?? policy.anchor).at
  const gone = basisGone(assignment, code.basis)
  const found: Finding[] = []
  if (gone.length) {
    found.push(
      finding(
        'codeBasisLapsed',
        `The code was issued on test ${gone.join(', ')}, which no longer counts: test and apply again.`,
        { tests: gone.join(', ') },
        edition.id,
      ),
    )
  }
  if (asked !== null && code.colour !== asked) {
    found.push(
      finding(
        'wrongColour',
        `The edition asks for a ${asked} code; this one is ${code.colour}.`,
        { asked, given: code.colour },
        edition.id,
      ),
    )
  }
  if (code.validUntil !== null && code.validUntil < at) {
    const validUntil = inZone(code.validUntil, policy.departureZone)
    found.push(finding('codeExpired', `The code was valid until ${validUntil}.`, { validUntil }, edition.id))
  }
  return found
}
