// desk checkpoint: sign the record as it stands now, or show the key by which anybody can check that.
import { parseArgs } from 'node:util'
import { keyId, signedText, statementDigest } from '../application/checkpoint.ts'
import { openDesk } from '../main.ts'
import { done, type Verb } from './verb.ts'

export const checkpoint: Verb = {
  usage: 'checkpoint [--key]',
  about: 'sign a checkpoint over the whole record; --key shows the public key instead',
  run: async ({ args, config }) => {
    const { values } = parseArgs({ args: [...args], options: { key: { type: 'boolean', default: false } } })
    const open = await openDesk(config)
    try {
      const { publicKey } = open.signer()
      if (values.key) return done({ key: keyId(publicKey), publicKey }, [publicKey.trimEnd()])
      const made = await open.checkpoints.make(open.desk.clock.now())
      return done({ ...made, digest: statementDigest(made.statement) }, [signedText(made).trimEnd()])
    } finally {
      await open.close()
    }
  },
}
