// Given a database URL, when the store is opened, then it is the one that the URL names, and what it held is still there.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Connection from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openStore, sqliteFile } from '../../src/store/open.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { NotBegun } from '../../src/store/writer.ts'
import { freshFile } from '../support/files.ts'
import * as make from '../support/rows.ts'

describe('opening a store', () => {
  it('a path stands alone or after sqlite: or file:, relative or absolute', () => {
    expect(sqliteFile('var/desk.sqlite')).toBe('var/desk.sqlite')
    expect(sqliteFile('sqlite:var/desk.sqlite')).toBe('var/desk.sqlite')
    expect(sqliteFile('sqlite:/var/desk.sqlite')).toBe('/var/desk.sqlite')
    expect(sqliteFile('sqlite:///var/desk.sqlite')).toBe('/var/desk.sqlite')
    expect(sqliteFile('file:desk.sqlite')).toBe('desk.sqlite')
    expect(sqliteFile(pathToFileURL('/var/a desk.sqlite').href)).toBe('/var/a desk.sqlite')
    expect(sqliteFile(':memory:')).toBe(':memory:')
  })

  it('a URL of a database that the desk does not know is refused with the ones that it does', async () => {
    await expect(openStore('mysql://localhost/desk')).rejects.toThrow('must name a file or begin with')
  })

  it('the folder is made, the tables are there, and what was written is found when the file is opened again', async () => {
    const file = join(dirname(freshFile('x')), 'new', 'folder', 'desk.sqlite')
    const store = await openStore(`sqlite:${file}`)
    await store.commit(make.commit([make.putJourney(make.journey(1))]))
    await store.close()
    expect(existsSync(file)).toBe(true)
    const again = await openStore(file)
    expect((await again.journey(make.journeyNo(1)))?.state.version).toBe(1)
    await again.close()
  })

  it('the file is written ahead and flushed at every commit', async () => {
    const file = freshFile('desk.sqlite')
    let connection!: Connection.Database
    const store = openSqlite({ file, connect: (path) => (connection = new Connection(path)) })
    const set = (name: string) => connection.pragma(name, { simple: true })
    expect([set('journal_mode'), set('synchronous'), set('foreign_keys')]).toEqual(['wal', 2, 1])
    await store.close()
  })

  it('while another process holds the file, all who wait are refused together, and then it goes on', async () => {
    const file = freshFile('desk.sqlite')
    const store = openSqlite({ file, busyMs: 100 })
    const other = new Connection(file)
    other.exec('begin immediate')
    const before = performance.now()
    const waiting = Array.from({ length: 20 }, (_, i) =>
      store.commit(make.commit([make.putJourney(make.journey(i + 1))])),
    )
    const refused = await Promise.allSettled(waiting)
    expect(refused.every((each) => each.status === 'rejected' && each.reason instanceof NotBegun)).toBe(true)
    expect(performance.now() - before).toBeLessThan(1_500)
    other.exec('rollback')
    other.close()
    expect(await store.commit(make.commit([make.putJourney(make.journey(1))]))).toEqual({ outcome: 'committed' })
    await store.close()
  })

  it('a store that is closed answers what it had taken, and takes nothing more', async () => {
    const store = openSqlite({ file: freshFile('desk.sqlite') })
    const taken = store.commit(make.commit([make.putJourney(make.journey(1))]))
    await store.close()
    expect(await taken).toEqual({ outcome: 'committed' })
    await expect(store.commit(make.commit([make.putJourney(make.journey(2))]))).rejects.toThrow('closed')
  })
})
