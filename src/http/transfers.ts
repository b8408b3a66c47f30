// Transfer runs over HTTP: plan, seat, take off, depart and arrive with one head-count at each end.
import { z } from 'zod'
import type { Desk } from '../application/desk.ts'
import { seeCharter, seeRun } from '../application/see.ts'
import type { Transfers } from '../application/transfers.ts'
import type { Act } from '../domain/access/table.ts'
import { CharterId, RunId } from '../domain/ids.ts'
import { RunCommand } from '../domain/transfer/commands.ts'
import type { TransferRun } from '../domain/transfer/run.ts'
import { route, type Reply, type Route } from './route.ts'

const byCharter = z.object({ charter: CharterId })
const byRun = z.object({ run: RunId })
const [PlanRun, SeatPassengers, TakeOffPassenger, DepartRun, ArriveRun] = RunCommand.options

/** Commands for a run that exists, by the name in the address. */
const runCommands = {
  passengers: [SeatPassengers, 'Seat passengers in the vehicle; they are in closed-loop transfer from then on'],
  removal: [TakeOffPassenger, 'Take a passenger off the vehicle again'],
  departure: [DepartRun, 'Record the departure with the head-count both sides signed'],
  arrival: [ArriveRun, 'Record the arrival with the head-count both sides signed'],
} as const

export function transferRoutes(desk: Desk, transfers: Transfers): readonly Route[] {
  const { store } = desk
  const shown = (run: TransferRun, status: number): Reply => ({
    status,
    body: run,
    version: run.version,
    location: `/v1/runs/${run.id}`,
  })
  return [
    route({
      method: 'post',
      path: '/v1/charters/:charter/runs',
      act: 'PlanRun',
      room: 'transfer',
      summary: 'Plan a transfer run: vehicle, staff, destination',
      params: byCharter,
      body: PlanRun.omit({ type: true }).strict(),
      answers: { 201: 'TransferRun' },
      run: async ({ params, body, envelope }) => {
        const answer = await transfers.plan(envelope, params.charter, { type: 'PlanRun', ...body })
        return answer.outcome === 'done' ? shown(answer.value, 201) : { refusal: answer }
      },
    }),
    route({
      method: 'get',
      path: '/v1/charters/:charter/runs',
      act: 'ViewRuns',
      room: 'transfer',
      summary: 'The transfer runs of a charter',
      params: byCharter,
      answers: { 200: 'a list of TransferRun' },
      run: async ({ params, caller }) => {
        const seen = await seeCharter(store, caller, 'ViewRuns', params.charter)
        if ('refusal' in seen) return seen
        return { status: 200, body: (await store.runsOf(params.charter)).map(({ state }) => state) }
      },
    }),
    route({
      method: 'get',
      path: '/v1/runs/:run',
      act: 'ViewRuns',
      room: 'transfer',
      summary: 'One transfer run',
      params: byRun,
      answers: { 200: 'TransferRun' },
      run: async ({ params, caller }) => {
        const seen = await seeRun(store, caller, 'ViewRuns', params.run)
        return 'refusal' in seen ? seen : shown(seen.held.state, 200)
      },
    }),
    ...(Object.keys(runCommands) as (keyof typeof runCommands)[]).map((name) => {
      const [schema, summary] = runCommands[name]
      const type = schema.shape.type.value
      return route({
        method: 'post',
        path: `/v1/runs/:run/${name}`,
        act: type satisfies Act,
        room: 'transfer',
        summary,
        params: byRun,
        body: (schema as z.ZodObject).omit({ type: true }).strict(),
        answers: { 200: 'TransferRun' },
        run: async ({ params, body, envelope }) => {
          const command = { type, ...(body as object) } as Exclude<RunCommand, { type: 'PlanRun' }>
          const answer = await transfers.act(envelope, params.run, command)
          return answer.outcome === 'done' ? shown(answer.value, 200) : { refusal: answer }
        },
      })
    }),
  ]
}
