// Whether a test fits: by itself, in a slot, and beside the samples in the other slots; each misfit in words.
import { finding, type Finding } from '../decision.ts'
import { epochMs, inZone, type Instant, type Span } from '../instant.ts'
import { sampleSpan, type NaatTest } from '../journey/naat.ts'
import type { Route } from './missionEdition.ts'
import type { Papers } from './papers.ts'
import type { Bound } from './policy.ts'
import { countsForDeparture } from './transit.ts'
import { anchorFor, leastIntervalMs } from './windows.ts'

/** What is wrong with a test by itself, whatever the slot. */
export function unfit(policy: Bound, papers: Papers, test: NaatTest): Finding[] {
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
export function misfits(
  policy: Bound,
  { route, chosen }: { readonly route: Route; readonly chosen: readonly (NaatTest | null)[] },
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
  const { id, laboratory, reagent } = test
  const both = 'Both samples were tested'
  if (sameLaboratory && (asks === 'laboratory' || asks === 'both')) {
    const words = `${both} at ${laboratory}; two different laboratories are asked.`
    found.push(finding('sameLaboratory', words, { test: id, laboratory }, edition.id))
  }
  if (sameReagent && (asks === 'reagent' || asks === 'both')) {
    const words = `${both} with ${reagent}; two different reagents are asked.`
    found.push(finding('sameReagent', words, { test: id, reagent }, edition.id))
  }
  if (sameLaboratory && sameReagent && asks === 'either') {
    const words = `${both} at ${laboratory} with ${reagent}; another laboratory or another reagent is asked.`
    found.push(finding('nothingDistinct', words, { test: id, laboratory, reagent }, edition.id))
  }
  return found
}

/** Names are typed by many hands: case and spaces make no other laboratory and no other reagent. */
const sameName = (a: string, b: string): boolean => plain(a) === plain(b)
const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')
