// The desk's own keys: from the environment, from what a command answers, else from a file that only its owner may read.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { keysIn, type Config } from './config.ts'

export type DeskKeys = {
  readonly name: string
  /** The first wraps, all unwrap. */
  read(): Promise<readonly Buffer[]>
  /** The file of keys, which the desk may write itself; null where the keys are kept by somebody else. */
  readonly file: {
    exists(): boolean
    /** Makes the first; of two who start at the same time one does. */
    make(key: Buffer): void
    write(keys: readonly Buffer[]): void
  } | null
}

const patienceMs = 20_000

export function deskKeys(config: Config): DeskKeys {
  const { DESK_KEY, DESK_KEY_COMMAND: command, DESK_KEY_FILE: file } = config
  if (DESK_KEY) return { name: 'DESK_KEY', read: async () => keysIn(DESK_KEY) ?? [], file: null }
  if (command) {
    const name = 'DESK_KEY_COMMAND'
    return {
      name,
      read: async () => {
        // What it wrote is a key: an error repeats neither its output nor the command, which may hold a token.
        const answer = await promisify(execFile)('/bin/sh', ['-c', command], { timeout: patienceMs }).catch(
          (error: { code?: unknown; stderr?: string }) => {
            throw new Error(`${name} ended with ${String(error.code)}: ${(error.stderr ?? '').trim().slice(0, 300)}`)
          },
        )
        return parsed(name, answer.stdout)
      },
      file: null,
    }
  }
  const name = `DESK_KEY_FILE ${file}`
  return {
    name,
    read: async () => parsed(name, readFileSync(file, 'utf8')),
    file: {
      exists: () => existsSync(file),
      make(key) {
        mkdirSync(dirname(file), { recursive: true })
        try {
          writeFileSync(file, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true })
        } catch (error) {
          if ((error as { code?: unknown }).code !== 'EEXIST') throw error
        }
      },
      write(keys) {
        const unfinished = `${file}.part`
        writeFileSync(unfinished, keys.map((key) => `${key.toString('base64')}\n`).join(''), {
          mode: 0o600,
          flush: true,
        })
        renameSync(unfinished, file)
      },
    },
  }
}

function parsed(name: string, text: string): readonly Buffer[] {
  const keys = keysIn(text)
  if (!keys?.length) throw new Error(`${name} does not hold 32 bytes in base64, one key a line`)
  return keys
}
