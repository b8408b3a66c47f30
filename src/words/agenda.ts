// What belongs into a merchant's own calendar: the open steps with their windows, the flight, the days that ask a test, the release.
import { isProvisional } from '../domain/charter/stage.ts'
import { plusDays, plusHours, type Instant, type LocalDate, type Span } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { holdsSeat } from '../domain/journey/stage.ts'
import type { PlanStep } from '../domain/policy/plan.ts'
import { observationDays, type ObservationDay } from './days.ts'
import { asked, flightRows, helpFor, isWorkable, nextFor, provisional, remarks, stepWords } from './next.ts'
import { list, rows, text, type Paragraph } from './paragraph.ts'
import { zonesOf, type Situation } from './situation.ts'
import { dayIn, momentsIn } from './when.ts'
import { wordsIn } from './words.ts'

/** `after` of a release is the last day of the period: it comes with the midnight behind it. */
export type AgendaEntry =
  | { readonly kind: 'step'; readonly step: PlanStep }
  | { readonly kind: 'flight' }
  | { readonly kind: 'testDay'; readonly day: ObservationDay }
  | { readonly kind: 'release'; readonly after: LocalDate }

export type AgendaItem = {
  /** Of letters, digits and dashes; the same for the same step of a journey, however often its times change. */
  readonly key: string
  readonly title: string
  readonly details: readonly Paragraph[]
  readonly place: string | null
  /** A span without length is one moment; a day is the observation zone's. */
  readonly when: Span | LocalDate
  /** How long before the span closes to remind, in hours; null where it is too late or nobody has to be reminded. */
  readonly reminderHours: number | null
  /** False while something else may still undo it. */
  readonly certain: boolean
}

/**
 * Empty where the letter says that there is nothing to do, or follows what staff say from hour to hour: without a seat,
 * between boarding and admission, in medical care, and once the way is over.
 */
export function agendaOf({ journey, plan, observation, now }: Situation): readonly AgendaEntry[] {
  const { stage, dossier } = journey
  if (holdsSeat(stage)) {
    const open = plan.steps.filter(({ state }) => state === 'open')
    return [...open.map((step) => ({ kind: 'step', step }) as const), { kind: 'flight' }]
  }
  if (stage !== 'underMedicalObservation' && stage !== 'underHomeMonitoring') return []
  const days = observation ? observationDays(observation, dossier, now) : []
  const last = days.at(-1)
  if (!last) return []
  const tests = days.filter((day) => day.asksTest && !day.sampled && day.when !== 'past')
  return [...tests.map((day) => ({ kind: 'testDay', day }) as const), { kind: 'release', after: last.date }]
}

/** The agenda in the reader's language, each item to be understood without the letter. */
export function agendaIn(situation: Situation, language: Language): readonly AgendaItem[] {
  const at = momentsIn(language, situation.now, [zonesOf(situation)[0]])
  const asOf = text(wordsIn(language)('calendar.asOf', { at }))
  return agendaOf(situation).map((entry) => {
    const item = itemFor(entry, situation, language)
    return { ...item, details: [...item.details, asOf] }
  })
}

function itemFor(entry: AgendaEntry, situation: Situation, language: Language): AgendaItem {
  const words = wordsIn(language)
  switch (entry.kind) {
    case 'step':
      return stepItem(entry.step, situation, language)
    case 'flight':
      return flightItem(situation, language)
    case 'testDay': {
      const { leg, legName, number, date } = entry.day
      const { home } = situation.journey.dossier
      return {
        key: `${leg}-${number}`,
        title: words('calendar.testDay', { leg: words(legName), number }),
        details: [text(words('calendar.testByStaff')), ...assumedObservation(situation, language)],
        place: leg === 'central' || home?.place === 'facility' ? facilityOf(situation) : null,
        when: date,
        reminderHours: null,
        certain: leg === 'central' || home !== null,
      }
    }
    case 'release':
      return {
        key: 'release',
        title: words('next.expectedRelease'),
        details: [
          ...rows([
            {
              label: words('next.expectedRelease'),
              value: words('next.afterEndOf', { day: dayIn(language, entry.after) }),
            },
          ]),
          ...assumedObservation(situation, language),
        ],
        place: null,
        when: plusDays(entry.after, 1),
        reminderHours: null,
        certain: false,
      }
    default:
      return entry satisfies never
  }
}

function stepItem(step: PlanStep, situation: Situation, language: Language): AgendaItem {
  const words = wordsIn(language)
  const { mission, journey, charter } = situation
  const flight = charter.record.leg.flightNumber
  const when = spanOf(step, situation.now)
  // Once the code is applied for, the mission is waited for and the merchant has nothing to be reminded of.
  const waits = step.step === 'code' && journey.dossier.application !== null
  return {
    key: step.slot === null ? step.step : `${step.step}-${step.slot}`,
    title: words(`calendar.${step.step}` as const, { flight, slot: step.slot ?? '' }),
    details: [
      text(stepWords(step, situation, language)),
      ...list([...asked(situation, [step], language), ...remarks(step, situation, language)]),
      ...(mission?.assumed ? [text(words('assumed.mission'))] : []),
      ...provisional(situation, language),
      text(helpFor(situation, language)),
    ],
    place: null,
    when,
    // Papers are ready by a moment, not within a window: no clock has to ring for them in the night before.
    reminderHours: waits || step.step === 'documents' ? null : reminderBefore(when.until, situation),
    certain: !isProvisional(charter.stage),
  }
}

/** What works of it, as the letter has it; where nothing does any more, what the rule still allows. */
const spanOf = (step: PlanStep, now: Instant): Span =>
  step.step === 'documents' || isWorkable(step, now) ? step.working : step.rule

function flightItem(situation: Situation, language: Language): AgendaItem {
  const words = wordsIn(language)
  const { journey, charter } = situation
  const { flightNumber, from, to, plannedBoarding, scheduledDeparture } = charter.record.leg
  const values = { flight: flightNumber, from: from.city, to: to.city }
  return {
    key: 'flight',
    title: plannedBoarding ? words('calendar.boarding', values) : words('calendar.departure', values),
    details: [
      ...rows(flightRows(situation, language)),
      ...(journey.stage === 'clearedToBoard' ? nextFor(situation, language) : provisional(situation, language)),
      text(helpFor(situation, language)),
    ],
    place: `${from.city} (${from.iata})`,
    when: { from: plannedBoarding ?? scheduledDeparture, until: scheduledDeparture },
    reminderHours: null,
    certain: !isProvisional(charter.stage),
  }
}

const reminderBefore = (closes: Instant, { reminderHours, now }: Situation): number | null =>
  plusHours(closes, -reminderHours) > now ? reminderHours : null

const facilityOf = ({ facility }: Situation): string | null => facility && `${facility.name}, ${facility.city}`

const assumedObservation = ({ observation }: Situation, language: Language): readonly Paragraph[] =>
  observation?.assumed ? [text(wordsIn(language)('assumed.observation'))] : []
