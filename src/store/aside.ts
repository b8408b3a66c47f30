// Reads while a roster is being written: over a connection of their own, which sees what was there before.
import type Connection from 'better-sqlite3'
import { prepareQueries } from './queries.ts'
import { reading, type Reading } from './reading.ts'
import { shareReads } from './sharedReads.ts'
import { sharing, sqliteDialect } from './sqliteDialect.ts'

export type Aside = {
  /** From here to `end`, reads step aside; the first time opens the connection. */
  begin(): void
  end(): void
  /** The same questions, put to `usual` or, while somebody writes in slices, to the other connection. */
  or(usual: Reading): Reading
  close(): void
}

/**
 * On the writer's own connection a read between two slices would see half a roster. One more connection costs each commit
 * of the other its page cache, so it is opened only for what is written in slices.
 */
export function openAside(connect: () => Connection.Database, busyMs: number): Aside {
  let opened: { readonly reading: Reading; close(): void } | null = null
  let writing = false

  const open = () => {
    const connection = connect()
    connection.pragma(`busy_timeout = ${busyMs}`)
    const reads = shareReads(connection)
    return {
      reading: reading(prepareQueries(sharing(reads, sqliteDialect(connection)))),
      close: () => {
        reads.leave()
        connection.close()
      },
    }
  }

  return {
    begin: () => {
      opened ??= open()
      writing = true
    },
    end: () => void (writing = false),
    or: (usual) =>
      Object.fromEntries(
        Object.keys(usual).map((name) => {
          const question = name as keyof Reading
          return [
            name,
            (...asked: readonly unknown[]) =>
              ((writing && opened ? opened.reading : usual)[question] as (...asked: readonly unknown[]) => unknown)(
                ...asked,
              ),
          ]
        }),
      ) as unknown as Reading,
    close: () => opened?.close(),
  }
}
