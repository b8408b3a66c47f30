// A visit to a page: who comes, what pages are made from, and what a page answers.
import type { Charters } from '../application/charters.ts'
import type { Demand } from '../application/demand.ts'
import type { DemandSheets } from '../application/demandSheets.ts'
import type { Desk } from '../application/desk.ts'
import type { Editions } from '../application/editions.ts'
import type { Envelope } from '../application/handle.ts'
import type { Deliver } from '../application/letters.ts'
import type { Journeys } from '../application/journeys.ts'
import type { Links } from '../application/links.ts'
import type { CalendarFile, Calendars, Caller } from '../application/ports.ts'
import type { Views } from '../application/views.ts'
import type { Frame } from '../web/views.ts'
import type { Identify } from './identify.ts'

export type PageParts = {
  readonly desk: Desk
  readonly links: Links
  readonly journeys: Journeys
  readonly views: Views
  readonly editions: Editions
  readonly demand: Demand
  readonly demandSheets: DemandSheets
  readonly charters: Charters
  readonly identify: Identify
  readonly readLetter: Deliver['read']
  readonly writeCalendar: Calendars['write']
}
/** A page, with its status where that is not 200, or why there is none. */
export type PageAnswer = { readonly html: string; readonly status?: number } | { readonly missing: string }
/** What a form leads to: another page to look at, or this one with what was wrong. */
export type FormAnswer = PageAnswer | { readonly seeOther: string }
/** A file for the merchant's calendar, or why there is none. */
export type CalendarAnswer = { readonly calendar: CalendarFile } | { readonly missing: string }
export type Visit = {
  readonly frame: Frame
  readonly caller: Caller
  readonly query: Readonly<Record<string, unknown>>
}

/** A form of a page knows no key and has seen no version by number. */
export const envelopeOf = ({ desk }: PageParts, { caller }: Visit): Envelope => ({
  caller,
  request: `Q${desk.chance.part()}`,
  now: desk.clock.now(),
  idempotency: null,
  ifMatch: null,
})
