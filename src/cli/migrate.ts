// desk migrate: brings the database to the shape this desk needs.
import { openStore } from '../store/open.ts'
import { done, type Verb } from './verb.ts'

export const migrate: Verb = {
  usage: 'migrate',
  about: 'apply the migrations that the database lacks',
  run: async ({ config }) => {
    // Opening a store applies what it lacks; nothing is ever applied halfway.
    const store = await openStore(config.DATABASE_URL)
    await store.close()
    return done({ migrated: true }, ['The database has the shape that this desk needs.'])
  },
}
