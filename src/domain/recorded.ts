// Every type of fact that can lie in the record, by what its chain is about.
import { CharterEvent } from './charter/events.ts'
import { DemandEvent } from './demand/events.ts'
import { RoomEvent } from './facility/room.ts'
import { JourneyEvent } from './journey/events.ts'
import { RunEvent } from './transfer/events.ts'

/** In the order in which somebody would look for them; of what has a chart its own facts, in the order of a way. */
export const recordedTypes = {
  charter: CharterEvent.options.map(({ shape }) => shape.type.value),
  journey: JourneyEvent.options.map(({ shape }) => shape.type.value),
  run: RunEvent.options.map(({ shape }) => shape.type.value),
  room: RoomEvent.options.map(({ shape }) => shape.type.value),
  demandCall: DemandEvent.options.map(({ shape }) => shape.type.value),
  merchant: ['MerchantEnrolled', 'MerchantDetailsChanged', 'MerchantErased'],
  /** What was shown to whom, and which letters were sent. */
  journal: ['PeopleShown', 'LetterSent'],
  /** The desk's own books. */
  desk: [
    'MerchantUnmasked',
    'CopyGiven',
    'MerchantHeld',
    'MerchantHoldLifted',
    'PeriodEnded',
    'RowParked',
    'ConflictDecided',
    'ActAskedFor',
    'ActConfirmed',
    'ActRefused',
    'LetterReceived',
    'LetterAnswered',
    'LetterClosed',
    'LetterAborted',
    'LetterResent',
    'AddressRevived',
    'EditionSeeded',
    'EditionPublished',
    'EditionEnded',
    'LockdownDeclared',
    'TradeFiguresEntered',
    'TradeFiguresCorrected',
    'OrganisationOpened',
    'FacilityOpened',
    'LaboratoryKept',
    'PersonInvited',
    'ReachSet',
    'PersonRemoved',
    'SignedIn',
    'SessionsEnded',
    'SecondFactorAdded',
    'SecondFactorShown',
    'SecondFactorRemoved',
    'TokenIssued',
    'TokenRevoked',
    'KeysBound',
    'DeskKeyRotated',
    'RecordExported',
  ],
} as const
export type RecordedType = (typeof recordedTypes)[keyof typeof recordedTypes][number]

/** A fact on its way into the record, whatever it says beside its type. */
export type Recorded = { readonly type: RecordedType; readonly [name: string]: unknown }
