// The reading half of the store, the same for both dialects: a question, and its rows as nouns.
import type { Page } from '../application/page.ts'
import type { Store, Tally, Traces } from '../application/ports.ts'
import { concernsEveryCharter, type Watched } from '../application/recordLines.ts'
import type { CharterId } from '../domain/ids.ts'
import { letterStates, type LetterState } from '../domain/letters/outbox.ts'
import { inOrder } from '../domain/order.ts'
import type { Queries } from './queries.ts'
import * as rows from './rows.ts'

type Writing =
  'commit' | 'claimDue' | 'claimLetters' | 'postpone' | 'releaseClaims' | 'keepLetter' | 'expire' | 'clean' | 'close'
export type Reading = Omit<Store, Writing>

/** Sorts after every id that the desk makes, and before every instant that it knows. */
const pastEveryId = '~'
const beforeEveryInstant = '0001-01-01T00:00:00.000Z'

export function reading(ask: Queries): Reading {
  return {
    journey: async (id) => one(await ask.journey({ id }), rows.heldJourney),
    journeysOf: async (charter) => (await ask.journeysOf({ charter })).map(rows.heldJourney),
    journeysAmong: async (ids) => inOrderOfId(await ask.journeysAmong(ids)).map(rows.heldJourney),
    journeysPage: async (query) =>
      page(
        await ask.journeysPage({ ...query, after: query.after ?? '', limit: query.limit + 1 }),
        query.limit,
        rows.heldJourney,
        (row) => row.id,
      ),
    firstWaiting: async (charter) => one(await ask.firstWaiting({ charter }), rows.heldJourney),
    charter: async (id) => one(await ask.charter({ id }), rows.heldCharter),
    chartersPage: async ({ organiser, ids, after, limit }) => {
      const before = after ?? pastEveryId
      const found = ids
        ? (await ask.chartersAmong(ids, { before }))
            .filter((row) => organiser === null || row.organiser === organiser)
            .sort((a, b) => (a.id < b.id ? 1 : -1))
        : await ask.chartersPage({ organiser, before, limit: limit + 1 })
      return page(found, limit, rows.heldCharter, (row) => row.id)
    },
    demandCall: async (id) => one(await ask.demandCall({ id }), rows.heldDemandCall),
    demandCallsPage: async ({ after, limit }) =>
      page(
        await ask.demandCallsPage({ before: after ?? pastEveryId, limit: limit + 1 }),
        limit,
        rows.heldDemandCall,
        (row) => row.id,
      ),
    run: async (id) => one(await ask.run({ id }), rows.heldRun),
    runsOf: async (charter) => (await ask.runsOf({ charter })).map(rows.heldRun),
    room: async (id) => one(await ask.room({ id }), rows.heldRoom),
    roomsOf: async (facility) => (await ask.roomsOf({ facility })).map(rows.heldRoom),
    roomsAmong: async (ids) => inOrderOfId(await ask.roomsAmong(ids)).map(rows.heldRoom),
    facility: async (id) => one(await ask.facility({ id }), rows.heldFacility),
    facilities: async () => (await ask.facilities({})).map(rows.heldFacility),
    merchant: async (id) => one(await ask.merchant({ id }), rows.sealedMerchant),
    merchants: async (ids) => (await ask.merchants(ids)).map(rows.sealedMerchant),
    merchantsByIndex: async ({ kind, digest }) =>
      (await ask.merchantsByIndex({ kind, digest })).map((row) => row.merchant),
    merchantsByDigests: async (kind, digests) => await ask.merchantsByDigests([...new Set(digests)], { kind }),
    travellers: async (keys) => await ask.travellers([...new Set(keys)]),
    parkedOf: async (charter) => (await ask.parkedOf({ charter })).map(rows.parkedRow),
    parkedAbout: async (merchant) => (await ask.parkedAbout({ merchant })).map(rows.parkedRow),
    journeysOfMerchant: async (merchant) => (await ask.journeysOfMerchant({ merchant })).map(rows.heldJourney),
    endedJourneys: async (query) => (await ask.endedJourneys(query)).map(rows.heldJourney),
    hold: async (merchant) => one(await ask.hold({ merchant }), rows.hold),
    traces: async (merchant) => {
      const counted = Object.entries(ask.traces).map(
        async ([place, statement]) => [place, one(await statement({ merchant }), (row) => row.count) ?? 0] as const,
      )
      return Object.fromEntries(await Promise.all(counted)) as Traces
    },
    pendingAct: async (id) => one(await ask.pendingAct({ id }), rows.pendingAct),
    pendingAbout: async (act, subject, now) => one(await ask.pendingAbout({ act, subject, now }), rows.pendingAct),
    pendingActs: async ({ after, limit }) =>
      page(
        await ask.pendingActs({ before: after ?? pastEveryId, limit: limit + 1 }),
        limit,
        rows.pendingAct,
        (row) => row.id,
      ),
    freeSeats: async (charter) => one(await ask.freeSeats({ charter }), (row) => row.count) ?? 0,
    seatOf: async (journey) => one(await ask.seatOf({ journey }), (row) => row.number),
    tallies: async (charter) => (await ask.tallies([charter])).map(rows.tally),
    talliesOf: async (charters) => {
      const found = new Map<CharterId, Tally[]>(charters.map((charter) => [charter, []]))
      for (const row of await ask.tallies([...found.keys()])) found.get(row.charter)?.push(rows.tally(row))
      return found
    },
    receipt: async (key) => one(await ask.receipt({ key }), rows.receipt),
    token: async (digest) => one(await ask.token({ digest }), rows.accessToken),
    tokens: async () => (await ask.tokens({})).map(rows.accessToken),
    person: async (id) => one(await ask.person({ id }), rows.person),
    personByEmail: async (digest) => one(await ask.personByEmail({ digest }), rows.person),
    peopleOf: async (organisation) =>
      (organisation === null ? await ask.people({}) : await ask.peopleOf({ organisation })).map(rows.person),
    session: async (digest) => one(await ask.session({ digest }), rows.session),
    sessionById: async (id) => one(await ask.sessionById({ id }), rows.session),
    sessionsOf: async (person) => (await ask.sessionsOf({ person })).map(rows.session),
    pass: async (digest) => one(await ask.pass({ digest }), rows.pass),
    factor: async (id) => one(await ask.factor({ id }), rows.factor),
    factorsOf: async (person) => (await ask.factorsOf({ person })).map(rows.factor),
    organisation: async (id) => one(await ask.organisation({ id }), (row) => row),
    organisations: async () => await ask.organisations({}),
    laboratories: async () => (await ask.laboratories({})).map(rows.laboratory),
    editions: async () => await ask.editions({}),
    lockdowns: async () => (await ask.lockdowns({})).map(rows.lockdown),
    tradeFigures: async () => (await ask.tradeFigures({})).map(rows.tradeEntry),
    link: async (digest) => one(await ask.link({ digest }), (row) => row),

    eventsOf: async (kind, aggregate) =>
      (await (kind === 'journal' ? ask.journalOf : ask.eventsOf)({ kind, aggregate })).map(
        (row) => rows.recordedEvent(row).event,
      ),
    eventsPage: async (after, limit, filter) => (await ask.eventsPage({ ...filter, after, limit })).map(rows.bookLine),
    journalPage: async (after, limit, charter) => (await ask.journalPage({ charter, after, limit })).map(rows.bookLine),
    searchBook: async (book, { before, ...search }) =>
      (await ask.searchBook[book]({ ...search, beforeAt: before.at, beforeSequence: before.sequence })).map(
        rows.bookLine,
      ),
    digestsPage: async (book, after, limit) => await ask.digestsPage[book]({ after, limit }),
    chainEnds: async () => await ask.chainEnds({}),
    checkpoints: async () => await ask.checkpoints({}),
    lastCheckpoint: async () => one(await ask.lastCheckpoint({}), (row) => row),
    touchedAfter: async (after, limit) => await ask.touchedAfter({ after, limit }),
    lastSequence: async () => one(await ask.lastSequence({}), (row) => row.last) ?? 0,
    countEvents: async (charter) => one(await ask.countEvents({ charter }), (row) => row.count) ?? 0,
    changeMark: async (watched) => highest(await marksOf(ask, watched)),
    changesAfter: async (after, limit) => await ask.changesAfter({ after, limit }),
    heads: async (kind) => await ask.heads[kind]({}),

    nextDue: async () => {
      const [queued, leased] = await Promise.all([ask.nextQueued({}), ask.nextLeaseEnd({})])
      const instants = [queued[0]?.at, leased[0]?.at].filter((at) => at !== undefined && at !== null)
      return instants.sort()[0] ?? null
    },
    queuedLetters: async (subject, dueBy) => (await ask.queuedLetters({ subject, dueBy })).map(rows.effect),
    effect: async (id) => one(await ask.effect({ id }), rows.outboxEffect),
    unwordedLetters: async (charter, limit) => (await ask.unwordedLetters({ charter, limit })).map(rows.outboxEffect),
    effectCounts: async (charter) => await ask.effectCounts({ charter }),
    letter: async (id) => one(await ask.letter({ id }), rows.storedLetter),
    letterByMessageId: async (messageId) => one(await ask.letterByMessageId({ messageId }), rows.storedLetter),
    lettersPage: async ({ charter, journey, state = null, after, limit }) => {
      const [afterAt, afterId] = after === null ? [beforeEveryInstant, ''] : after.split(' ')
      const found = await ask.lettersPage({
        charter,
        journey,
        state,
        afterAt,
        afterId: afterId ?? '',
        limit: limit + 1,
      })
      return page(found, limit, rows.storedLetter, (row) => `${row.createdAt} ${row.id}`)
    },
    letterCounts: async (charter) => {
      const counts = Object.fromEntries(letterStates.map((state) => [state, 0])) as Record<LetterState, number>
      for (const row of await ask.letterCounts({ charter })) counts[row.state] = row.count
      return counts
    },
    incoming: async (id) => one(await ask.incoming({ id }), rows.storedIncoming),
    incomingByDigest: async (digest) => one(await ask.incomingByDigest({ digest }), rows.storedIncoming),
    incomingPage: async ({ after, limit, ...query }) =>
      page(
        await ask.incomingPage({ ...query, before: after ?? pastEveryId, limit: limit + 1 }),
        limit,
        rows.storedIncoming,
        (row) => row.id,
      ),
    incomingOf: async (merchant) => (await ask.incomingOf({ merchant })).map(rows.storedIncoming),
    answersTo: async (address, since) => one(await ask.answersTo({ address, since }), (row) => row.count) ?? 0,
    mailbox: async (name) => one(await ask.mailbox({ name }), (row) => row),
    deadAddress: async (digest) => one(await ask.deadAddress({ digest }), (row) => row),
    deadAddresses: async (organisation) => await ask.deadAddresses({ organisation }),
    ready: async () => {
      try {
        await ask.ready({})
        return true
      } catch {
        return false
      }
    },
  }
}

async function marksOf(ask: Queries, watched: Watched): Promise<readonly Mark[]> {
  const lastOf = async (types: readonly string[]) =>
    (await Promise.all(types.map((type) => ask.markOfType({ type })))).flat()
  if (watched.of === 'all') return ask.markOfAll({})
  if (watched.of === 'types') return lastOf(watched.types)
  const own =
    watched.of === 'organiser'
      ? ask.marksOfOrganiser({ organiser: watched.organiser })
      : ask.marksOfCharters(watched.charters)
  return [...(await own), ...(await lastOf(concernsEveryCharter))]
}

type Mark = { readonly mark: number | string | null }
/** PostgreSQL answers a maximum as text. */
const highest = (marks: readonly Mark[]): number =>
  marks.reduce((most, { mark }) => Math.max(most, Number(mark ?? 0)), 0)

const one = <Row, Noun>(found: readonly Row[], as: (row: Row) => Noun): Noun | null =>
  found[0] === undefined ? null : as(found[0])

/** A long list is asked for in pieces. */
const inOrderOfId = <Row extends { readonly id: string }>(found: readonly Row[]): readonly Row[] =>
  [...found].sort((a, b) => inOrder(a.id, b.id))

/** One row more than asked for says that there is another page; the cursor is the last row shown. */
function page<Row, Noun>(
  found: readonly Row[],
  limit: number,
  as: (row: Row) => Noun,
  cursor: (row: Row) => string,
): Page<Noun> {
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown.map(as), next: found.length > limit && last ? cursor(last) : null }
}
