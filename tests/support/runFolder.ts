// A folder for each run of the tests, which goes with the run: everything that they write lies there, in memory where there is room.
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    runFolder: string
  }
}

const inMemory = '/dev/shm'
/** A whole run writes less at any one time. */
const roomNeeded = 2 * 1024 ** 3

/** Every commit waits for the disk; on a slow one the tests would do little else. None of them cuts the power. */
function place(): string {
  try {
    const { bavail, bsize } = statfsSync(inMemory)
    return bavail * bsize > roomNeeded ? inMemory : tmpdir()
  } catch {
    return tmpdir()
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(path.join(process.env['TMPDIR'] ?? place(), 'charter-desk-run-'))
  // As the system's own: a database or a mail server runs as somebody else.
  chmodSync(folder, 0o1777)
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  project.provide('runFolder', folder)
  return () => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
