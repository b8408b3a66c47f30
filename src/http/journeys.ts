// Journeys over HTTP: register, look, plan, and every command a person sends for one merchant.
import { z } from 'zod'
import type { Desk } from '../application/desk.ts'
import type { Journeys } from '../application/journeys.ts'
import { renewLink } from '../application/linkRenewal.ts'
import type { Links } from '../application/links.ts'
import { refusedAccess } from '../application/may.ts'
import { notFound, type Answer } from '../application/handle.ts'
import { seeJourney } from '../application/see.ts'
import type { Registrations } from '../application/registrations.ts'
import type { Views } from '../application/views.ts'
import { shownTo } from '../domain/access/fields.ts'
import { lookAt } from '../domain/access/looked.ts'
import type { ZoneCheck } from '../application/sheetPorts.ts'
import { finding } from '../domain/decision.ts'
import type { Act } from '../domain/access/table.ts'
import { CharterId, JourneyId } from '../domain/ids.ts'
import { personalCommands, type PersonalCommand } from '../domain/journey/commands.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { JourneyWishes, MerchantDetails } from '../domain/journey/merchant.ts'
import { NaatTest } from '../domain/journey/naat.ts'
import { Stage } from '../domain/journey/stage.ts'
import { route, type Reply, type Route } from './route.ts'

export const RegistrationBody = z.strictObject({
  merchant: MerchantDetails,
  wishes: JourneyWishes,
  /** The passport's machine-readable zone, two lines: held against the merchant's fields, and not kept. */
  mrz: z.string().max(200).optional(),
})
export const PageQuery = z.strictObject({
  after: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
const byJourney = z.object({ journey: JourneyId })
const byCharter = z.object({ charter: CharterId })

/** Facts are told as they happened; these are decisions on what somebody has seen, and say which version that was. */
export const decisions = new Set<keyof typeof personalCommands>([
  'seat-acceptance',
  'seat-decline',
  'seat-request',
  'withdrawal',
  'code-refusal',
  'boarding-denial',
  'offload',
  'entry-refusal',
  'home-assessment',
  'risk-assessment',
  'edition',
  'release',
])

const summaries: Record<keyof typeof personalCommands, string> = {
  tests:
    'Record a test: before the flight it is held against the edition’s slots, after it against the days of observation',
  'code-application': 'Apply for the health declaration code',
  'code-issue': 'Issue the health declaration code',
  'code-refusal': 'Refuse the health declaration code; the journey is deferred',
  'seat-acceptance': 'Accept the seat that is offered, for the whole party',
  'seat-decline': 'Decline the seat that is offered, for the whole party; no other is offered before somebody asks',
  'seat-request': 'Ask for a seat again after an offer was let go, for the whole party: at the end of the line',
  withdrawal: 'Withdraw from the charter; the seat goes to the next who waits',
  boarding: 'Board: the gate asks the rules again with the actual moment',
  'boarding-denial': 'Deny boarding',
  offload: 'Take a boarding back while the aircraft stands; the merchant is before the gate again',
  'no-show': 'Record that the merchant did not come to the gate',
  'entry-refusal': 'Record that the border turned the merchant away',
  'medical-care': 'Take the merchant to medical care',
  admission: 'Admit to a room of the observation facility',
  return: 'Return from medical care to observation',
  'home-assessment': 'Record whether the home suits home monitoring',
  'risk-assessment':
    'Record the risk assessment of a result between the edition’s two Ct lines: past infection, or not excluded',
  edition: 'Move the journey to another edition that is in force for it, or record that it keeps the one it has',
  'central-period-end': 'Complete the central period: home, or the home leg in the facility',
  release: 'Release',
  missing: 'Report that the merchant left the loop: an alarm until they are found',
  found: 'Report that a missing merchant was found',
  outcome:
    'Tell what the charter was for, once released: orders, their value, a company, the stay; the last answer counts',
}

export function journeyRoutes(
  desk: Desk,
  journeys: Journeys,
  registrations: Registrations,
  views: Views,
  links: Links,
  checkZone: ZoneCheck,
): readonly Route[] {
  const { store } = desk

  const shown = async (
    answer: Answer<Journey>,
    status: number,
    role: Parameters<Views['journey']>[1],
  ): Promise<Reply> => {
    if (answer.outcome !== 'done') return { refusal: answer }
    const held = await store.journey(answer.value.id)
    if (!held) return { refusal: notFound(`journey ${answer.value.id}`) }
    return {
      status,
      body: await views.journey(held, role),
      version: held.state.version,
      location: `/v1/journeys/${held.state.id}`,
    }
  }

  return [
    route({
      method: 'post',
      path: '/v1/charters/:charter/journeys',
      act: 'RegisterMerchant',
      room: 'journey',
      summary: 'Register one merchant on a charter; who resembles somebody is refused, unless they are said to be two',
      params: byCharter,
      query: z.strictObject({ otherPerson: z.enum(['true', 'false']).default('false') }),
      body: RegistrationBody,
      answers: { 201: 'Journey' },
      run: async ({ params, query, body, envelope, caller }) => {
        const faults = body.mrz ? checkZone(body.mrz, body.merchant).wrong : []
        if (faults.length) {
          const findings = faults.map(({ rule, explanation, facts }) => finding(rule, explanation, facts))
          return { refusal: { outcome: 'invalid', findings } }
        }
        const entry = { details: body.merchant, wishes: body.wishes }
        const how = { otherPerson: query.otherPerson === 'true' }
        return shown(await registrations.one(envelope, params.charter, entry, how), 201, caller.role)
      },
    }),
    route({
      method: 'get',
      path: '/v1/charters/:charter/journeys',
      act: 'ViewJourney',
      room: 'journey',
      summary: 'The journeys of a charter, a page at a time',
      params: byCharter,
      query: PageQuery.extend({ stage: Stage.optional() }),
      answers: { 200: 'a page of Journey with `next`, the cursor of the page behind' },
      run: async ({ params, query, caller }) => {
        const charter = await store.charter(params.charter)
        // An organiser that is not this charter's own still sees the people it registered there.
        const barred = charter
          ? refusedAccess(caller, 'ViewJourney', charter.state)
          : notFound(`charter ${params.charter}`)
        const onlyOwn = barred?.outcome === 'notFound' && charter && caller.organisation ? caller.organisation : null
        if (barred && !onlyOwn) return { refusal: barred }
        const page = await store.journeysPage({
          charter: params.charter,
          organisation: onlyOwn,
          stage: query.stage ?? null,
          after: query.after ?? null,
          limit: query.limit,
        })
        if (onlyOwn && page.rows.length === 0) return { refusal: notFound(`charter ${params.charter}`) }
        const rows = []
        for (const held of page.rows) rows.push(await views.journey(held, caller.role, charter?.state))
        return {
          status: 200,
          body: { rows, next: page.next },
          looked: {
            what: 'journeys',
            charter: params.charter,
            journeys: page.rows.map(({ state }) => state.id),
            fields: shownTo('journey', caller.role),
          },
        }
      },
    }),
    route({
      method: 'get',
      path: '/v1/journeys/:journey',
      act: 'ViewJourney',
      room: 'journey',
      summary: 'One journey: stage, dossier, and the person as the role may see them',
      params: byJourney,
      answers: { 200: 'Journey', 304: 'nothing newer' },
      run: async ({ params, caller }) => {
        const seen = await seeJourney(store, caller, 'ViewJourney', params.journey)
        if ('refusal' in seen) return seen
        return {
          status: 200,
          body: await views.journey(seen.held, caller.role),
          version: seen.held.state.version,
          lasting: true,
          looked: lookAt('journey', params.journey, shownTo('journey', caller.role)),
        }
      },
    }),
    route({
      method: 'get',
      path: '/v1/journeys/:journey/plan',
      act: 'ViewPlan',
      room: 'journey',
      summary: 'The plan of one journey: rule window, working window and latest moment of each step',
      params: byJourney,
      answers: { 200: 'Plan' },
      run: async ({ params, caller, now }) => {
        const seen = await seeJourney(store, caller, 'ViewPlan', params.journey)
        if ('refusal' in seen) return seen
        // Without a version: a plan changes as time goes by.
        const body = views.plan(seen.charter.state, seen.held.state, now)
        return { status: 200, body, looked: lookAt('plan', params.journey, shownTo('plan', caller.role)) }
      },
    }),
    route({
      method: 'get',
      path: '/v1/journeys/:journey/status-link',
      act: 'ViewStatusLink',
      room: 'journey',
      summary: 'The status link that stands in the merchant’s letters',
      params: byJourney,
      answers: { 200: 'the address of the status page' },
      run: async ({ params, caller }) => {
        const seen = await seeJourney(store, caller, 'ViewStatusLink', params.journey)
        if ('refusal' in seen) return seen
        const token = await links.current(params.journey)
        return token
          ? {
              status: 200,
              body: { path: `/status/${token}` },
              looked: lookAt('statusLink', params.journey, shownTo('statusLink', caller.role)),
            }
          : { refusal: notFound('live status link') }
      },
    }),
    route({
      method: 'post',
      path: '/v1/journeys/:journey/status-link',
      act: 'ViewStatusLink',
      room: 'journey',
      summary: 'Revoke the status link and open a new one',
      params: byJourney,
      answers: { 201: 'the address of the new status page' },
      run: async ({ params, caller, envelope }) => {
        const seen = await seeJourney(store, caller, 'ViewStatusLink', params.journey)
        if ('refusal' in seen) return seen
        const answer = await renewLink(store, links, envelope, params.journey)
        if (answer.outcome !== 'done') return { refusal: answer }
        return {
          status: 201,
          body: { path: `/status/${answer.value}` },
          looked: lookAt('newStatusLink', params.journey, shownTo('statusLink', caller.role)),
        }
      },
    }),
    ...(Object.keys(personalCommands) as (keyof typeof personalCommands)[]).map((name) => {
      const schema = personalCommands[name]
      const type = schema.shape.type.value
      return route({
        method: 'post',
        path: `/v1/journeys/:journey/${name}`,
        act: type satisfies Act,
        room: 'journey',
        summary: summaries[name],
        params: byJourney,
        body: name === 'tests' ? NaatTest : (schema as z.ZodObject).omit({ type: true }),
        precondition: decisions.has(name),
        answers: { 200: 'Journey' },
        run: async ({ params, body, envelope, caller }) => {
          const command = (name === 'tests' ? { type, test: body } : { type, ...(body as object) }) as PersonalCommand
          return shown(await journeys.act(envelope, params.journey, command), 200, caller.role)
        },
      })
    }),
  ]
}
