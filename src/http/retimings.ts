// Re-timing over HTTP: the same body looks (`dryRun`) or carries out, so that what was shown is what is then done.
import { z } from 'zod'
import type { Charters } from '../application/charters.ts'
import { reach } from '../domain/access/table.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { RetimeCharter } from '../domain/charter/commands.ts'
import type { RetimingReport } from '../domain/charter/retiming.ts'
import { CharterId } from '../domain/ids.ts'
import type { Zone } from '../domain/instant.ts'
import type { Caller } from '../application/ports.ts'
import { localPlan } from './localPlan.ts'
import { route, type Reply, type Route } from './route.ts'

const RetimingBody = RetimeCharter.omit({ type: true }).extend({ dryRun: z.boolean().default(false) })

/** `shown` answers a charter as every other command on it does. */
export const retimingRoute = (charters: Charters, shown: (charter: Charter, status: number) => Reply): Route =>
  route({
    method: 'post',
    path: '/v1/charters/:charter/retiming',
    act: 'RetimeCharter',
    room: 'charter',
    summary: 'Re-time the flight: windows are counted anew for everyone; with dryRun only look at what that would do',
    params: z.object({ charter: CharterId }),
    body: RetimingBody,
    precondition: true,
    looks: ({ dryRun }) => dryRun,
    answers: { 200: 'Charter; with dryRun RetimingReport, and nothing is written' },
    run: async ({ params, body: { dryRun, ...times }, envelope }) => {
      const command = { type: 'RetimeCharter' as const, ...times }
      if (!dryRun) {
        const answer = await charters.act(envelope, params.charter, command)
        return answer.outcome === 'done' ? shown(answer.value, 200) : { refusal: answer }
      }
      const answer = await charters.foresee(envelope, params.charter, command)
      if (answer.outcome !== 'done') return { refusal: answer }
      return {
        status: 200,
        body: reportBody(answer.value, answer.value.zone, envelope.caller),
        version: answer.value.version,
      }
    },
  })

/**
 * Whoever may re-time and not see plans, as a carrier, is told of each journey what becomes of it and nothing of why: the
 * step, its span and the findings would tell the plan, and with it tests and results.
 */
function reportBody(report: RetimingReport, zone: Zone, { role }: Caller) {
  const sees = role === 'desk' || reach(role, 'ViewPlan')
  return {
    ...report,
    journeys: report.journeys.map((each) =>
      sees
        ? { ...each, plan: each.plan && localPlan(each.plan, zone) }
        : { ...each, by: null, step: null, findings: [], plan: null },
    ),
  }
}
