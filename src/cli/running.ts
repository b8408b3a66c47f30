// Is a desk running on this file? Then a verb that writes goes through it, over HTTP, with the operator's own key.
import { existsSync, readFileSync } from 'node:fs'
import type { Config } from '../config.ts'
import { noticeFile } from '../main.ts'

export type RunningDesk = { readonly url: string; readonly operator: string }

/** Null where none runs; a notice left by a desk that died is not believed. */
export async function runningDesk(config: Config): Promise<RunningDesk | null> {
  const file = noticeFile(config)
  if (!existsSync(file)) return null
  const notice = JSON.parse(readFileSync(file, 'utf8')) as RunningDesk
  const answer = await fetch(`${notice.url}/healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
  return answer?.ok ? notice : null
}
