// A row as it lies in a table, and the noun of the field that it stands for.
import type { StoredIncoming } from '../application/incomingPorts.ts'
import type { Effect, OutboxEffect } from '../application/effect.ts'
import type { StoredLetter } from '../application/letterPorts.ts'
import type { ParkedRow } from '../application/parkedRow.ts'
import type { PendingAct } from '../application/pendingAct.ts'
import type { Held, Laboratory, Lockdown, Hold, Receipt, SealedMerchant, Tally } from '../application/ports.ts'
import type { BookLine, RecordedEvent } from '../application/recordLines.ts'
import type { AccessToken, Factor, Pass, Person, Session } from '../application/signInPorts.ts'
import type { StoredTrade } from '../application/tradePorts.ts'
import type { Charter } from '../domain/charter/charter.ts'
import type { DemandCall } from '../domain/demand/demandCall.ts'
import type { ObservationFacility, Room } from '../domain/facility/room.ts'
import type { JourneyId, OrganisationId } from '../domain/ids.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { TransferRun } from '../domain/transfer/run.ts'
import type { Tables } from './schema.ts'

export type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect']

export const heldJourney = (row: Row<'journeys'>): Held<Journey> => ({
  state: {
    id: row.id,
    charter: row.charter,
    merchant: row.merchant,
    organisation: row.organisation,
    version: row.version,
    stage: row.stage,
    dossier: row.dossier,
  },
  head: row.head,
})

export const heldCharter = (row: Row<'charters'>): Held<Charter> => ({
  state: { id: row.id, organiser: row.organiser, version: row.version, stage: row.stage, record: row.record },
  head: row.head,
})

export const heldRun = (row: Row<'runs'>): Held<TransferRun> => ({
  state: { id: row.id, charter: row.charter, version: row.version, stage: row.stage, record: row.record },
  head: row.head,
})

export const heldRoom = (row: Row<'rooms'>): Held<Room> => ({
  state: { id: row.id, version: row.version, places: row.places, occupants: row.occupants },
  head: row.head,
})

export const heldDemandCall = (row: Row<'demandCalls'>): Held<DemandCall> => ({
  state: { id: row.id, office: row.office, version: row.version, stage: row.stage, record: row.record },
  head: row.head,
})

export const sealedMerchant = (row: Row<'merchants'>): SealedMerchant & { head: string } => row

export function recordedEvent(row: Row<'events'> & { readonly subject?: JourneyId | null }): {
  event: RecordedEvent
  sequence: number
} {
  const { sequence, actorRole, actorOrganisation, actorToken, actorPerson, ...rest } = row
  const actor = { role: actorRole, organisation: actorOrganisation, token: actorToken, person: actorPerson }
  return { event: { ...rest, actor }, sequence }
}

export function bookLine(row: Parameters<typeof recordedEvent>[0]): BookLine {
  const { event, sequence } = recordedEvent(row)
  return { ...event, sequence }
}

export function heldFacility(row: Row<'facilities'>): { facility: ObservationFacility; organisation: OrganisationId } {
  const { organisation, ...facility } = row
  return { facility, organisation }
}

export const tally = (row: Row<'tallies'>): Tally => ({
  stage: row.stage,
  standing: row.standing,
  reached: row.reached,
})

export const effect = (row: Row<'outbox'>): Effect => ({
  id: row.id,
  kind: row.kind,
  charter: row.charter,
  subject: row.subject,
  name: row.name,
  payload: row.payload,
  dueAt: row.dueAt,
  createdAt: row.createdAt,
})

export const outboxEffect = (row: Row<'outbox'>): OutboxEffect => ({
  ...effect(row),
  attempts: row.attempts,
  state: row.state,
  leaseUntil: row.leaseUntil,
  settledAt: row.settledAt,
})

export const receipt = (row: Row<'receipts'>): Receipt => row
export const accessToken = (row: Row<'tokens'>): AccessToken => row
export const person = (row: Row<'people'>): Person => row
export const session = (row: Row<'sessions'>): Session => row
export const pass = (row: Row<'passes'>): Pass => row
export const factor = (row: Row<'factors'>): Factor => row
export const laboratory = (row: Row<'laboratories'>): Laboratory => row
export const lockdown = (row: Row<'lockdowns'>): Lockdown => row
export const tradeEntry = (row: Row<'tradeFigures'>): StoredTrade => row
export const storedLetter = (row: Row<'letters'>): StoredLetter => row
export const storedIncoming = (row: Row<'incomingLetters'>): StoredIncoming => row
export const parkedRow = (row: Row<'parkedRows'>): ParkedRow => row
export const hold = (row: Row<'holds'>): Hold => row
export function pendingAct(row: Row<'pendingActs'>): PendingAct {
  const { askedByRole, askedByOrganisation, askedByToken, askedByPerson, body, ...rest } = row
  const askedBy = { role: askedByRole, organisation: askedByOrganisation, token: askedByToken, person: askedByPerson }
  return { ...rest, ...body, askedBy }
}
