// Ticking off a condition of the approval over HTTP.
import { z } from 'zod'
import type { Charters } from '../application/charters.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { FulfilCondition } from '../domain/charter/commands.ts'
import { CharterId } from '../domain/ids.ts'
import { route, type Reply, type Route } from './route.ts'

/** `shown` answers a charter as every other command on it does. */
export const conditionRoute = (charters: Charters, shown: (charter: Charter, status: number) => Reply): Route =>
  route({
    method: 'post',
    path: '/v1/charters/:charter/conditions/:condition/fulfilment',
    act: 'FulfilCondition',
    room: 'charter',
    summary: 'Tick off a condition of the approval, with words as evidence',
    params: z.object({ charter: CharterId, condition: FulfilCondition.shape.condition }),
    body: FulfilCondition.pick({ evidence: true }),
    answers: { 200: 'Charter' },
    run: async ({ params: { charter, condition }, body: { evidence }, envelope }) => {
      const answer = await charters.act(envelope, charter, { type: 'FulfilCondition', condition, evidence })
      return answer.outcome === 'done' ? shown(answer.value, 200) : { refusal: answer }
    },
  })
