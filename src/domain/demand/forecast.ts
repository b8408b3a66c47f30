// Interest is not demand: who of those that replied could really fly on each day of the window, and whether that is worth a charter.
import { finding, type Finding } from '../decision.ts'
import { inZone, later, localDate, plusDays, type Instant, type LocalDate } from '../instant.ts'
import type { PermitBook } from '../charter/permit.ts'
import type { Binding } from '../policy/binding.ts'
import type { MissionEdition } from '../policy/missionEdition.ts'
import type { ObservationEdition } from '../policy/observationEdition.ts'
import type { WorkingCalendar } from '../policy/workingDays.ts'
import type { DemandCall } from './demandCall.ts'
import { capacityOf, filingFor, type FilingDays } from './filing.ts'
import { countOnce, type CountedLine } from './counting.ts'
import { lettersOf } from './letters.ts'
import { merchantsOf } from './line.ts'
import { obstacleFindings, type Obstacle } from './obstacle.ts'
import { paperObstacles, type Counter, type Paperwork } from './paperwork.ts'

/** What the forecast is judged under. `mission` and `observation` answer which edition binds a flight day. */
export type DemandRules = {
  readonly paperwork: Paperwork
  readonly permits: PermitBook
  readonly letterDays: WorkingCalendar
  readonly visaDays: WorkingCalendar
  readonly mission: (day: LocalDate) => Binding<MissionEdition>
  readonly observation: (day: LocalDate) => Binding<ObservationEdition>
}

export type CandidateDay = {
  readonly day: LocalDate
  readonly interest: number
  readonly eligible: number
  readonly ineligible: number
  /** Of those, how many the aircraft of a day takes; all where no aircraft is known. */
  readonly carried: number
  readonly reachesLoad: boolean
  /** By when papers must be in hand: the day on which the first test may be taken. Null where no edition is known. */
  readonly papersBy: LocalDate | null
  readonly editions: { readonly mission: string | null; readonly observation: string | null }
  /** Each with how many merchants it keeps; somebody may be kept by two. */
  readonly reasons: readonly Finding[]
}

export const verdicts = ['go', 'goLater', 'noGo'] as const
export type Verdict = (typeof verdicts)[number]

export type Forecast = {
  readonly interest: number
  readonly leastLoad: number
  /** On which day papers that are not applied for yet are taken to be begun. */
  readonly papersStartOn: LocalDate
  readonly days: readonly CandidateDay[]
  readonly recommendation: {
    readonly verdict: Verdict
    /** The first day on which the load is reached. */
    readonly day: LocalDate | null
    readonly findings: readonly Finding[]
  }
}

/**
 * Pure. Papers are begun when the decision can fall: at the closing time while the call is open, today once it is not.
 * On a day without a known mission edition nobody is eligible, since nobody could say what to test.
 */
export function forecast(call: DemandCall, rules: DemandRules, now: Instant): Forecast {
  const { terms, closesAt, replies } = call.record
  const zone = terms.from.zone
  const decidedAt = call.stage === 'open' ? later(now, closesAt) : now
  const papersStartOn = localDate(decidedAt, zone)
  const filing = { today: localDate(now, terms.to.zone), decided: localDate(decidedAt, terms.to.zone) }
  const counter: Counter = { ...rules, startsOn: papersStartOn, zone }
  const counted = countOnce(replies)
  const interest = merchantsOf(counted.lines.map(({ line }) => line))
  const days: CandidateDay[] = []
  for (let day = terms.firstDay; day <= terms.lastDay; day = plusDays(day, 1))
    days.push(candidate(call, counted.lines, rules, counter, day, { ...filing, here: localDate(now, zone) }, interest))
  return {
    interest,
    leastLoad: terms.leastLoad,
    papersStartOn,
    days,
    recommendation: recommend(call, days, interest, now, counted.findings),
  }
}

function candidate(
  { record }: DemandCall,
  lines: readonly CountedLine[],
  rules: DemandRules,
  counter: Counter,
  day: LocalDate,
  days: FilingDays & { readonly here: LocalDate },
  interest: number,
): CandidateDay {
  const mission = rules.mission(day)
  const observation = rules.observation(day)
  const papersBy = mission.bound && plusDays(day, -leadDays(mission.bound))
  const filing = filingFor(rules.permits, day, days)
  const everybody = [...wholeDay(mission, papersBy, day, days.here), ...filing.barred]
  const met: { readonly obstacle: Obstacle; readonly merchants: number }[] = []
  let eligible = 0
  for (const { reply, line, place } of lines) {
    const { earliestDate, papers } = line
    const applied = lettersOf(reply).filter((each) => each.line === place)
    for (const { merchants, since } of applied.length ? applied : [{ merchants: line.merchants, since: reply.at }]) {
      const own: readonly Obstacle[] = [
        ...(earliestDate > day ? [{ kind: 'comesLater' as const, date: earliestDate }] : []),
        ...(papersBy ? paperObstacles(counter, papers, since, { day, neededBy: papersBy }) : []),
      ]
      if (!own.length && !everybody.length) eligible += merchants
      met.push(...own.map((obstacle) => ({ obstacle, merchants })))
    }
  }
  const capacity = capacityOf(record.terms)
  const carried = Math.min(eligible, capacity ?? eligible)
  return {
    day,
    interest,
    eligible,
    ineligible: interest - eligible,
    carried,
    reachesLoad: carried >= record.terms.leastLoad,
    papersBy,
    editions: { mission: mission.bound?.id ?? null, observation: observation.bound?.id ?? null },
    reasons: [
      ...everybody,
      ...filing.told,
      ...(carried < eligible ? [beyondAircraft(day, eligible, carried)] : []),
      ...obstacleFindings(met, papersBy ?? day),
      ...(observation.bound ? [] : [observation.finding]),
    ],
  }
}

const beyondAircraft = (day: LocalDate, eligible: number, capacity: number): Finding =>
  finding('beyondAircraft', `${eligible} merchants could fly on ${day}, and the aircraft takes ${capacity}.`, {
    eligible,
    day,
    capacity,
  })

/** What keeps everybody from flying that day. */
function wholeDay(
  mission: Binding<MissionEdition>,
  papersBy: LocalDate | null,
  day: LocalDate,
  today: LocalDate,
): readonly Finding[] {
  if (!mission.bound) return [mission.finding]
  return papersBy !== null && papersBy < today
    ? [
        finding(
          'tooLateToTest',
          `For a flight on ${day} the first test is taken from ${papersBy} on: that day is over.`,
          { day, papersBy },
          mission.bound.id,
        ),
      ]
    : []
}

/** Days before the flight on which the first window of the usual way opens; the code is applied for with papers in hand. */
export function leadDays(edition: MissionEdition): number {
  const first = edition.tests.value[0]?.slots[0]
  if (!first) return 0
  return (first.basis ?? edition.basis.value) === 'hours' ? Math.ceil(first.opens / 24) : first.opens
}

function recommend(
  { stage, record }: DemandCall,
  days: readonly CandidateDay[],
  interest: number,
  now: Instant,
  overlaps: readonly Finding[],
): Forecast['recommendation'] {
  const { terms, closesAt } = record
  const { leastLoad } = terms
  const best = days.reduce<CandidateDay | null>((a, b) => (a && a.eligible >= b.eligible ? a : b), null)
  const first = days.find(({ reachesLoad }) => reachesLoad)
  const findings: Finding[] = []
  if (stage === 'cancelled')
    findings.push(
      finding('demandCallCancelled', `The call was cancelled: ${record.reason}`, { reason: record.reason! }),
    )
  if (first)
    findings.push(
      finding('loadReached', `${first.carried} merchants could fly on ${first.day}; the least load is ${leastLoad}.`, {
        eligible: first.carried,
        day: first.day,
        leastLoad,
      }),
    )
  else if (best)
    findings.push(
      finding(
        'loadNotReached',
        `On no day is the least load of ${leastLoad} reached; on ${best.day} ${best.eligible} merchants could fly.`,
        { leastLoad, day: best.day, eligible: best.eligible },
      ),
    )
  if (!first && best && interest >= leastLoad)
    findings.push(
      finding(
        'interestNotEligible',
        `${interest} merchants are interested, which would be enough; ${best.ineligible} of them cannot fly on ${best.day}.`,
        { interest, ineligible: best.ineligible, day: best.day },
      ),
      ...best.reasons,
    )
  findings.push(...overlaps)
  if (stage === 'open' && now < closesAt)
    findings.push(
      finding('repliesStillOpen', `Replies are taken until ${inZone(closesAt, terms.from.zone)}.`, {
        closesAt: inZone(closesAt, terms.from.zone),
      }),
    )
  if (!first || stage === 'cancelled') return { verdict: 'noGo', day: null, findings }
  return { verdict: first === days[0] ? 'go' : 'goLater', day: first.day, findings }
}
