// The store's contract on PostgreSQL inside the process.
import { openPglite } from '../support/pglite.ts'
import { storeContract } from './contract.ts'

storeContract('PGlite', openPglite)
