// The health declaration code: when it may be applied for, whether the one in hand still holds, what the gate makes of it.
import { finding, type Finding } from '../decision.ts'
import type { CodeColour, HealthDeclarationCode } from '../journey/healthCode.ts'
import type { MissionEdition } from './edition.ts'
import type { Assignment } from './testing.ts'

export type CodeStanding = {
  readonly applicable: boolean
  readonly met: boolean
  readonly findings: readonly Finding[]
}

/** The colour this merchant's code must have; null where the edition asks none. */
export function colourAsked(edition: MissionEdition, testExempt: boolean): CodeColour | null {
  const code = edition.code.value
  if (!code) return null
  return testExempt && edition.ageExemption.value ? edition.ageExemption.value.colour : code.colour
}

/** Why a code cannot be applied for, or issued, yet. */
export function codeObstacles(
  edition: MissionEdition,
  assignment: Assignment,
  testExempt: boolean,
): readonly Finding[] {
  const code = edition.code.value
  if (!code) return [finding('noCodeAsked', 'This edition asks for no health code.', {}, edition.id)]
  if (testExempt || code.precededBy === 'nothing') return []
  const counted = assignment.filter((test) => test !== null).length
  const needed = code.precededBy === 'firstNegative' ? 1 : assignment.length
  if (assignment[0] !== null && counted >= needed) return []
  return [
    finding(
      'testsBeforeCode',
      `The code is issued after ${needed === 1 ? 'the first negative report' : `${needed} negative reports`}; ${counted} count so far.`,
      { needed, counted },
      edition.id,
    ),
  ]
}

/** A code holds while every test that it was issued on still counts, and its own validity has not run out. */
export function codeLapse(
  edition: MissionEdition,
  assignment: Assignment,
  code: HealthDeclarationCode,
  at: string,
  asked: CodeColour | null,
): readonly Finding[] {
  const counted = new Set(assignment.flatMap((test) => (test ? [test.id] : [])))
  const gone = code.basis.filter((id) => !counted.has(id))
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
    found.push(
      finding(
        'codeExpired',
        `The code was valid until ${code.validUntil}.`,
        { validUntil: code.validUntil },
        edition.id,
      ),
    )
  }
  return found
}
