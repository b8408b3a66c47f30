// Where a finding's rule stands: the field of the edition that it speaks of, with its sources and how sure they are.
import type { Finding } from '../decision.ts'
import type { Edition } from '../policy/edition.ts'
import type { Confidence, Sourced } from '../policy/sourced.ts'

export type Citation = {
  readonly edition: string
  /** The edition's own field; `header` where the edition as a whole speaks. */
  readonly field: string
  readonly sources: readonly string[]
  readonly confidence: Confidence
}

const fields: Readonly<Record<string, string>> = {
  sampledTooEarly: 'tests',
  sampledTooLate: 'tests',
  testMissing: 'tests',
  tooLateToStart: 'tests',
  wrongMethod: 'tests',
  notNegative: 'tests',
  positive: 'tests',
  notNeeded: 'tests',
  testsBeforeCode: 'tests',
  intervalTooShort: 'leastInterval',
  sameLaboratory: 'distinct',
  sameReagent: 'distinct',
  nothingDistinct: 'distinct',
  laboratoryNotAdmitted: 'laboratoryAdmission',
  timeTooCoarse: 'leastPrecision',
  codeMissing: 'code',
  codeBasisLapsed: 'code',
  codeExpired: 'code',
  wrongColour: 'code',
  noCodeAsked: 'code',
  passportTooShort: 'passportDays',
  recoveryTestsMissing: 'infectionHistory',
  sampledElsewhere: 'transit',
  originTestMissing: 'transit',
  originCodeMissing: 'transit',
  transitNotAccepted: 'transit',
  periodNotOver: 'central',
  dayTestMissing: 'central',
  releaseTestMissing: 'central',
  centralPeriodOpen: 'central',
  observationAhead: 'central',
  lastTestNotNegative: 'release',
  positiveNotTreated: 'positive',
  riskAssessmentMissing: 'positive',
  riskNotExcluded: 'positive',
  creditTestsMissing: 'credit',
  homeUnsuitable: 'homeUnsuitable',
  destinationLockedDown: 'destinationLockedDown',
  careNotOver: 'care',
}

/** The citation of one field; the header's own sources where the edition has no such field. */
export function cite(edition: Edition, field: string): Citation {
  const value = (edition as unknown as Readonly<Record<string, Sourced<unknown> | undefined>>)[field]
  return value && typeof value === 'object' && 'sources' in value
    ? { edition: edition.id, field, sources: value.sources, confidence: value.confidence }
    : { edition: edition.id, field: 'header', sources: edition.sources, confidence: edition.confidence }
}

/** Days of the second leg are cited from its own field where the finding says that they are. */
export function citationOf(
  edition: Edition,
  finding: Pick<Finding, 'code'>,
  leg: 'central' | 'home' = 'central',
): Citation {
  const field = fields[finding.code] ?? 'header'
  return cite(edition, field === 'central' ? leg : field)
}
