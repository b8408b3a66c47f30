// The page of a charter's briefing, for whoever sees every charter.
import { reachOf } from '../application/may.ts'
import { seeCharter } from '../application/see.ts'
import { CharterId } from '../domain/ids.ts'
import { briefingPage } from '../web/briefingPage.tsx'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const missing = { missing: 'charter' } as const

export async function briefingAnswer(parts: PageParts, { frame, caller }: Visit, id: string): Promise<PageAnswer> {
  const parsed = CharterId.safeParse(id)
  if (!parsed.success) return missing
  const seen = await seeCharter(parts.desk.store, caller, 'ViewBriefing', parsed.data)
  if ('refusal' in seen) return missing
  const briefing = await parts.briefings.of(seen.held.state, parts.desk.clock.now())
  const { country } = briefing
  const html = briefingPage({
    frame,
    briefing,
    back: `/charters/${parsed.data}`,
    csv: `/v1/charters/${parsed.data}/briefing.csv?language=${frame.language}`,
    enterTrade: reachOf(caller, 'EnterTradeFigures') && country ? `/trade?country=${country}` : null,
  })
  return { html }
}
