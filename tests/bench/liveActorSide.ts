// The same desk kept as xstate's persistence guide shows: a live actor a request, its snapshot saved, one transaction each.
import { createActor, type Snapshot } from 'xstate'
import type { Change, Commit, CommitAnswer } from '../../src/application/ports.ts'
import { journeyChart } from '../../src/domain/journey/chart.ts'
import type { JourneyEventType } from '../../src/domain/journey/events.ts'
import { fromStage } from '../../src/domain/journey/stage.ts'
import { openDesk } from '../../src/main.ts'
import { serveDesk } from '../../src/serving.ts'
import { configOf } from './furnished.ts'
import { openSideChannel } from './sideChannel.ts'

const channel = openSideChannel()
const open = await openDesk(configOf(process.env))
const { store } = open.desk
const commit = store.commit.bind(store)
let last: Promise<unknown> = Promise.resolve()

// Token, permission, schema, decision, receipt and SQL are the desk's own; commits wait for each other, so none shares a transaction.
store.commit = (wanted) => {
  const answer: Promise<CommitAnswer> = last.then(() => commit(withActors(wanted)))
  last = answer.catch(() => {})
  return answer
}

const withActors = (wanted: Commit): Commit => ({
  ...wanted,
  changes: wanted.changes.map((change) => (change.on === 'journey' ? told(change, wanted) : change)),
})

/** Restores the journey's actor, sends it the facts, and saves its snapshot beside the dossier. */
function told(change: Extract<Change, { on: 'journey' }>, { events }: Commit): Change {
  const dossier = change.journey.dossier as typeof change.journey.dossier & { snapshot?: Snapshot<unknown> }
  const actor = createActor(journeyChart, { snapshot: dossier.snapshot ?? unsaved() }).start()
  for (const event of events)
    if (event.aggregate === change.journey.id) actor.send({ type: event.type as JourneyEventType })
  const snapshot = actor.getPersistedSnapshot()
  actor.stop()
  return { ...change, journey: { ...change.journey, dossier: { ...dossier, snapshot } as typeof dossier } }
}

/** The furnished merchants have a seat and no actor yet. */
const unsaved = (): Snapshot<unknown> =>
  createActor(journeyChart, {
    snapshot: journeyChart.resolveState({ value: fromStage('seated.awaitingFirstNegative') }),
  }).getPersistedSnapshot()

const desk = await serveDesk(open)
channel.closing(() => desk.close())
