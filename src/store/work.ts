// One thing to be written, as a value: its statements in order, and what an unmet guard of each means.
import type { CommitAnswer, TallyDelta } from '../application/ports.ts'
import type { RecordedEvent } from '../application/recordLines.ts'
import type { Statement, Values } from './dialect.ts'
import type { AggregateTable } from './guarded/aggregates.ts'

export type Conflict = Omit<Extract<CommitAnswer, { outcome: 'conflict' }>, 'outcome'>

export type Step = {
  readonly statement: Statement<unknown>
  readonly values: Values
  /** Fewer rows than this, and the guard has said no. */
  readonly atLeast: number
  readonly conflict: Conflict
}

export type Work<Answer = unknown> = {
  readonly steps: readonly Step[]
  /** Rows that must be held before anything is written, so that groups of two processes cannot wait for each other. */
  readonly holds: readonly (readonly [AggregateTable, string])[]
  /** Written at the end of the group: see `group.ts`. */
  readonly events: readonly RecordedEvent[]
  readonly journal: readonly RecordedEvent[]
  readonly tallies: readonly TallyDelta[]
  /** What is answered once the data is on disk, from the rows of the last step. */
  answer(rows: readonly unknown[]): Answer
  refuse(conflict: Conflict): Answer
}

/** A write without a guard, and its answer from the rows of its last statement. */
export function unguarded<Row, Answer>(
  steps: readonly (readonly [Statement<unknown>, Values])[],
  answer: (rows: readonly Row[]) => Answer,
): Work<Answer> {
  return {
    steps: steps.map(([statement, values]) => ({ statement, values, atLeast: 0, conflict: { on: 'effect', id: '' } })),
    holds: [],
    events: [],
    journal: [],
    tallies: [],
    answer: (rows) => answer(rows as readonly Row[]),
    refuse: ({ on, id }) => {
      throw new Error(`a write without a guard was refused on ${on} ${id}`)
    },
  }
}
