// The process that is killed: commits without end, sixteen at a time, and says the number of each once it is answered.
import { writeSync } from 'node:fs'
import { openSqlite } from '../../src/store/sqlite.ts'
import * as make from '../support/rows.ts'

const [file, from] = process.argv.slice(2)
const store = openSqlite({ file: file! })
let next = Number(from)

async function work(): Promise<never> {
  for (;;) {
    const number = next++
    const aggregate = make.journeyNo(number)
    await store.commit(
      make.commit([make.putJourney(make.journey(number))], {
        events: [make.event(1, { aggregate }), make.event(1, { aggregate, ordinal: 1 })],
        tallies: [make.tally('registered', 1)],
        receipt: make.receipt(`k${number}`),
      }),
    )
    writeSync(1, `${number}\n`)
  }
}
await Promise.all(Array.from({ length: 16 }, work))
