// The tables in SQLite's words, as drizzle-kit reads them.
import { sqliteColumns } from './columns.ts'
import { defineSchema } from './schema.ts'

export const sqliteTables = defineSchema(sqliteColumns)

export const {
  charters,
  journeys,
  runs,
  rooms,
  merchants,
  demandCalls,
  blindIndex,
  seats,
  parkedRows,
  holds,
  pendingActs,
  tallies,
  events,
  journal,
  chainEnds,
  checkpoints,
  receipts,
  outbox,
  letters,
  incomingLetters,
  mailboxes,
  deadAddresses,
  organisations,
  tokens,
  facilities,
  laboratories,
  editions,
  lockdowns,
  tradeFigures,
  links,
  people,
  sessions,
  passes,
  factors,
} = sqliteTables
