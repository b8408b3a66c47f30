// The pages on which a chamber types one merchant: registered anew, or corrected; what is wrong stands at its field.
import { seeCharter, seeJourney } from '../application/see.ts'
import type { WrongField } from '../application/typedRow.ts'
import { shownTo } from '../domain/access/fields.ts'
import { lookAt } from '../domain/access/looked.ts'
import type { Charter } from '../domain/charter/charter.ts'
import type { Finding } from '../domain/decision.ts'
import { CharterId, JourneyId } from '../domain/ids.ts'
import { fromClock, Instant, toClock, type Zone } from '../domain/instant.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { MerchantForm } from '../web/merchantFormViews.ts'
import type { Told } from '../web/toldView.ts'
import { newMerchantPage } from '../web/newMerchantPage.tsx'
import { journeyHref, peopleHref } from './charterPeople.ts'
import { sendForm, textFields, type Fields } from './pageForm.ts'
import { versionOf } from './since.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const noCharter = { missing: 'charter' } as const
const nobody = { missing: 'person' } as const
/** What a form leaves to choose, and what most choose. */
const usual: Fields = { costBearer: 'self', homeSuitable: 'yes', partyRole: 'traveller', need: 'other' }

export async function newMerchantAnswer(
  parts: PageParts,
  visit: Visit,
  id: string,
  body: Readonly<Record<string, unknown>> | null = null,
): Promise<PageAnswer> {
  const parsed = CharterId.safeParse(id)
  const seen = parsed.success ? await seeCharter(parts.desk.store, visit.caller, 'RegisterMerchant', parsed.data) : null
  if (!seen || 'refusal' in seen) return noCharter
  const charter = seen.held.state
  const address = `${peopleHref(charter.id)}/new`
  const show = (fields: Fields, wrong: readonly WrongField[], status: number, more: Partial<Shown> = {}) =>
    shown(parts, visit, charter, { action: address, back: peopleHref(charter.id), fields, wrong, status, ...more })
  if (!body) return show({ ...usual, language: visit.frame.language }, [], 200)
  const fields = textFields(body)
  const { language } = visit.frame
  const read = parts.typedRows.read(cellsOf(parts, charter, fields), language)
  if ('wrong' in read) return show(fields, read.wrong, 400)
  const { details, wishes } = read.entry
  const how = { otherPerson: fields['otherPerson'] === 'true' }
  const sent = await sendForm(parts, visit, { address, fields, decides: false, about: null }, (envelope) =>
    parts.registrations.one(envelope, charter.id, { details, wishes }, how),
  )
  if ('outcome' in sent) {
    const made = JourneyId.safeParse(sent.value?.id ?? sent.made)
    return { to: made.success ? journeyHref(made.data) : peopleHref(charter.id) }
  }
  const doubted = sent.findings.some(({ code }) => code === 'renewedPassport' || code === 'sameNameAndBirth')
  return show(fields, placed(parts, visit, charter, sent.findings), sent.status, { doubted, told: sent.told ?? null })
}

export async function correctionAnswer(
  parts: PageParts,
  visit: Visit,
  id: string,
  body: Readonly<Record<string, unknown>> | null = null,
): Promise<PageAnswer> {
  const parsed = JourneyId.safeParse(id)
  const { store } = parts.desk
  const seen = parsed.success ? await seeJourney(store, visit.caller, 'ImportRoster', parsed.data) : null
  if (!seen || 'refusal' in seen) return nobody
  const journey = seen.held.state
  const charter = seen.charter.state
  const { from } = charter.record.leg
  const known = await parts.typedRows.cells(journey)
  if (!known) return nobody
  const address = `${journeyHref(journey.id)}/details`
  const about = { kind: 'merchant', id: journey.merchant } as const
  const show = (fields: Fields, wrong: readonly WrongField[], status: number, told: Told | null = null) => {
    const version = Number(fields['version']) || null
    const back = journeyHref(journey.id)
    return shown(parts, visit, charter, { action: address, back, fields, wrong, status, version, told }, journey)
  }
  if (!body) {
    const version = String((await versionOf(store, about)) ?? '')
    return show({ ...known, ...clocksOf(parts, charter, known), version }, [], 200)
  }
  const fields = textFields(body)
  const read = parts.typedRows.read(cellsOf(parts, charter, fields, known), visit.frame.language)
  if ('wrong' in read) return show(fields, read.wrong, 400)
  const sent = await sendForm(parts, visit, { address, fields, decides: false, about }, (envelope) =>
    parts.registrations.all({ ...envelope, ifMatch: null }, charter.id, [read.entry], 'clean'),
  )
  if (!('outcome' in sent)) {
    // What the form is sent from next is what stands now: whoever was told may send it again.
    const again = sent.told ? { ...fields, version: String((await versionOf(store, about)) ?? '') } : fields
    return show(again, placed(parts, visit, charter, sent.findings), sent.status, sent.told ?? null)
  }
  const [row] = sent.value ?? []
  if (row?.outcome === 'conflict') return { to: `/charters/${charter.id}/roster#conflicts` }
  if (row?.outcome === 'rejected')
    return show(fields, parts.typedRows.placed(row.findings, visit.frame.language, from.zone), 422)
  return { to: journeyHref(row?.journey ?? journey.id) }
}

type Shown = {
  readonly action: string
  readonly back: string
  readonly fields: Fields
  readonly wrong: readonly WrongField[]
  readonly status: number
  readonly doubted?: boolean
  readonly version?: number | null
  readonly told?: Told | null
}

function shown(
  parts: PageParts,
  { frame, caller }: Visit,
  charter: Charter,
  { action, back, fields, wrong, status, doubted = false, version = null, told = null }: Shown,
  journey: Journey | null = null,
): PageAnswer {
  const { typedRows, desk } = parts
  const cells = cellsOf(parts, charter, fields)
  const columns = typedRows.columns(frame.language)
  const known = new Set(columns.map(({ column }) => column))
  const wordsOf = (column: string) => wrong.filter((each) => each.column === column).map(({ words }) => words)
  const form: MerchantForm = {
    ...{ action, version, told },
    nonce: desk.chance.part(),
    fields: columns.map((column) => ({
      ...column,
      value: fields[column.column] ?? '',
      wrong: wordsOf(column.column),
      noClock: isClock(column.column) && wordsOf(column.column).length > 0 && !isMoment(cells[column.column]),
      ...(column.column === 'originDeparture' ? { clock: originClock(parts, charter, fields) } : {}),
    })),
    wrong: wrong.filter(({ column }) => !known.has(column)).map(({ words }) => words),
    doubted,
  }
  const { leg } = charter.record
  return {
    status,
    html: newMerchantPage({
      ...{ frame, form, back, known: journey !== null },
      title: `${leg.flightNumber} · ${leg.from.city} – ${leg.to.city}`,
    }),
    ...(journey ? { looked: lookAt('detailsForm', journey.id, shownTo('rosterFile', caller.role)) } : {}),
  }
}

/**
 * Moments as their clocks read them; passports are written in capitals. What still reads as it is `known` is left as it is:
 * a form knows no seconds, and of an hour that a clock passes twice but one.
 */
function cellsOf(parts: PageParts, charter: Charter, fields: Fields, known: Fields = {}): Fields {
  const upper = ['documentNumber', 'issuingState', 'nationality', 'originCountry']
  const written = Object.fromEntries(upper.map((name) => [name, (fields[name] ?? '').toUpperCase()]))
  const stood = clocksOf(parts, charter, known)
  const moment = (column: ClockColumn): string => {
    const typed = fields[column] ?? ''
    const zone = zoneOf(parts, charter, fields, column)
    const kept = typed === stood[column] && zone === zoneOf(parts, charter, known, column) ? known[column] : undefined
    return kept ?? (typed && (fromClock(typed, zone) ?? typed))
  }
  return {
    ...fields,
    ...written,
    consentAt: moment('consentAt'),
    originDeparture: moment('originDeparture'),
  }
}

const clockColumns = ['consentAt', 'originDeparture'] as const
type ClockColumn = (typeof clockColumns)[number]
const isClock = (column: string): boolean => clockColumns.some((each) => each === column)
const isMoment = (cell = ''): boolean => Instant.safeParse(cell).success

/** What the form shows of the moments that are known, each by its clock. */
const clocksOf = (parts: PageParts, charter: Charter, known: Fields): Readonly<Record<ClockColumn, string>> => ({
  consentAt: clockOf(known['consentAt'], zoneOf(parts, charter, known, 'consentAt')),
  originDeparture: clockOf(known['originDeparture'], zoneOf(parts, charter, known, 'originDeparture')),
})

/** A consent is signed where the charter departs; a first flight departs by the clock of its country, where that keeps one. */
const zoneOf = (parts: PageParts, charter: Charter, fields: Fields, column: ClockColumn): Zone =>
  (column === 'originDeparture' ? originZone(parts, fields) : null) ?? charter.record.leg.from.zone

const originOf = ({ originCountry = '' }: Fields): string | null =>
  /^[A-Z]{2}$/.exec(originCountry.toUpperCase())?.[0] ?? null
function originZone({ zoneOfCountry }: PageParts, fields: Fields): Zone | null {
  const country = originOf(fields)
  return country === null ? null : zoneOfCountry(country)
}

const originClock = (parts: PageParts, charter: Charter, fields: Fields) => ({
  city: charter.record.leg.from.city,
  country: originOf(fields),
  oneClock: originZone(parts, fields) !== null,
})

const clockOf = (moment: string | undefined, zone: Zone): string => {
  const instant = Instant.safeParse(moment ?? '')
  return instant.success ? toClock(instant.data, zone) : ''
}

function placed(parts: PageParts, { frame }: Visit, charter: Charter, findings: readonly Finding[]) {
  return parts.typedRows.placed(findings, frame.language, charter.record.leg.from.zone)
}
