// Commits as values: parts made by several decisions, put together into one list that is written whole or not at all.
import type { Journey } from '../domain/journey/journey.ts'
import type { JourneyEvent } from '../domain/journey/events.ts'
import type { JourneyEffect } from '../domain/journey/tell.ts'
import { plusMs, type Instant } from '../domain/instant.ts'
import type { CharterId, JourneyId } from '../domain/ids.ts'
import { isStayingBehind, type Stage } from '../domain/journey/stage.ts'
import type { Recorded } from '../domain/recorded.ts'
import { chain } from './chain.ts'
import { actorOf, type Envelope } from './handle.ts'
import type { Effect, EffectKind } from './effect.ts'
import type { Chance, Change, Commit, PassportKeys, TallyDelta } from './ports.ts'
import type { AggregateKind, RecordedEvent } from './recordLines.ts'

export type Part = Pick<Commit, 'changes' | 'events' | 'effects' | 'tallies'>
export const nothing: Part = { changes: [], events: [], effects: [], tallies: [] }

export function join(parts: readonly Part[], receipt: Commit['receipt'] = null): Commit {
  return {
    changes: parts.flatMap((part) => part.changes),
    events: parts.flatMap((part) => part.events),
    effects: parts.flatMap((part) => part.effects),
    tallies: sumTallies(parts.flatMap((part) => part.tallies)),
    receipt,
  }
}

/** Facts of one aggregate at its next version, chained behind its head. */
export function record(
  envelope: Envelope,
  about: {
    kind: AggregateKind
    aggregate: string
    charter: CharterId | null
    version: number
    head: string
    editions?: readonly string[]
  },
  events: readonly Recorded[],
): { readonly events: readonly RecordedEvent[]; readonly head: string } {
  return chain(
    about.head,
    events.map((event, ordinal) => {
      const { type, ...data } = event
      return {
        kind: about.kind,
        aggregate: about.aggregate,
        charter: about.charter,
        version: about.version,
        ordinal,
        type,
        data,
        at: envelope.now,
        actor: actorOf(envelope.caller),
        editions: about.editions ?? [],
        request: envelope.request,
      }
    }),
  )
}

/** Letters wait so long before they go, so that two changes in a row become one letter. */
export type LetterPatience = { readonly settleMs: number }

/** A journey as it was (null: it begins here), as it becomes, and what was told: everything that has to be written for it. */
export function journeyPart(
  envelope: Envelope,
  chance: Chance,
  patience: LetterPatience,
  before: { readonly journey: Journey; readonly head: string } | null,
  told: {
    readonly next: Journey
    readonly events: readonly JourneyEvent[]
    readonly effects: readonly JourneyEffect[]
  },
  passport: PassportKeys | null = null,
): Part {
  if (!told.events.length) return nothing
  const version = (before?.journey.version ?? 0) + 1
  const journey: Journey = { ...told.next, version }
  const { mission, observation } = journey.dossier.editions
  const editions = [mission, observation].filter((id) => id !== null)
  const { events, head } = record(
    envelope,
    { kind: 'journey', aggregate: journey.id, charter: journey.charter, version, head: before?.head ?? '', editions },
    told.events,
  )
  const changes: Change[] = [{ on: 'journey', expect: version - 1, journey, head, passport }]
  if (before && isStayingBehind(journey.stage) && !isStayingBehind(before.journey.stage))
    changes.push({ on: 'passportFree', journey: journey.id, again: journey.stage === 'withdrawn' })
  const effects: Effect[] = []
  for (const { name, dueAt } of told.effects) {
    if (name.startsWith('letter.'))
      effects.push(effect(envelope, chance, journey, 'letter', name, plusMs(dueAt, patience.settleMs)))
    else if (name.startsWith('wake.')) effects.push(effect(envelope, chance, journey, 'wake', name, dueAt))
    else if (name.startsWith('alarm.')) effects.push(effect(envelope, chance, journey, 'alarm', name, dueAt))
    else if (name === 'free.seat') {
      changes.push({ on: 'seatFree', charter: journey.charter, journey: journey.id })
      effects.push(effect(envelope, chance, journey, 'command', 'offerSeat', envelope.now))
    } else if (name === 'ask.line') {
      effects.push(effect(envelope, chance, journey, 'command', 'offerSeat', envelope.now))
    } else if (name === 'tell.dependants' && journey.dossier.party?.role === 'guardian') {
      effects.push(effect(envelope, chance, journey, 'command', 'tellDependants', envelope.now))
    }
  }
  return { changes, events, effects, tallies: tally(before?.journey ?? null, journey) }
}

function effect(
  envelope: Envelope,
  chance: Chance,
  journey: Journey,
  kind: EffectKind,
  name: string,
  dueAt: Instant,
): Effect {
  return {
    id: `E${chance.part()}`,
    kind,
    charter: journey.charter,
    subject: journey.id,
    name,
    payload: {},
    dueAt,
    createdAt: envelope.now,
  }
}

/** Where a journey stood and stands, and which stages it reached for the first time. */
function tally(before: Journey | null, after: Journey): readonly TallyDelta[] {
  const deltas: TallyDelta[] = []
  const add = (stage: Stage, standing: number, reached: number) =>
    deltas.push({ charter: after.charter, stage, standing, reached })
  if (before && before.stage !== after.stage) add(before.stage, -1, 0)
  if (!before || before.stage !== after.stage) add(after.stage, 1, 0)
  for (const stage of Object.keys(after.dossier.reached) as Stage[]) {
    if (!before?.dossier.reached[stage]) add(stage, 0, 1)
  }
  return deltas
}

function sumTallies(deltas: readonly TallyDelta[]): readonly TallyDelta[] {
  const sums = new Map<string, TallyDelta>()
  for (const delta of deltas) {
    const key = `${delta.charter} ${delta.stage}`
    const sum = sums.get(key)
    sums.set(
      key,
      sum ? { ...sum, standing: sum.standing + delta.standing, reached: sum.reached + delta.reached } : delta,
    )
  }
  return [...sums.values()].filter(({ standing, reached }) => standing !== 0 || reached !== 0)
}

export const seatClaim = (charter: CharterId, journey: JourneyId): Part => ({
  ...nothing,
  changes: [{ on: 'seatClaim', charter, journey }],
})
