// A sketched journey played from the landing to its release under one observation edition, day by day.
import type { Finding } from '../decision.ts'
import { RoomId, RunId, runId } from '../ids.ts'
import {
  atLocalTime,
  daysBetween,
  localDate,
  plusDays,
  plusHours,
  Zone,
  type Instant,
  type LocalDate,
} from '../instant.ts'
import { decide, type DecidedCommand } from '../journey/decide.ts'
import { evolve, openJourney, type Journey } from '../journey/journey.ts'
import { NaatTest } from '../journey/naat.ts'
import { asksAssessment, isInfection } from '../policy/infection.ts'
import { dayOne } from '../policy/leg.ts'
import type { ObservationEdition } from '../policy/observationEdition.ts'
import type { Policy } from '../policy/policy.ts'
import { plainTraits, sketched } from './beforeDeparture.ts'
import type { JourneySketch, SketchBook } from './sketch.ts'

export type ObservationOutcome = {
  readonly outcome: 'released' | 'releasedAtThePort' | 'releasedFromCare' | 'held'
  /** The calendar day of the release, counted from the landing; null where nobody was released within the days played. */
  readonly daysAfterLanding: number | null
  /** Where the second leg was spent, where there was one. */
  readonly secondLeg: 'home' | 'facility' | null
  readonly findings: readonly Finding[]
}

const daysPlayed = 40
const reportHours = 6
const room = RoomId.parse('sketch/101')
const run = RunId.parse(runId(sketched.charter, '0'.repeat(16)))

/** Plays one sketch under one edition. Pure. */
export function playObservation(
  book: SketchBook,
  sketch: JourneySketch,
  edition: ObservationEdition,
): ObservationOutcome {
  const landing = plusDays(edition.effectiveFrom, book.flightDay)
  const landedAt = atLocalTime(landing, sketch.observation.landing, edition.zone)
  const policy = policyUnder(edition, sketch, landing, landedAt)
  let journey = landedJourney(sketch, edition, landedAt)
  const tell = (command: DecidedCommand, at: Instant): readonly Finding[] => {
    const decision = decide(journey, command, at, policy)
    if (decision.outcome === 'rejected') return decision.findings
    journey = decision.next
    return []
  }
  const ended = (outcome: ObservationOutcome['outcome'], at: Instant): ObservationOutcome => ({
    outcome,
    daysAfterLanding: daysBetween(landing, localDate(at, edition.zone)),
    secondLeg: journey.dossier.home?.place ?? null,
    findings: [],
  })
  if (!tell({ type: 'Release' }, landedAt).length) return ended('releasedAtThePort', landedAt)
  tell({ type: 'BeginTransfer', run }, plusHours(landedAt, 1))
  tell({ type: 'Admit', room }, plusHours(landedAt, 4))
  const first = dayOne(edition, landedAt)
  for (let day = 1; day <= daysPlayed; day++) {
    const date = plusDays(first, day - 1)
    for (const { test, assessed } of samplesOn(sketch, edition, day, date)) {
      tell({ type: 'RecordTest', test }, test.reportedAt)
      if (isInfection(edition, test) && !sketch.observation.positiveStays)
        tell({ type: 'TakeToMedicalCare', place: 'hospital', cause: 'positive' }, test.reportedAt)
      if (assessed && asksAssessment(edition, test))
        tell({ type: 'AssessRisk', test: test.id, outcome: assessed, reason: 'sketch' }, test.reportedAt)
    }
    if (sketch.observation.feverOn === day)
      tell({ type: 'TakeToMedicalCare', place: 'hospital', cause: 'fever' }, atLocalTime(date, '20:00', edition.zone))
    const midnight = atLocalTime(plusDays(date, 1), '00:00', edition.zone)
    if (journey.stage === 'inMedicalCare') {
      if (!tell({ type: 'Release' }, midnight).length) return ended('releasedFromCare', midnight)
      tell({ type: 'ReturnToObservation', room }, midnight)
    }
    if (!journey.dossier.home) tell({ type: 'CompleteCentralPeriod' }, midnight)
    if (journey.stage === 'released' || !tell({ type: 'Release' }, midnight).length) return ended('released', midnight)
  }
  const last = atLocalTime(plusDays(first, daysPlayed), '00:00', edition.zone)
  const findings = tell(journey.dossier.home ? { type: 'Release' } : { type: 'CompleteCentralPeriod' }, last)
  return { outcome: 'held', daysAfterLanding: null, secondLeg: journey.dossier.home?.place ?? null, findings }
}

function landedJourney(sketch: JourneySketch, edition: ObservationEdition, landedAt: Instant): Journey {
  const before = plusHours(landedAt, -2)
  const opened = openJourney(
    sketched.journey,
    sketched.charter,
    {
      type: 'MerchantRegistered',
      merchant: sketched.merchant,
      organisation: sketched.organisation,
      provisional: false,
      traits: { ...plainTraits, homeSuitable: sketch.observation.homeSuitable },
      party: null,
      consent: { signedAt: before, text: 'sketch' },
      missionEdition: null,
      vaultDigest: 'sketch',
    },
    before,
  )
  const landed = { type: 'Landed' as const, at: landedAt, airport: 'HGH', observationEdition: edition.id }
  return evolve({ ...opened, stage: 'aboard' }, landed, landedAt)
}

function policyUnder(
  edition: ObservationEdition,
  sketch: JourneySketch,
  landing: LocalDate,
  landedAt: Instant,
): Policy {
  return {
    mission: null,
    observation: edition,
    anchor: { at: landedAt, basis: 'scheduledDeparture', reason: 'landed' },
    gate: null,
    practice: {
      reportHours,
      quickestReportHours: reportHours,
      documentsHours: 3,
      reminderHours: 12,
      outcomeDays: 14,
      office: null,
    },
    issuer: '',
    flight: { departed: true, manifest: null, scheduledDeparture: landedAt, landingDay: landing },
    departureCountry: 'KR',
    departureZone: Zone.parse('Asia/Seoul'),
    arrivalZone: edition.zone,
    laboratory: () => undefined,
    lockedDown: () => (sketch.observation.destinationLockedDown ? { reason: 'an outbreak' } : null),
  }
}

function samplesOn(sketch: JourneySketch, edition: ObservationEdition, day: number, date: LocalDate) {
  const { dailyUntil, missed, samples } = sketch.observation
  const daily = day <= dailyUntil && !missed.includes(day) ? [{ clock: '11:00', result: 'negative' as const }] : []
  return [...daily, ...samples.filter((each) => each.day === day)].map((each, index) => {
    const sampledAt = atLocalTime(date, each.clock, edition.zone)
    const ct = 'ct' in each ? each.ct : undefined
    return {
      assessed: 'assessed' in each ? each.assessed : undefined,
      test: NaatTest.parse({
        id: `day-${day}-${index + 1}`,
        sampledAt,
        reportedAt: plusHours(sampledAt, reportHours),
        laboratory: `lab-${index + 1}`,
        reagent: `kit-${index + 1}`,
        result: each.result,
        ...(ct === undefined ? {} : { ct }),
      }),
    }
  })
}
