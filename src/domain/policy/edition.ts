// A dated rule book: every value with its source and how far it can be trusted. Nothing of it stands in code.
import { z } from 'zod'
import { finding, type Finding } from '../decision.ts'
import { LocalDate } from '../instant.ts'
import { CircuitBreakerEdition } from './circuitBreaker.ts'
import { basisOf, MissionEdition, type Route, type TestSlot } from './missionEdition.ts'
import { ObservationEdition } from './observationEdition.ts'
import { header, isJurisdiction, type Sources } from './sourced.ts'

/** What an edition says where, with the sources that it cites for it; its header first. */
const citations = (edition: Edition): readonly { readonly field: string; readonly sources: readonly string[] }[] => [
  { field: 'sources', sources: edition.sources },
  ...Object.entries(edition).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && 'sources' in value
      ? [{ field: `${name}.sources`, sources: value.sources }]
      : [],
  ),
]

/** Every source that it cites, each once: numbers in their order, and behind them what is named in words. */
export const citedIn = (...editions: readonly Edition[]): readonly string[] =>
  [...new Set(editions.flatMap(citations).flatMap(({ sources }) => sources))].sort(bySource)

const isNumber = (source: string): boolean => /^\d+$/.test(source)
const bySource = (a: string, b: string): number =>
  Number(isNumber(b)) - Number(isNumber(a)) || (isNumber(a) ? Number(a) - Number(b) : a < b ? -1 : 1)

const leastWords = 3

/** A source is a number of the list, or says in words where it stands. `facts.field` names the field. */
export const unknownSources = (edition: Edition, known: Sources): readonly Finding[] =>
  citations(edition).flatMap(({ field, sources }) =>
    sources.flatMap((source, index) =>
      (isNumber(source) ? known.has(source) : source.trim().length >= leastWords)
        ? []
        : [
            finding(
              'sourceUnknown',
              `"${source}" is no number of the list of sources, and does not say in words where it stands.`,
              { field: `${field}.${index}`, edition: edition.id, source },
            ),
          ],
    ),
  )

type Complaint = { readonly path: readonly (string | number)[]; readonly message: string }

/** Its shape alone: what binds people already is read by it, so that what is newly refused takes nothing from them. */
export const EditionShape = z.discriminatedUnion('kind', [MissionEdition, ObservationEdition, CircuitBreakerEdition])

/** One edition by itself. Refuses, beside what is misspelt, whatever could never bind, be met or be measured. */
export const Edition = EditionShape.superRefine((edition, context) => {
  for (const { path, message } of complaints(edition)) {
    context.addIssue({ code: 'custom', path: [...path], message })
  }
})
export type Edition = z.infer<typeof Edition>
export type EditionKind = Edition['kind']

function complaints(edition: MissionEdition | ObservationEdition | CircuitBreakerEdition): readonly Complaint[] {
  const dates = headerComplaints(edition)
  switch (edition.kind) {
    case 'mission':
      return [...dates, ...slotComplaints(edition), ...codeComplaints(edition), ...validityComplaints(edition)]
    case 'observation':
      return [...dates, ...legComplaints(edition)]
    case 'circuitBreaker':
      return dates
    default:
      return edition satisfies never
  }
}

function headerComplaints(edition: MissionEdition | ObservationEdition | CircuitBreakerEdition): readonly Complaint[] {
  const { kind, jurisdiction, effectiveFrom, effectiveUntil, adoptedFrom, transition } = edition
  const found: Complaint[] = []
  const id = `${kind}/${jurisdiction}/${effectiveFrom}`
  // What is misspelt is told already.
  const readable = header.id.safeParse(edition.id).success && LocalDate.safeParse(effectiveFrom).success
  if (readable && edition.id !== id && !edition.id.startsWith(`${id}/`))
    found.push({ path: ['id'], message: `must begin with ${id}, its kind, jurisdiction and first day` })
  if (!isJurisdiction(jurisdiction)) {
    const message = 'must be a country of ISO 3166 such as KR, a subdivision such as CN-33, or ALL'
    found.push({ path: ['jurisdiction'], message })
  }
  if (effectiveUntil !== null && effectiveUntil < effectiveFrom)
    found.push({ path: ['effectiveUntil'], message: 'lies before effectiveFrom: the edition would never bind' })
  else if (effectiveUntil !== null && adoptedFrom !== 'notFound' && effectiveUntil < adoptedFrom)
    found.push({ path: ['adoptedFrom'], message: 'lies behind effectiveUntil: the edition would never bind' })
  for (const [index, day] of (transition?.days ?? []).entries()) {
    if (day < effectiveFrom)
      found.push({ path: ['transition', 'days', index], message: `${day} lies before the edition begins` })
  }
  return found
}

const hoursPerDay = 24

/** A window that ends before it opens, or that the least interval to the slots behind it leaves empty, can never be met. */
function slotComplaints(edition: MissionEdition): readonly Complaint[] {
  return edition.tests.value.flatMap((route, routeIndex) => {
    // Hours before the flight at which the next slot can be sampled at the latest, from the last slot back.
    let latest = Number.NEGATIVE_INFINITY
    return [...route.slots.entries()].reverse().flatMap(([index, slot]): readonly Complaint[] => {
      const { opens, closes } = windowHours(edition, slot)
      const path = ['tests', 'value', routeIndex, 'slots', index]
      for (const end of ['opens', 'closes'] as const) {
        if (basisOf(edition, slot) === 'calendarDays' && !Number.isInteger(slot[end]))
          return [{ path: [...path, end], message: 'must be whole days where days are counted' }]
      }
      const pressed = latest + edition.leastInterval.value.hours
      latest = Math.max(closes, pressed)
      if (opens <= closes)
        return [
          {
            path: [...path, 'closes'],
            message: `the window is empty: it opens ${slot.opens} and closes ${slot.closes} before the flight`,
          },
        ]
      return opens <= latest
        ? [
            {
              path: [...path, 'opens'],
              message: 'the window is empty: the samples behind it and the interval to them leave no time',
            },
          ]
        : []
    })
  })
}

/** Hours before the flight; calendar days at their widest, for a flight at the end of its day. */
function windowHours(edition: MissionEdition, slot: TestSlot): { readonly opens: number; readonly closes: number } {
  if (basisOf(edition, slot) === 'hours') return { opens: slot.opens, closes: slot.closes }
  return { opens: (slot.opens + 1) * hoursPerDay, closes: slot.closes * hoursPerDay }
}

/** Hours before the flight at which a slot can be sampled at the latest, so that those behind it keep the interval to it. */
function latestSample(edition: MissionEdition, { slots }: Route, slot: number): number {
  return slots
    .slice(slot)
    .reduceRight(
      (latest, each) => Math.max(windowHours(edition, each).closes, latest + edition.leastInterval.value.hours),
      Number.NEGATIVE_INFINITY,
    )
}

/** A code that ends by its own formula before the flight, however late its last sample: counted for a flight at the end of its day. */
function validityComplaints(edition: MissionEdition): readonly Complaint[] {
  const validity = edition.code.value?.validity
  if (typeof validity !== 'object') return []
  return edition.tests.value.flatMap((route) => {
    const last = route.slots.findLastIndex(({ before }) => before === 'code')
    if (last < 0) return []
    const daysBefore = Math.floor(latestSample(edition, route, last) / hoursPerDay)
    return daysBefore > validity.sampleDatePlusDays
      ? [
          {
            path: ['code', 'value', 'validity', 'sampleDatePlusDays'],
            message: `the code always ends before the flight: by the way "${route.name}" its last sample is taken ${daysBefore} days before it or earlier`,
          },
        ]
      : []
  })
}

function codeComplaints(edition: MissionEdition): readonly Complaint[] {
  const found: Complaint[] = []
  const code = edition.code.value
  if (edition.tests.value.every(({ onlyDepartures }) => onlyDepartures !== null)) {
    found.push({ path: ['tests', 'value'], message: 'holds no way that is open to every departure' })
  }
  for (const [index, route] of edition.tests.value.entries()) {
    const firstGate = route.slots.findIndex(({ before }) => before === 'gate')
    if (firstGate >= 0 && route.slots.slice(firstGate).some(({ before }) => before === 'code')) {
      found.push({
        path: ['tests', 'value', index, 'slots'],
        message: 'a test for the code stands behind one for the gate: the code would wait for the gate',
      })
    }
    if (!code && route.slots.some(({ before }) => before === 'code')) {
      found.push({
        path: ['tests', 'value', index, 'slots'],
        message: 'a test stands before a code, and no code is asked',
      })
    }
  }
  const longest = Math.max(...edition.tests.value.map(({ slots }) => slots.length))
  for (const [index, slot] of (edition.distinct.value.slots ?? []).entries()) {
    if (slot > longest) found.push({ path: ['distinct', 'value', 'slots', index], message: `there is no slot ${slot}` })
  }
  const atTheGate = edition.tests.value.some(({ slots }) => slots.some(({ before }) => before === 'gate'))
  if (code?.colour === 'blue' && atTheGate && !edition.gateChecks.value.includes('laterReports')) {
    found.push({
      path: ['gateChecks', 'value'],
      message: 'a blue code stands for the reports before it alone: the gate must look at laterReports beside it',
    })
  }
  if (!code && edition.gateChecks.value.includes('code')) {
    found.push({ path: ['gateChecks', 'value'], message: 'the gate looks at a code, and no code is asked' })
  }
  return found
}

function legComplaints(edition: ObservationEdition): readonly Complaint[] {
  const found: Complaint[] = []
  for (const name of ['central', 'home'] as const) {
    const leg = edition[name].value
    for (const list of ['testDays', 'doubleTestDays'] as const) {
      for (const [index, day] of leg[list].entries()) {
        const path = [name, 'value', list, index]
        if (day > leg.days) found.push({ path, message: `day ${day} lies behind the last of ${leg.days} days` })
        const before = leg[list][index - 1]
        const isTestDay = list === 'testDays' || leg.testDays.includes(day)
        if (isTestDay && before !== undefined && day <= before)
          found.push({ path, message: `day ${day} stands behind day ${before}: each day once, in their order` })
      }
    }
    for (const [index, day] of leg.doubleTestDays.entries()) {
      if (!leg.testDays.includes(day))
        found.push({ path: [name, 'value', 'doubleTestDays', index], message: `day ${day} is no test day` })
    }
  }
  const { central, home } = edition
  if (central.value.days === 0 && !central.value.testDays.length && home.value.days > 0) {
    found.push({
      path: ['home', 'value', 'days'],
      message: 'a home leg follows a central one, and none is asked: it must have no days either',
    })
  }
  const { ctBelow, assessBelow } = edition.positive.value
  if (assessBelow !== null && (ctBelow === null || assessBelow <= ctBelow)) {
    found.push({
      path: ['positive', 'value', 'assessBelow'],
      message: 'leaves no results to assess: it must lie above ctBelow',
    })
  }
  return found
}
