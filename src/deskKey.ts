// The desk's own key: from the environment, else from a file that only its owner may read.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Config } from './config.ts'

/** The key from the environment, else from its file, which the first start makes and only its owner may read. */
export function readDeskKey(config: Config, random: (bytes: number) => Buffer): Buffer {
  if (config.DESK_KEY) return Buffer.from(config.DESK_KEY, 'base64')
  const file = config.DESK_KEY_FILE
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, random(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== 32) throw new Error(`DESK_KEY_FILE ${file} does not hold 32 bytes in base64`)
  return key
}
