// Beside the database file: where the running desk is reached, for the operator's own verbs.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Config } from './config.ts'

/** `operator` is a key that lives as long as the process does. */
export type RunningDesk = { readonly url: string; readonly operator: string; readonly pid: number }

const fileOf = (config: Config): string => `${config.DATABASE_URL.replace(/^(sqlite|file):/, '')}.desk.json`

/** Leaves the notice, readable by its owner alone; answers how to take it away again. */
export function leaveNotice(config: Config, notice: RunningDesk): () => void {
  const file = fileOf(config)
  rmSync(file, { force: true })
  writeFileSync(file, JSON.stringify(notice), { mode: 0o600, flag: 'wx' })
  return () => rmSync(file, { force: true })
}

/** The desk that runs on this file; null where none does. A notice left by a desk that died is not believed. */
export async function runningDesk(config: Config): Promise<RunningDesk | null> {
  const file = fileOf(config)
  if (!existsSync(file)) return null
  const notice = JSON.parse(readFileSync(file, 'utf8')) as RunningDesk
  const answer = await fetch(`${notice.url}/healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
  return answer?.ok ? notice : null
}
