// A plan as it is answered: beside each instant what the clock on the wall of the departure city shows.
import { inZone, type Zone } from '../domain/instant.ts'
import type { Plan } from '../domain/policy/plan.ts'

export const localPlan = (plan: Plan, zone: Zone) => ({
  ...plan,
  zone,
  steps: plan.steps.map((step) => ({
    ...step,
    local: {
      rule: [inZone(step.rule.from, zone), inZone(step.rule.until, zone)],
      working: [inZone(step.working.from, zone), inZone(step.working.until, zone)],
    },
  })),
})
