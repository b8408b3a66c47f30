// The seats of a charter by its published rule, filled as the role may see them, and when a rule can still be published.
import { refusedAccess } from '../application/may.ts'
import type { Caller } from '../application/actor.ts'
import type { CharterBook } from '../application/charterBook.ts'
import { lastStartOf } from '../application/lastStarts.ts'
import { standingsIn, type Standings } from '../application/standings.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { charterStep } from '../domain/charter/chart.ts'
import { claimSpan } from '../domain/charter/seats.ts'
import { takesRegistrations } from '../domain/charter/stage.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { Finding } from '../domain/decision.ts'
import { epochMs, plusMinutes, toInstant, type Span } from '../domain/instant.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { letGo } from '../domain/journey/offer.ts'
import type { SeatClaimRow, SeatRuleView } from '../web/views.ts'
import type { PageParts } from './visit.ts'

/** Whoever opens the form has so long to send it with the earliest closing that it names. */
const fillMinutes = 10
const minuteMs = 60_000
/** So many of the line are shown; the others are counted. */
const lineShown = 100

/** No rule where none was published, and the journeys whose people are shown. Reasons are for whoever may see the plans of this charter's people. */
export async function seatRuleView(
  { desk, views }: Pick<PageParts, 'desk' | 'views'>,
  charter: Charter,
  book: CharterBook,
  caller: Caller,
): Promise<{ readonly rule: SeatRuleView | null; readonly shown: readonly JourneyId[] }> {
  if (!charter.record.allocation) return { rule: null, shown: [] }
  const journeys = book.once('journeys', () => [...book.lines('', book.size)].map(({ journey }) => journey))
  // Put in line once, until somebody moves or the charter is changed.
  const known = await book.once(`standings ${charter.version}`, () => standingsIn(desk.store, charter, journeys))
  const { allocation } = charter.record
  if (!known || !allocation) return { rule: null, shown: [] }
  const maySee = caller.role === 'desk' || refusedAccess(caller, 'ViewPlan', charter) === null
  const claims = maySee ? await claimsIn(views, known, journeys, caller) : null
  const rule = {
    ...allocation,
    seed: known.seed,
    open: charter.stage === 'draft' || takesRegistrations(charter.stage),
    closed: desk.clock.now() >= allocation.rule.closesAt,
    collected: journeys.filter(({ stage }) => stage === 'waitlisted').length,
    people: claims?.people ?? null,
    recordHref: `/v1/charters/${charter.id}/seat-round`,
  }
  return { rule, shown: claims?.shown ?? [] }
}

/** Between when claims may close under a rule that the caller publishes now; null where none can be published any more. */
export function claimsToRule(
  { desk }: Pick<PageParts, 'desk'>,
  charter: Charter,
  book: CharterBook,
  caller: Caller,
): Span | null {
  if (charter.record.allocation || book.size > 0 || !charterStep(charter.stage, 'SeatRulePublished')) return null
  if (refusedAccess(caller, 'PublishSeatRule', charter)) return null
  const now = desk.clock.now()
  const { from, until } = claimSpan(charter, now, lastStartOf(desk, charter, now))
  // The form is filled by the minute, and sent some minutes after it was opened; the end itself is too late.
  const span = {
    from: toInstant(Math.ceil(epochMs(plusMinutes(from, fillMinutes)) / minuteMs) * minuteMs),
    until: plusMinutes(until, -1),
  }
  return span.from < span.until ? span : null
}

async function claimsIn(
  views: PageParts['views'],
  { standings, line }: Standings,
  journeys: readonly Journey[],
  caller: Caller,
): Promise<{ readonly people: NonNullable<SeatRuleView['people']>; readonly shown: readonly JourneyId[] }> {
  const byId = new Map(journeys.map((journey) => [journey.id, journey]))
  const waiting = line.slice(0, lineShown).flatMap((id) => byId.get(id) ?? [])
  const rankOf = ({ id }: Journey): number => standings.get(id)?.rank ?? Number.POSITIVE_INFINITY
  const offered = journeys
    .filter(({ stage }) => stage === 'offered')
    .sort((a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(a) - rankOf(b)))
  const people = await views.people([...waiting, ...offered], caller.role, 'seatLine')
  const row = ({ id, dossier }: Journey): SeatClaimRow[] => {
    const person = people.get(id)
    if (!person) return []
    const reason = (dossier.seating?.reason ?? null) as Finding | null
    const passedOver = dossier.findings.some(({ code }) => code === 'offerTooLate')
    return [{ person, standing: standings.get(id) ?? null, reason, passedOver }]
  }
  const claims = {
    offers: offered.flatMap((journey) =>
      row(journey).flatMap((each) => {
        const until = journey.dossier.offer?.expiresAt
        return until ? [{ ...each, until }] : []
      }),
    ),
    line: waiting.flatMap(row),
    more: line.length - waiting.length,
    letGo: journeys.filter(letGo).length,
  }
  return { people: claims, shown: [...waiting, ...offered].map(({ id }) => id) }
}
