// A folder with some of the rule books on file and no other, for tests that need a day that none of them covers.
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const onFile = fileURLToPath(new URL('../../db/editions/', import.meta.url))

/** Copies the named files, such as `mission/kr-2022-07-01.json`, into a folder of their own. */
export function editionFolder(...files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'charter-desk-editions-'))
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(onFile, file), join(folder, file))
  }
  return folder
}

/** What bound the charter of August 2022, and nothing before or behind it. */
export const augustOnly = (): string => editionFolder('mission/kr-2022-07-01.json', 'observation/cn-33-2022-06-28.json')
