// A row that is put aside until somebody decides whom it is about: sealed under the key of the person it resembles.
import type { JourneyId, MerchantId } from '../domain/ids.ts'
import type { Recorded } from '../domain/recorded.ts'
import { canonical } from './chain.ts'
import type { Part } from './commit.ts'
import { deskEntry } from './deskRecord.ts'
import type { Desk } from './desk.ts'
import type { Envelope } from './handle.ts'
import type { ParkedRow } from './parkedRow.ts'
import type { Entry, Sorting, Suspicion } from './sorting.ts'

/** The record says that a row was parked and on account of which journey; it names nobody. */
export async function parkedPart(
  { store, vault, chance }: Desk,
  envelope: Envelope,
  { charter, organisation }: Pick<Sorting, 'charter' | 'organisation'>,
  { row, details, wishes }: Entry,
  { kind, digest }: Suspicion,
  { merchant, journey }: { readonly merchant: MerchantId; readonly journey: JourneyId | null },
): Promise<Part> {
  const parked: ParkedRow = {
    id: `K${chance.part()}`,
    charter: charter.id,
    organisation,
    row,
    kind,
    merchant,
    journey,
    sealed: await vault.seal(merchant, canonical({ row, details, wishes })),
    digest,
    createdAt: envelope.now,
    decidedAt: null,
    decision: null,
  }
  const told: Recorded = { type: 'RowParked', charter: charter.id, kind, journey }
  return deskEntry(store, envelope, parked.id, told, [{ on: 'parked', parked }])
}
