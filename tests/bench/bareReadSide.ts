// The bare side of the read: Express and one prepared read, answered as it lies; nobody is asked who they are.
import express from 'express'
import { openBare, prepareBare } from './bareStatements.ts'
import { openSideChannel } from './sideChannel.ts'

const channel = openSideChannel()
const { journeyOf } = prepareBare(openBare())
const app = express().disable('x-powered-by').disable('etag')
app.get('/v1/journeys/:journey', (request, response) => {
  const journey = journeyOf.get(request.params.journey)
  if (!journey) return void response.sendStatus(404)
  response.json({ ...journey, dossier: JSON.parse(journey.dossier) as unknown })
})
channel.serve(app)
