// Demand calls over HTTP: asked, answered by form or by spreadsheet, and forecast.
import { z } from 'zod'
import type { Demand } from '../application/demand.ts'
import type { DemandSheets } from '../application/demandSheets.ts'
import type { Desk } from '../application/desk.ts'
import type { Caller } from '../application/actor.ts'
import { refusedDemand } from '../application/may.ts'
import { Airport } from '../domain/charter/events.ts'
import { finding, policyUnmet } from '../domain/decision.ts'
import { demandCommands, ReplyToDemand, WithdrawReply, type DemandCommand } from '../domain/demand/commands.ts'
import type { DemandCall } from '../domain/demand/demandCall.ts'
import { DemandTerms } from '../domain/demand/events.ts'
import { DemandCallId } from '../domain/ids.ts'
import { Language } from '../domain/language.ts'
import { demandBody } from './demandBody.ts'
import { PageQuery } from './journeys.ts'
import { route, type Reply, type Route } from './route.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Of a template, and of what is said of wrong cells. */
const byLanguage = z.strictObject({ language: Language.default('en') })
const byCall = z.object({ call: DemandCallId })
/** Airports are named by their code; the desk's reference gives city and zone. */
const TermsBody = DemandTerms.extend({ from: Airport.shape.iata, to: Airport.shape.iata })

const summaries: Record<keyof typeof demandCommands, string> = {
  closing: 'Close the call before its time, with the reason',
  reopening: 'Take replies again until another closing time, with the reason',
  cancellation: 'Cancel the call, with the reason',
}

export function demandRoutes(
  desk: Desk,
  demand: Demand,
  sheets: DemandSheets,
  airports: readonly Airport[],
): readonly Route[] {
  const { store } = desk

  const shown = (call: DemandCall, caller: Caller, status: number): Reply => ({
    status,
    body: demandBody(call, caller),
    version: call.version,
    location: `/v1/demand-calls/${call.id}`,
  })

  return [
    route({
      method: 'post',
      path: '/v1/demand-calls',
      act: 'CallForDemand',
      room: 'demand',
      summary: 'Ask companies how many merchants need to come, on which days, and until when they may answer',
      body: TermsBody,
      answers: { 201: 'DemandCall' },
      run: async ({ body, envelope }) => {
        const [from, to] = [body.from, body.to].map((code) => airports.find(({ iata }) => iata === code))
        if (!from || !to) {
          const unknown = [...(from ? [] : [body.from]), ...(to ? [] : [body.to])]
          const findings = unknown.map((airport) =>
            finding('airportUnknown', `Airport ${airport} is not in the desk's reference.`, { airport }),
          )
          return { refusal: { outcome: 'refused', rejection: policyUnmet(...findings) } }
        }
        const answer = await demand.call(envelope, DemandTerms.parse({ ...body, from, to }))
        return answer.outcome === 'done' ? shown(answer.value, envelope.caller, 201) : { refusal: answer }
      },
    }),
    route({
      method: 'get',
      path: '/v1/demand-calls',
      act: 'ViewDemand',
      room: 'demand',
      summary:
        'The calls that this token sees, newest first; a company sees those that ask it, with its own reply only',
      query: PageQuery,
      answers: { 200: 'a page of DemandCall with `next`; a page may hold fewer than asked for' },
      run: async ({ query, caller }) => {
        const page = await store.demandCallsPage({ after: query.after ?? null, limit: query.limit })
        const rows = page.rows.filter(({ state }) => refusedDemand(caller, 'ViewDemand', state) === null)
        return { status: 200, body: { rows: rows.map(({ state }) => demandBody(state, caller)), next: page.next } }
      },
    }),
    route({
      method: 'get',
      path: '/v1/demand-calls/:call',
      act: 'ViewDemand',
      room: 'demand',
      summary: 'One call with its replies; a company sees its own only',
      params: byCall,
      answers: { 200: 'DemandCall' },
      run: async ({ params, caller }) => {
        const seen = await demand.see(caller, 'ViewDemand', params.call)
        if ('refusal' in seen) return seen
        const { state } = seen.held
        return { status: 200, body: demandBody(state, caller), version: state.version }
      },
    }),
    route({
      method: 'get',
      path: '/v1/demand-calls/:call/forecast',
      act: 'ViewForecast',
      room: 'demand',
      summary:
        'Interest and eligible demand for each flight day, why the rest cannot fly, and whether a charter is worth it',
      params: byCall,
      answers: { 200: 'Forecast' },
      run: async ({ params, caller, now }) => {
        const seen = await demand.see(caller, 'ViewForecast', params.call)
        if ('refusal' in seen) return seen
        const { state } = seen.held
        return { status: 200, body: { call: state.id, version: state.version, ...demand.forecast(state, now) } }
      },
    }),
    route({
      method: 'post',
      path: '/v1/demand-calls/:call/replies',
      act: 'ReplyToDemand',
      room: 'demand',
      summary: 'Answer for one’s own organisation; a later reply stands in for an earlier one',
      params: byCall,
      body: ReplyToDemand.omit({ type: true }),
      answers: { 200: 'DemandCall with one’s own reply' },
      run: async ({ params, body, envelope }) => {
        const answer = await demand.act(envelope, params.call, { type: 'ReplyToDemand', ...body })
        return answer.outcome === 'done' ? shown(answer.value, envelope.caller, 200) : { refusal: answer }
      },
    }),
    route({
      method: 'post',
      path: '/v1/demand-calls/:call/replies/withdrawal',
      act: 'WithdrawReply',
      room: 'demand',
      summary: 'Take back one’s own reply while the call is open, with the reason',
      params: byCall,
      body: WithdrawReply.omit({ type: true }),
      answers: { 200: 'DemandCall without one’s own reply' },
      run: async ({ params, body, envelope }) => {
        const answer = await demand.act(envelope, params.call, { type: 'WithdrawReply', ...body })
        return answer.outcome === 'done' ? shown(answer.value, envelope.caller, 200) : { refusal: answer }
      },
    }),
    route({
      method: 'post',
      path: '/v1/demand-calls/:call/replies/spreadsheet',
      act: 'ReplyToDemand',
      room: 'demand',
      summary: 'The same as a spreadsheet, xlsx or csv: all of it or nothing, every wrong row and column named',
      params: byCall,
      query: byLanguage,
      raw: [xlsx, 'text/csv'],
      answers: { 200: 'DemandCall with one’s own reply', 422: 'SheetReport with what was rejected' },
      run: async ({ params, query, body, envelope }) => {
        const answer = await sheets.reply(envelope, params.call, body as unknown as Buffer, query.language)
        if (answer.outcome !== 'done') return { refusal: answer }
        const { call, ...report } = answer.value
        return call ? shown(call, envelope.caller, 200) : { status: 422, body: report }
      },
    }),
    ...(['xlsx', 'csv'] as const).map((format) =>
      route({
        method: 'get',
        path: `/v1/demand-template.${format}`,
        act: 'ViewDemand',
        room: 'demand',
        summary: `An empty reply with a sample row, as ${format}`,
        query: byLanguage,
        answers: { 200: format === 'csv' ? 'text/csv' : xlsx },
        run: async ({ query: { language } }) => ({
          status: 200,
          body: await sheets.template(language, format),
          type: format === 'csv' ? 'text/csv; charset=utf-8' : xlsx,
          filename: `demand-template-${language}.${format}`,
        }),
      }),
    ),
    ...(Object.keys(demandCommands) as (keyof typeof demandCommands)[]).map((name) => {
      const schema = demandCommands[name]
      const type = schema.shape.type.value
      return route({
        method: 'post',
        path: `/v1/demand-calls/:call/${name}`,
        act: type,
        room: 'demand',
        summary: summaries[name],
        params: byCall,
        body: (schema as z.ZodObject).omit({ type: true }),
        precondition: true,
        answers: { 200: 'DemandCall' },
        run: async ({ params, body, envelope }) => {
          const answer = await demand.act(envelope, params.call, { type, ...(body as object) } as DemandCommand)
          return answer.outcome === 'done' ? shown(answer.value, envelope.caller, 200) : { refusal: answer }
        },
      })
    }),
  ]
}
