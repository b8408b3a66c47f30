// desk restore: a backup put back in the place of the database, with every erasure since applied again.
import { openDesk } from '../main.ts'
import { runningDesk } from '../notice.ts'
import { checkSqlite, putBack } from '../store/backup.ts'
import { sqliteFile } from '../store/open.ts'
import { onServer } from './backup.ts'
import { done, refusedInput, wrongCall, type Verb } from './verb.ts'

export const restore: Verb = {
  usage: 'restore FILE',
  about: 'put a backup in the place of the database, and erase again whoever was erased since it was made',
  run: async ({ args, config }) => {
    const [from] = args
    if (!from || args.length !== 1) return wrongCall('Name one backup.')
    const server = onServer(config.DATABASE_URL)
    if (server) return wrongCall(server)
    const running = await runningDesk(config)
    if (running)
      return refusedInput({ error: 'running', url: running.url }, [
        `A desk is running on this file: ${running.url}. Stop it first.`,
      ])
    const checked = checkSqlite(from)
    if (checked.outcome === 'unsound') return refusedInput(checked, [`${from} ${checked.why}.`])
    const kept = putBack(from, sqliteFile(config.DATABASE_URL))
    // Opening brings it to today's shape and applies the list of the erased, which is in the key store.
    const { erasedAgain, close } = await openDesk(config)
    await close()
    return done({ restored: from, ...checked, erasedAgain, kept }, [
      `${from} is the database now: ${checked.events} events, ${checked.merchants} merchants. ${erasedAgain} who were erased since are erased again.`,
      ...(kept ? [`What was there before is ${kept}: delete it when it is not needed any more.`] : []),
    ])
  },
}
