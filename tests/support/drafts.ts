// Editions as somebody might draft them beside those on file, and what the schema says of them.
import { readFileSync } from 'node:fs'
import { CircuitBreakerEdition } from '../../src/domain/policy/circuitBreaker.ts'
import { Edition } from '../../src/domain/policy/edition.ts'
import { MissionEdition } from '../../src/domain/policy/missionEdition.ts'
import { ObservationEdition } from '../../src/domain/policy/observationEdition.ts'
import { korea, ninth } from './policy.ts'

export const breaker = CircuitBreakerEdition.parse(
  JSON.parse(readFileSync(new URL('../../db/editions/circuitBreaker/cn-2022-08-07.json', import.meta.url), 'utf8')),
)

/** A Korean edition without a transition clause, beginning on this day. */
export const koreaFrom = (from: string, more: object = {}): MissionEdition =>
  MissionEdition.parse({
    ...korea,
    id: `mission/KR/${from}`,
    effectiveFrom: from,
    adoptedFrom: from,
    transition: null,
    ...more,
  })
export const zhejiangFrom = (from: string, more: object = {}): ObservationEdition =>
  ObservationEdition.parse({ ...ninth, id: `observation/CN-33/${from}`, effectiveFrom: from, ...more })
export const either = (...days: readonly string[]) => ({
  transition: { days, words: 'The old or the new rule is accepted.' },
})

/** What is wrong with an edition, and where. */
export const problems = (candidate: unknown) => {
  const parsed = Edition.safeParse(candidate)
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
}
