// Somebody who was infected before: recovery tests taken apart, and days of waiting between the last of them and the flight.
import { finding, type Finding } from '../decision.ts'
import { atLocalTime, inZone, localDate, plusDays, plusHours, plusMs, type Instant } from '../instant.ts'
import { sampleSpan, type NaatTest } from '../journey/naat.ts'
import type { Papers } from './papers.ts'
import { zoneOf, type Bound } from './policy.ts'
import { openRoutes, ruleWindows } from './windows.ts'

/** Recovery tests that count, in order: negative nucleic acid tests, far enough apart, early enough. Empty where none is asked. */
export function recoveryCounted(policy: Bound, papers: Pick<Papers, 'tests' | 'traits'>): readonly NaatTest[] {
  const rule = policy.mission.infectionHistory.value
  if (!rule || !papers.traits.pastInfection) return []
  const span = { from: recoveryFrom(policy), until: recoveryUntil(policy) }
  const candidates = papers.tests
    .filter((test) => test.result === 'negative' && test.method === 'naat' && fits(test, span))
    .sort((a, b) => (a.sampledAt < b.sampledAt ? -1 : 1))
  const counted: NaatTest[] = []
  for (const test of candidates) {
    const last = counted.at(-1)
    if (counted.length < rule.recoveryTests && (!last || far(last, test, rule.leastInterval))) counted.push(test)
  }
  return counted
}

const fits = (test: NaatTest, span: { readonly from: Instant | null; readonly until: Instant }): boolean => {
  const { from, until } = sampleSpan(test)
  return until <= span.until && (span.from === null || span.from <= from)
}
const far = (first: NaatTest, second: NaatTest, leastHours: number): boolean =>
  plusHours(sampleSpan(first).until, leastHours) <= sampleSpan(second).from

/** The first moment for a recovery test: the beginning of the day from which the notice counts them; null where it names none. */
export function recoveryFrom(policy: Bound): Instant | null {
  const days = policy.mission.infectionHistory.value?.opensDays ?? null
  if (days === null) return null
  const zone = zoneOf(policy)
  return atLocalTime(plusDays(localDate(policy.anchor.at, zone), -days), '00:00', zone)
}

/**
 * The last moment for a recovery test: the end of the day that lies the days of waiting before the flight. Where no wait
 * is known they are still tests of their own: taken before the first window opens.
 */
export function recoveryUntil(policy: Bound): Instant {
  const rule = policy.mission.infectionHistory.value
  const zone = zoneOf(policy)
  const wait = rule && rule.waitDays !== 'notFound' ? rule.waitDays : 0
  if (wait === 0) {
    const [route] = openRoutes(policy)
    const first = route && ruleWindows(policy, route)[0]
    return first ? plusMs(first.from, -1) : policy.anchor.at
  }
  return plusMs(atLocalTime(plusDays(localDate(policy.anchor.at, zone), 1 - wait), '00:00', zone), -1)
}

/** What is missing of the recovery track, with the last moment for it. */
export function recoveryShortfall(policy: Bound, papers: Pick<Papers, 'tests' | 'traits'>): readonly Finding[] {
  const rule = policy.mission.infectionHistory.value
  if (!rule || !papers.traits.pastInfection) return []
  const inHand = recoveryCounted(policy, papers).length
  if (inHand >= rule.recoveryTests) return []
  const until = inZone(recoveryUntil(policy), policy.departureZone)
  return [
    finding(
      'recoveryTestsMissing',
      `After a past infection ${rule.recoveryTests} negative recovery tests, at least ${rule.leastInterval} h apart, are asked until ${until}; ${inHand} count so far.`,
      { asked: rule.recoveryTests, leastInterval: rule.leastInterval, until, inHand },
      policy.mission.id,
    ),
  ]
}
