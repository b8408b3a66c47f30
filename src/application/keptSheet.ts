// A sheet between its preview and its import: it goes with the page that showed it, sealed by the desk, for an hour and one reader.
import { z } from 'zod'
import { CharterId } from '../domain/ids.ts'
import { Instant, plusHours } from '../domain/instant.ts'
import type { Caller } from './actor.ts'
import type { Vault } from './keyPorts.ts'
import type { HeadingMap } from './sheetPorts.ts'

const keptHours = 1
const Kept = z.strictObject({
  kind: z.literal('roster'),
  charter: CharterId,
  whose: z.string(),
  until: Instant,
  name: z.string(),
  mapping: z.record(z.string(), z.string().nullable()),
  /** Base64. */
  bytes: z.string(),
})

export type KeptSheet = { readonly name: string; readonly mapping: HeadingMap; readonly bytes: Buffer }

/** No process keeps it, so any process of the desk takes it up; nothing of it is readable on the way. */
export const sealSheet = (
  vault: Pick<Vault, 'sealOwn'>,
  charter: CharterId,
  caller: Caller,
  now: Instant,
  { name, mapping, bytes }: KeptSheet,
): string =>
  vault.sealOwn(
    JSON.stringify({
      kind: 'roster',
      charter,
      whose: whose(caller),
      until: plusHours(now, keptHours),
      ...{ name, mapping, bytes: bytes.toString('base64') },
    } satisfies z.input<typeof Kept>),
  )

/** Null where it has run out, is somebody else's or of another charter, or was changed. */
export function openSheet(
  vault: Pick<Vault, 'openOwn'>,
  charter: CharterId,
  caller: Caller,
  now: Instant,
  sealed: string,
): KeptSheet | null {
  const kept = readKept(vault, sealed)
  if (!kept || kept.charter !== charter || kept.whose !== whose(caller) || kept.until < now) return null
  return { name: kept.name, mapping: kept.mapping, bytes: Buffer.from(kept.bytes, 'base64') }
}

function readKept(vault: Pick<Vault, 'openOwn'>, sealed: string): z.output<typeof Kept> | null {
  try {
    return Kept.safeParse(JSON.parse(vault.openOwn(sealed))).data ?? null
  } catch {
    return null
  }
}

const whose = ({ person, token }: Caller): string => person ?? token
