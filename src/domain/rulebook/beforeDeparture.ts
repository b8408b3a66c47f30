// A sketched journey played up to the gate under one mission edition: by the desk's own commands, as far as they are taken.
import type { Finding } from '../decision.ts'
import {
  CharterId,
  JourneyId,
  MerchantId,
  OrganisationId,
  charterId,
  journeyId,
  merchantId,
  organisationId,
} from '../ids.ts'
import { atLocalTime, inZone, localDate, plusDays, plusHours, plusYears, Zone, type Instant } from '../instant.ts'
import { decide, type DecidedCommand } from '../journey/decide.ts'
import type { Traits } from '../journey/events.ts'
import type { Journey } from '../journey/journey.ts'
import { NaatTest } from '../journey/naat.ts'
import { register } from '../journey/register.ts'
import { isFinal } from '../journey/stage.ts'
import { isMinor, isTestExempt } from '../policy/exemption.ts'
import { colourAsked } from '../policy/healthCode.ts'
import type { MissionEdition } from '../policy/missionEdition.ts'
import type { Policy } from '../policy/policy.ts'
import type { JourneySketch, SketchBook } from './sketch.ts'

export type DepartureOutcome = {
  readonly outcome: 'boards' | 'notRegistered' | 'deferred' | 'notCleared' | 'stoppedAtGate'
  readonly findings: readonly Finding[]
}

const none = '0'.repeat(16)
const charter = CharterId.parse(charterId(none))
export const sketched = {
  charter,
  journey: JourneyId.parse(journeyId(charter, none)),
  merchant: MerchantId.parse(merchantId(none)),
  organisation: OrganisationId.parse(organisationId(none)),
}

const reportHours = 6
/** Missions are asked at once and answer so many hours later. */
const reviewHours = 3
const registeredDaysBefore = 25

/** Plays one sketch under one edition, on the book's day and hour. Pure. */
export function playDeparture(book: SketchBook, sketch: JourneySketch, edition: MissionEdition): DepartureOutcome {
  const { policy, boarding } = flightUnder(book, edition)
  const traits = traitsOf(sketch, edition, boarding, policy.departureZone)
  const begins = plusHours(boarding, -24 * registeredDaysBefore)
  const opened = register(
    sketched.journey,
    sketched.charter,
    {
      type: 'RegisterMerchant',
      merchant: sketched.merchant,
      organisation: sketched.organisation,
      provisional: false,
      traits,
      party: traits.minor ? { party: 'family', role: 'dependant', guardians: [sketched.journey] } : null,
      consent: { signedAt: begins, text: 'sketch' },
      documentExpiry: '2033-01-01',
      vaultDigest: 'sketch',
      seatFree: true,
    },
    begins,
    policy,
  )
  if (opened.outcome === 'rejected') return { outcome: 'notRegistered', findings: opened.findings }
  let journey: Journey = opened.next
  const tell = (command: DecidedCommand, at: Instant, under: Policy = policy) => {
    const decision = decide(journey, command, at, under)
    if (decision.outcome === 'accepted') journey = decision.next
    return decision
  }
  /** Applied for as soon as the rules allow it, issued a review later. */
  const askForCode = (at: Instant) => {
    const colour = colourAsked(edition, traits.testExempt)
    if (!colour || journey.dossier.code || tell({ type: 'ApplyForCode' }, at).outcome === 'rejected') return
    tell({ type: 'IssueCode', colour, validUntil: null }, plusHours(at, reviewHours))
  }
  askForCode(begins)
  for (const test of testsOf(sketch, boarding)) {
    tell({ type: 'RecordTest', test }, test.reportedAt)
    if (isFinal(journey.stage)) return { outcome: 'deferred', findings: journey.dossier.findings }
    askForCode(test.reportedAt)
  }
  if (journey.stage !== 'clearedToBoard') {
    const closed = tell({ type: 'CloseForDeparture' }, boarding)
    return {
      outcome: 'notCleared',
      findings: closed.outcome === 'accepted' ? journey.dossier.findings : closed.findings,
    }
  }
  const gate = { ...policy, flight: { ...policy.flight, manifest: [sketched.journey] } }
  const boarded = tell({ type: 'Board' }, boarding, gate)
  return boarded.outcome === 'accepted'
    ? { outcome: 'boards', findings: [] }
    : { outcome: 'stoppedAtGate', findings: boarded.findings }
}

/** Where an edition counts by "the departure city", the model flight's is taken. */
const modelZone = Zone.parse('Asia/Seoul')
const modelCountry = 'KR'

function flightUnder(book: SketchBook, edition: MissionEdition): { policy: Policy; boarding: Instant } {
  const zone = edition.zone === 'departure' ? modelZone : edition.zone
  const country = edition.jurisdiction === 'ALL' ? modelCountry : edition.jurisdiction
  const day = plusDays(edition.effectiveFrom, book.flightDay)
  const boarding = atLocalTime(day, book.boarding, zone)
  const admissions = new Map(book.laboratories.map(({ id, admissions: lists }) => [id, lists]))
  return {
    boarding,
    policy: {
      mission: edition,
      observation: null,
      anchor: {
        at: boarding,
        basis: 'plannedBoarding',
        reason: `counted from the boarding, ${inZone(boarding, zone)}`,
      },
      gate: null,
      practice: {
        reportHours,
        quickestReportHours: reportHours,
        documentsHours: 3,
        reminderHours: 12,
        outcomeDays: 14,
        office: null,
      },
      issuer: edition.issuer,
      flight: { departed: false, manifest: null, scheduledDeparture: boarding, landingDay: day },
      departureCountry: country,
      departureZone: zone,
      arrivalZone: Zone.parse('Asia/Shanghai'),
      laboratory: (id) => {
        const lists = admissions.get(id)
        return lists && { id, country, turnaroundHours: reportHours, admissions: lists }
      },
      lockedDown: () => null,
    },
  }
}

function traitsOf(sketch: JourneySketch, edition: MissionEdition, boarding: Instant, zone: Zone): Traits {
  const flightDay = localDate(boarding, zone)
  const birth = plusDays(plusYears(flightDay, -sketch.age), -1)
  return {
    ...plainTraits,
    testExempt: isTestExempt(edition, birth, flightDay),
    minor: isMinor(birth, flightDay),
    pastInfection: sketch.pastInfection,
    origin: sketch.origin && {
      country: sketch.origin.country,
      departsAt: plusHours(boarding, -sketch.origin.departsHoursBefore),
      codeSeen: sketch.origin.codeSeen,
    },
  }
}

export const plainTraits: Traits = {
  language: 'en',
  destination: 'Yiwu',
  costBearer: 'self',
  purpose: 'sketch',
  homeSuitable: true,
  testExempt: false,
  minor: false,
  pastInfection: false,
  origin: null,
}

/** In the order in which their reports arrive. A time known to the hour is the hour that holds it. */
function testsOf(sketch: JourneySketch, boarding: Instant): readonly NaatTest[] {
  return sketch.departure
    .map(({ hoursBefore, ...rest }, index) => {
      const exact = plusHours(boarding, -hoursBefore)
      const sampledAt = rest.precision === 'hour' ? `${exact.slice(0, 13)}:00:00.000Z` : exact
      return NaatTest.parse({
        ...rest,
        id: `test-${index + 1}`,
        sampledAt,
        reportedAt: plusHours(exact, rest.method === 'antigen' ? 0.5 : Math.min(reportHours, hoursBefore / 2)),
      })
    })
    .sort((a, b) => (a.reportedAt < b.reportedAt ? -1 : 1))
}
