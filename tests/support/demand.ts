// Demand calls and replies: whole values, of which a test names only what it is about.
import { replayDemandCall, type DemandCall } from '../../src/domain/demand/demandCall.ts'
import { DemandTerms, type DemandEvent } from '../../src/domain/demand/events.ts'
import { DemandLine } from '../../src/domain/demand/line.ts'
import { demandColumns, demandHeadings } from '../../src/files/demandHeadings.ts'
import { demandCallId, organisationId } from '../../src/domain/ids.ts'
import type { Language } from '../../src/domain/language.ts'
import { Instant } from '../../src/domain/instant.ts'

const part = (number: number): string => String(number).padStart(16, '0')
export const callNo = (number: number) => demandCallId(part(number))
export const companyNo = (number: number) => organisationId(part(number))
export const office = organisationId(part(900))

/** Monday, 1 August 2022, noon in Seoul. */
export const asked = Instant.parse('2022-08-01T12:00:00+09:00')
export const closes = Instant.parse('2022-08-05T18:00:00+09:00')

export const demandTerms = (more: object = {}): DemandTerms =>
  DemandTerms.parse({
    title: 'How many merchants need to come?',
    from: { iata: 'ICN', city: 'Seoul', zone: 'Asia/Seoul' },
    to: { iata: 'HGH', city: 'Hangzhou', zone: 'Asia/Shanghai' },
    firstDay: '2022-08-26',
    lastDay: '2022-08-30',
    closesAt: closes,
    missionJurisdiction: 'KR',
    issuer: 'KR-SEL-EMB',
    observationJurisdiction: 'CN-33',
    leastLoad: 120,
    ...more,
  })

/** Somebody with every paper in hand, who can come on any day. */
export const demandLine = (merchants: number, more: object = {}, papers: object = {}): DemandLine =>
  DemandLine.parse({
    country: 'KR',
    purpose: 'orders for the winter season',
    earliestDate: '2022-08-26',
    merchants,
    papers: { passportUntil: '2026-01-01', visa: 'inHand', invitationLetter: 'notNeeded', ...papers },
    ...more,
  })

export const replied = (company: number, ...lines: DemandLine[]): DemandEvent => ({
  type: 'DemandReplied',
  at: Instant.parse('2022-08-02T10:00:00+09:00'),
  organisation: companyNo(company),
  lines,
})

/** A call as its facts leave it. */
export const demandCall = (terms: object = {}, ...facts: DemandEvent[]): DemandCall =>
  replayDemandCall(callNo(1), [{ type: 'DemandCalled', at: asked, office, terms: demandTerms(terms) }, ...facts])

/** As the reform office sends it: the days of HU454. */
export const callBody = (more: object = {}) => ({
  title: 'How many merchants need to come?',
  from: 'ICN',
  to: 'HGH',
  firstDay: '2022-08-26',
  lastDay: '2022-08-30',
  closesAt: '2022-08-23T18:00:00+09:00',
  missionJurisdiction: 'KR',
  issuer: 'KR-SEL-EMB',
  observationJurisdiction: 'CN-33',
  leastLoad: 120,
  ...more,
})
/** As a company sends it. */
export const replyLine = (more: object = {}, papers: object = {}) => ({
  country: 'KR',
  purpose: 'orders',
  earliestDate: '2022-08-26',
  merchants: 130,
  papers: { passportUntil: '2026-01-01', visa: 'inHand', invitationLetter: 'notNeeded', ...papers },
  ...more,
})
/** Headings in the language asked for, and rows in the order of the columns. */
export const replyCsv = (rows: readonly (readonly string[])[], language: Language = 'en'): string =>
  [demandColumns.map((column) => demandHeadings[column][language]), ...rows].map((row) => row.join(',')).join('\r\n')
