// What is amiss with papers and refuses nobody: told of a journey as it is shown, and of everybody when a flight is re-timed.
import type { Charter } from '../domain/charter/charter.ts'
import type { Finding } from '../domain/decision.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { MerchantDetails } from '../domain/journey/merchant.ts'
import { papersFound, papersMissing } from '../domain/journey/papers.ts'
import { isBeforeBoarding } from '../domain/journey/stage.ts'
import type { Policy } from '../domain/policy/policy.ts'
import type { Desk } from './desk.ts'
import { merchantDetailsOf } from './knownPeople.ts'
import { papersOf } from './person.ts'

export type PaperHit = { readonly journey: JourneyId; readonly findings: readonly Finding[] }

const ended = (desk: Desk, details: MerchantDetails, policy: Policy): readonly Finding[] =>
  papersFound({ ...details, papers: papersOf(desk, details) }, policy)

export const paperWarnings = (
  desk: Desk,
  charter: Charter,
  { dossier }: Journey,
  details: MerchantDetails,
): readonly Finding[] => [...ended(desk, details, desk.policies.policyFor(charter, dossier)), ...papersMissing(details)]

/** Whose papers end too early for the flight as it is, or as it would be. */
export async function papersHit(
  desk: Desk,
  journeys: readonly Journey[],
  policyOf: (journey: Journey) => Policy,
): Promise<readonly PaperHit[]> {
  const waiting = journeys.filter(({ stage }) => isBeforeBoarding(stage))
  const rows = await desk.store.merchants(waiting.map(({ merchant }) => merchant))
  const sealed = new Map(rows.map((row) => [row.id, row.sealed]))
  const hit: PaperHit[] = []
  for (const journey of waiting) {
    const details = await merchantDetailsOf(desk, journey.merchant, sealed.get(journey.merchant) ?? '')
    const findings = details ? ended(desk, details, policyOf(journey)) : []
    if (findings.length) hit.push({ journey: journey.id, findings })
  }
  return hit
}
