// Whether a child may fly without the guardian who stays on the ground.
import type { Journey } from './journey.ts'

/**
 * Whether a dependant must stay on the ground because of this guardian. A guardian who tested positive keeps the child
 * (a household contact); for any other reason the child stays only when no other guardian of the party still travels.
 */
export function staysWithGuardian(guardian: Journey, others: readonly Journey[]): boolean {
  if (!isOnTheGroundForGood(guardian)) return false
  if (guardian.dossier.tests.some((test) => test.result === 'positive')) return true
  return others.every(isOnTheGroundForGood)
}

const isOnTheGroundForGood = (journey: Journey): boolean =>
  journey.stage === 'deferred' || journey.stage === 'withdrawn' || journey.stage === 'notTravelled'
