// What several test files need, made by whichever of them comes first; the others wait for it.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inject } from 'vitest'

/** Answers the folder that `make` filled, once in a whole run; where that failed it fails for everybody, with the reason. */
export async function oncePerRun(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const whole = path.join(inject('runFolder'), name)
  const failed = `${whole}.failed`
  if (takenFirst(`${whole}.making`)) {
    try {
      await make(`${whole}.making`)
      renameSync(`${whole}.making`, whole)
    } catch (error) {
      writeFileSync(failed, String(error))
      throw error
    }
  }
  while (!existsSync(whole)) {
    if (existsSync(failed)) throw new Error(`${name} could not be made: ${readFileSync(failed, 'utf8')}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return whole
}

function takenFirst(folder: string): boolean {
  // Who comes after the renaming finds no folder there, but the mark.
  try {
    mkdirSync(`${folder}.taken`)
  } catch {
    return false
  }
  mkdirSync(folder)
  return true
}
