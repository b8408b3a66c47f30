// The bare side of a re-timing: Express, a bare decision a journey, and one transaction of the desk's own statements, values given.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type Connection from 'better-sqlite3'
import express from 'express'
import { follow } from '../../src/application/following.ts'
import type { Envelope } from '../../src/application/handle.ts'
import { deskCaller } from '../../src/application/perform.ts'
import type { CharterId } from '../../src/domain/ids.ts'
import { decide } from '../../src/domain/journey/decide.ts'
import type { Journey } from '../../src/domain/journey/journey.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import { openDesk } from '../../src/main.ts'
import { openBare } from './bareStatements.ts'
import { configOf, moment } from './furnished.ts'
import { recordStatements } from './recording.ts'
import { retimingOf, type NewTimes } from './retimings.ts'
import { openSideChannel } from './sideChannel.ts'

type Prepared = {
  readonly journeys: readonly Journey[]
  readonly policy: Policy
  readonly statements: readonly (readonly [Connection.Statement<unknown[]>, readonly unknown[]])[]
  readonly body: unknown
}

// A scribe of its own carries out the same re-timing first, on a copy of its own, to say what is to be written.
const recorder = recordStatements()
const channel = openSideChannel()
const scribe = await openDesk(configOf({ ...process.env, ...JSON.parse(process.env['SCRIBE']!), CLOCK: 'real' }))
const { db } = openBare()
const [begin, commit, rollback] = ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'].map((word) => db.prepare(word))
const known = new Map<string, Connection.Statement<unknown[]>>()
const statementOf = (text: string) => known.get(text) ?? known.set(text, db.prepare<unknown[]>(text)).get(text)!
let prepared: Prepared | null = null

/** What the scribe leaves behind must not be swept while the bare side is timed. */
setFlagsFromString('--expose-gc')
const sweep = runInNewContext('gc') as () => void

const envelope: Envelope = { caller: deskCaller, request: 'Q0', now: moment, idempotency: null, ifMatch: null }

async function prepare(charter: CharterId, times: NewTimes): Promise<Prepared> {
  const command = retimingOf(times)
  const followed = await follow(scribe.desk, envelope, charter, command)
  if (followed.outcome !== 'followed') throw new Error(`the scribe was refused: ${JSON.stringify(followed)}`)
  recorder.start()
  const answer = await scribe.charters.act(envelope, charter, command)
  const ran = recorder.stop()
  if (answer.outcome !== 'done') throw new Error(`the scribe was refused: ${JSON.stringify(answer)}`)
  const written = ran.filter(({ text }) => /^(insert|update)/.test(text))
  const asked = followed.journeys.filter(({ decision }) => decision !== null)
  return {
    journeys: asked.map(({ held }) => held.state),
    policy: asked[0]!.policy,
    statements: written.map(({ text, values }) => [statementOf(text), values]),
    body: followed.after,
  }
}

/** What is compared: the same journeys decided under the same policy, the same rows written whole or not at all. */
function retime({ journeys, policy, statements }: Prepared): number {
  for (const journey of journeys) {
    const command = { type: 'FollowRetiming' as const, testExempt: journey.dossier.traits.testExempt }
    if (decide(journey, command, moment, policy).outcome !== 'accepted') return 422
  }
  begin!.run()
  for (const [statement, values] of statements) {
    if (statement.get(...values)) continue
    rollback!.run()
    return 409
  }
  commit!.run()
  return 200
}

const app = express().disable('x-powered-by').disable('etag')
app.post('/prepare/:charter', express.json(), async (request, response) => {
  prepared = await prepare(request.params['charter'] as CharterId, request.body)
  sweep()
  response.json({ journeys: prepared.journeys.length, statements: prepared.statements.length })
})
app.post('/v1/charters/:charter/retiming', express.json(), (_request, response) => {
  const status = prepared ? retime(prepared) : 404
  response.status(status).json(prepared?.body ?? {})
  prepared = null
})
channel.serve(app)
