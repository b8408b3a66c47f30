// The group transaction, told once for both dialects: what is done in which order, and what one refusal does to the rest.
import type { TallyDelta } from '../application/ports.ts'
import type { ChainEnd, RecordedEvent } from '../application/recordLines.ts'
import type { Soon } from './dialect.ts'
import type { Guarded } from './guarded.ts'
import type { Step, Work } from './work.ts'
import { eventRow, inserted, journalRow } from './writes.ts'

/** What became of one work: answered, or failed by an error that is its own. */
export type Outcome = { readonly answer: unknown } | { readonly error: unknown }

/** What the statements of a work answered: the rows of the last, or the step whose guard said no, or whose error it was. */
export type Ran =
  { readonly rows: readonly unknown[] } | { readonly refused: Step } | { readonly error: unknown; readonly step: Step }

/** A database's own way through a transaction. */
export type Hand = {
  begin(works: readonly Work[]): Soon<unknown>
  savepoint(): Soon<unknown>
  release(): Soon<unknown>
  /** Back to the savepoint, and it is gone. */
  undo(): Soon<unknown>
  run(steps: readonly Step[]): Soon<Ran>
  /** From here to the end of the transaction nobody else gives numbers to events. */
  takeTurn(): Soon<unknown>
  commit(): Soon<unknown>
  rollback(): Soon<unknown>
  /** `refusal`: a unique key said no. `own`: this work cannot be written. `broken`: nothing can be said of the group. */
  judge(error: unknown): 'refusal' | 'own' | 'broken'
}

export class Refused extends Error {
  override name = 'Refused'
}

type Doing = () => Soon<unknown>

/**
 * Each work is written under a savepoint of its own, so that a refusal after its first write undoes that work and no other.
 * Events, journal and tallies of the whole group come last: tallies as one sum a key in order of key, lines of the record in one turn.
 */
export function* writeGroup(to: Guarded, hand: Hand, works: readonly Work[]): Generator<Doing, Outcome[], Ran> {
  const alone = works.length === 1
  const outcomes: Outcome[] = []
  const events: RecordedEvent[] = []
  const journal: RecordedEvent[] = []
  const tallies: TallyDelta[] = []
  let written = 0
  yield () => hand.begin(works)
  for (const work of works) {
    if (!alone) yield hand.savepoint
    const ran: Ran = yield () => hand.run(work.steps)
    if ('rows' in ran) {
      if (!alone) yield hand.release
      outcomes.push({ answer: work.answer(ran.rows) })
      events.push(...work.events)
      journal.push(...work.journal)
      tallies.push(...work.tallies)
      written++
      continue
    }
    const outcome = told(hand, work, ran)
    if (!alone) yield hand.undo
    outcomes.push(outcome)
  }
  if (written === 0) {
    yield hand.rollback
    return outcomes
  }
  const last = closing(to, events, journal, tallies)
  if (events.length > 0 || journal.length > 0) yield hand.takeTurn
  const ran: Ran = last.length === 0 ? { rows: [] } : yield () => hand.run(last)
  if (!('rows' in ran)) {
    // Whose event it was is known only where there is one work; a larger group is written again one by one.
    if (!alone) throw 'error' in ran ? ran.error : new Refused('an event of the group is recorded already')
    const outcome = told(hand, works[0]!, ran)
    yield hand.rollback
    return [outcome]
  }
  yield hand.commit
  return outcomes
}

/** Throws what breaks the group. */
function told(hand: Hand, work: Work, ran: Exclude<Ran, { rows: unknown }>): Outcome {
  if ('refused' in ran) return { answer: work.refuse(ran.refused.conflict) }
  const judged = hand.judge(ran.error)
  if (judged === 'broken') throw ran.error
  return judged === 'refusal' ? { answer: work.refuse(ran.step.conflict) } : { error: ran.error }
}

function closing(
  to: Guarded,
  events: readonly RecordedEvent[],
  journal: readonly RecordedEvent[],
  tallies: readonly TallyDelta[],
): Step[] {
  const conflict = { on: 'event' as const, id: (events[0] ?? journal[0])?.aggregate ?? '' }
  return [
    ...inserted(to.events, events.map(eventRow), conflict),
    ...inserted(to.journal, journal.map(journalRow), conflict),
    ...ends([...events, ...journal]).map((end) => ({ statement: to.chainEnd, values: end, atLeast: 1, conflict })),
    ...summed(tallies).map((tally) => ({ statement: to.addTally, values: tally, atLeast: 1, conflict })),
  ]
}

/** The last line of each chain that has no row of its own. */
function ends(lines: readonly RecordedEvent[]): ChainEnd[] {
  const last = new Map<string, ChainEnd>()
  for (const { kind, aggregate, version, digest } of lines)
    if (kind === 'desk' || kind === 'journal')
      last.set(`${kind} ${aggregate}`, { kind, aggregate, version, head: digest })
  return [...last.keys()].sort().map((key) => last.get(key)!)
}

function summed(deltas: readonly TallyDelta[]): TallyDelta[] {
  const sums = new Map<string, TallyDelta>()
  for (const delta of deltas) {
    const key = `${delta.charter} ${delta.stage}`
    const sum = sums.get(key)
    sums.set(
      key,
      sum ? { ...sum, standing: sum.standing + delta.standing, reached: sum.reached + delta.reached } : delta,
    )
  }
  return [...sums.keys()].sort().map((key) => sums.get(key)!)
}
