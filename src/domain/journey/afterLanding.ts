// Decisions from the aircraft door to the last release: transfer, observation, care, home, and the alarm between them.
import { finding, outOfSequence, policyUnmet, type Finding, type Rejection } from '../decision.ts'
import { facilityOf, type RoomId } from '../ids.ts'
import { localDate, plusDays, type Instant } from '../instant.ts'
import type { ObservationEdition } from '../policy/observationEdition.ts'
import { careObstacles, wasInfected } from '../policy/careRule.ts'
import { missedDay, testsDue } from '../policy/dayTests.ts'
import { asksAssessment } from '../policy/infection.ts'
import { asksNoObservation, centralLeg, currentLeg, dayOne, homeDayOne, homeLeg, legEnds } from '../policy/leg.ts'
import { legObstacles } from '../policy/legEnd.ts'
import type { Policy } from '../policy/policy.ts'
import type { PersonalCommand } from './commands.ts'
import type { JourneyEvent } from './events.ts'
import type { Journey } from './journey.ts'
import { refusedBySequence, tell, type JourneyDecision } from './tell.ts'

export const noObservationEdition = (): Rejection =>
  policyUnmet(
    finding(
      'noEditionKnown',
      'No edition known for observation on the day of landing: nothing can be decided under it.',
    ),
  )

export function admit(journey: Journey, room: RoomId, now: Instant, policy: Policy): JourneyDecision {
  const first = firstDay(journey, policy, now)
  if (!first) return noObservationEdition()
  return tell(journey, [{ type: 'Admitted', at: now, facility: facilityOf(room), room, dayOne: first }], now, policy)
}

/** Back from medical care by its own rule, or back in the loop after having been missed. */
export function returnToObservation(journey: Journey, room: RoomId, now: Instant, policy: Policy): JourneyDecision {
  const first = firstDay(journey, policy, now)
  if (!policy.observation || !first) return noObservationEdition()
  const episode = journey.dossier.care.at(-1)
  // Somebody who went missing from care still owes its rule.
  const obstacles =
    episode && episode.until === null ? careObstacles(policy.observation, episode, journey.dossier.tests) : []
  if (obstacles.length) return policyUnmet(...obstacles)
  return tell(
    journey,
    [{ type: 'ReturnedToObservation', at: now, facility: facilityOf(room), room, dayOne: first }],
    now,
    policy,
  )
}

function firstDay(journey: Journey, policy: Policy, now: Instant) {
  if (!policy.observation) return null
  return journey.dossier.dayOne ?? dayOne(policy.observation, journey.dossier.landed?.at ?? now)
}

/** The central leg is over: home where that is possible, else the home leg in the facility; where no home leg is asked, released. */
export function completeCentralPeriod(journey: Journey, now: Instant, policy: Policy): JourneyDecision {
  const { observation } = policy
  const first = journey.dossier.dayOne
  if (!observation || !first) return noObservationEdition()
  if (journey.dossier.home) {
    return outOfSequence(
      finding('centralPeriodOver', 'The central period was completed already; the second leg runs in the facility.'),
    )
  }
  const leg = centralLeg(observation, first)
  const obstacles = legObstacles(observation, leg, journey.dossier, now)
  if (obstacles.length) return policyUnmet(...obstacles)
  if (observation.home.value.days === 0) return tell(journey, [{ type: 'Released', at: now }], now, policy)
  const firstAtHome = homeDayOne(observation, journey.dossier, first, now)
  const impossible = homeImpossible(journey, now, policy, observation)
  const event: JourneyEvent = impossible
    ? { type: 'HomeLegImpossible', at: now, homeDayOne: firstAtHome, findings: [impossible] }
    : { type: 'CentralPeriodCompleted', at: now, homeDayOne: firstAtHome }
  return tell(journey, [event], now, policy)
}

/** No suitable home, or a destination locked down: the leg is spent in the facility (Zhejiang; source 5 of db/editions/sources.json). */
function homeImpossible(journey: Journey, now: Instant, policy: Policy, edition: ObservationEdition): Finding | null {
  const { destination, homeSuitable } = journey.dossier.traits
  const assessed = journey.dossier.homeAssessment
  const lockdown = policy.lockedDown(destination, now)
  if (lockdown) {
    return finding(
      'destinationLockedDown',
      `${destination} is locked down: ${lockdown.reason}`,
      { destination, reason: lockdown.reason },
      edition.id,
    )
  }
  if (assessed ? assessed.suitable : homeSuitable) return null
  return finding(
    'homeUnsuitable',
    'The home does not suit home monitoring.',
    { reason: assessed?.reason ?? '' },
    edition.id,
  )
}

export function release(journey: Journey, now: Instant, policy: Policy): JourneyDecision {
  const { observation } = policy
  const bySequence = refusedBySequence(journey, 'Released')
  if (bySequence) return bySequence
  if (!observation) return noObservationEdition()
  const obstacles = releaseObstacles(journey, observation, now)
  if (obstacles.length) return policyUnmet(...obstacles)
  return tell(journey, [{ type: 'Released', at: now }], now, policy)
}

export const centralPeriodOpen = (observation: ObservationEdition): Finding =>
  finding('centralPeriodOpen', 'The central period has not been completed yet.', {}, observation.id)

function releaseObstacles(journey: Journey, observation: ObservationEdition, now: Instant): readonly Finding[] {
  const { dossier } = journey
  const episode = dossier.care.at(-1)
  if (journey.stage === 'awaitingTransfer') {
    return asksNoObservation(observation)
      ? []
      : [
          finding(
            'observationAhead',
            'The edition asks for observation: nobody is released at the port.',
            {},
            observation.id,
          ),
        ]
  }
  if (journey.stage === 'inMedicalCare' && episode) {
    const obstacles = careObstacles(observation, episode, dossier.tests)
    // An infection that is over ends the way; whoever was only feverish still owes the observation.
    if (obstacles.length || wasInfected(observation, episode, dossier.tests)) return obstacles
    if (asksNoObservation(observation)) return []
  }
  if (!dossier.home) return [centralPeriodOpen(observation)]
  return legObstacles(observation, homeLeg(observation, dossier.home.dayOne), dossier, now)
}

/** A result between the edition's two lines is assessed by somebody who may; any other needs no assessment. */
export function assessRisk(
  journey: Journey,
  command: Extract<PersonalCommand, { type: 'AssessRisk' }>,
  now: Instant,
  policy: Policy,
): JourneyDecision {
  const { observation } = policy
  if (!observation) return noObservationEdition()
  const test = journey.dossier.tests.find(({ id }) => id === command.test)
  if (!test) return policyUnmet(finding('testUnknown', `No test ${command.test} is recorded.`, { test: command.test }))
  if (!asksAssessment(observation, test)) {
    return policyUnmet(
      finding(
        'noAssessmentAsked',
        `Test ${test.id} needs no risk assessment under this edition.`,
        { test: test.id },
        observation.id,
      ),
    )
  }
  const { outcome, reason } = command
  return tell(journey, [{ type: 'RiskAssessed', test: test.id, outcome, reason }], now, policy)
}

/** A test day that ended without a sample, or a period that nobody closed, is told once as an alarm. */
export function askObservation(journey: Journey, wake: string, now: Instant, policy: Policy): JourneyDecision {
  const { observation } = policy
  const { dossier, stage } = journey
  if (stage === 'leftLoop') {
    return tell(journey, wake === 'wake.stillMissing' ? [{ type: 'StillMissing', askedAt: now }] : [], now, policy)
  }
  const leg = observation && currentLeg(observation, dossier)
  if (!observation || !leg || (stage !== 'underMedicalObservation' && stage !== 'underHomeMonitoring')) {
    return tell(journey, [], now, policy)
  }
  const ends = legEnds(observation, leg)
  if (wake === 'wake.testDayEnds') {
    // Asked at midnight: the day that has just ended counts, the one that begins does not.
    const missed = testsDue(observation, leg, dossier, now).filter(
      (day) => plusDays(leg.first, day) <= localDate(now, observation.zone),
    )
    const findings = missed.map((day) => missedDay(observation, leg, dossier, day))
    return tell(journey, findings.length ? [{ type: 'DayTestMissed', findings }] : [], now, policy)
  }
  const overrun =
    (wake === 'wake.centralPeriodEnds' && !dossier.home) || (wake === 'wake.homePeriodEnds' && dossier.home)
  if (!overrun || now < ends) return tell(journey, [], now, policy)
  const findings = [
    finding(
      'periodOverrun',
      `The period of ${leg.days} days is over and was not closed.`,
      { days: leg.days },
      observation.id,
    ),
  ]
  return tell(journey, [{ type: 'PeriodOverrun', findings }], now, policy)
}
