// What screens listen to: the changes of one charter, or of all that somebody sees.
import { CharterId } from '../domain/ids.ts'
import type { Page } from './page.ts'
import type { Streams } from './streams.ts'
import type { Visits } from './visits.ts'

export function livePages({ heard }: Visits, streams: Streams): readonly Page[] {
  const missing = { missing: 'There is no such charter that you can see.' }
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
  ]
}
