// Whom an edition touches: everybody on the way who stands under another where this one would bind, and what it would mean for them.
import type { Charter } from '../domain/charter/charter.ts'
import { isCharterFinal } from '../domain/charter/stage.ts'
import type { CharterId, JourneyId } from '../domain/ids.ts'
import { atLocalTime, later, localDate, type Instant, type LocalDate } from '../domain/instant.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { isFinal, type Stage } from '../domain/journey/stage.ts'
import { beginsOn } from '../domain/policy/binding.ts'
import type { Edition } from '../domain/policy/edition.ts'
import { expectedRelease } from '../domain/policy/leg.ts'
import { impactOf, outcomes, type Impact, type Outcome } from '../domain/policy/impact.ts'
import type { Desk } from './desk.ts'
import type { Held } from './ports.ts'
import { concerns, exemptUnder } from './redecisions.ts'

export type Touched = {
  readonly held: Held<Journey>
  readonly charter: Charter
  /** Asked already, and left where they were: recorded on the journey. */
  readonly kept: boolean
}
export type TouchedLine = {
  readonly journey: JourneyId
  readonly charter: CharterId
  readonly stage: Stage
  readonly kept: boolean
} & Impact
export type Preview = {
  readonly edition: string
  /**
   * As of which day those under observation were looked at: today, or the first day of an edition that has not begun,
   * when whoever is expected to be released before is not there any more. Null where nobody is under observation by it.
   */
  readonly asOf: LocalDate | null
  readonly counts: Readonly<Record<Outcome, number>>
  /** On the way and not landed yet: they take this observation edition by themselves. */
  readonly bindsOnLanding: number
  readonly journeys: readonly TouchedLine[]
}

const chartersAPage = 100

/** An edition of observation governs days, so one that has not begun is looked at as of the beginning of its first day. */
export const lookedAt = (edition: Edition, now: Instant): Instant =>
  edition.kind === 'observation' ? later(now, atLocalTime(beginsOn(edition), '00:00', edition.zone)) : now

/** Walks every charter that is not closed. An edition that is not published yet is looked at as if it were. Reads only. */
export async function touchedBy(
  desk: Desk,
  edition: Edition,
  now: Instant,
): Promise<{ readonly touched: readonly Touched[]; readonly bindsOnLanding: number }> {
  const { store, policies } = desk
  const asOf = lookedAt(edition, now)
  const touched: Touched[] = []
  let bindsOnLanding = 0
  let after: string | null = null
  do {
    const page = await store.chartersPage({ organiser: null, ids: null, after, limit: chartersAPage })
    for (const { state: charter } of page.rows) {
      if (isCharterFinal(charter.stage)) continue
      const offered = policies.offered(charter, asOf, edition).some(({ id }) => id === edition.id)
      if (!offered) continue
      const landing = policies.editionsOf(charter, edition).observation.bound?.id === edition.id
      for (const held of await store.journeysOf(charter.id)) {
        const journey = held.state
        if (landing && !journey.dossier.landed && !isFinal(journey.stage)) bindsOnLanding++
        if (standsUnder(journey, edition) || !concerns(edition, journey)) continue
        if (isReleasedBy(desk, charter, journey, now, asOf)) continue
        touched.push({ held, charter, kept: await keptAlready(desk, journey.id, edition.id) })
      }
    }
    after = page.next
  } while (after !== null)
  return { touched, bindsOnLanding }
}

/** What it would mean for each of them, counted; nobody is named. */
export async function previewOf(desk: Desk, edition: Edition, now: Instant): Promise<Preview> {
  const { touched, bindsOnLanding } = await touchedBy(desk, edition, now)
  const at = lookedAt(edition, now)
  const journeys: TouchedLine[] = []
  for (const { held, charter, kept } of touched) {
    const impact = await impactOn(desk, charter, held.state, edition, at)
    if (!impact) continue
    const { id, stage } = held.state
    journeys.push({ journey: id, charter: charter.id, stage, kept, ...impact })
  }
  const counts = Object.fromEntries(
    outcomes.map((each) => [each, journeys.filter(({ outcome }) => outcome === each).length]),
  ) as Record<Outcome, number>
  const asOf = edition.kind === 'observation' ? localDate(at, edition.zone) : null
  return { edition: edition.id, asOf, counts, bindsOnLanding, journeys }
}

async function impactOn(
  desk: Desk,
  charter: Charter,
  journey: Journey,
  edition: Edition,
  now: Instant,
): Promise<Impact | null> {
  const before = desk.policies.policyFor(charter, journey.dossier)
  const after = desk.policies.policyUnder(charter, journey.dossier, edition)
  const testExempt = await exemptUnder(desk, charter, journey, after)
  return impactOf(journey, { edition, before, after, testExempt }, now)
}

/** Whether somebody in a room or at home is expected to be free between the two moments. */
function isReleasedBy({ policies }: Desk, charter: Charter, journey: Journey, now: Instant, asOf: Instant): boolean {
  const { stage, dossier } = journey
  if (asOf === now || (stage !== 'underMedicalObservation' && stage !== 'underHomeMonitoring')) return false
  const { observation } = policies.policyFor(charter, dossier)
  const release = observation && expectedRelease(observation, dossier, now)
  return release !== null && now < release && release <= asOf
}

const standsUnder = ({ dossier }: Journey, { id }: Edition): boolean =>
  dossier.editions.mission === id || dossier.editions.observation === id

async function keptAlready(desk: Desk, journey: JourneyId, edition: string): Promise<boolean> {
  const history = await desk.store.eventsOf('journey', journey)
  return history.some(({ type, data }) => type === 'EditionKept' && (data as { edition?: unknown }).edition === edition)
}
