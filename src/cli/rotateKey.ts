// desk rotate-key: another key of the desk in place of the present one, while the desk runs; broken off, the same call goes on.
import { randomBytes } from 'node:crypto'
import { tellRotation } from '../application/keyBinding.ts'
import { deskCaller } from '../application/perform.ts'
import type { Config } from '../config.ts'
import { openDesk } from '../main.ts'
import { openSealing } from '../sealing.ts'
import { rewrapKeys } from '../store/vault.ts'
import { done, refusedInput, wrongCall, type Verb } from './verb.ts'

export const rotateKey: Verb = {
  usage: 'rotate-key',
  about: 'take another key for the desk and wrap every merchant’s key with it; the desk may run meanwhile',
  run: async ({ args, config }) => {
    if (args.length) return wrongCall('rotate-key takes nothing more.')
    const { source, keys, ring } = await openSealing(config)
    try {
      const from = (await keys.mark('current'))!
      const begun = ring.first().id !== from || ring.all().length > 1
      if (!begun) {
        if (!source.file)
          return refusedInput({ error: 'no new key', key: from }, [
            `${source.name} holds one key, ${from}, and is not the desk's to write: put a new key before it there, so that both are answered, and call this again.`,
          ])
        source.file.write([randomBytes(32), ...(await source.read())])
        await ring.reread()
      }
      const { rewrapped } = await rewrapKeys({ ring, keys, random: randomBytes })
      const key = ring.first().id
      source.file?.write((await source.read()).slice(0, 1))
      if (key !== from) await told(config, from, key)
      return done({ from, key, rewrapped, continued: begun }, [
        `${rewrapped} keys of merchants are wrapped by the desk's key ${key} now; none needs another any more.`,
        source.file
          ? `${source.name} holds that one alone. A copy of the file from before opens nothing that is written from now on.`
          : `Whatever ${source.name} answers behind it may be taken away.`,
      ])
    } finally {
      await keys.close()
    }
  },
}

async function told(config: Config, from: string, key: string): Promise<void> {
  const { desk, close } = await openDesk(config)
  try {
    const envelope = {
      caller: { ...deskCaller, token: 'operator' },
      request: 'rotate-key',
      now: desk.clock.now(),
      idempotency: null,
      ifMatch: null,
    }
    await tellRotation(desk.store, envelope, { type: 'DeskKeyRotated', from, key })
  } finally {
    await close()
  }
}
