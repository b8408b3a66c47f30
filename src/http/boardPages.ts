// The board of charters and one charter's page, filled as the role may see them.
import type { Caller } from '../application/actor.ts'
import { openWords } from '../application/freeText.ts'
import { reachOf, refusedAccess, refusedDemand } from '../application/may.ts'
import { permitFor } from '../application/permits.ts'
import type { BookLine } from '../application/bookLine.ts'
import type { CharterBook } from '../application/charterBook.ts'
import type { Tally } from '../application/ports.ts'
import { shownTo } from '../domain/access/fields.ts'
import { dossierView, type DossierView } from '../domain/access/masking.ts'
import { reach, type Act } from '../domain/access/table.ts'
import { soughtOnBoard, type BoardQuery } from '../domain/charter/board.ts'
import { CharterStage, charterStages, isCharterFinal } from '../domain/charter/stage.ts'
import { charterStep } from '../domain/charter/chart.ts'
import type { Language } from '../domain/language.ts'
import type { CharterLinks, TakenList } from '../web/charterMore.tsx'
import type { Charter } from '../domain/charter/charter.ts'
import { seatsToFill } from '../domain/charter/charter.ts'
import { CharterId, charterOf, type JourneyId } from '../domain/ids.ts'
import { epochMs, localDate, toInstant, type Instant } from '../domain/instant.ts'
import { inOrder } from '../domain/order.ts'
import { centralLeg, dayOne, homeLeg, legEnds } from '../domain/policy/leg.ts'
import type { Papers } from '../domain/policy/papers.ts'
import { planOf } from '../domain/policy/plan.ts'
import type { Policy } from '../domain/policy/policy.ts'
import type { CharterCard, PlanBar, ReachedView, StuckRow } from '../web/views.ts'
import { textFields, type Fields } from './pageForm.ts'
import { countOutcomes, type OutcomeCount } from '../domain/journey/outcomeCount.ts'
import { isFinal, stages, type Stage } from '../domain/journey/stage.ts'
import { boardPage, boardStages } from '../web/boardPage.tsx'
import type { TypedForm } from '../web/formViews.ts'
import type { StationLink } from '../web/stationLink.ts'
import { charterPage } from '../web/charterPage.tsx'
import { claimsToRule, seatRuleView } from './seatRuleView.ts'
import { chamberWays, waitingMail } from './chamberWays.ts'
import { charterFormsView } from './charterForms.ts'
import { journeyHref } from './charterPeople.ts'
import { conditionsView } from './conditionsView.ts'
import { asksAbout, asksOf } from './pendingActPages.ts'
import { stationHref, stationOf } from './stationAddress.ts'
import { unmaskingHref } from './unmaskingPages.ts'
import { liveFrame } from './live.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const chartersAPage = 12
/** Nobody searches among so few. */
const fewCharters = 4
const peopleAPage = 25
const stuckShown = 20
const differencesShown = 20
const runsShown = 40

export async function boardAnswer(parts: PageParts, visit: Visit): Promise<PageAnswer> {
  const { caller, query } = visit
  const { store, clock } = parts.desk
  const how = reach(caller.role, 'ViewCharter')
  if (!how) return { missing: 'role' }
  const frame = await liveFrame(parts, visit, null)
  const now = clock.now()
  const seen = (await parts.views.charters.entries()).filter(
    ({ id, organiser }) =>
      (how !== 'own' || organiser === caller.organisation) && (how !== 'charter' || caller.charters?.includes(id)),
  )
  const asked = boardQueryOf(textFields(query))
  const sought = soughtOnBoard(seen, asked, now)
  const from = Math.max(0, Math.trunc(Number(textFields(query)['from'] ?? 0)) || 0)
  const page = sought.slice(from, from + chartersAPage)
  const names = new Map((await store.organisations()).map(({ id, name }) => [id, name]))
  const ids = page.map(({ id }) => id)
  const held = await parts.views.charters.whole(ids)
  const books = await parts.views.books.among(
    [...held.values()].filter(({ stage }) => !isCharterFinal(stage)),
    now,
  )
  const over = await store.talliesOf(
    [...held.values()].filter(({ stage }) => isCharterFinal(stage)).map(({ id }) => id),
  )
  const mail = await waitingMail(parts, caller)
  const charters: CharterCard[] = []
  for (const id of ids) {
    const charter = held.get(id)
    if (charter)
      charters.push({
        href: `/charters/${id}`,
        station: stationLink(charter, caller),
        chamber: chamberWays(caller, charter, mail),
        title: charter.record.terms.title,
        stage: charter.stage,
        leg: charter.record.leg,
        organiser: names.get(charter.organiser) ?? '',
        seats: await seats(parts, charter, books.get(id)),
        ...counted(books.get(id), over.get(id) ?? [], now),
      })
  }
  const more = sought.length > from + chartersAPage
  return {
    html: boardPage({
      frame,
      query: asked,
      choices: {
        stages: charterStages.filter((stage) => seen.some((entry) => entry.stage === stage)),
        countries: [...new Set(seen.map(({ country }) => country))].sort(),
        organisers: [...new Set(seen.map(({ organiser }) => organiser))]
          .map((id) => ({ id, name: names.get(id) ?? id }))
          .sort((a, b) => inOrder(a.name, b.name)),
      },
      searched: seen.length > fewCharters || Object.values(asked).some(Boolean),
      found: sought.length,
      charters,
      files: charters.length ? filesAt('/v1/board', 'board', frame.language) : [],
      next: more ? boardHref(asked, from + chartersAPage) : null,
    }),
  }
}

function boardQueryOf(fields: Fields): BoardQuery {
  const stage = CharterStage.safeParse(fields['stage'])
  return {
    text: (fields['find'] ?? '').trim().slice(0, 60),
    stage: stage.success ? stage.data : null,
    country: (fields['country'] ?? '').slice(0, 10),
    organiser: (fields['organiser'] ?? '').slice(0, 40),
  }
}

function boardHref({ text, stage, country, organiser }: BoardQuery, from: number): string {
  const fields = { find: text, stage: stage ?? '', country, organiser, from: String(from) }
  return `/charters?${new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ''))}`
}

/** What is over needs no book: nobody is at risk, and its tallies say where everybody came. */
function counted(
  book: CharterBook | undefined,
  tallies: readonly Tally[],
  now: Instant,
): Pick<CharterCard, 'tallies' | 'atRisk' | 'heads'> {
  if (!book) {
    const reached = (stage: Stage) => tallies.find((tally) => tally.stage === stage)?.reached ?? 0
    const [boarded, admitted] = [reached('aboard'), reached('underMedicalObservation')]
    return { tallies, atRisk: 0, heads: { boarded, admitted, inRooms: 0, unaccounted: 0 } }
  }
  return {
    tallies: boardStages.map((stage) => ({
      stage,
      standing: book.standing(stage),
      reached: book.reachedBy(stage, now),
    })),
    atRisk: book.atRisk(now),
    heads: {
      boarded: book.count('boarded'),
      admitted: book.count('admitted'),
      inRooms: book.inPlace('room'),
      unaccounted: book.count('unaccounted') + book.count('missing'),
    },
  }
}

export async function charterAnswer(
  parts: PageParts,
  visit: Visit,
  id: string,
  typed: TypedForm | null = null,
): Promise<PageAnswer> {
  const { caller, query } = visit
  const { store, policies, clock } = parts.desk
  const parsed = CharterId.safeParse(id)
  const held = parsed.success ? await store.charter(parsed.data) : null
  if (!held || refusedAccess(caller, 'ViewCharter', held.state)) return { missing: 'charter' }
  const frame = await liveFrame(parts, visit, held.state.id)
  const charter = (await store.charter(held.state.id))?.state ?? held.state
  const now = clock.now()
  const book = await parts.views.books.of(charter, now)
  const after = typeof query['after'] === 'string' ? query['after'] : ''
  const [...shown] = book.lines(after, peopleAPage)
  const acts = (act: Act) => caller.role === 'desk' || reach(caller.role, act) !== null
  const groups = book.dueGroups(acts, now)
  const stuck = stuckIn(book, acts, now)
  const lone = groups.flatMap(({ count, first }) => (count === 1 ? (book.line(first) ?? []) : []))
  const named = [...new Set([...shown, ...stuck.map(({ line }) => line), ...lone])].map(({ journey }) => journey)
  const people = await parts.views.people(named, caller.role, 'charterPage')
  const findings = new Map(
    await Promise.all(
      [...new Set([...shown, ...stuck.map(({ line }) => line)])].map(async ({ journey }) => {
        const opened = await openWords(parts.desk.vault, journey, caller.role, 'charterPage')
        const missing = missingOf(dossierView(opened.dossier, caller.role, 'charterPage'), journey.stage)
        return [journey.id, missing] as const
      }),
    ),
  )
  const editions = policies.editionsOf(charter)
  const policy = policies.policyFor(charter, null)
  const facilities = await Promise.all(
    book.rooms.map(async (room) => ({ ...room, known: await store.facility(room.facility) })),
  )
  const last = shown.at(-1)
  const unmasks = reachOf(caller, 'UnmaskMerchant') !== null
  const seatRule = await seatRuleView(parts, charter, book, caller)
  const toRule = claimsToRule(parts, charter, book, caller)
  const html = charterPage({
    frame,
    more: linksOf(charter, visit),
    now,
    charter,
    permit: permitFor(parts.desk, charter, now),
    conditions: await conditionsView(parts, charter),
    forms: charterFormsView(charter, visit, typed, parts.desk.chance.part(), toRule !== null),
    call: await callOf(parts, visit, charter),
    organiser: (await store.organisation(charter.organiser))?.name ?? '',
    seats: await seats(parts, charter, book),
    seatRule: seatRule.rule,
    toRule,
    editions: [policy.mission, policy.observation].filter((edition) => edition !== null),
    bindings: [editions.mission, editions.observation],
    tallies: stages.map((stage) => ({ stage, standing: book.standing(stage), reached: book.reachedBy(stage, now) })),
    balance: book.balance(charter, book.runs, differencesShown),
    runs: book.runs.slice(0, runsShown),
    runsMore: Math.max(0, book.runs.length - runsShown),
    rooms: facilities.map(({ known, facility, ...counts }) => ({
      facility: known?.facility.name ?? facility,
      ...counts,
    })),
    breaker: book.breaker(),
    reasons: book.reasons(),
    outcomes: outcomesFor(caller, charter, book),
    due: groups.map(({ act, number, by, count, overdue, first }) => ({
      act,
      number,
      by,
      overdue,
      who: count === 1 ? (people.get(first)?.name ?? first) : String(count),
      href: null,
    })),
    stuck: {
      rows: stuck.flatMap(({ line: { journey }, what, by }) => {
        const person = people.get(journey.id)
        return person ? [{ person, stage: journey.stage, what, by, missing: findings.get(journey.id) ?? [] }] : []
      }),
      overdue: groups.reduce((sum, { overdue }) => sum + overdue, 0),
      atRisk: book.atRisk(now),
    },
    reached: reachedIn(book, now),
    plan: planBars(charter, policy, now),
    people: shown.flatMap(({ journey, due }) => {
      const person = people.get(journey.id)
      return person
        ? [
            {
              href: refusedAccess(caller, 'ViewJourney', charter, journey) ? null : journeyHref(journey.id),
              unmaskHref: unmasks ? unmaskingHref(journey.id) : null,
              person,
              stage: journey.stage,
              missing: findings.get(journey.id) ?? [],
              by: due.find(({ act }) => acts(act))?.by ?? null,
              asks: asksAbout(charter, journey, caller),
            },
          ]
        : []
    }),
    nextPeople:
      last && book.lines(last.journey.id, 1).length ? `/charters/${charter.id}?after=${last.journey.id}#people` : null,
    station: stationLink(charter, caller),
    chamber: chamberWays(caller, charter, await waitingMail(parts, caller)),
    undeliverable: await undeliverable(parts, caller, charter),
    letters: reach(caller.role, 'ViewLetters') ? `/charters/${charter.id}/letters` : null,
    asks: asksOf(charter, caller),
  })
  // The line and the offers name people who may stand on another page of the list.
  const seen = [...new Set([...named.map(({ id: journey }) => journey), ...seatRule.shown])].sort()
  const looked = {
    what: 'charterPage',
    charter: charter.id,
    journeys: seen,
    fields: shownTo('charterPage', caller.role),
  }
  return { html, ...(seen.length ? { looked } : {}) }
}

const filesAt = (path: string, list: TakenList['list'], language: Language): readonly TakenList[] =>
  (['xlsx', 'csv'] as const).map((format) => ({ list, format, href: `${path}.${format}?language=${language}` }))

/** What the caller may open or take away of this charter. */
function linksOf(charter: Charter, { caller, frame: { language } }: Visit): CharterLinks {
  const may = (act: Act): boolean => refusedAccess(caller, act, charter) === null
  const [page, api] = [`/charters/${charter.id}`, `/v1/charters/${charter.id}`]
  return {
    briefing: may('ViewBriefing') ? `${page}/briefing` : null,
    retiming: may('RetimeCharter') && charterStep(charter.stage, 'CharterRetimed') ? `${page}/retiming` : null,
    files: [
      ...filesAt(`${api}/people`, 'people', language),
      ...filesAt(`${api}/due`, 'dueFile', language),
      ...(may('ExportRoster')
        ? [{ list: 'roster', format: 'xlsx', href: `${api}/roster?language=${language}` } as const]
        : []),
      ...(may('ExportManifest') && charter.record.manifest
        ? [{ list: 'manifest', format: 'csv', href: `${api}/manifest.csv` } as const]
        : []),
    ],
  }
}

/** Where the caller's own station works on this charter. */
function stationLink(charter: Charter, caller: Caller): StationLink | null {
  const station = stationOf((act) => !refusedAccess(caller, act, charter))
  return station && { station, href: stationHref(charter.id, station) }
}

/** Nothing before the first release. */
function outcomesFor(caller: Visit['caller'], charter: Charter, book: CharterBook): OutcomeCount | null {
  if (refusedAccess(caller, 'ViewOutcomes', charter)) return null
  const counted = book.once('outcomes', () => countOutcomes([...book.all()].map(({ journey }) => journey)))
  return counted.released ? counted : null
}

/** Of those whose letters this caller reviews. */
async function undeliverable({ desk }: PageParts, caller: Caller, charter: Charter): Promise<number | null> {
  if (refusedAccess(caller, 'ReviewLetters', charter)) return null
  const dead = await desk.store.deadAddresses(
    reach(caller.role, 'ReviewLetters') === 'any' ? null : caller.organisation,
  )
  return dead.filter(({ journey }) => charterOf(journey) === charter.id).length
}

/** The demand call that the charter rests on, where it has one that this role may see. */
async function callOf(
  { desk }: PageParts,
  { caller }: Visit,
  { record }: Charter,
): Promise<{ readonly href: string; readonly title: string } | null> {
  const id = record.terms.application?.demandCall
  const held = id ? await desk.store.demandCall(id) : null
  return held && !refusedDemand(caller, 'ViewDemand', held.state)
    ? { href: `/demand/${held.state.id}`, title: held.state.record.terms.title }
    : null
}

const missingOf = ({ findings = [] }: DossierView, stage: Stage) =>
  isFinal(stage) && stage !== 'deferred' && stage !== 'notTravelled' ? [] : findings

type Stuck = { readonly line: BookLine; readonly what: StuckRow['what']; readonly by: Instant }

/** The first of those whose item is overdue and of those whose plan can be missed; of one person the more urgent. */
function stuckIn(book: CharterBook, acts: (act: Act) => boolean, now: Instant): readonly Stuck[] {
  const overdue: Stuck[] = []
  for (const { line, item } of book.dueInOrder(acts)) {
    if (item.by === null || item.by >= now || overdue.length === stuckShown) break
    overdue.push({ line, what: { kind: 'due', act: item.act, number: item.number }, by: item.by })
  }
  const risks = book
    .risks(now, stuckShown)
    .flatMap((line): Stuck[] =>
      line.risk ? [{ line, what: { kind: 'risk', step: line.risk.step, slot: line.risk.slot }, by: line.risk.by }] : [],
    )
  const found = new Map<JourneyId, Stuck>()
  for (const each of [...overdue, ...risks].sort((a, b) => inOrder(a.by, b.by)))
    if (!found.has(each.line.journey.id)) found.set(each.line.journey.id, each)
  return [...found.values()].slice(0, stuckShown)
}

const drawnStages = ['registered', 'clearedToBoard', 'aboard', 'underMedicalObservation', 'released'] as const
/** Ends of 48 equal spans: over two weeks a count is told seven hours late at the most. */
const momentsDrawn = 49

/** From the first registration until the last of these steps, or until now while more can come. */
function reachedIn(book: CharterBook, now: Instant): ReachedView {
  const spans = drawnStages.flatMap((stage) => book.reachedSpan(stage) ?? [])
  if (!spans.length) return { at: [], lines: [] }
  const from = spans.map(({ from: first }) => epochMs(first)).reduce((a, b) => Math.min(a, b))
  const end = Math.max(from + 1, epochMs(now))
  const at = Array.from({ length: momentsDrawn }, (_, i) =>
    toInstant(Math.round(from + ((end - from) * i) / (momentsDrawn - 1))),
  )
  return {
    at,
    lines: drawnStages
      .filter((stage) => book.reachedSpan(stage) !== null)
      .map((stage) => ({ stage, counts: at.map((moment) => book.reachedBy(stage, moment)) })),
  }
}

/** Nobody has tested yet and nobody is exempt: what the rules ask of a merchant like any other. */
const anybody: Papers = {
  traits: {
    language: 'en',
    destination: '',
    costBearer: 'self',
    purpose: '',
    homeSuitable: true,
    testExempt: false,
    minor: false,
    pastInfection: false,
    origin: null,
  },
  tests: [],
  code: null,
  application: null,
}

/** The windows of the tests and the code, the flight, and the days of observation, planned or as they came. */
function planBars(charter: Charter, policy: Policy, now: Instant): readonly PlanBar[] {
  const { leg, departed, landed } = charter.record
  const steps = planOf(policy, anybody, now).steps.filter(({ step }) => step !== 'documents')
  const { observation } = policy
  const first = observation && dayOne(observation, landed?.at ?? leg.scheduledArrival)
  const central = observation && first ? centralLeg(observation, first) : null
  const ends = observation && central ? legEnds(observation, central) : null
  const home = observation && ends ? homeLeg(observation, localDate(ends, observation.zone)) : null
  const flight = { from: departed?.at ?? leg.scheduledDeparture, until: landed?.at ?? leg.scheduledArrival }
  return [
    ...steps.map((step): PlanBar => ({ name: { kind: 'step', step }, span: step.working })),
    { name: { kind: 'flight' }, span: flight },
    ...(ends && central?.days
      ? [{ name: { kind: 'central' as const }, span: { from: flight.until, until: ends } }]
      : []),
    ...(observation && ends && home?.days
      ? [{ name: { kind: 'home' as const }, span: { from: ends, until: legEnds(observation, home) } }]
      : []),
  ]
}

/** Whoever takes or leaves a seat stands in the record, so the free ones are counted again when the book has changed. */
async function seats({ desk }: PageParts, charter: Charter, book: CharterBook | undefined) {
  const toFill = seatsToFill(charter.record.terms)
  const { seats: fitted, loadCapPercent } = charter.record.terms.aircraft
  const opened = charter.stage !== 'draft'
  const free = () => desk.store.freeSeats(charter.id)
  return {
    toFill,
    taken: opened ? toFill - (await (book?.once(`free seats ${charter.version}`, free) ?? free())) : 0,
    assumed: fitted.assumed || loadCapPercent.assumed,
  }
}
