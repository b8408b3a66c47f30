// A demand call as it is answered: whole to those who watch, with nobody's reply but its own to a company that is asked.
import type { Caller } from '../application/actor.ts'
import { reach } from '../domain/access/table.ts'
import type { DemandCall } from '../domain/demand/demandCall.ts'
import { countOnce } from '../domain/demand/counting.ts'
import { merchantsOf } from '../domain/demand/line.ts'

export function demandBody(call: DemandCall, { role, organisation }: Caller) {
  const whole = role === 'desk' || reach(role, 'ViewDemand') === 'any'
  const { terms, replies } = call.record
  const { charters = [] } = call.record
  const shown = whole ? replies : replies.filter((each) => each.organisation === organisation)
  return {
    ...call,
    record: {
      ...call.record,
      // Whom else the office asks is between it and them.
      terms: whole || terms.asked === null ? terms : { ...terms, asked: [organisation] },
      charters: whole ? charters : charters.filter((each) => each.organiser === organisation),
      replies: shown.map((reply) => ({ ...reply, merchants: merchantsOf(reply.lines) })),
    },
    interest: merchantsOf(countOnce(shown).lines.map(({ line }) => line)),
  }
}
