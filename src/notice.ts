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
  const notice = readNotice(file)
  if (!notice) return null
  // Asked with its own key: another desk may listen at the address of one that died.
  const answer = await fetch(`${notice.url}/v1/charters?limit=1`, {
    headers: { Authorization: `Bearer ${notice.operator}` },
    signal: AbortSignal.timeout(2_000),
  }).catch(() => null)
  return answer?.ok ? notice : null
}

/** Null where only a part of it was written. */
function readNotice(file: string): RunningDesk | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunningDesk
  } catch {
    return null
  }
}
