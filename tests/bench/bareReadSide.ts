// The bare side of the read: Express, one prepared read and the line that tells who saw whom, chained and grouped as the desk's is.
import { hash } from 'node:crypto'
import express from 'express'
import { openBare, prepareBare } from './bareStatements.ts'
import { moment } from './furnished.ts'
import { openSideChannel } from './sideChannel.ts'

type Waiting = { readonly id: string; readonly charter: string; shown(): void }
const channel = openSideChannel()
const sql = prepareBare(openBare())
let waiting: Waiting[] = []
let [version, head] = [0, '']

function writeGroup(): void {
  const group = waiting
  waiting = []
  sql.reads.leave()
  sql.begin.run()
  for (const { id, charter } of group) {
    const data = JSON.stringify({ what: 'journey', people: 1, fields: ['name', 'document', 'tests'] })
    const previous = head
    version++
    head = hash('sha256', `${previous}\n${data}${id}${version}`, 'hex')
    sql.journal.get('journal', 'B1', charter, version, 0, 'PeopleShown', data, moment, 'laboratory', 'O', 'T', null, '[]', `Q${version}`, previous, head, id) // prettier-ignore
  }
  sql.commit.run()
  for (const { shown } of group) shown()
}

const app = express().disable('x-powered-by').disable('etag')
app.get('/v1/journeys/:journey', async (request, response) => {
  sql.reads.join()
  const journey = sql.journeyOf.get(request.params.journey)
  if (!journey) return void response.sendStatus(404)
  await new Promise<void>((shown) => {
    if (waiting.push({ id: journey.id, charter: journey.charter_id, shown }) === 1) setImmediate(writeGroup)
  })
  response.json({ ...journey, dossier: JSON.parse(journey.dossier) as unknown })
})
channel.serve(app)
