// The bare side of the command: Express, a group commit of its own, the same SQL; nobody is asked who they are or what is allowed.
import express from 'express'
import { openBare, prepareBare, type BareJourney } from './bareStatements.ts'
import { moment, sampledAt } from './furnished.ts'
import { openSideChannel } from './sideChannel.ts'

type Waiting = { key: string; test: { id: string }; before: BareJourney; answer: (status: number) => void }
const [was, is] = ['seated.awaitingFirstNegative', 'seated.awaitingSecondNegative.codeOutstanding']
const [channel, sql] = [openSideChannel(), prepareBare(openBare())]
const waiting: Waiting[] = []
let serial = 0

function writeGroup(): void {
  const group = waiting.splice(0, 128)
  const tallies = new Map<string, number>()
  sql.reads.leave()
  sql.begin.run()
  const statuses = group.map(({ key, test, before }) => {
    if (group.length > 1) sql.savepoint.run()
    const { id, charter_id, version } = before
    const dossier = JSON.parse(before.dossier)
    dossier.tests.push(test)
    dossier.reached[is] = moment
    const changed = sql.change.get(is, version + 1, key, null, JSON.stringify(dossier), id, version)
    for (const name of changed ? ['letter.firstNegativeCounted', 'wake.secondSampleOpens', 'wake.codeCloses'] : [])
      sql.effect.get(`E${++serial}`, name.split('.')[0], charter_id, id, name, '{}', sampledAt, moment, 'queued', 0, null, null, null, null) // prettier-ignore
    if (changed) sql.receipt.get(key, key, 200, 'journey', id, moment)
    for (const [ordinal, type] of changed ? ['TestRecorded', 'FirstNegativeCounted'].entries() : [])
      sql.event.get('journey', id, charter_id, version + 1, ordinal, type, JSON.stringify({ test }), moment, 'laboratory', 'O', 'T', null, '[]', key, before.head, key) // prettier-ignore
    if (changed) tallies.set(charter_id, (tallies.get(charter_id) ?? 0) + 1)
    else sql.rollbackTo.run()
    if (group.length > 1) sql.release.run()
    return changed ? 200 : 409
  })
  for (const [charter, count] of tallies) {
    sql.tally.get(charter, was, -count, 0)
    sql.tally.get(charter, is, count, count)
  }
  sql.commit.run()
  group.forEach(({ answer }, place) => answer(statuses[place]!))
  if (waiting.length) setImmediate(writeGroup)
}

const app = express().disable('x-powered-by').disable('etag')
app.post('/v1/journeys/:journey/tests', express.json(), async (request, response) => {
  const key = request.get('idempotency-key')!
  sql.reads.join()
  const before = sql.journeyOf.get(request.params.journey)
  if (sql.receiptOf.get(key) || !before || !sql.charterOf.get(before.charter_id)) return void response.sendStatus(409)
  const status = await new Promise<number>((answer) => {
    if (waiting.push({ key, test: request.body, before, answer }) === 1) setImmediate(writeGroup)
  })
  sql.reads.join()
  sql.keyReads.join()
  const { id, version, stage, dossier, merchant_id } = sql.journeyOf.get(before.id)!
  const person = [sql.merchantOf.get(merchant_id), sql.keyOf.get(merchant_id)].length
  response.status(status).json({ id, version, stage, dossier: JSON.parse(dossier), person })
})
channel.serve(app)
