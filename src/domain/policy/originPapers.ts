// What is asked of the first flight of somebody in transit: its own tests, counted from its own departure, and its own code.
import { finding, type Finding } from '../decision.ts'
import { inZone } from '../instant.ts'
import type { NaatTest } from '../journey/naat.ts'
import type { MissionEdition } from './missionEdition.ts'
import type { Bound } from './policy.ts'
import type { Papers } from './papers.ts'
import { assign, countedIn, type Assignment } from './testing.ts'
import { placeOf, type Origin } from './transit.ts'

/** The tests that fill the slots of the first flight; none where it is asked for none. */
export const originCounted = (policy: Bound, papers: Papers): readonly NaatTest[] =>
  policy.mission.transit.value.rule === 'originAndTransit' && papers.traits.origin
    ? countedIn(firstFlight(policy, papers, papers.traits.origin))
    : []

/** The same rules, asked of the first flight: its departure, its country, and the tests taken there. */
function firstFlight(policy: Bound, papers: Papers, { country, departsAt }: Origin): Assignment {
  const reason = `counted from the first flight, ${inZone(departsAt, policy.departureZone)}`
  const there: Bound = {
    ...policy,
    anchor: { at: departsAt, basis: 'scheduledDeparture', reason },
    gate: null,
    departureCountry: country,
  }
  const tests = papers.tests.filter((test) => placeOf(policy, test) === country)
  return assign(there, { ...papers, tests, code: null, application: null })
}

/** Findings of the first flight, under a rule that asks tests and a code at both places; empty for everybody else. */
export function originShortfall(policy: Bound, papers: Papers): readonly Finding[] {
  const { origin } = papers.traits
  const { rule } = policy.mission.transit.value
  const edition = policy.mission.id
  if (!origin) return []
  const { country } = origin
  if (rule === 'notAccepted') return [transitNotAccepted(policy.mission, country)]
  if (rule !== 'originAndTransit') return []
  const departure = inZone(origin.departsAt, policy.departureZone)
  const missing = firstFlight(policy, papers, origin).slots.flatMap((test, slot) =>
    test
      ? []
      : [
          finding(
            'originTestMissing',
            `No negative test of ${country} counts as sample ${slot + 1} of the first flight, which departs ${departure}.`,
            { country, slot: slot + 1, departure },
            edition,
          ),
        ],
  )
  if (origin.codeSeen) return missing
  return [
    ...missing,
    finding(
      'originCodeMissing',
      `The code of ${country} has not been seen: tests and a code are asked at both places.`,
      { country },
      edition,
    ),
  ]
}

export const transitNotAccepted = (edition: MissionEdition, country: string): Finding =>
  finding('transitNotAccepted', `The mission takes nobody who began the way in ${country}.`, { country }, edition.id)
