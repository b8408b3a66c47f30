// The store's contract on SQLite, in a file of its own for each test.
import { openSqlite } from '../../src/store/sqlite.ts'
import { freshFile } from '../support/files.ts'
import { storeContract } from './contract.ts'

storeContract('SQLite', () => openSqlite({ file: freshFile('desk.sqlite') }))
