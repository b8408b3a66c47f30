// Re-timing over HTTP: the same body looks (`dryRun`) or carries out, so that what was shown is what is then done.
import { z } from 'zod'
import type { Charters, Foreseen } from '../application/charters.ts'
import { reach } from '../domain/access/table.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { RetimeCharter } from '../domain/charter/commands.ts'
import { CharterId } from '../domain/ids.ts'
import type { Zone } from '../domain/instant.ts'
import type { Caller } from '../application/actor.ts'
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
    answers: {
      200: 'Charter and `papers`, whose end too early by now; with dryRun RetimingReport, and nothing is written',
    },
    run: async ({ params, body: { dryRun, ...times }, envelope }) => {
      const command = { type: 'RetimeCharter' as const, ...times }
      if (!dryRun) {
        const answer = await charters.act(envelope, params.charter, command)
        if (answer.outcome !== 'done') return { refusal: answer }
        const reply = shown(answer.value, 200)
        if (!('body' in reply) || !seesPlans(envelope.caller)) return reply
        const papers = await charters.papersHit(answer.value)
        return { ...reply, body: { ...(reply.body as object), papers } }
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

const seesPlans = ({ role }: Caller): boolean => role === 'desk' || Boolean(reach(role, 'ViewPlan'))

/**
 * Whoever may re-time and not see plans, as a carrier, is told of each journey what becomes of it and nothing of why: the
 * step, its span and the findings would tell the plan, and with it tests and results.
 */
export function maskedReport(report: Foreseen, caller: Caller): Foreseen {
  if (seesPlans(caller)) return report
  const untold = { by: null, step: null, findings: [], plan: null }
  return { ...report, papers: [], journeys: report.journeys.map((each) => ({ ...each, ...untold })) }
}

function reportBody(report: Foreseen, zone: Zone, caller: Caller) {
  const told = maskedReport(report, caller)
  return {
    ...told,
    journeys: told.journeys.map((each) => ({ ...each, plan: each.plan && localPlan(each.plan, zone) })),
  }
}
