// An answered request rendered again from its receipt: what it made, as it stands now.
import type { Request } from 'express'
import { createChoices } from '../application/choices.ts'
import type { Desk } from '../application/desk.ts'
import { createOutbox } from '../application/outbox.ts'
import { createLinks } from '../application/links.ts'
import { personView } from '../application/peopleView.ts'
import type { Caller } from '../application/actor.ts'
import type { Receipt } from '../application/ports.ts'
import type { Rosters } from '../application/rosters.ts'
import { previewOf } from '../application/touched.ts'
import { tradeName } from '../application/tradePorts.ts'
import type { Views } from '../application/views.ts'
import { shownTo } from '../domain/access/fields.ts'
import { lookAt } from '../domain/access/looked.ts'
import type { CharterId, DemandCallId, FacilityId, JourneyId, OrganisationId, PersonId, RunId } from '../domain/ids.ts'
import { charterBody } from './charterBody.ts'
import { demandBody } from './demandBody.ts'
import { pendingBody } from './pendingActs.ts'
import { mappingOf } from './rosters.ts'
import { tradeBody } from './trade.ts'
import type { Reply } from './route.ts'

/** Holds nothing itself: the receipt names what was made, and that is looked at as this caller may see it. */
export async function renderReceipt(
  { desk, views, rosters }: { readonly desk: Desk; readonly views: Views; readonly rosters: Rosters },
  receipt: Receipt,
  caller: Caller,
  request: Request,
): Promise<Reply> {
  const { store } = desk
  const { status, reference } = receipt
  switch (receipt.kind) {
    case 'journey': {
      const held = await store.journey(reference as JourneyId)
      if (held)
        return {
          status,
          body: await views.journey(held, caller.role),
          version: held.state.version,
          location: `/v1/journeys/${reference}`,
          looked: lookAt('journeyAgain', held.state.id, shownTo('journey', caller.role)),
        }
      break
    }
    case 'charter': {
      const held = await store.charter(reference as CharterId)
      if (held)
        return {
          status,
          body: charterBody(desk, held.state),
          version: held.state.version,
          location: `/v1/charters/${reference}`,
        }
      break
    }
    case 'demandCall': {
      const held = await store.demandCall(reference as DemandCallId)
      if (held)
        return {
          status,
          body: demandBody(held.state, caller),
          version: held.state.version,
          location: `/v1/demand-calls/${reference}`,
        }
      break
    }
    case 'run': {
      const held = await store.run(reference as RunId)
      if (held) return { status, body: held.state, version: held.state.version, location: `/v1/runs/${reference}` }
      break
    }
    case 'link': {
      const token = await createLinks(store, desk.vault).current(reference as JourneyId)
      const looked = lookAt('statusLink', reference as JourneyId, shownTo('statusLink', caller.role))
      if (token) return { status, body: { path: `/status/${token}` }, looked }
      break
    }
    case 'roster': {
      // The receipt keeps what every row became; what stood in a wrong cell is only in the file, which came again.
      const body = await rosters.again(caller, reference, request.body as Buffer, mappingOf(request.query))
      if (body) return { status, body }
      break
    }
    case 'conflict': {
      const [charter, id] = JSON.parse(reference) as [CharterId, string]
      const parked = (await store.parkedOf(charter)).find((row) => row.id === id)
      if (parked) {
        const { decision, decidedAt, journey } = parked
        return { status, body: { id, decision, decidedAt, journey } }
      }
      break
    }
    case 'edition': {
      const edition = desk.policies.edition(reference)
      if (edition) return { status, body: await previewOf(desk, edition, desk.clock.now()) }
      break
    }
    case 'choice':
      return { status, body: await createChoices(desk).again(reference, desk.clock.now()) }
    case 'pendingAct': {
      const pending = await store.pendingAct(reference)
      // Why it was asked for is told once.
      if (pending) return { status, body: pendingBody({ ...pending, reason: null }) }
      break
    }
    case 'letter': {
      const letter = await createOutbox(desk).look(reference)
      if (letter) return { status, body: letter }
      break
    }
    case 'tokenRevoked':
      return { status, body: { id: reference } }
    default: {
      const body = await bookEntry(desk, receipt)
      if (body) return { status, body }
    }
  }
  return { status, body: { reference } }
}

/** What the desk itself keeps, as it stands now. */
async function bookEntry({ store, vault }: Desk, { kind, reference }: Receipt): Promise<unknown> {
  switch (kind) {
    case 'organisation':
      return store.organisation(reference as OrganisationId)
    case 'facility':
      return (await store.facility(reference as FacilityId))?.facility
    case 'person': {
      const person = await store.person(reference as PersonId)
      return person && personView(vault, person)
    }
    case 'laboratory':
      return (await store.laboratories()).find(({ id }) => id === reference)
    case 'lockdown':
      return (await store.lockdowns()).find(({ from, destination }) => `${from} ${destination}` === reference)
    case 'trade': {
      const entries = (await store.tradeFigures()).filter((each) => tradeName(each) === reference)
      const last = entries.at(-1)
      return last && tradeBody(last)
    }
    case 'token': {
      // Its text was answered once and is kept nowhere.
      const token = (await store.tokens()).find(({ id }) => id === reference)
      return token && { id: token.id, role: token.role, expiresAt: token.expiresAt }
    }
    default:
      return null
  }
}
