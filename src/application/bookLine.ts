// One journey's line in a charter's book: what is known of it, and under which names it is counted.
import { hasBoarded, placeDifferences, wasAdmitted, type Place } from '../domain/charter/balance.ts'
import type { Finding } from '../domain/decision.ts'
import type { Instant } from '../domain/instant.ts'
import { dueFor, dueUntil, type Due } from '../domain/journey/due.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { riskOf, type Risk } from '../domain/journey/risk.ts'
import type { Policy } from '../domain/policy/policy.ts'

export type BookLine = {
  readonly journey: Journey
  readonly places: readonly Place[]
  readonly due: readonly Due[]
  readonly risk: Risk | null
  /** When time alone may change what is due. */
  readonly until: Instant | null
  /** The lists on which it stands, each with the key by which it is in order there. */
  readonly marks: ReadonlyMap<string, string>
}

/** Sorts behind every moment. */
const atNoMoment = '~'
/** A moment, or none, and the journey behind it. */
export const momentKey = (at: Instant | null, id: string): string => `${at ?? atNoMoment} ${id}`
export function momentIn(key: string): { readonly at: Instant | null; readonly id: string } {
  const [at = '', id = ''] = key.split(' ')
  return { at: at === atNoMoment ? null : (at as Instant), id }
}

/** `infected`: found so after the landing, as the circuit breaker counts. */
export function bookLine(
  journey: Journey,
  places: readonly Place[],
  policy: Policy,
  now: Instant,
  infected: boolean,
): BookLine {
  const due = dueFor(journey, policy, now)
  const risk = riskOf(journey, policy)
  const { id, dossier, stage } = journey
  const marks = new Map<string, string>([[`at ${stage}`, id]])
  for (const [reached, at] of Object.entries(dossier.reached)) marks.set(`reached ${reached}`, momentKey(at, id))
  for (const { act, number, by } of due) {
    const name = `due ${act} ${number ?? ''}`
    const key = momentKey(by, id)
    const known = marks.get(name)
    marks.set(name, known !== undefined && known < key ? known : key)
  }
  const where = places.length === 1 ? kindOf(places[0]!) : null
  const ended = endedFor(journey)
  if (hasBoarded(journey)) marks.set('boarded', id)
  if (wasAdmitted(journey)) marks.set('admitted', id)
  if (ended) marks.set(`ended ${ended}`, id)
  if (infected) marks.set('infected', id)
  if (risk) marks.set('risk', momentKey(risk.from, id))
  if (where) marks.set(`in ${where}`, id)
  else marks.set('unaccounted', id)
  if (placeDifferences(journey, places).length) marks.set('different', id)
  if (stage === 'leftLoop') marks.set('missing', id)
  return { journey, places, due, risk, until: dueUntil(journey, policy, now), marks }
}

/** `vehicle` and `room` without which. */
export type PlaceKind = 'vehicle' | 'room' | Exclude<Place, `vehicle ${string}` | `room ${string}`>
const kindOf = (place: Place): PlaceKind => place.split(' ')[0] as PlaceKind

/** The first finding that ended a journey before boarding; a withdrawal and a no-show are reasons by themselves. */
export function endedFor({ stage, dossier }: Journey): Finding['code'] | null {
  switch (stage) {
    case 'withdrawn':
      return 'withdrawn'
    case 'notTravelled':
      return dossier.findings[0]?.code ?? 'didNotShow'
    case 'deferred':
      return dossier.findings[0]?.code ?? 'deferred'
    default:
      return null
  }
}
