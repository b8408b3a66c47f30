// The conditions of an approval as a page shows them: who submitted, confirmed or sent back what, and when.
import type { Charter } from '../domain/charter/charter.ts'
import { conditionsOf } from '../domain/charter/conditions.ts'
import type { ConditionStep } from '../domain/charter/events.ts'
import type { OrganisationId } from '../domain/ids.ts'
import type { ConditionView, SaidView } from '../web/conditionViews.ts'
import type { PageParts } from './visit.ts'

export function conditionsView({ desk }: PageParts, charter: Charter): Promise<readonly ConditionView[]> {
  const nameOf = async (id: OrganisationId | undefined) =>
    id ? ((await desk.store.organisation(id))?.name ?? null) : null
  const said = async (step: ConditionStep | null): Promise<SaidView | null> =>
    step && { at: step.at, words: step.words, by: await nameOf(step.by) }
  return Promise.all(
    conditionsOf(charter).map(async ({ id, words, submitted, returned, fulfilled }) => ({
      id,
      words,
      submitted: await said(submitted),
      returned: await said(returned),
      fulfilled: fulfilled && {
        at: fulfilled.at,
        words: fulfilled.evidence,
        by: await nameOf(fulfilled.by),
        confirmedBy: await nameOf(fulfilled.confirmedBy),
      },
    })),
  )
}
