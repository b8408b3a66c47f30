// Tests before departure: which of them may stand in which slot, what is still missing, and why a test does not count.
import { finding, type Finding } from '../decision.ts'
import { inZone, later, plusMs, type Span } from '../instant.ts'
import { sampleSpan, type NaatTest } from '../journey/naat.ts'
import { misfits, unfit } from './fit.ts'
import { recoveryCounted } from './infectionHistory.ts'
import type { Route } from './missionEdition.ts'
import type { Papers } from './papers.ts'
import type { Bound } from './policy.ts'
import { leastIntervalMs, openRoutes, ruleWindows } from './windows.ts'

/** The way that is furthest along, and which test stands in each of its slots, in order; null where none does. */
export type Assignment = { readonly route: Route; readonly slots: readonly (NaatTest | null)[] }

export const countedIn = (assignment: Assignment): readonly NaatTest[] =>
  assignment.slots.filter((test) => test !== null)
export const isComplete = (assignment: Assignment): boolean => assignment.slots.every((test) => test !== null)

/** The first open slot, once earlier ones are filled: the interval is counted from the sample that was really taken. */
export function nextWindow(
  policy: Bound,
  { route, slots }: Assignment,
): { readonly slot: number; readonly span: Span } | null {
  const slot = slots.indexOf(null)
  const span = slot < 0 ? undefined : ruleWindows(policy, route)[slot]
  if (!span) return null
  const before = slots.slice(0, slot).filter((test) => test !== null)
  const from = before.reduce(
    (start, test) => later(start, plusMs(sampleSpan(test).until, leastIntervalMs(policy.mission))),
    span.from,
  )
  return { slot, span: { from, until: span.until } }
}

/**
 * Fills as many slots as the facts allow, in order: a second sample counts only behind a first. Earlier samples are
 * preferred, and before them those that a code stands on, so that one more report takes no code away. Where the notice
 * knows several ways, the one with least still open; where they are even, the one with most in hand, then the usual one.
 * Asked again after every new fact, so a re-timed flight may make the second sample the new first.
 */
export function assign(policy: Bound, papers: Papers): Assignment {
  const routes = openRoutes(policy)
  const [usual] = routes
  if (papers.traits.testExempt) return { route: usual!, slots: [] }
  const kept = (papers.code ?? papers.application)?.basis ?? []
  const candidates = papers.tests
    .filter((test) => unfit(policy, papers, test).length === 0)
    .sort((a, b) => Number(kept.includes(b.id)) - Number(kept.includes(a.id)) || (a.sampledAt < b.sampledAt ? -1 : 1))
  return routes
    .map((route) => fill(policy, route, candidates))
    .reduce((best, next) => (isFurther(next, best) ? next : best))
}

const openIn = ({ slots }: Assignment): number => slots.filter((test) => test === null).length
const isFurther = (next: Assignment, best: Assignment): boolean =>
  openIn(next) < openIn(best) || (openIn(next) === openIn(best) && countedIn(next).length > countedIn(best).length)

function fill(policy: Bound, route: Route, candidates: readonly NaatTest[]): Assignment {
  const windows = ruleWindows(policy, route)
  let best: readonly NaatTest[] = []
  const search = (chosen: readonly NaatTest[]): void => {
    if (chosen.length > best.length) best = chosen
    if (chosen.length === windows.length || best.length === windows.length) return
    for (const test of candidates) {
      if (!chosen.includes(test) && misfits(policy, { route, chosen }, windows, chosen.length, test).length === 0)
        search([...chosen, test])
    }
  }
  search([])
  return { route, slots: windows.map((_, slot) => best[slot] ?? null) }
}

/** Why a recorded test stands in no slot: by itself, or in the slot that it misses by least. Empty where it counts. */
export function whyNotCounted(
  policy: Bound,
  papers: Papers,
  assignment: Assignment,
  test: NaatTest,
): readonly Finding[] {
  if (papers.traits.testExempt || assignment.slots.includes(test)) return []
  if (recoveryCounted(policy, papers).includes(test)) return []
  const alone = unfit(policy, papers, test)
  if (alone.length) return alone
  const windows = ruleWindows(policy, assignment.route)
  const firstOpen = assignment.slots.indexOf(null)
  if (firstOpen < 0)
    return [
      finding(
        'notNeeded',
        `Test ${test.id} is not needed: every slot is filled.`,
        { test: test.id },
        policy.mission.id,
      ),
    ]
  // The open slot first, then those before it whose sample was taken later, each beside the samples that stand before it.
  const perSlot = Array.from({ length: firstOpen + 1 }, (_, back) => firstOpen - back)
    .filter((slot) => slot === firstOpen || test.sampledAt < assignment.slots[slot]!.sampledAt)
    .map((slot) =>
      misfits(policy, { route: assignment.route, chosen: assignment.slots.slice(0, slot) }, windows, slot, test),
    )
  const nearest = perSlot
    .filter((found) => found.length > 0)
    .sort((a, b) => Number(isWindow(a)) - Number(isWindow(b)) || a.length - b.length)
  return nearest[0] ?? []
}

const isWindow = (found: readonly Finding[]): boolean =>
  found.some(({ code }) => code === 'sampledTooEarly' || code === 'sampledTooLate' || code === 'wrongMethod')

/** What is missing for the open slots, with the moment until which a sample can still be taken. */
export function missingTests(policy: Bound, assignment: Assignment): readonly Finding[] {
  const windows = ruleWindows(policy, assignment.route)
  const next = nextWindow(policy, assignment)
  return assignment.slots.flatMap((test, slot) => {
    if (test !== null) return []
    const span = next?.slot === slot ? next.span : windows[slot]!
    const [from, until] = [inZone(span.from, policy.departureZone), inZone(span.until, policy.departureZone)]
    return [
      finding(
        'testMissing',
        `No negative test counts as sample ${slot + 1}, to be taken from ${from} until ${until}.`,
        { slot: slot + 1, until },
        policy.mission.id,
      ),
    ]
  })
}
