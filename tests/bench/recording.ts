// Writes down every SQL text that this process runs, with its values, whoever prepared it, between `start` and `stop`.
import Connection from 'better-sqlite3'

/** One statement as it was run; its values in the order of their places. */
export type RanStatement = { readonly text: string; readonly values: readonly unknown[] }

type Runs = Record<'run' | 'get' | 'all' | 'iterate', (this: Connection.Statement, ...values: unknown[]) => unknown>

/** Takes the place of the four ways in which a prepared statement is run, and gives it back at the end. */
export function recordStatements(): { start(): void; stop(): readonly RanStatement[] } {
  const connection = new Connection(':memory:')
  const statements = Object.getPrototypeOf(connection.prepare('select 1')) as Runs
  connection.close()
  let ran: RanStatement[] = []
  let giveBack: (() => void) | null = null
  return {
    start: () => {
      ran = []
      const originals = pick(statements)
      for (const name of ways) {
        statements[name] = function (...values) {
          ran.push({ text: this.source, values })
          return originals[name].apply(this, values)
        }
      }
      giveBack = () => void Object.assign(statements, pick(originals))
    },
    stop: () => {
      giveBack?.()
      giveBack = null
      return ran
    },
  }
}

const ways = ['run', 'get', 'all', 'iterate'] as const
const pick = ({ run, get, all, iterate }: Runs): Runs => ({ run, get, all, iterate })
