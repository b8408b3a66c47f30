// Tests before departure: the edition's slots, their windows, and which test may stand in which slot.
import { finding, type Finding } from '../decision.ts'
import {
  atLocalTime,
  hoursBetween,
  inZone,
  later,
  localDate,
  plusDays,
  plusHours,
  type Instant,
  type Span,
} from '../instant.ts'
import { sampleSpan, type NaatTest } from '../journey/naat.ts'
import type { MissionEdition } from './edition.ts'
import type { Policy } from './policy.ts'

/** Which test stands in each slot, in order; null where none does. */
export type Assignment = readonly (NaatTest | null)[]
type Bound = Policy & { readonly mission: MissionEdition }

/**
 * The rule window of each slot before any sample is known. A slot ends early enough for the later ones to keep their
 * least interval: with two slots 24 h apart the first ends 24 h before the anchor, although no notice says so.
 */
export function ruleWindows(policy: Bound): readonly Span[] {
  let windows = windowsKnown.get(policy.mission)?.get(policy.anchor.at)
  if (!windows) {
    windows = countBack(policy)
    const known = windowsKnown.get(policy.mission) ?? new Map<Instant, readonly Span[]>()
    if (known.size >= 1_000) known.clear()
    windowsKnown.set(policy.mission, known.set(policy.anchor.at, windows))
  }
  return windows
}

/** By edition and anchor: every decision on a flight's tests asks for the same windows, several times. */
const windowsKnown = new WeakMap<MissionEdition, Map<Instant, readonly Span[]>>()

function countBack(policy: Bound): readonly Span[] {
  const { tests, leastInterval } = policy.mission
  return tests.value.map((slot, index) => {
    const gapsAfter = tests.value.length - 1 - index
    return {
      from: windowStart(policy, slot.within),
      until: plusHours(policy.anchor.at, -leastInterval.value * gapsAfter),
    }
  })
}

/** The same, once earlier slots are filled: the interval is counted from the sample that was really taken. */
export function nextWindow(
  policy: Bound,
  assignment: Assignment,
): { readonly slot: number; readonly span: Span } | null {
  const slot = assignment.findIndex((test) => test === null)
  const span = slot < 0 ? undefined : ruleWindows(policy)[slot]
  if (!span) return null
  const before = assignment.slice(0, slot).filter((test) => test !== null)
  const from = before.reduce(
    (start, test) => later(start, plusHours(sampleSpan(test).until, policy.mission.leastInterval.value)),
    span.from,
  )
  return { slot, span: { from, until: span.until } }
}

/** Hours are counted back from the anchor; calendar days from the beginning of the day in the edition's zone. */
function windowStart(policy: Bound, within: number) {
  const { basis, zone } = policy.mission
  if (basis.value === 'hours') return plusHours(policy.anchor.at, -within)
  return atLocalTime(plusDays(localDate(policy.anchor.at, zone), -within), '00:00', zone)
}

/**
 * Fills as many slots as the facts allow, in order: a second sample counts only behind a first. Earlier samples are
 * preferred, and before them those that a code stands on (`kept`), so that one more report takes no code away. Asked
 * again after every new fact, so a re-timed flight may make the second sample the new first.
 */
export function assign(policy: Bound, tests: readonly NaatTest[], kept: readonly string[] = []): Assignment {
  const slots = policy.mission.tests.value.length
  const candidates = [...tests]
    .filter((test) => unfit(policy, test).length === 0)
    .sort((a, b) => Number(kept.includes(b.id)) - Number(kept.includes(a.id)) || (a.sampledAt < b.sampledAt ? -1 : 1))
  const windows = ruleWindows(policy)
  let best: readonly NaatTest[] = []
  const search = (chosen: readonly NaatTest[]): void => {
    if (chosen.length > best.length) best = chosen
    if (chosen.length === slots || best.length === slots) return
    for (const test of candidates) {
      if (!chosen.includes(test) && misfits(policy, windows, chosen, chosen.length, test).length === 0)
        search([...chosen, test])
    }
  }
  search([])
  return Array.from({ length: slots }, (_, slot) => best[slot] ?? null)
}

/** What is wrong with a test by itself, whatever the slot. */
function unfit(policy: Bound, test: NaatTest): Finding[] {
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
  const laboratory = policy.laboratory(test.laboratory)
  if (edition.laboratoryAdmission.value !== 'anyLawful' && !laboratory) {
    found.push(
      finding(
        'laboratoryNotAdmitted',
        `Laboratory ${test.laboratory} is not on the list of admitted laboratories (${edition.laboratoryAdmission.value}).`,
        { test: test.id, laboratory: test.laboratory, admission: edition.laboratoryAdmission.value },
        edition.id,
      ),
    )
  }
  return found
}

/** Why this test may not stand in this slot beside those already chosen; empty where it may. */
function misfits(policy: Bound, windows: readonly Span[], chosen: Assignment, slot: number, test: NaatTest): Finding[] {
  const edition = policy.mission
  const window = windows[slot]!
  const sample = sampleSpan(test)
  const found: Finding[] = []
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
    if (early)
      found.push(
        finding('sampledTooEarly', `${taken}, before ${words.from}, ${policy.anchor.reason}.`, words, edition.id),
      )
    if (late)
      found.push(
        finding('sampledTooLate', `${taken}, after ${words.until}, ${policy.anchor.reason}.`, words, edition.id),
      )
  }
  for (const [otherSlot, other] of chosen.entries()) {
    if (!other || otherSlot === slot) continue
    const [first, second] = otherSlot < slot ? [other, test] : [test, other]
    const gap = hoursBetween(sampleSpan(first).until, sampleSpan(second).from)
    if (gap < edition.leastInterval.value) {
      found.push(
        finding(
          'intervalTooShort',
          `Only ${gap.toFixed(1)} h lie between the samples; at least ${edition.leastInterval.value} h are asked.`,
          { test: test.id, hours: Number(gap.toFixed(2)), least: edition.leastInterval.value },
          edition.id,
        ),
      )
    }
    if (edition.distinctLaboratory.value && sameName(other.laboratory, test.laboratory)) {
      found.push(
        finding(
          'sameLaboratory',
          `Both samples were tested at ${test.laboratory}; two different laboratories are asked.`,
          { test: test.id, laboratory: test.laboratory },
          edition.id,
        ),
      )
    }
    if (edition.distinctReagent.value && sameName(other.reagent, test.reagent)) {
      found.push(
        finding(
          'sameReagent',
          `Both samples were tested with ${test.reagent}; two different reagents are asked.`,
          { test: test.id, reagent: test.reagent },
          edition.id,
        ),
      )
    }
  }
  return found
}

/** Why a recorded test stands in no slot: by itself, or in the slot that it misses by least. Empty where it counts. */
export function whyNotCounted(policy: Bound, assignment: Assignment, test: NaatTest): readonly Finding[] {
  if (assignment.includes(test)) return []
  const alone = unfit(policy, test)
  if (alone.length) return alone
  const windows = ruleWindows(policy)
  const firstOpen = assignment.indexOf(null)
  if (firstOpen < 0)
    return [
      finding(
        'notNeeded',
        `Test ${test.id} is not needed: every slot is filled.`,
        { test: test.id },
        policy.mission.id,
      ),
    ]
  // The open slot first, then those before it, each beside the samples that stand before it.
  const perSlot = Array.from({ length: firstOpen + 1 }, (_, back) =>
    misfits(policy, windows, assignment.slice(0, firstOpen - back), firstOpen - back, test),
  )
  const nearest = perSlot
    .filter((found) => found.length > 0)
    .sort((a, b) => Number(isWindow(a)) - Number(isWindow(b)) || a.length - b.length)
  return nearest[0] ?? []
}

const isWindow = (found: readonly Finding[]): boolean =>
  found.some(({ code }) => code === 'sampledTooEarly' || code === 'sampledTooLate')

/** What is missing for the open slots, with the moment until which a sample can still be taken. */
export function missingTests(policy: Bound, assignment: Assignment): readonly Finding[] {
  const windows = ruleWindows(policy)
  return assignment.flatMap((test, slot) =>
    test === null
      ? [
          finding(
            'testMissing',
            `No negative test counts as sample ${slot + 1}, to be taken from ${inZone(windows[slot]!.from, policy.departureZone)} until ${inZone(windows[slot]!.until, policy.departureZone)}.`,
            { slot: slot + 1, until: inZone(windows[slot]!.until, policy.departureZone) },
            policy.mission.id,
          ),
        ]
      : [],
  )
}

/** Names are typed by many hands: case and spaces make no other laboratory and no other reagent. */
const sameName = (a: string, b: string): boolean => plain(a) === plain(b)
const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')
