// The store's contract on a real PostgreSQL, emptied before each test.
import { openPostgres } from '../../src/store/postgres.ts'
import { emptyDatabase, postgresMissing } from '../support/postgres.ts'
import { storeContract } from './contract.ts'

storeContract('PostgreSQL', async () => openPostgres({ url: await emptyDatabase() }), postgresMissing())
