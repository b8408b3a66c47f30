// What a positive result means by an edition: an infection, nothing, or a thing for a risk assessment to decide.
import type { NaatTest } from '../journey/naat.ts'
import type { ObservationEdition } from './observationEdition.ts'

/** An infection by this edition: a positive, and where it draws a line, one below it or of unknown Ct. */
export const isInfection = (edition: ObservationEdition | null, test: NaatTest): boolean =>
  test.result === 'positive' &&
  (!edition ||
    edition.positive.value.ctBelow === null ||
    test.ct === undefined ||
    test.ct < edition.positive.value.ctBelow)

/** Neither an infection nor none: between the edition's two lines a risk assessment decides. */
export const asksAssessment = (edition: ObservationEdition, test: NaatTest): boolean => {
  const { assessBelow } = edition.positive.value
  return (
    test.result === 'positive' &&
    !isInfection(edition, test) &&
    assessBelow !== null &&
    test.ct !== undefined &&
    test.ct < assessBelow
  )
}

/** Negative, or positive with so little virus that the edition makes nothing of it. */
export const isNegative = (edition: ObservationEdition, test: NaatTest): boolean =>
  test.result === 'negative' || (test.result === 'positive' && !isInfection(edition, test))

/** By the moment of sampling, in whatever order they were recorded. */
export const lastTest = (tests: readonly NaatTest[]): NaatTest | undefined =>
  tests.reduce<NaatTest | undefined>(
    (last, test) => (!last || test.sampledAt >= last.sampledAt ? test : last),
    undefined,
  )
