// A journey under another edition: which editions are offered to it, and the policy and facts under which it would follow one.
import type { Charter } from '../domain/charter/charter.ts'
import { finding, policyUnmet, type Rejection } from '../domain/decision.ts'
import type { RedecideEdition } from '../domain/journey/commands.ts'
import type { DecidedCommand } from '../domain/journey/decide.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { MerchantDetails } from '../domain/journey/merchant.ts'
import { isBeforeBoarding, isFinal } from '../domain/journey/stage.ts'
import { beginsOn } from '../domain/policy/binding.ts'
import type { Edition } from '../domain/policy/edition.ts'
import { isTestExempt } from '../domain/policy/exemption.ts'
import type { Policy } from '../domain/policy/policy.ts'
import type { Desk } from './desk.ts'
import type { Instant } from '../domain/instant.ts'

export type Redecision = { readonly command: DecidedCommand; readonly policy: Policy }

/** Refuses an edition that is not in force for this flight, or on this day for those who have landed. */
export async function redecision(
  desk: Desk,
  charter: Charter,
  journey: Journey,
  asked: RedecideEdition,
  now: Instant,
): Promise<Redecision | Rejection> {
  const { edition: id, choice, reason } = asked
  await desk.policies.keepUp(now, [id, journey.dossier.editions.mission, journey.dossier.editions.observation])
  const known = desk.policies.edition(id)
  if (!known) return policyUnmet(finding('editionUnknown', `There is no edition ${id}.`, { edition: id }))
  const edition = desk.policies.offered(charter, now).find((each) => each.id === id)
  if (!edition) return notInForce(known)
  if (choice === 'keep') {
    if (!concerns(edition, journey)) {
      return policyUnmet(finding('editionUnknown', `${id} is no edition for this part of the way.`, { edition: id }))
    }
    const policy = desk.policies.policyFor(charter, journey.dossier)
    return { command: { type: 'KeepEdition', edition: id, reason }, policy }
  }
  const policy = desk.policies.policyUnder(charter, journey.dossier, edition)
  const testExempt = await exemptUnder(desk, charter, journey, policy)
  return { command: { type: 'FollowEdition', edition: id, testExempt, reason }, policy }
}

export function notInForce(edition: Edition): Rejection {
  const from = beginsOn(edition)
  const words = `${edition.id} is not in force for this journey now: it governs from ${from}.`
  return policyUnmet(finding('editionNotInForce', words, { edition: edition.id, from }))
}

/** Whether the edition speaks of the part of the way on which the journey stands; one of observation binds by itself on landing. */
export function concerns(edition: Edition, { stage, dossier }: Journey): boolean {
  if (edition.kind === 'mission') return isBeforeBoarding(stage)
  return edition.kind === 'observation' && dossier.landed !== null && !isFinal(stage)
}

/** A child may outgrow the exemption when the day of the flight moves, or the rule; only minors' birth dates are looked at, and not of one who was erased. */
export async function exemptUnder(desk: Desk, charter: Charter, journey: Journey, policy: Policy): Promise<boolean> {
  if (!journey.dossier.traits.minor) return journey.dossier.traits.testExempt
  const row = await desk.store.merchant(journey.merchant)
  if (!row || !(await desk.vault.holds(journey.merchant))) return journey.dossier.traits.testExempt
  const details = MerchantDetails.parse(JSON.parse(await desk.vault.open(journey.merchant, row.sealed)))
  return isTestExempt(policy.mission, details.birthDate, desk.policies.flightDay(charter))
}
