// Findings in the reader's language: the sentence by the finding's code, its facts put into words one by one.
import { Temporal } from 'temporal-polyfill'
import type { Finding } from '../domain/decision.ts'
import { toInstant, type Instant, type LocalDate, type Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { dayIn, momentIn } from './when.ts'
import { fieldIn } from './fieldNames.ts'
import { wordFor, wordsIn, type Values } from './words.ts'

/**
 * Moments without a place of their own are told in `zone`. A code without a sentence keeps the desk's own message in
 * English, which says more than its kind, with the field called as the form calls it; in other languages the kind is told.
 */
export function findingIn(language: Language, finding: Finding, zone: Zone): string {
  const facts = factsIn(language, finding, zone)
  const sentence = wordFor(language, `finding.${finding.code}`, facts)
  if (sentence !== null) return sentence
  if (language === 'en') return labelled(finding)
  return wordFor(language, `wrong.${finding.code}`, facts) ?? unworded(language, finding)
}

function labelled({ code, message, facts: { field } }: Finding): string {
  if (code !== 'invalid' || typeof field !== 'string' || !message.startsWith(`${field}: `)) return message
  const label = fieldIn('en', field)
  return label ? `${label}: ${message.slice(field.length + 2)}` : message
}

/** A field that does not hold what it should, by its label; or what an answer with this status means. */
function unworded(language: Language, { code, message, facts }: Finding): string {
  if (code !== 'invalid') return message
  const words = wordsIn(language)
  const { field, status } = facts
  const label = typeof field === 'string' ? fieldIn(language, field) : null
  return label
    ? words('wrong.field', { field: label })
    : (wordFor(language, `error.${status ?? ''}`) ?? words('wrong.any'))
}

/** For letters and pages that others may read over a shoulder: no test result is named. */
export function discreetFindingIn(language: Language, finding: Finding, zone: Zone): string {
  const discreet = wordFor(language, `discreet.${finding.code}`, factsIn(language, finding, zone))
  return discreet ?? findingIn(language, finding, zone)
}

const factsIn = (language: Language, finding: Finding, zone: Zone): Values =>
  Object.fromEntries(
    Object.entries(finding.facts).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : factIn(language, name, value, zone),
    ]),
  )

const momentWithPlace = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d) \(([A-Za-z0-9_+/-]+)\)$/

function factIn(language: Language, name: string, value: string, zone: Zone): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return momentIn(language, value as Instant, zone)
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return dayIn(language, value as LocalDate)
  const placed = momentWithPlace.exec(value)
  if (placed) {
    const [, day, clock, place] = placed as unknown as [string, string, string, Zone]
    const local = Temporal.PlainDateTime.from(`${day}T${clock}`).toZonedDateTime(place)
    return momentIn(language, toInstant(local.epochMilliseconds), place)
  }
  switch (name) {
    case 'stage':
      return standsAt(language, value)
    case 'result':
    case 'admission':
    case 'method':
      return wordFor(language, `${name}.${value}`) ?? value
    case 'figure':
      return wordFor(language, `figure.${value}`) ?? value
    case 'need':
      return wordFor(language, `need.${value}`) ?? value
    case 'asked':
    case 'given':
      return value
        .split(', ')
        .map((each) => wordFor(language, `colour.${each}`) ?? wordFor(language, `method.${each}`) ?? each)
        .join(' / ')
    case 'demandStage':
      return wordFor(language, `demandStage.${value}`) ?? value
    case 'step':
      return stepIn(language, value)
    case 'roles':
      return value
        .split(', ')
        .map((role) => wordFor(language, `role.${role}`) ?? role)
        .join(' / ')
    case 'places':
      return value
        .split(', ')
        .map((place) => placeIn(language, place))
        .join(', ')
    default:
      return value
  }
}

/** A stage of a journey, a charter or a run: no two of them share a name. */
export const standsAt = (language: Language, stage: string): string =>
  wordFor(language, `stage.${stage}`) ??
  wordFor(language, `charterStage.${stage}`) ??
  wordFor(language, `runStage.${stage}`) ??
  stage

function stepIn(language: Language, step: string): string {
  const [, kind, slot] = /^(sample|recovery) (\d+)$/.exec(step) ?? []
  return wordFor(language, `step.${kind ?? step}`, slot ? { slot } : {}) ?? step
}

/** "vehicle A1" and "room x/101" keep what they name; the rest are words of their own. */
export function placeIn(language: Language, place: string): string {
  const [kind, ...rest] = place.split(' ')
  return wordFor(language, `place.${kind}`, { which: rest.join(' ') }) ?? place
}
