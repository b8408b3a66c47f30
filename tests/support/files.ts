// Files for a test, in a temporary folder that goes when the tests of the file are done.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'desk-test-'))
let made = 0

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A path under which nothing lies yet. */
export const freshFile = (name: string): string => join(folder, `${++made}-${name}`)
