// What every store must do, whatever it lies on: one suite, one line per driver.
import { afterEach, beforeEach, describe } from 'vitest'
import type { Store } from '../../src/application/ports.ts'
import { commits } from './contract/commits.ts'
import { erasure } from './contract/erasure.ts'
import { groups } from './contract/groups.ts'
import { incomingLetters } from './contract/incoming.ts'
import { letters } from './contract/letters.ts'
import { outbox } from './contract/outbox.ts'
import { pages } from './contract/pages.ts'
import { parked } from './contract/parked.ts'
import { record } from './contract/record.ts'
import { reference } from './contract/reference.ts'
import { seats } from './contract/seats.ts'
import { signIn } from './contract/signIn.ts'

/** `open` answers an empty store. `missing` says why this driver cannot be tried here. */
export function storeContract(name: string, open: () => Promise<Store> | Store, missing: string | null = null): void {
  describe.skipIf(missing !== null)(`the store on ${name}${missing ? ` (skipped: ${missing})` : ''}`, () => {
    let store: Store
    // A database inside the process takes its time to start on a busy machine.
    beforeEach(async () => {
      store = await open()
    }, 120_000)
    afterEach(() => store.close())

    for (const part of [
      commits,
      groups,
      seats,
      outbox,
      letters,
      incomingLetters,
      record,
      pages,
      reference,
      parked,
      erasure,
      signIn,
    ])
      part(() => store)
  })
}
