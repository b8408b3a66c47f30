// desk remains: what personal data of one merchant is anywhere, and why.
import { JourneyId, MerchantId } from '../domain/ids.ts'
import { openDesk } from '../main.ts'
import { done, refusedInput, wrongCall, type Verb } from './verb.ts'

export const remains: Verb = {
  usage: 'remains MERCHANT',
  about: 'what personal data of a merchant is anywhere: rows, letters, logs, backups; a journey of theirs will do',
  run: async ({ args, config }) => {
    const [id] = args
    const [merchant, journey] = [MerchantId.safeParse(id), JourneyId.safeParse(id)]
    if (args.length !== 1 || (!merchant.success && !journey.success))
      return wrongCall('Name one merchant, or a journey.')
    const { desk, privacy, close } = await openDesk(config)
    try {
      const held = journey.success ? await desk.store.journey(journey.data) : null
      const whom = merchant.success ? merchant.data : held?.state.merchant
      if (!whom || !(await desk.store.merchant(whom)))
        return refusedInput({ error: 'unknown merchant' }, [`There is no merchant ${id}.`])
      const report = await privacy.remains(whom)
      return done(report, [
        `${whom}: the key is ${report.key}; ${report.readable ? 'what is left can be read' : 'nothing is left that can be read'}${report.heldBack ? '; held back from erasure' : ''}.`,
        ...report.places.map(
          ({ place, count, why }) => `  ${place.padEnd(18)}${String(count ?? '?').padStart(5)}  ${why}`,
        ),
      ])
    } finally {
      await close()
    }
  },
}
