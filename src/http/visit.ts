// A visit to a page: who comes, what pages are made from, and what a page answers.
import type { Request, Response } from 'express'
import type { Conflicts } from '../application/conflicts.ts'
import type { Registrations } from '../application/registrations.ts'
import type { Rosters } from '../application/rosters.ts'
import type { TypedRows } from '../application/typedRow.ts'
import type { Charters } from '../application/charters.ts'
import type { Demand } from '../application/demand.ts'
import type { Briefings } from '../application/briefings.ts'
import type { DemandSheets } from '../application/demandSheets.ts'
import type { Desk } from '../application/desk.ts'
import type { Editions } from '../application/editions.ts'
import type { Deliver } from '../application/letters.ts'
import type { IncomingReview } from '../application/incomingReview.ts'
import type { Journeys } from '../application/journeys.ts'
import type { Links } from '../application/links.ts'
import type { Outbox } from '../application/outbox.ts'
import type { PendingActs } from '../application/pendingActs.ts'
import type { People } from '../application/people.ts'
import type { Caller } from '../application/actor.ts'
import type { CalendarFile, Calendars } from '../application/letterPorts.ts'
import type { DevelopmentMailbox } from '../application/mailboxPorts.ts'
import type { Sessions } from '../application/sessions.ts'
import type { SignIn } from '../application/signIn.ts'
import type { Trade } from '../application/trade.ts'
import type { Transfers } from '../application/transfers.ts'
import type { Unmaskings } from '../application/unmaskings.ts'
import type { Views } from '../application/views.ts'
import type { Look } from '../domain/access/looked.ts'
import type { Airport } from '../domain/charter/events.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { Zone } from '../domain/instant.ts'
import type { IncomingLetter } from '../domain/letters/incoming.ts'
import type { Heartbeat } from '../domain/letters/heartbeat.ts'
import type { Streams } from './streams.ts'
import type { Frame, Missing } from '../web/views.ts'
import type { Identify } from './identify.ts'
import type { Sender } from './postedFrom.ts'
import type { SessionCookie } from './sessionCookie.ts'

export type PageParts = {
  readonly desk: Desk
  readonly links: Links
  readonly journeys: Journeys
  readonly views: Views
  readonly editions: Editions
  readonly demand: Demand
  readonly trade: Trade
  readonly briefings: Briefings
  readonly demandSheets: DemandSheets
  readonly charters: Charters
  readonly registrations: Registrations
  readonly rosters: Rosters
  readonly conflicts: Conflicts
  readonly typedRows: TypedRows
  readonly transfers: Transfers
  /** Those that the desk knows by their codes. */
  readonly airports: readonly Airport[]
  readonly signIn: SignIn
  readonly sessions: Sessions
  readonly people: People
  readonly outbox: Outbox
  readonly pendingActs: PendingActs
  readonly unmaskings: Unmaskings
  readonly incomingReview: IncomingReview
  /** Whether letters are being read; null where no mailbox is set. */
  readonly mailState: () => Promise<Heartbeat | null>
  /** What screens listen to. */
  readonly streams: Streams
  readonly identify: Identify
  readonly cookie: SessionCookie
  readonly postedFrom: (request: Request) => Sender
  /** Where a merchant's letter about this journey is read; null where none is. */
  readonly writeTo: (journey: JourneyId) => Promise<string | null>
  /** The country that a telephone number is of, by its two letters. */
  readonly countryOfPhone: (number: string) => string | null
  /** The home clock of a country, where it has one. */
  readonly zoneOfCountry: (country: string) => Zone | null
  readonly readLetter: Deliver['read']
  /** A letter from its bytes; never throws. */
  readonly parseLetter: (bytes: Buffer) => Promise<IncomingLetter>
  readonly writeCalendar: Calendars['write']
  /** What a desk without a mail server sent; null where it has one, or may be reached from elsewhere. */
  readonly mailbox: DevelopmentMailbox | null
  /** The text of the link that opens that mailbox's pages; another at each start. */
  readonly mailboxSecret: string
  /** Hands a letter to where letters come in. */
  readonly takeIn: (bytes: Buffer) => Promise<void>
  /** Resolves once the look is on disk. */
  readonly tell: (caller: Caller, request: string, look: Look) => Promise<void>
}
/** A page, with its status where that is not 200, the address of another, or why there is none. */
export type PageAnswer =
  | { readonly html: string; readonly status?: number; readonly looked?: Look }
  | { readonly to: string }
  | { readonly file: { readonly name: string; readonly type: string; readonly bytes: Buffer }; readonly looked?: Look }
  | { readonly missing: Missing }
  /** Written to the response bit by bit, and ended. */
  | { readonly sent: true }
/** A file for the merchant's calendar, or why there is none. */
export type CalendarAnswer = { readonly calendar: CalendarFile; readonly looked: Look } | { readonly missing: Missing }
export type Visit = {
  readonly frame: Frame
  readonly caller: Caller
  readonly query: Readonly<Record<string, unknown>>
  readonly request: Request
  readonly response: Response
}
