// What is next and by when, and whom to turn to: by the stage, from the plan and the editions that bind.
import { holdsSeat } from '../domain/journey/stage.ts'
import { anchorOf } from '../domain/policy/policy.ts'
import { isProvisional } from '../domain/charter/stage.ts'
import type { Instant } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { colourAsked } from '../domain/policy/healthCode.ts'
import { currentLeg } from '../domain/policy/leg.ts'
import { retestsDue } from '../domain/policy/legEnd.ts'
import type { MissionEdition } from '../domain/policy/missionEdition.ts'
import type { PlanStep } from '../domain/policy/plan.ts'
import { observationDays, staysIn, type ObservationDay } from './days.ts'
import { discreetFindingIn } from './findings.ts'
import { list, rows, text, type Paragraph, type Row } from './paragraph.ts'
import { zonesOf, type Situation } from './situation.ts'
import { dayIn, momentsIn, spanIn } from './when.ts'
import { wordsIn } from './words.ts'

export function nextFor(situation: Situation, language: Language): readonly Paragraph[] {
  const words = wordsIn(language)
  const { stage, dossier } = situation.journey
  switch (stage) {
    case 'registered':
    case 'waitlisted':
      return [text(waitingWords(situation, language)), ...provisional(situation, language)]
    case 'offered':
      return [
        text(
          words(isOfferOpen(situation) ? 'next.answerOffer' : 'next.offerEnded', {
            by: offerEnds(situation, language),
          }),
        ),
        ...provisional(situation, language),
      ]
    case 'seated.awaitingFirstNegative':
    case 'seated.awaitingSecondNegative.codeOutstanding':
    case 'seated.awaitingSecondNegative.codeIssued':
    case 'seated.awaitingHealthCode':
      return [...planned(situation, language), ...provisional(situation, language)]
    case 'clearedToBoard':
      return atTheAirport(situation, language)
    case 'aboard':
      return [text(words('next.aboard', { city: situation.charter.record.leg.to.city }))]
    case 'awaitingTransfer':
    case 'inClosedLoopTransfer':
      return [text(words('next.transfer', { place: situation.charter.record.terms.servicePoint }))]
    case 'underMedicalObservation':
      return observed(situation, language, dossier.home ? 'home' : 'central')
    case 'underHomeMonitoring':
      return observed(situation, language, 'home')
    case 'inMedicalCare':
      return [text(words('next.inCare'))]
    case 'released':
      return [text(words(isOutcomeOpen(situation) ? 'next.outcome' : 'next.released'))]
    case 'deferred':
    case 'notTravelled':
      return [text(words('next.anotherCharter'))]
    case 'withdrawn':
      return [text(words('next.withdrawn'))]
    case 'entryRefused':
      return [text(words('next.entryRefused'))]
    case 'leftLoop':
      return [text(words('next.leftLoop'))]
    default:
      return stage satisfies never
  }
}

/** Whoever let an offer go is not kept waiting for another. */
function waitingWords(situation: Situation, language: Language): string {
  const words = wordsIn(language)
  switch (situation.journey.dossier.offer?.answer) {
    case 'declined':
      return words('next.declined')
    case 'lapsed':
      return words('next.noFurtherOffer', { by: offerEnds(situation, language) })
    default:
      return words('next.waitForSeat')
  }
}

/** Between its end and the desk's asking it stands no longer and still holds the seat. */
export const isOfferOpen = ({ journey: { stage, dossier }, now }: Situation): boolean =>
  stage === 'offered' && dossier.offer !== undefined && now < dossier.offer.expiresAt

/** Asked what the charter was for, and not answered. */
export const isOutcomeOpen = ({ journey: { stage, dossier } }: Situation): boolean =>
  stage === 'released' && dossier.outcomeAskedAt !== undefined && dossier.outcome === undefined

const offerEnds = (situation: Situation, language: Language): string =>
  momentsIn(language, situation.journey.dossier.offer?.expiresAt ?? situation.now, zonesOf(situation))

/** `at` where it is a moment. */
export type Headline = Row & { readonly at?: Instant }

/** The one thing to remember: the nearest deadline, the boarding, or the day of release; none where nobody can say. */
export function headlineFor(situation: Situation, language: Language): Headline | null {
  const words = wordsIn(language)
  const { journey, charter, plan, observation, now } = situation
  const zones = zonesOf(situation)
  if (journey.stage === 'clearedToBoard') {
    const { at } = anchorOf(charter.record.leg)
    return { label: words('flight.boarding'), value: momentsIn(language, at, zones), at }
  }
  if (journey.stage === 'offered') {
    if (!isOfferOpen(situation)) return null
    const at = journey.dossier.offer?.expiresAt
    const value = words('next.by', { by: offerEnds(situation, language) })
    return { label: words('next.offer'), value, ...(at ? { at } : {}) }
  }
  if (holdsSeat(journey.stage)) {
    const step = plan.steps.find(({ state }) => state === 'open')
    if (!step) return null
    const useful = step.findings.length === 0 && step.working.until > now
    const at = useful ? step.working.until : step.rule.until
    const by = momentsIn(language, at, zones)
    return { label: stepName(step, language), value: words('next.by', { by }), at }
  }
  if (journey.stage === 'underMedicalObservation' || journey.stage === 'underHomeMonitoring') {
    const last = observation && observationDays(observation, journey.dossier, now).at(-1)
    if (!last) return null
    const value = words('next.afterEndOf', { day: dayIn(language, last.date) })
    return { label: words('next.expectedRelease'), value }
  }
  return null
}

/** Whom to tell when something is wrong or unclear, by where the merchant is. */
export function helpFor({ journey, organiser }: Situation, language: Language): string {
  const words = wordsIn(language)
  const contact = organiser ?? words('help.yourOrganiser')
  switch (journey.stage) {
    case 'aboard':
    case 'awaitingTransfer':
    case 'inClosedLoopTransfer':
      return words('help.onTheWay')
    case 'underMedicalObservation':
    case 'inMedicalCare':
      return words('help.inTheFacility')
    case 'underHomeMonitoring':
      return words('help.atHome', { contact })
    case 'leftLoop':
      return words('help.missing', { contact })
    default:
      return words('help.organiser', { contact })
  }
}

/** The flight as it stands now. */
export function flightRows({ charter }: Pick<Situation, 'charter'>, language: Language): readonly Row[] {
  const words = wordsIn(language)
  const { leg } = charter.record
  const at = (instant: Instant) => momentsIn(language, instant, [leg.from.zone, leg.to.zone])
  return [
    { label: words('flight.number'), value: `${leg.flightNumber} · ${leg.from.city} – ${leg.to.city}` },
    ...(leg.plannedBoarding ? [{ label: words('flight.boarding'), value: at(leg.plannedBoarding) }] : []),
    { label: words('flight.departure'), value: at(leg.scheduledDeparture) },
    { label: words('flight.arrival'), value: momentsIn(language, leg.scheduledArrival, [leg.to.zone]) },
  ]
}

export function provisional({ charter }: Situation, language: Language): readonly Paragraph[] {
  return isProvisional(charter.stage) ? [text(wordsIn(language)('next.provisional'))] : []
}

function planned(situation: Situation, language: Language): readonly Paragraph[] {
  const words = wordsIn(language)
  const open = situation.plan.steps.filter((step) => step.state === 'open')
  const missed = situation.plan.steps.filter((step) => step.state === 'missed' && step.step !== 'documents')
  const late = situation.plan.steps.filter((step) => step.state === 'late')
  return [
    ...missed.map((step) => text(words('next.missed', { step: stepName(step, language) }))),
    ...late.map((step) => text(words('next.late', { step: stepName(step, language) }))),
    ...rows(open.map((step) => ({ label: stepName(step, language), value: stepWords(step, situation, language) }))),
    ...list([...asked(situation, open, language), ...open.flatMap((step) => remarks(step, situation, language))]),
  ]
}

export function stepName(step: Pick<PlanStep, 'step' | 'slot'>, language: Language): string {
  const words = wordsIn(language)
  if (step.step === 'sample' || step.step === 'recovery') return words(`step.${step.step}`, { slot: step.slot ?? 1 })
  return words(`step.${step.step}`)
}

/** Something is left of the working span; else only the rule's end counts. */
export const isWorkable = ({ working }: PlanStep, now: Instant): boolean =>
  working.from < working.until && working.until >= now

/** When it is best done and until when it is allowed at all; a step that waits for somebody else says so. */
export function stepWords(step: PlanStep, situation: Situation, language: Language): string {
  const words = wordsIn(language)
  const { application } = situation.journey.dossier
  const zones = zonesOf(situation)
  if (step.step === 'documents') return words('next.documents', { by: momentsIn(language, step.working.until, zones) })
  if (step.step === 'code' && application) {
    return words('next.codeAppliedFor', { at: momentsIn(language, application.at, [zones[0]]) })
  }
  const latest = momentsIn(language, step.rule.until, zones)
  if (step.findings.length) return words('next.byArrangement', { latest })
  if (!isWorkable(step, situation.now)) return words('next.latestOnly', { latest })
  return words('next.window', { window: spanIn(language, step.working, zones[0]), latest })
}

export const remarks = (step: PlanStep, situation: Situation, language: Language): readonly string[] =>
  step.findings.map((finding) => discreetFindingIn(language, finding, zonesOf(situation)[0]))

/** What the samples must be like, as the edition has it, and who applies for the code. */
export function asked(situation: Situation, open: readonly PlanStep[], language: Language): readonly string[] {
  const words = wordsIn(language)
  const { mission } = situation
  const code = open.some((step) => step.step === 'code') && !situation.journey.dossier.application
  const byOrganiser = code ? [words('next.codeByOrganiser')] : []
  if (!mission || !open.some((step) => step.step === 'sample')) return byOrganiser
  const recovery = mission.infectionHistory.value
  const admission = mission.laboratoryAdmission.value
  return [
    ...(recovery && open.some((step) => step.step === 'recovery')
      ? [
          words(typeof recovery.waitDays === 'number' ? 'asked.recoveryWait' : 'asked.recovery', {
            hours: recovery.leastInterval,
            days: recovery.waitDays,
          }),
        ]
      : []),
    ...methodsAsked(open, language),
    ...(mission.tests.value.length > 1 ? [words('asked.otherWay')] : []),
    ...betweenSamples(mission, language),
    ...(admission === 'anyLawful'
      ? []
      : [words('asked.admission', { admission: words(`admission.${admission}` as const) })]),
    words(`asked.precision.${mission.leastPrecision.value}` as const),
    ...byOrganiser,
  ]
}

/** Named where a step takes something else than a nucleic acid test, or something beside it. */
function methodsAsked(open: readonly PlanStep[], language: Language): readonly string[] {
  const words = wordsIn(language)
  return open.flatMap((step) => {
    const { methods } = step
    if (!methods || (methods.length === 1 && methods[0] === 'naat')) return []
    const named = methods.map((method) => words(`method.${method}` as const)).join(' / ')
    return [words('asked.method', { step: stepName(step, language), methods: named })]
  })
}

/** What two samples must keep between them; where only some must, their numbers. */
function betweenSamples(mission: MissionEdition, language: Language): readonly string[] {
  const words = wordsIn(language)
  const count = Math.max(...mission.tests.value.map(({ slots }) => slots.length))
  if (count < 2) return []
  const { hours, exceeded } = mission.leastInterval.value
  const { asks, slots } = mission.distinct.value
  const which = slots ? words('asked.among', { samples: slots.join(', ') }) : ''
  const differs = {
    nothing: [],
    laboratory: [words('asked.differentLaboratory')],
    reagent: [words('asked.differentReagent')],
    both: [words('asked.differentLaboratory'), words('asked.differentReagent')],
    either: [words('asked.differentEither')],
  }[asks]
  return [
    ...(hours > 0 ? [words(exceeded ? 'asked.intervalExceeded' : 'asked.interval', { hours })] : []),
    ...differs.map((sentence) => (which ? `${which} ${sentence}` : sentence)),
  ]
}

function atTheAirport(situation: Situation, language: Language): readonly Paragraph[] {
  const words = wordsIn(language)
  const { mission, journey, charter } = situation
  const { testExempt } = journey.dossier.traits
  const boarding = anchorOf(charter.record.leg).at
  const colour = mission ? colourAsked(mission, testExempt) : null
  const secondReport = !testExempt && mission?.gateChecks.value.includes('laterReports')
  return [
    text(words('next.atTheAirport', { at: momentsIn(language, boarding, zonesOf(situation)) })),
    ...list([
      words('bring.passport'),
      ...(colour ? [words('bring.code', { colour: words(`colour.${colour}` as const) })] : []),
      ...(secondReport ? [words('bring.reports')] : []),
    ]),
    text(words('next.untilBoarding')),
  ]
}

function observed(situation: Situation, language: Language, leg: ObservationDay['leg']): readonly Paragraph[] {
  const words = wordsIn(language)
  const { journey, observation, now } = situation
  if (!observation) return [text(words('next.noObservationEdition'))]
  const all = observationDays(observation, journey.dossier, now)
  const days = all.filter((day) => day.leg === leg)
  const tests = days.filter((day) => day.asksTest && !day.sampled && day.when !== 'past')
  const last = days.at(-1)
  const release = all.at(-1)
  // A central leg that is over and waits for its tests ends on no day that could be named.
  const ends = last && !(leg === 'central' && last.when === 'past') ? last : null
  const current = currentLeg(observation, journey.dossier)
  const retests = current ? retestsDue(observation, current, journey.dossier, now) : 0
  return [
    ...rows([
      ...(leg === 'central' || journey.dossier.home?.place === 'facility' ? roomRow(situation, language) : []),
      ...(ends
        ? [{ label: words(ends.legName), value: words('next.untilEndOf', { day: dayIn(language, ends.date) }) }]
        : []),
      ...(release && release !== last
        ? [
            {
              label: words('next.expectedRelease'),
              value: words('next.afterEndOf', { day: dayIn(language, release.date) }),
            },
          ]
        : []),
    ]),
    ...(leg === 'home' && staysIn(observation) ? [text(words('next.stayIn'))] : []),
    ...(retests > 0 ? [text(words('next.retests', { number: retests }))] : []),
    ...(tests.length ? [text(words('next.testDays'))] : []),
    ...list(tests.map((day) => words('next.testDay', { number: day.number, day: dayIn(language, day.date) }))),
  ]
}

function roomRow({ journey, facility }: Situation, language: Language): readonly Row[] {
  const stay = journey.dossier.stays.at(-1)
  if (!stay) return []
  const room = stay.room.slice(stay.room.indexOf('/') + 1)
  const value = facility ? `${facility.name}, ${room}` : room
  return [{ label: wordsIn(language)('next.room'), value }]
}
