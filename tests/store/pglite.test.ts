// The store's contract on PostgreSQL inside the process, where there is no real one to try it on.
import { openPglite } from '../support/pglite.ts'
import { postgresMissing } from '../support/postgres.ts'
import { storeContract } from './contract.ts'

storeContract(
  'PGlite',
  openPglite,
  postgresMissing() === null ? 'this machine has a real PostgreSQL, which is tried' : null,
)
