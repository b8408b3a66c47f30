// Following the record: which aggregates were touched since the last look, whoever wrote it, each told once.
import type { Store } from './ports.ts'
import type { TouchedLine } from './recordLines.ts'

export type RecordTail = {
  /** Resolves once everything that was committed before the call is told. */
  catchUp(): Promise<void>
}

export type TailListener = {
  touched(lines: readonly TouchedLine[]): void
  /** So much was written since that nobody reads it all: whatever was kept is read again. */
  lost(): void
}

const linesAtOnce = 2_000
const mostPages = 25

export function createRecordTail(store: Pick<Store, 'touchedAfter' | 'lastSequence'>, to: TailListener): RecordTail {
  let after: number | null = null
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null

  async function follow(): Promise<void> {
    if (after === null) {
      after = await store.lastSequence()
      return
    }
    for (let page = 0; page < mostPages; page++) {
      const lines: readonly TouchedLine[] = await store.touchedAfter(after, linesAtOnce)
      after = lines.at(-1)?.sequence ?? after
      if (lines.length) to.touched(lines)
      if (lines.length < linesAtOnce) return
    }
    after = await store.lastSequence()
    to.lost()
  }

  /** A look that began earlier may have missed what was written since, so whoever comes meanwhile shares the one behind it. */
  function catchUp(): Promise<void> {
    if (!running) return (running = follow().finally(() => (running = null)))
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null
        return catchUp()
      })
    return next
  }

  return { catchUp }
}
