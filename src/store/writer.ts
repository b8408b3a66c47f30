// Group commit: works that arrive while a group is being written share the next transaction, and each gets its own answer.
import { gather } from './gathering.ts'
import type { Outcome } from './group.ts'
import type { Work } from './work.ts'

export type Writer = {
  /** Answers after the data is on disk; rejects where this work, written alone, fails. */
  write<Answer>(work: Work<Answer>): Promise<Answer>
  /** Takes no more work, and resolves when what was taken is answered. */
  finish(): Promise<void>
}

/** The connection was lost while the commit was under way: it may have been written, so it is not written again. */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown'
}

/** The database let nobody in: to try one by one would only be to wait again and again. */
export class NotBegun extends Error {
  override name = 'NotBegun'
}

type Waiting = { readonly work: Work; resolve(answer: unknown): void; reject(error: unknown): void }

/**
 * `transact` writes a group in one transaction and answers each work, or throws with nothing written. Then nobody of the
 * group is answered: one of them, or the disk, spoilt it for all, so each is written again in a transaction of its own.
 */
export function openWriter(
  limit: number,
  transact: (works: readonly Work[]) => readonly Outcome[] | Promise<readonly Outcome[]>,
): Writer {
  let closed = false

  const write = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const outcomes = await transact(group.map((each) => each.work))
      group.forEach((each, place) => settle(each, outcomes[place]!))
    } catch (error) {
      if (group.length === 1 || error instanceof OutcomeUnknown || error instanceof NotBegun)
        for (const each of group) each.reject(error)
      else for (const each of group) await write([each])
    }
  }
  const queue = gather<Waiting>(limit, write)

  return {
    write: <Answer>(work: Work<Answer>) =>
      new Promise<Answer>((resolve, reject) => {
        if (closed) return reject(new Error('the store is closed'))
        queue.add({ work, resolve: resolve as (answer: unknown) => void, reject })
      }),
    async finish() {
      closed = true
      await queue.empty()
    },
  }
}

function settle(waiting: Waiting, outcome: Outcome): void {
  if ('error' in outcome) waiting.reject(outcome.error)
  else waiting.resolve(outcome.answer)
}
