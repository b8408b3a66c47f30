// The rule window of each test slot: when its sample must be taken for the flight as it is planned.
import {
  atLocalTime,
  earlier,
  inZone,
  localDate,
  plusDays,
  plusHours,
  plusMs,
  type Instant,
  type Span,
} from '../instant.ts'
import { basisOf, type MissionEdition, type Route, type TestSlot } from './missionEdition.ts'
import { zoneOf, type Anchor, type Bound } from './policy.ts'

/** From one sample to the next, in milliseconds: "more than 24 hours" begins a millisecond behind "at least". */
export const leastIntervalMs = ({ leastInterval }: MissionEdition): number =>
  leastInterval.value.hours * 3_600_000 + (leastInterval.value.exceeded ? 1 : 0)

/** The ways that are open for the hour of this departure, the usual one first. Never empty. */
export function openRoutes(policy: Bound): readonly Route[] {
  const routes = policy.mission.tests.value
  if (routes.length === 1) return routes
  const departure = inZone(policy.flight.scheduledDeparture, policy.departureZone).slice(11, 16)
  return routes.filter(
    ({ onlyDepartures: only }) => only === null || (only.from <= departure && departure <= only.until),
  )
}

/**
 * The rule window of each slot before any sample is known. A slot ends early enough for the later ones to keep their
 * least interval: with two slots 24 h apart the first ends 24 h before the anchor, although no notice says so.
 */
export function ruleWindows(policy: Bound, route: Route): readonly Span[] {
  const way = policy.mission.tests.value.indexOf(route)
  const key = `${way} ${policy.anchor.at} ${policy.gate?.at ?? ''} ${policy.departureZone}`
  let windows = windowsKnown.get(policy.mission)?.get(key)
  if (!windows) {
    windows = countBack(policy, route)
    const known = windowsKnown.get(policy.mission) ?? new Map<string, readonly Span[]>()
    if (known.size >= 1_000) known.clear()
    windowsKnown.set(policy.mission, known.set(key, windows))
  }
  return windows
}

/** By edition, way and anchor: every decision on a flight's tests asks for the same windows, several times. */
const windowsKnown = new WeakMap<MissionEdition, Map<string, readonly Span[]>>()

function countBack(policy: Bound, route: Route): readonly Span[] {
  const windows: Span[] = []
  for (const [index, slot] of [...route.slots.entries()].reverse()) {
    const { at } = anchorFor(policy, index)
    const closes = windowEnd(policy, slot, at)
    const behind = windows[0]
    const until = behind ? earlier(closes, plusMs(behind.until, -leastIntervalMs(policy.mission))) : closes
    windows.unshift({ from: windowStart(policy, slot, at), until })
  }
  return windows
}

/** At the gate only the reports that it looks at are counted from the actual boarding. */
export function anchorFor(policy: Bound, slot: number): Anchor {
  const looked = policy.mission.gateChecks.value.includes(slot === 0 ? 'firstReport' : 'laterReports')
  return policy.gate && looked ? policy.gate : policy.anchor
}

/** Hours are counted back from the anchor; calendar days from the beginning of the day in the edition's zone. */
function windowStart(policy: Bound, slot: TestSlot, anchor: Instant): Instant {
  if (basisOf(policy.mission, slot) === 'hours') return plusHours(anchor, -slot.opens)
  const zone = zoneOf(policy)
  return atLocalTime(plusDays(localDate(anchor, zone), -slot.opens), '00:00', zone)
}

/** The last moment of the last day, or the anchor itself. */
function windowEnd(policy: Bound, slot: TestSlot, anchor: Instant): Instant {
  if (slot.closes === 0) return anchor
  if (basisOf(policy.mission, slot) === 'hours') return plusHours(anchor, -slot.closes)
  const zone = zoneOf(policy)
  return plusMs(atLocalTime(plusDays(localDate(anchor, zone), 1 - slot.closes), '00:00', zone), -1)
}
