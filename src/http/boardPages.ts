// The board of charters and one charter's page, filled as the role may see them.
import type { Caller } from '../application/actor.ts'
import { openWords } from '../application/freeText.ts'
import { reachOf, refusedAccess, refusedDemand } from '../application/may.ts'
import { permitFor } from '../application/permits.ts'
import { breakerOf } from '../application/breaker.ts'
import { shownTo } from '../domain/access/fields.ts'
import { dossierView, type DossierView } from '../domain/access/masking.ts'
import { reach, type Act } from '../domain/access/table.ts'
import { charterStep } from '../domain/charter/chart.ts'
import type { Language } from '../domain/language.ts'
import type { CharterLinks, TakenList } from '../web/charterMore.tsx'
import type { Charter } from '../domain/charter/charter.ts'
import { seatsToFill } from '../domain/charter/charter.ts'
import { CharterId, charterOf } from '../domain/ids.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { countOutcomes, type OutcomeCount } from '../domain/journey/outcomeCount.ts'
import { isFinal, type Stage } from '../domain/journey/stage.ts'
import { boardPage } from '../web/boardPage.tsx'
import type { TypedForm } from '../web/formViews.ts'
import type { StationLink } from '../web/stationLink.ts'
import { charterPage } from '../web/charterPage.tsx'
import { seatRuleView } from './seatRuleView.ts'
import { chamberWays, waitingMail } from './chamberWays.ts'
import { charterFormsView } from './charterForms.ts'
import { journeyHref } from './charterPeople.ts'
import { conditionsView } from './conditionsView.ts'
import { asksAbout, asksOf } from './pendingActPages.ts'
import { stationHref, stationOf } from './stationPages.ts'
import { unmaskingHref } from './unmaskingPages.ts'
import { liveFrame } from './live.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const chartersAPage = 50
const peopleAPage = 250

export async function boardAnswer(parts: PageParts, visit: Visit): Promise<PageAnswer> {
  const { caller, query } = visit
  const { store } = parts.desk
  const how = reach(caller.role, 'ViewCharter')
  if (!how) return { missing: 'This role sees no charters.' }
  const frame = await liveFrame(parts, visit, null)
  const page = await store.chartersPage({
    organiser: how === 'own' ? caller.organisation : null,
    ids: how === 'charter' ? caller.charters : null,
    after: typeof query['after'] === 'string' ? query['after'] : null,
    limit: chartersAPage,
  })
  const mail = await waitingMail(parts, caller)
  const charters = await Promise.all(
    page.rows.map(async ({ state }) => ({
      href: `/charters/${state.id}`,
      station: stationLink(state, caller),
      chamber: chamberWays(caller, state, mail),
      title: state.record.terms.title,
      stage: state.stage,
      leg: state.record.leg,
      seats: await seats(parts, state),
      tallies: await parts.views.funnel(state),
      unaccounted: await notInPlace(parts, state),
    })),
  )
  const files = charters.length ? filesAt('/v1/board', 'board', frame.language) : []
  return { html: boardPage({ frame, charters, files, next: page.next ? `/charters?after=${page.next}` : null }) }
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
  if (!held || refusedAccess(caller, 'ViewCharter', held.state))
    return { missing: 'There is no such charter that you can see.' }
  const frame = await liveFrame(parts, visit, held.state.id)
  const charter = (await store.charter(held.state.id))?.state ?? held.state
  const now = clock.now()
  const journeys = (await store.journeysOf(charter.id)).map(({ state }) => state)
  const after = typeof query['after'] === 'string' ? query['after'] : ''
  const shown = journeys.filter(({ id: journey }) => journey > after).slice(0, peopleAPage)
  const people = await parts.views.people(shown, caller.role, 'charterPage')
  const findings = new Map(
    await Promise.all(
      shown.map(async (journey) => {
        const opened = await openWords(parts.desk.vault, journey, caller.role, 'charterPage')
        const missing = missingOf(dossierView(opened.dossier, caller.role, 'charterPage'), journey.stage)
        return [journey.id, missing] as const
      }),
    ),
  )
  const { balance, runs, rooms } = await parts.views.balance(charter)
  const due = parts.views.due(
    charter,
    journeys,
    now,
    (act) => caller.role === 'desk' || reach(caller.role, act) !== null,
  )
  const editions = policies.editionsOf(charter)
  const policy = policies.policyFor(charter, null)
  const facility = await store.facility(charter.record.terms.facility)
  const taken = rooms.filter(({ occupants }) => occupants.length > 0)
  const last = shown.at(-1)
  const unmasks = reachOf(caller, 'UnmaskMerchant') !== null
  const seatRule = await seatRuleView(parts, charter, journeys, caller)
  const html = charterPage({
    frame,
    more: linksOf(charter, visit),
    now,
    charter,
    permit: permitFor(parts.desk, charter, now),
    conditions: await conditionsView(parts, charter),
    forms: charterFormsView(charter, visit, typed, parts.desk.chance.part()),
    call: await callOf(parts, visit, charter),
    organiser: (await store.organisation(charter.organiser))?.name ?? '',
    seats: await seats(parts, charter),
    seatRule: seatRule.rule,
    editions: [policy.mission, policy.observation].filter((edition) => edition !== null),
    bindings: [editions.mission, editions.observation].map((binding) =>
      binding.bound ? binding.reason : binding.finding.message,
    ),
    tallies: await parts.views.funnel(charter),
    balance,
    runs,
    rooms: [
      {
        facility: facility?.facility.name ?? charter.record.terms.facility,
        taken: taken.length,
        free: rooms.length - taken.length,
        people: taken.reduce((sum, { occupants }) => sum + occupants.length, 0),
      },
    ],
    breaker: breakerOf(parts.desk, charter, journeys),
    reasons: parts.views.reasons(journeys),
    outcomes: outcomesFor(caller, charter, journeys),
    due: grouped(due, (journey) => people.get(journey)?.name ?? journey),
    people: shown.flatMap((journey) => {
      const person = people.get(journey.id)
      return person
        ? [
            {
              href: refusedAccess(caller, 'ViewJourney', charter, journey) ? null : journeyHref(journey.id),
              unmaskHref: unmasks ? unmaskingHref(journey.id) : null,
              person,
              stage: journey.stage,
              missing: findings.get(journey.id) ?? [],
              by: due.find(({ journey: of }) => of === journey.id)?.by ?? null,
              asks: asksAbout(charter, journey, caller),
            },
          ]
        : []
    }),
    nextPeople: last && last.id !== journeys.at(-1)?.id ? `/charters/${charter.id}?after=${last.id}` : null,
    station: stationLink(charter, caller),
    chamber: chamberWays(caller, charter, await waitingMail(parts, caller)),
    undeliverable: await undeliverable(parts, caller, charter),
    letters: reach(caller.role, 'ViewLetters') ? `/charters/${charter.id}/letters` : null,
    asks: asksOf(charter, caller),
  })
  // The line and the offers name people who may stand on another page of the list.
  const seen = [...new Set([...shown.map(({ id: journey }) => journey), ...seatRule.shown])].sort()
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
function outcomesFor(caller: Visit['caller'], charter: Charter, journeys: readonly Journey[]): OutcomeCount | null {
  if (refusedAccess(caller, 'ViewOutcomes', charter)) return null
  const counted = countOutcomes(journeys)
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

/** One row an act and number: of whom where it is one, else of how many. */
function grouped(
  due: ReturnType<PageParts['views']['due']>,
  nameOf: (journey: (typeof due)[number]['journey']) => string,
) {
  const groups = new Map<string, (typeof due)[number][]>()
  for (const item of due) {
    const key = `${item.act} ${item.number ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return [...groups.values()].map((items) => {
    const [first] = items as [(typeof items)[number]]
    const by = items.map((item) => item.by).filter((each) => each !== null)
    return {
      act: first.act,
      number: first.number,
      by: by.length ? by.reduce((a, b) => (a < b ? a : b)) : null,
      who: items.length === 1 ? nameOf(first.journey) : String(items.length),
      href: null,
    }
  })
}

async function seats(parts: PageParts, charter: Charter) {
  const toFill = seatsToFill(charter.record.terms)
  const { seats: fitted, loadCapPercent } = charter.record.terms.aircraft
  const opened = charter.stage !== 'draft'
  return {
    toFill,
    taken: opened ? toFill - (await parts.desk.store.freeSeats(charter.id)) : 0,
    assumed: fitted.assumed || loadCapPercent.assumed,
  }
}

/** Whoever stands on no list or on two, and whoever left the loop and has not been found. */
async function notInPlace(parts: PageParts, charter: Charter): Promise<number> {
  const { balance } = await parts.views.balance(charter)
  return balance.unaccounted.length + balance.differences.filter(({ code }) => code === 'missing').length
}
