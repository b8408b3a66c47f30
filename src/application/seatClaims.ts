// The claims of a round as they stood at its closing, told from the record alone: by the round itself, and by whoever holds it again.
import { CharterEvent } from '../domain/charter/events.ts'
import { replayCharter } from '../domain/charter/charter.ts'
import type { RoundClaim } from '../domain/charter/seatRound.ts'
import type { SeatRule } from '../domain/charter/seatRule.ts'
import { claimedNow } from '../domain/charter/waitingLine.ts'
import type { CharterId, JourneyId } from '../domain/ids.ts'
import { JourneyEvent } from '../domain/journey/events.ts'
import { evolve, openJourney, type Journey } from '../domain/journey/journey.ts'
import { planOf } from '../domain/policy/plan.ts'
import type { Desk } from './desk.ts'
import type { RecordedEvent } from './recordLines.ts'

export const factOf = ({ type, data }: RecordedEvent) => ({ type, ...(data as object) })

/** Whoever stood in line at the closing and still did when the round came, with party, company, need and papers of the closing. */
export async function claimsAtClosing(
  { store, policies }: Pick<Desk, 'store' | 'policies'>,
  id: CharterId,
  { closesAt }: SeatRule,
): Promise<readonly RoundClaim[]> {
  const events = (await store.eventsOf('charter', id)).filter(({ at }) => at < closesAt)
  const charter = replayCharter(
    id,
    events.map((event) => CharterEvent.parse(factOf(event))),
  )
  const policyFor = policies.proposed(charter)
  const landing = policies.landingDay(charter)
  const { closing, round } = await journeysUntilRound(store, id, closesAt)
  return [...closing.values()]
    .filter(({ id, stage }) => stage === 'waitlisted' && round.get(id)?.stage === 'waitlisted')
    .map((journey) => {
      const { dossier } = journey
      // Without a signed consent nobody is registered at all, nor with a passport that ends before the landing as it stood then.
      const valid = dossier.traits.passportUntil === undefined || dossier.traits.passportUntil >= landing
      return {
        journey: journey.id,
        ...claimedNow(journey),
        papers: valid && planOf(policyFor(dossier), dossier, closesAt).feasible,
      }
    })
}

type Journeys = Map<string, Journey>

/** The charter's journeys as they stood at the closing, and just before the round (now, where none was held), in the order written. */
async function journeysUntilRound(
  store: Desk['store'],
  charter: CharterId,
  closesAt: string,
): Promise<{ readonly closing: Journeys; readonly round: Journeys }> {
  const closing: Journeys = new Map()
  const round: Journeys = new Map()
  const movedOn = new Set<string>()
  for (let after = 0; ;) {
    const page = await store.eventsPage(after, 1_000, { charter })
    for (const event of page) {
      if (event.kind === 'charter' && event.type === 'SeatRoundHeld') return { closing, round }
      if (event.kind !== 'journey') continue
      tell(round, event, charter)
      // Of one journey nothing counts behind its first change after the closing.
      if (event.at >= closesAt) movedOn.add(event.aggregate)
      if (!movedOn.has(event.aggregate)) tell(closing, event, charter)
    }
    const last = page.at(-1)
    if (!last) return { closing, round }
    after = last.sequence
  }
}

function tell(journeys: Journeys, event: RecordedEvent, charter: CharterId): void {
  const fact = JourneyEvent.parse(factOf(event))
  const known = journeys.get(event.aggregate)
  if (known) journeys.set(event.aggregate, evolve(known, fact, event.at))
  else if (fact.type === 'MerchantRegistered')
    journeys.set(event.aggregate, openJourney(event.aggregate as JourneyId, charter, fact, event.at))
}
