// Tests before departure: which of them may stand in which slot, what is still missing, and why a test does not count.
import { finding, type Finding } from '../decision.ts'
import { epochMs, inZone, later, plusMs, type Instant, type Span } from '../instant.ts'
import type { Dossier } from '../journey/journey.ts'
import { sampleSpan, type NaatTest } from '../journey/naat.ts'
import { recoveryCounted } from './infectionHistory.ts'
import type { Route } from './missionEdition.ts'
import type { Bound } from './policy.ts'
import { countsForDeparture } from './transit.ts'
import { anchorFor, leastIntervalMs, openRoutes, ruleWindows } from './windows.ts'

/** What the rules look at: a dossier, or as much of one as there is. */
export type Papers = Pick<Dossier, 'tests' | 'traits' | 'code' | 'application'>

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
      if (
        !chosen.includes(test) &&
        misfits(policy, { route, slots: chosen }, windows, chosen.length, test).length === 0
      )
        search([...chosen, test])
    }
  }
  search([])
  return { route, slots: windows.map((_, slot) => best[slot] ?? null) }
}

/** What is wrong with a test by itself, whatever the slot. */
function unfit(policy: Bound, papers: Papers, test: NaatTest): Finding[] {
  const edition = policy.mission
  const found: Finding[] = []
  if (test.result !== 'negative') {
    found.push(
      finding(
        'notNegative',
        `The result of test ${test.id} is ${test.result}.`,
        { test: test.id, result: test.result },
        edition.id,
      ),
    )
  }
  if (edition.leastPrecision.value === 'minute' && test.precision !== 'minute') {
    found.push(
      finding(
        'timeTooCoarse',
        `Test ${test.id} gives its sampling time to the hour; it must be given to the minute.`,
        { test: test.id },
        edition.id,
      ),
    )
  }
  const admission = edition.laboratoryAdmission.value
  if (admission !== 'anyLawful' && !policy.laboratory(test.laboratory)?.admissions.includes(admission)) {
    found.push(
      finding(
        'laboratoryNotAdmitted',
        `Laboratory ${test.laboratory} is not on the list of admitted laboratories (${admission}).`,
        { test: test.id, laboratory: test.laboratory, admission },
        edition.id,
      ),
    )
  }
  return [...found, ...countsForDeparture(policy, papers.traits.origin, test)]
}

/** Why this test may not stand in this slot beside those already chosen; empty where it may. */
function misfits(
  policy: Bound,
  { route, slots: chosen }: Assignment,
  windows: readonly Span[],
  slot: number,
  test: NaatTest,
): Finding[] {
  const edition = policy.mission
  const window = windows[slot]!
  const { methods, name } = route.slots[slot]!
  const sample = sampleSpan(test)
  const found: Finding[] = []
  if (!methods.includes(test.method)) {
    found.push(
      finding(
        'wrongMethod',
        `Test ${test.id} is of method ${test.method}; ${name} asks ${methods.join(' or ')}.`,
        { test: test.id, method: test.method, asked: methods.join(', '), slot: slot + 1 },
        edition.id,
      ),
    )
  }
  const early = sample.from < window.from
  const late = sample.until > window.until
  if (early || late) {
    // Made only where they are needed: naming a moment in its zone costs more than the comparison.
    const place = (at: Instant) => inZone(at, policy.departureZone)
    const words = {
      test: test.id,
      slot: slot + 1,
      sampledAt: place(test.sampledAt),
      from: place(window.from),
      until: place(window.until),
    }
    const taken = `Sample ${slot + 1} was taken ${words.sampledAt}`
    const { reason } = anchorFor(policy, slot)
    if (early) found.push(finding('sampledTooEarly', `${taken}, before ${words.from}, ${reason}.`, words, edition.id))
    if (late) found.push(finding('sampledTooLate', `${taken}, after ${words.until}, ${reason}.`, words, edition.id))
  }
  for (const [otherSlot, other] of chosen.entries()) {
    if (!other || otherSlot === slot) continue
    found.push(...besideOther(policy, { slot: otherSlot, test: other }, { slot, test }))
  }
  return found
}

type Placed = { readonly slot: number; readonly test: NaatTest }

/** What two samples must keep between them: an interval, and a difference of laboratory, reagent, both or either. */
function besideOther({ mission: edition }: Bound, other: Placed, { slot, test }: Placed): readonly Finding[] {
  const found: Finding[] = []
  const [first, second] = other.slot < slot ? [other.test, test] : [test, other.test]
  const gapMs = epochMs(sampleSpan(second).from) - epochMs(sampleSpan(first).until)
  // Where no interval is asked, neither is an order: two samples of one hour, or the other way round, both stand.
  const leastMs = leastIntervalMs(edition)
  if (leastMs > 0 && gapMs < leastMs) {
    const { hours: least, exceeded } = edition.leastInterval.value
    const hours = Math.floor(gapMs / 36_000) / 100
    found.push(
      finding(
        'intervalTooShort',
        `Only ${hours} h lie between the samples; ${exceeded ? 'more than' : 'at least'} ${least} h are asked.`,
        { test: test.id, hours, least },
        edition.id,
      ),
    )
  }
  const { asks, slots } = edition.distinct.value
  if (slots && !(slots.includes(slot + 1) && slots.includes(other.slot + 1))) return found
  const sameLaboratory = sameName(other.test.laboratory, test.laboratory)
  const sameReagent = sameName(other.test.reagent, test.reagent)
  if (sameLaboratory && (asks === 'laboratory' || asks === 'both')) {
    found.push(
      finding(
        'sameLaboratory',
        `Both samples were tested at ${test.laboratory}; two different laboratories are asked.`,
        { test: test.id, laboratory: test.laboratory },
        edition.id,
      ),
    )
  }
  if (sameReagent && (asks === 'reagent' || asks === 'both')) {
    found.push(
      finding(
        'sameReagent',
        `Both samples were tested with ${test.reagent}; two different reagents are asked.`,
        { test: test.id, reagent: test.reagent },
        edition.id,
      ),
    )
  }
  if (sameLaboratory && sameReagent && asks === 'either') {
    found.push(
      finding(
        'nothingDistinct',
        `Both samples were tested at ${test.laboratory} with ${test.reagent}; another laboratory or another reagent is asked.`,
        { test: test.id, laboratory: test.laboratory, reagent: test.reagent },
        edition.id,
      ),
    )
  }
  return found
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
      misfits(policy, { route: assignment.route, slots: assignment.slots.slice(0, slot) }, windows, slot, test),
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

/** Names are typed by many hands: case and spaces make no other laboratory and no other reagent. */
const sameName = (a: string, b: string): boolean => plain(a) === plain(b)
const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')
