// Imports one roster into the desk of its environment and says when it begins; its parent kills it somewhere in between.
import { readFileSync } from 'node:fs'
import { deskCaller } from '../../src/application/perform.ts'
import { readConfig } from '../../src/config.ts'
import { CharterId } from '../../src/domain/ids.ts'
import { Instant } from '../../src/domain/instant.ts'
import { openDesk } from '../../src/main.ts'
const start = '2022-08-20T10:00:00+09:00'

const [charter, file] = process.argv.slice(2) as [string, string]
const config = readConfig(process.env)
if (config.outcome === 'faulty') throw new Error(config.faults.join('\n'))
const open = await openDesk(config.config)
process.send?.('begins')
const envelope = {
  caller: deskCaller,
  request: `Q${open.desk.chance.part()}`,
  now: Instant.parse(start),
  idempotency: null,
  ifMatch: null,
}
const answer = await open.rosters.importRoster(envelope, CharterId.parse(charter), readFileSync(file), {
  mode: 'clean',
})
if (answer.outcome !== 'done') throw new Error(JSON.stringify(answer))
const { created, unchanged } = answer.value
await open.close()
process.send?.({ created, unchanged })
process.disconnect?.()
