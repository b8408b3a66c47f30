// What screens listen to: the changes of one charter, of all that somebody sees, or of a page of the desk's own.
import { markFor } from '../application/changes.ts'
import { isTopic, seesWhole, topics, type Shown, type Topic } from '../application/topics.ts'
import { CharterId } from '../domain/ids.ts'
import type { Frame } from '../web/views.ts'
import type { Page } from './page.ts'
import { textFields } from './pageForm.ts'
import type { Streams } from './streams.ts'
import type { PageParts, Visit } from './visit.ts'
import type { Visits } from './visits.ts'

/** The page's frame, from the mark as it stands: ask before anything else is read, so that nothing falls between. */
export async function liveFrame(
  { desk, streams }: PageParts,
  { frame, caller, request }: Visit,
  shown: Shown,
  /** Where the page is read, where a form of it is sent elsewhere. */
  readAt: string | null = null,
): Promise<Frame> {
  if (!(await streams.sees(caller, shown))) return frame
  const since = seesWhole(caller, shown) ? await markFor(desk.store, caller, shown) : 0
  const stream = `${placeOf(shown)}/live?since=${since}`
  return {
    ...frame,
    live: { stream, here: request.method === 'GET' ? request.originalUrl : (readAt ?? placeSentFrom(request)) },
  }
}

/** A refused form is shown under its own address too, at the place in the list from which it was sent. */
function placeSentFrom({ path, body }: Visit['request']): string {
  const sent = textFields((body ?? {}) as Readonly<Record<string, unknown>>)
  const kept = (['find', 'from'] as const).flatMap((name) => (sent[name] ? [[name, sent[name]] as const] : []))
  return kept.length ? `${path}?${new URLSearchParams(kept.map(([name, value]) => [name, value]))}` : path
}

const pageOf: Readonly<Record<Topic, string>> = { demand: '/demand', pendingActs: '/pending-acts' }
const placeOf = (shown: Shown): string => (isTopic(shown) ? pageOf[shown] : shown ? `/charters/${shown}` : '')

export function livePages({ heard }: Visits, streams: Streams): readonly Page[] {
  const missing = { missing: 'charter' } as const
  return [
    heard('/live', 'ViewCharter', async (caller, _id, request, response) => {
      await streams.open(caller, null, request, response)
      return null
    }),
    heard('/charters/:charter/live', 'ViewCharter', async (caller, id, request, response) => {
      const charter = CharterId.safeParse(id)
      if (!charter.success || !(await streams.sees(caller, charter.data))) return missing
      await streams.open(caller, charter.data, request, response)
      return null
    }),
    ...(Object.keys(topics) as Topic[]).map((topic) =>
      heard(`${pageOf[topic]}/live`, topics[topic].act, async (caller, _id, request, response) => {
        if (!(await streams.sees(caller, topic))) return { missing: 'any' }
        await streams.open(caller, topic, request, response)
        return null
      }),
    ),
  ]
}
