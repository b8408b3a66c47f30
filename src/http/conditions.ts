// Conditions of the approval over HTTP: evidence is submitted, confirmed, or sent back.
import { z } from 'zod'
import type { Charters } from '../application/charters.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { FulfilCondition, ReturnEvidence, SubmitEvidence, type ConditionCommand } from '../domain/charter/commands.ts'
import { CharterId } from '../domain/ids.ts'
import { route, type Reply, type Route } from './route.ts'

const params = z.object({ charter: CharterId, condition: FulfilCondition.shape.condition })
const routes = [
  ['evidence', SubmitEvidence, 'Submit evidence for a condition of the approval, in words'],
  ['fulfilment', FulfilCondition, 'Confirm a condition: on what was submitted, or with words of one’s own'],
  ['evidence-return', ReturnEvidence, 'Send evidence back with the reason, also after it was confirmed'],
] as const

/** `shown` answers a charter as every other command on it does. */
export const conditionRoutes = (
  charters: Charters,
  shown: (charter: Charter, status: number) => Reply,
): readonly Route[] =>
  routes.map(([name, schema, summary]) => {
    const type = schema.shape.type.value
    return route({
      method: 'post',
      path: `/v1/charters/:charter/conditions/:condition/${name}`,
      act: type,
      room: 'charter',
      summary,
      params,
      body: (schema as z.ZodObject).omit({ type: true, condition: true }),
      answers: { 200: 'Charter' },
      run: async ({ params: { charter, condition }, body, envelope }) => {
        const command = { type, condition, ...body } as ConditionCommand
        const answer = await charters.act(envelope, charter, command)
        return answer.outcome === 'done' ? shown(answer.value, 200) : { refusal: answer }
      },
    })
  })
