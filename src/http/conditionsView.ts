// The conditions of an approval as a page shows them: what was ticked off by whom, when and why, and a form for what is open.
import { refusedAccess } from '../application/may.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { conditionsOf, takesFulfilments } from '../domain/charter/conditions.ts'
import type { ConditionsView, TypedTick } from '../web/conditionViews.ts'
import type { PageParts, Visit } from './visit.ts'

export async function conditionsView(
  { desk }: PageParts,
  { caller }: Visit,
  charter: Charter,
  typed: TypedTick | null,
): Promise<ConditionsView> {
  const conditions = await Promise.all(
    conditionsOf(charter).map(async ({ fulfilled, ...condition }) => ({
      ...condition,
      fulfilled: fulfilled && {
        at: fulfilled.at,
        evidence: fulfilled.evidence,
        by: fulfilled.by ? ((await desk.store.organisation(fulfilled.by))?.name ?? null) : null,
      },
    })),
  )
  const may = takesFulfilments(charter) && !refusedAccess(caller, 'FulfilCondition', charter)
  return { conditions, action: may ? `/charters/${charter.id}#conditions` : null, typed }
}
