// What happened to a thing since a form about it was opened, as far as who sent the form may be told.
import { reachOf } from '../application/may.ts'
import type { Caller } from '../application/actor.ts'
import type { Store } from '../application/ports.ts'
import type { RecordedEvent } from '../application/recordLines.ts'
import type { CharterId, DemandCallId, JourneyId, MerchantId, RunId } from '../domain/ids.ts'
import type { SinceView } from '../web/toldView.ts'

/** What a form is about; `same`: whether a fact is about the very thing, where a page has several forms of one version. */
export type About = (
  | { readonly kind: 'charter'; readonly id: CharterId }
  | { readonly kind: 'journey'; readonly id: JourneyId }
  | { readonly kind: 'run'; readonly id: RunId }
  | { readonly kind: 'demandCall'; readonly id: DemandCallId }
  | { readonly kind: 'merchant'; readonly id: MerchantId }
) & { readonly same?: (fact: RecordedEvent) => boolean }

export async function versionOf(store: Store, about: About): Promise<number | null> {
  // Whose details are sealed has a row and no state.
  if (about.kind === 'merchant') return (await store.merchant(about.id))?.version ?? null
  const held = await heldOf(store, about)
  return held && held.state.version
}
function heldOf(store: Store, about: Exclude<About, { readonly kind: 'merchant' }>) {
  switch (about.kind) {
    case 'charter':
      return store.charter(about.id)
    case 'journey':
      return store.journey(about.id)
    case 'run':
      return store.run(about.id)
    case 'demandCall':
      return store.demandCall(about.id)
    default:
      return about satisfies never
  }
}

export const factsSince = async (store: Store, about: About, version: number): Promise<readonly RecordedEvent[]> =>
  (await store.eventsOf(about.kind, about.id)).filter((fact) => fact.version > version)

/** What the desk did by itself surprises nobody who sent a form; what people did may. */
export const byPeople = ({ same }: About, facts: readonly RecordedEvent[]): readonly RecordedEvent[] =>
  facts.filter((fact) => fact.actor.role !== 'desk' && (same?.(fact) ?? true))

type Happened = Pick<RecordedEvent, 'at' | 'actor' | 'type'>
/** An organisation is named to itself and to whoever reads the whole record; everybody is told its role. */
export const sinceView = (store: Store, caller: Caller, facts: readonly Happened[]): Promise<SinceView[]> =>
  Promise.all(
    facts.map(async ({ at, actor: { role, organisation }, type }) => {
      const named = organisation && (organisation === caller.organisation || reachOf(caller, 'SearchRecord') === 'any')
      return {
        at,
        role,
        organisation: named ? ((await store.organisation(organisation))?.name ?? null) : null,
        fact: type,
      }
    }),
  )
