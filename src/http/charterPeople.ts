// The list of a charter's people: read a page at a time where their number is large, and names opened for those shown alone.
import { foundByName } from '../application/foundByName.ts'
import { reachOf, refusedAccess } from '../application/may.ts'
import { inSlices } from '../application/slices.ts'
import { openWords } from '../application/freeText.ts'
import type { Caller } from '../application/actor.ts'
import { showsWhole, shownTo } from '../domain/access/fields.ts'
import { dossierView, type PersonView } from '../domain/access/masking.ts'
import { reach } from '../domain/access/table.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { CharterId, charterOf, type JourneyId, type OrganisationId } from '../domain/ids.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { pressing, type Pressing } from '../domain/journey/pressing.ts'
import { isFinal, Stage } from '../domain/journey/stage.ts'
import { charterPeoplePage, isWaiting } from '../web/charterPeoplePage.tsx'
import { shows, sorts, type ListedPerson, type PeopleQuery, type Sort } from '../web/charterPeopleViews.ts'
import { liveFrame } from './live.ts'
import { textOf } from './pageForm.ts'
import { seatRuleView } from './seatRuleView.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const peopleAPage = 100
/** Up to so many the list begins with whom it presses most; to sort more of them, everybody's dossier would be read. */
const sortedUnasked = 500
const mostLetters = 60
const missing = { missing: 'person' } as const

export const peopleHref = (charter: CharterId): string => `/charters/${charter}/people`
export const journeyHref = (journey: JourneyId): string => `/journeys/${journey}`

/** A charter whose people the caller sees; `only` where it is those alone whom their organisation registered on another's. */
export async function seenCharter(
  { desk: { store } }: PageParts,
  caller: Caller,
  id: string,
): Promise<{ readonly charter: Charter; readonly only: OrganisationId | null } | null> {
  const parsed = CharterId.safeParse(id)
  const charter = parsed.success ? (await store.charter(parsed.data))?.state : null
  if (!charter) return null
  const barred = refusedAccess(caller, 'ViewPlan', charter)
  if (!barred) return { charter, only: null }
  const only = barred.outcome === 'notFound' ? caller.organisation : null
  if (!only) return null
  const own = await store.journeysPage({ charter: charter.id, organisation: only, stage: null, after: null, limit: 1 })
  return own.rows.length ? { charter, only } : null
}

export async function charterPeopleAnswer(parts: PageParts, visit: Visit, id: string): Promise<PageAnswer> {
  const { caller, query } = visit
  const { clock, policies } = parts.desk
  const known = CharterId.safeParse(id)
  const frame = known.success ? await liveFrame(parts, visit, known.data) : visit.frame
  const seen = await seenCharter(parts, caller, id)
  if (!seen) return missing
  const { charter, only } = seen
  const now = clock.now()
  const tallies = await parts.views.funnel(charter)
  const everybody = tallies.reduce((sum, { standing }) => sum + standing, 0)
  const asked = askedIn(query, everybody <= sortedUnasked ? 'urgency' : 'registered')
  const dead = await deadOf(parts, caller, charter)
  const pressingOf = (journey: Journey): Pressing =>
    pressing(journey, policies.policyFor(charter, journey.dossier), now)
  const part = isPaged(asked)
    ? await pageOf(parts, charter, only, asked, textOf(query, 'after'))
    : await sortedPart(parts, charter, only, asked, {
        ...{ caller, dead, pressingOf, from: textOf(query, 'from') },
        called: everybody > sortedUnasked ? await calledExactly(parts, charter, asked.find, caller) : [],
      })
  const people = await parts.views.people(part.journeys, caller.role, 'peopleList')
  const listed: ListedPerson[] = []
  for (const journey of part.journeys) {
    const opened = await openWords(parts.desk.vault, journey, caller.role, 'peopleList')
    listed.push({
      href: journeyHref(journey.id),
      person: people.get(journey.id)!,
      stage: journey.stage,
      missing: findingsOf(dossierView(opened.dossier, caller.role, 'peopleList').findings, journey),
      pressing: pressingOf(journey),
      unreachable: dead && dead.has(journey.id),
    })
  }
  const waiting = !only && isWaiting(asked.stage)
  const seats = waiting
    ? await seatRuleView(parts, charter, await parts.views.books.of(charter, parts.desk.clock.now()), caller)
    : { rule: null, shown: [] }
  const { leg } = charter.record
  const may = (act: Parameters<typeof refusedAccess>[1]) => !refusedAccess(caller, act, charter)
  const html = charterPeoplePage({
    ...{ frame, now, charter, asked, tallies },
    href: `/charters/${charter.id}`,
    title: `${leg.flightNumber} · ${leg.from.city} – ${leg.to.city}`,
    zones: { departure: leg.from.zone, arrival: leg.to.zone },
    action: peopleHref(charter.id),
    people: listed,
    found: part.found,
    next: part.next && `${peopleHref(charter.id)}?${new URLSearchParams({ ...addressOf(asked), ...part.next })}`,
    seats: seats.rule,
    links: {
      add: may('RegisterMerchant') ? `${peopleHref(charter.id)}/new` : null,
      roster: may('ImportRoster') ? `/charters/${charter.id}/roster` : null,
      letters: may('ViewLetters') ? `/charters/${charter.id}/letters` : null,
    },
  })
  const shown = [...new Set([...part.journeys.map((each) => each.id), ...seats.shown])].sort()
  const looked = {
    what: 'peopleList',
    charter: charter.id,
    journeys: shown,
    fields: shownTo('peopleList', caller.role),
  }
  return { html, ...(shown.length ? { looked } : {}) }
}

/** What is not one of the words that the page offers asks for nothing. */
function askedIn(query: Visit['query'], sort: Sort): PeopleQuery {
  const stage = Stage.safeParse(query['stage'])
  return {
    stage: stage.success ? stage.data : null,
    show: shows.find((each) => each === query['show']) ?? '',
    find: textOf(query, 'find').trim().slice(0, mostLetters),
    sort: sorts.find((each) => each === query['sort']) ?? sort,
  }
}

const addressOf = ({ stage, show, find, sort }: PeopleQuery): Readonly<Record<string, string>> => ({
  ...(stage ? { stage } : {}),
  ...(show ? { show } : {}),
  ...(find ? { find } : {}),
  sort,
})

const isPaged = ({ show, find, sort }: PeopleQuery): boolean => sort === 'registered' && show === '' && find === ''

type Part = {
  readonly journeys: readonly Journey[]
  readonly found: number | null
  readonly next: Readonly<Record<string, string>> | null
}

async function pageOf(
  { desk: { store } }: PageParts,
  charter: Charter,
  organisation: OrganisationId | null,
  { stage }: PeopleQuery,
  after: string,
): Promise<Part> {
  const page = await store.journeysPage({
    charter: charter.id,
    organisation,
    stage,
    after: after || null,
    limit: peopleAPage,
  })
  return {
    journeys: page.rows.map(({ state }) => state),
    found: null,
    next: page.next === null ? null : { after: page.next },
  }
}

type Sorting = {
  readonly caller: Caller
  readonly dead: ReadonlySet<JourneyId> | null
  readonly pressingOf: (journey: Journey) => Pressing
  readonly from: string
  /** Whoever has the words looked for as whole names; nobody where they are parts, or numbers, or none. */
  readonly called: readonly Journey[]
}

/** Among very many whole names are looked for first, so that not everybody's is opened for somebody who is named. */
async function calledExactly(
  { desk, views }: PageParts,
  charter: Charter,
  text: string,
  { role }: Caller,
): Promise<readonly Journey[]> {
  if (!text || !showsWhole('peopleList', role, 'name')) return []
  const book = await views.books.of(charter, desk.clock.now())
  const found = await foundByName(desk, book, text)
  return [...found].sort().flatMap((id) => book.line(id)?.journey ?? [])
}

/** Everybody's dossier is read, and everybody's name only where names are looked for or sorted by. */
async function sortedPart(
  parts: PageParts,
  charter: Charter,
  organisation: OrganisationId | null,
  asked: PeopleQuery,
  { caller, dead, pressingOf, from, called }: Sorting,
): Promise<Part> {
  const presses = new Map<JourneyId, Pressing>()
  const wanted: Journey[] = []
  const all = called.length ? called : (await parts.desk.store.journeysOf(charter.id)).map(({ state }) => state)
  await inSlices(all, (journey) => {
    if (organisation && journey.organisation !== organisation) return
    if (asked.stage && journey.stage !== asked.stage) return
    const found = asked.show === '' && asked.sort !== 'urgency' ? null : pressingOf(journey)
    if (found) presses.set(journey.id, found)
    if (
      asked.show === 'missing' &&
      !(found?.step || found?.due || findingsOf(journey.dossier.findings, journey).length)
    )
      return
    if (asked.show === 'risk' && !found?.atRisk) return
    if (asked.show === 'unreachable' && !dead?.has(journey.id)) return
    wanted.push(journey)
  })
  const looks = asked.find !== '' && !called.length
  const named = looks || asked.sort === 'name' ? await namesOf(parts, wanted, caller) : null
  const kept = named && looks ? wanted.filter(({ id }) => isFound(asked.find, named.get(id))) : wanted
  if (asked.sort === 'name') {
    const nameOf = ({ id }: Journey) => named?.get(id)?.name ?? ''
    kept.sort((a, b) => nameOf(a).localeCompare(nameOf(b)))
  }
  if (asked.sort === 'urgency') kept.sort((a, b) => weight(a, presses) - weight(b, presses))
  const start = /^\d{1,6}$/.test(from) ? Number(from) : 0
  const end = start + peopleAPage
  return {
    journeys: kept.slice(start, end),
    found: kept.length,
    next: end < kept.length ? { from: String(end) } : null,
  }
}

/** Who left the loop first, then by when; who has no end after those, and who has ended last. */
function weight({ id, stage }: Journey, presses: ReadonlyMap<JourneyId, Pressing>): number {
  if (stage === 'leftLoop') return 0
  if (isFinal(stage)) return 9e15
  const found = presses.get(id)
  if (found?.by) return Date.parse(found.by)
  return found?.atRisk ? 7e15 : 8e15
}

/** As this role sees them: nobody finds out by searching what they are not shown. */
async function namesOf(
  { views }: PageParts,
  journeys: readonly Journey[],
  { role }: Caller,
): Promise<ReadonlyMap<JourneyId, PersonView>> {
  const named = new Map<JourneyId, PersonView>()
  const parts: Journey[][] = []
  for (let start = 0; start < journeys.length; start += peopleAPage)
    parts.push(journeys.slice(start, start + peopleAPage))
  await inSlices(parts, async (part) => {
    for (const [id, person] of await views.people(part, role, 'peopleList')) named.set(id, person)
  })
  return named
}

function isFound(text: string, person: PersonView | undefined): boolean {
  const plain = (each: string) => each.normalize('NFKC').toLocaleLowerCase('und')
  const words = plain(text).split(/\s+/)
  const whole = person ? plain(`${person.name} ${person.nativeName} ${person.documentNumber}`) : ''
  return words.every((word) => whole.includes(word))
}

/** Whoever has ended lacks nothing more, but for why they stayed behind. */
const findingsOf = (findings: Journey['dossier']['findings'] = [], { stage }: Journey) =>
  isFinal(stage) && stage !== 'deferred' && stage !== 'notTravelled' ? [] : findings

async function deadOf({ desk }: PageParts, caller: Caller, charter: Charter): Promise<ReadonlySet<JourneyId> | null> {
  if (!reachOf(caller, 'ReviewLetters')) return null
  const dead = await desk.store.deadAddresses(
    reach(caller.role, 'ReviewLetters') === 'any' ? null : caller.organisation,
  )
  return new Set(dead.map(({ journey }) => journey).filter((journey) => charterOf(journey) === charter.id))
}
