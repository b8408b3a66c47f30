// Writes down every SQL text that this process runs, whoever prepared it, between `start` and `stop`.
import Connection from 'better-sqlite3'

type Runs = Record<'run' | 'get' | 'all' | 'iterate', (this: Connection.Statement, ...values: unknown[]) => unknown>

/** Takes the place of the four ways in which a prepared statement is run; call before anything is opened. */
export function recordStatements(): { start(): void; stop(): readonly string[] } {
  let texts: string[] | null = null
  const connection = new Connection(':memory:')
  const statements = Object.getPrototypeOf(connection.prepare('select 1')) as Runs
  for (const name of ['run', 'get', 'all', 'iterate'] as const) {
    const original = statements[name]
    statements[name] = function (...values) {
      texts?.push(this.source)
      return original.apply(this, values)
    }
  }
  connection.close()
  return {
    start: () => void (texts = []),
    stop: () => {
      const recorded = texts ?? []
      texts = null
      return recorded
    },
  }
}
