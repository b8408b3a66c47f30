// Files for a test, in a temporary folder that goes with the process: test files share it, and none takes it from the next.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'desk-test-'))
let made = 0

process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** A path under which nothing lies yet. */
export const freshFile = (name: string): string => join(folder, `${++made}-${name}`)
