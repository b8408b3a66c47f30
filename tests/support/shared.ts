// Test data that lies beside the project and is no part of it; where it is missing, what needs it is skipped and says so.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe } from 'vitest'

const folder = path.resolve(process.env['SHARED_DATA'] ?? '../shared/data')

export const sharedFile = (name: string): Buffer => readFileSync(path.join(folder, name))
export const sharedJson = (name: string): unknown => JSON.parse(sharedFile(name).toString('utf8'))

/** A `describe` over one folder of the shared data. */
export const describeShared = (name: string, tests: () => void): void => {
  if (existsSync(path.join(folder, name))) describe(`The shared ${name}`, tests)
  else
    describe.skip(
      `The shared ${name} (skipped: ${path.join(folder, name)} is not there; SHARED_DATA names its folder)`,
      tests,
    )
}
