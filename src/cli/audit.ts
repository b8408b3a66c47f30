// desk audit: does the record hold, and is the state rebuilt from it the state stored?
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { audit as auditStore } from '../application/audit.ts'
import { findSigned, type SignedStatement } from '../application/checkpoint.ts'
import type { CheckpointMark } from '../application/recordLines.ts'
import { signingKeyFile, type Config } from '../config.ts'
import { openSqliteKeys } from '../store/keyStore.ts'
import { openStore, sqliteFile } from '../store/open.ts'
import { publicKeyOf } from '../store/signingKey.ts'
import { done, refusedInput, type Verb } from './verb.ts'

export const audit: Verb = {
  usage: 'audit [--checkpoint FILE]… [--key FILE]',
  about: 'prove that the record is whole and the state follows from it',
  run: async ({ args, config }) => {
    const { values } = parseArgs({
      args: [...args],
      options: { checkpoint: { type: 'string', multiple: true, default: [] }, key: { type: 'string' } },
    })
    // Opening makes a file that is not there: a mistyped name would be whole.
    const missing = missingFile(config.DATABASE_URL)
    if (missing) return refusedInput({ error: 'no such file' }, [`There is no file ${missing}.`])
    const kept: SignedStatement[] = []
    for (const file of values.checkpoint) {
      const signed = existsSync(file) ? findSigned(readFileSync(file, 'utf8')) : null
      if (!signed) return refusedInput({ error: 'no checkpoint', file }, [`There is no checkpoint in ${file}.`])
      kept.push(signed)
    }
    if (values.key !== undefined && !existsSync(values.key))
      return refusedInput({ error: 'no such file' }, [`There is no file ${values.key}.`])
    const publicKey = values.key === undefined ? publicKeyOf(signingKeyFile(config)) : readFileSync(values.key, 'utf8')
    const store = await openStore(config.DATABASE_URL)
    try {
      const report = await auditStore(store, { publicKey, mark: await markOf(config), kept })
      const { first } = report
      if (!first)
        return done(report, [
          `Whole: ${report.aggregates} chains with ${report.events} events and ${report.lines} lines of the journal; the state rebuilt from them equals the state stored.`,
          ...checkpointLines(report.checkpoints ?? 0, kept.length),
        ])
      return refusedInput(report, [`First difference: ${first.kind} ${first.aggregate} ${first.what}.`])
    } finally {
      await store.close()
    }
  },
}

function checkpointLines(stored: number, kept: number): readonly string[] {
  const held = stored
    ? `${stored} checkpoints hold, each signed by the desk and chained to the one before.`
    : 'No checkpoint was signed yet: a deleted chain can be found by what hangs on it only (desk checkpoint makes one).'
  return kept
    ? [held, `The auditor’s ${kept} are among them.`]
    : [
        held,
        'Without a checkpoint kept outside (--checkpoint FILE), whoever holds database, key store and signing key together could still have written all of it anew.',
      ]
}

/** What the key store remembers; null where there is no such file, which opening it would make. */
async function markOf({ KEY_STORE: file }: Config): Promise<CheckpointMark | null> {
  if (!existsSync(file)) return null
  const keys = openSqliteKeys({ file })
  try {
    return await keys.checkpointMark()
  } finally {
    await keys.close()
  }
}

/** The SQLite file of the address where there is none; null where there is, and for a server. */
export function missingFile(databaseUrl: string): string | null {
  if (/^postgres(ql)?:/.test(databaseUrl)) return null
  const file = sqliteFile(databaseUrl)
  return existsSync(file) ? null : file
}
