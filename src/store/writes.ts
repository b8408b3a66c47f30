// A commit as the ordered list of its statements. The order is the same for everybody, or two groups wait for each other.
import type { Effect } from '../application/effect.ts'
import type { PendingAct } from '../application/pendingAct.ts'
import type { Change, Commit, CommitAnswer, PassportKeys } from '../application/ports.ts'
import type { RecordedEvent } from '../application/recordLines.ts'
import { tradeName } from '../application/tradePorts.ts'
import { facilityOf } from '../domain/ids.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { Statement, Values } from './dialect.ts'
import type { Guarded } from './guarded.ts'
import { aggregateTables, type AggregateTable } from './guarded/aggregates.ts'
import type { Insert } from './inserts.ts'
import type { Conflict, Step, Work } from './work.ts'

/** Aggregates first, by table and id; then what hangs on them, in the order given; then the outbox and the receipt. */
export function writeCommit(to: Guarded, commit: Commit): Work<CommitAnswer> {
  const aggregates: Placed[] = []
  const beside: Step[] = []
  for (const change of commit.changes) {
    const place = placeOf(change)
    if (place) aggregates.push({ ...place, steps: stepsOf(to, change) })
    else beside.push(...stepsOf(to, change))
  }
  if (aggregates.length > 1) aggregates.sort(inLockOrder)
  return {
    steps: [
      ...aggregates.flatMap((each) => each.steps),
      ...beside,
      ...inserted(to.effects, commit.effects.map(outboxRow), { on: 'effect', id: commit.effects[0]?.id ?? '' }),
      ...(commit.receipt
        ? [guarded(to.receipt, commit.receipt, { on: 'receipt' as const, id: commit.receipt.key })]
        : []),
    ],
    holds: aggregates.map((each) => [each.table, each.id]),
    events: commit.events,
    journal: commit.journal ?? [],
    tallies: commit.tallies,
    answer: () => ({ outcome: 'committed' }),
    refuse: (conflict) => ({ outcome: 'conflict', ...conflict }),
  }
}

type Placed = { readonly table: AggregateTable; readonly id: string; readonly steps: readonly Step[] }

const rank = Object.fromEntries(aggregateTables.map((table, place) => [table, place])) as Record<AggregateTable, number>
const inLockOrder = (a: Placed, b: Placed): number =>
  rank[a.table] - rank[b.table] || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1)

function placeOf(change: Change): { table: AggregateTable; id: string } | null {
  switch (change.on) {
    case 'charter':
      return { table: 'charters', id: change.charter.id }
    case 'charterHeld':
      return { table: 'charters', id: change.id }
    case 'journey':
      return { table: 'journeys', id: change.journey.id }
    case 'run':
      return { table: 'runs', id: change.run.id }
    case 'room':
      return { table: 'rooms', id: change.room.id }
    case 'merchant':
      return { table: 'merchants', id: change.merchant.id }
    case 'merchantErased':
      return { table: 'merchants', id: change.id }
    case 'demandCall':
      return { table: 'demandCalls', id: change.call.id }
    default:
      return null
  }
}

function stepsOf(to: Guarded, change: Change): Step[] {
  const { on } = change
  switch (on) {
    case 'journey':
      return [aggregate(to, 'journeys', on, change.expect, change.head, journeyRow(change.journey, change.passport))]
    case 'passport':
      return [guarded(to.passport, { ...change.passport, journey: change.journey }, { on, id: change.journey })]
    case 'passportFree':
      return [guarded(change.again ? to.freePassportAgain : to.freePassport, change, { on, id: change.journey })]
    case 'flightDay':
      return [free(to.moveFlightDay, change)]
    case 'charter':
      return [aggregate(to, 'charters', on, change.expect, change.head, change.charter)]
    case 'charterHeld':
      return [guarded(to.holdCharter, change, { on, id: change.id })]
    case 'run':
      return [aggregate(to, 'runs', on, change.expect, change.head, change.run)]
    case 'room':
      return [
        aggregate(to, 'rooms', on, change.expect, change.head, {
          ...change.room,
          facility: facilityOf(change.room.id),
        }),
      ]
    case 'merchant': {
      const merchant = change.merchant.id
      return [
        aggregate(to, 'merchants', on, change.expect, change.head, change.merchant),
        ...(change.expect === 0 ? [] : [free(to.clearIndex, { merchant })]),
        ...inserted(
          to.index,
          distinct(change.index).map((entry) => ({ ...entry, merchant })),
          { on, id: merchant },
        ),
      ]
    }
    case 'demandCall':
      return [aggregate(to, 'demandCalls', on, change.expect, change.head, change.call)]
    case 'journeysCounted':
      return [guarded(to.countJourneys, change, { on, id: change.charter })]
    case 'seats':
      return [free(to.openSeats, change), free(to.closeSeats, change)]
    case 'seatClaim':
      return [guarded(to.claimSeat, change, { on, id: change.journey })]
    case 'seatFree':
      return [guarded(to.freeSeat, change, { on, id: change.journey })]
    case 'effect': {
      const settled = { ...change, settledAt: change.at }
      return [change.ifOurs ? free(to.settle, settled) : guarded(to.settle, settled, { on, id: change.id })]
    }
    case 'effectPostponed':
      return [free(to.postpone, change)]
    case 'effectAgain':
      return [guarded(to.again, change, { on, id: change.id })]
    case 'letter':
      return [
        change.expect === null
          ? free(to.moveLetter, change)
          : guarded(to.moveLetterFrom, change, { on, id: change.id }),
      ]
    case 'facility':
      return [
        guarded(to.facility, { ...change.facility, organisation: change.organisation }, { on, id: change.facility.id }),
      ]
    case 'organisation':
      return [guarded(to.organisation, change.organisation, { on, id: change.organisation.id })]
    case 'token':
      return [guarded(to.token, change.token, { on, id: change.token.id })]
    case 'tokenRevoked':
      return [guarded(to.revokeToken, change, { on, id: change.id })]
    case 'tokenUsed':
      return [free(to.useToken, change)]
    case 'person': {
      const row = { ...change.person, expect: change.expect, version: change.expect + 1 }
      return [guarded(change.expect === 0 ? to.person : to.changePerson, row, { on, id: row.id })]
    }
    case 'session':
      return [guarded(to.session, change.session, { on, id: change.session.id })]
    case 'sessionSeen':
      return [free(to.seeSession, change)]
    case 'sessionRenewed':
      return [guarded(to.renewSession, change, { on, id: change.id })]
    case 'sessionEnded':
      return [free(to.endSession, change)]
    case 'sessionsEnded':
      return [free(to.endSessions, change)]
    case 'pass':
      return [guarded(to.pass, change.pass, { on, id: change.pass.digest })]
    case 'passTaken':
      return [guarded(to.takePass, change, { on, id: change.digest })]
    case 'passesDropped':
      return [free(to.dropPasses, change)]
    case 'factor':
      return [guarded(to.factor, change.factor, { on, id: change.factor.id })]
    case 'factorUsed':
      return [guarded(to.useFactor, change, { on, id: change.id })]
    case 'factorRemoved':
      return [guarded(to.removeFactor, change, { on, id: change.id })]
    case 'factorsRemoved':
      return [free(to.removeFactors, change)]
    case 'swept':
      return [free(to.sweepPasses, change), free(to.sweepSessions, change)]
    case 'laboratory':
      return [guarded(to.laboratory, change.laboratory, { on, id: change.laboratory.id })]
    case 'edition':
      return [guarded(to.edition, change.edition, { on, id: change.edition.id })]
    case 'lockdown':
      return [guarded(to.lockdown, change.lockdown, { on, id: change.lockdown.destination })]
    case 'trade':
      return [guarded(to.trade, change.entry, { on, id: tradeName(change.entry) })]
    case 'merchantErased': {
      const { id: merchant, expect, head, at } = change
      const emptied = [
        to.clearIndex,
        to.emptyLetters,
        to.emptyParked,
        to.emptyReceipts,
        to.giveUpEffects,
        to.emptyWords,
        to.dropLinks,
        to.liftHold,
        to.emptyIncoming,
        to.dropDeadAddresses,
        to.emptyHolders,
      ]
      return [
        aggregate(to, 'merchants', on, expect, head, { id: merchant, sealed: '' }),
        ...emptied.map((statement) => free(statement, { merchant, at })),
      ]
    }
    case 'hold':
      return [guarded(to.hold, change.hold, { on, id: change.hold.merchant })]
    case 'holdLifted':
      return [guarded(to.liftHold, change, { on, id: change.merchant })]
    case 'pendingAct':
      return [guarded(to.askTwo, pendingRow(change.pending), { on, id: change.pending.id })]
    case 'pendingActDecided':
      return [guarded(to.decideTwo, { ...change, decidedAt: change.at }, { on, id: change.id })]
    case 'link':
      return [guarded(to.link, change.link, { on, id: change.link.digest })]
    case 'linkRevoked':
      return [guarded(to.revokeLink, change, { on, id: change.digest })]
    case 'checkpoint':
      return [guarded(to.checkpoint, change.checkpoint, { on, id: String(change.checkpoint.number) })]
    case 'parked':
      return [guarded(to.park, change.parked, { on, id: change.parked.id })]
    case 'parkedDecided':
      return [guarded(to.decideParked, { ...change, decidedAt: change.at }, { on, id: change.id })]
    case 'incoming':
      return [guarded(to.incoming, change.incoming, { on, id: change.incoming.id })]
    case 'incomingDecided':
      return [guarded(to.decideIncoming, change, { on, id: change.id })]
    case 'answerFailed':
      return [free(to.reopenIncoming, change)]
    case 'mailbox':
      return [guarded(to.mailbox, change.mailbox, { on, id: change.mailbox.name })]
    case 'addressDead':
      return [free(to.addressDead, change.dead)]
    case 'addressRevived':
      return [free(to.reviveAddress, change)]
    default:
      return change satisfies never
  }
}

/** The version that is stored is always the one after the one decided on. */
function aggregate(
  to: Guarded,
  table: AggregateTable,
  on: Change['on'],
  expect: number,
  head: string,
  row: Values & { readonly id: string },
): Step {
  const statement = expect === 0 ? to.open[table] : to.change[table]
  return guarded(statement, { ...row, head, expect, version: expect + 1 }, { on, id: row.id })
}

const guarded = (statement: Statement<unknown>, values: Values, conflict: Conflict): Step => ({
  statement,
  values,
  atLeast: 1,
  conflict,
})
const free = (statement: Statement<unknown>, values: Values): Step => ({
  statement,
  values,
  atLeast: 0,
  conflict: { on: 'seats', id: '' },
})
export const inserted = (insert: Insert, rows: readonly Values[], conflict: Conflict): Step[] =>
  insert(rows).map(([statement, values, atLeast]) => ({ statement, values, atLeast, conflict }))

const journeyRow = (journey: Journey, passport: PassportKeys | null) => ({
  ...journey,
  holder: passport?.holder ?? null,
  traveller: passport?.traveller ?? null,
  waitingSince: journey.stage === 'waitlisted' ? (journey.dossier.reached.waitlisted ?? null) : null,
})

const outboxRow = (effect: Effect): Values => ({
  ...effect,
  state: 'queued',
  attempts: 0,
  owner: null,
  leaseUntil: null,
  settledAt: null,
  words: null,
})

const pendingRow = ({ askedBy, reason, ...pending }: PendingAct): Values => ({
  ...pending,
  body: { reason },
  askedByRole: askedBy.role,
  askedByOrganisation: askedBy.organisation,
  askedByToken: askedBy.token,
  askedByPerson: askedBy.person,
})

export const eventRow = ({ actor, ...event }: RecordedEvent): Values => ({
  ...event,
  actorRole: actor.role,
  actorOrganisation: actor.organisation,
  actorToken: actor.token,
  actorPerson: actor.person,
})

export const journalRow = (line: RecordedEvent): Values => ({ ...eventRow(line), subject: line.subject ?? null })

const distinct = <Entry extends { kind: string; digest: string }>(entries: readonly Entry[]): Entry[] => [
  ...new Map(entries.map((entry) => [`${entry.kind} ${entry.digest}`, entry])).values(),
]
