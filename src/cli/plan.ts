// desk plan: for each merchant of a charter the windows, the latest moments and what stands in the way.
import { CharterId } from '../domain/ids.ts'
import { inZone } from '../domain/instant.ts'
import { isFinal } from '../domain/journey/stage.ts'
import { openDesk } from '../main.ts'
import { done, refusedInput, wrongCall, type Verb } from './verb.ts'

export const plan: Verb = {
  usage: 'plan CHARTER',
  about: 'the clock planned backwards, per merchant',
  run: async ({ args, config }) => {
    const id = CharterId.safeParse(args[0])
    if (!id.success || args.length !== 1) return wrongCall('Name one charter.')
    const open = await openDesk(config)
    try {
      const { store, clock, policies } = open.desk
      const charter = await store.charter(id.data)
      if (!charter) return refusedInput({ error: 'unknown charter' }, [`There is no charter ${id.data}.`])
      const zone = charter.state.record.leg.from.zone
      const now = clock.now()
      const rows = (await store.journeysOf(id.data)).map(({ state }) => ({
        journey: state.id,
        stage: state.stage,
        plan: open.views.plan(charter.state, state, now),
      }))
      const lines = rows
        .filter(({ stage }) => !isFinal(stage))
        .flatMap(({ journey, stage, plan: each }) => [
          `${journey}  ${stage}${each.feasible ? '' : '  NOT FEASIBLE'}`,
          ...each.steps.map(
            ({ step, slot, rule, working, state, findings }) =>
              `    ${step}${slot ?? ''} ${state}: rule ${inZone(rule.from, zone)} to ${inZone(rule.until, zone)}, latest ${inZone(working.until, zone)}${findings.map(({ message }) => `\n      ${message}`).join('')}`,
          ),
        ])
      return done({ charter: id.data, anchor: policies.policyFor(charter.state, null).anchor, journeys: rows }, lines)
    } finally {
      await open.close()
    }
  },
}
