// A reply pasted into the page: the rows of a spreadsheet with their headings, taken whole or refused cell by cell.
import type { Answer } from '../application/handle.ts'
import type { SheetReport } from '../application/demandSheets.ts'
import type { DemandCall } from '../domain/demand/demandCall.ts'
import { finding } from '../domain/decision.ts'
import { Language } from '../domain/language.ts'
import type { SheetForm } from '../web/demandViews.ts'
import { problemOf } from './problem.ts'
import { envelopeOf } from './envelopes.ts'
import type { PageParts, Visit } from './visit.ts'

export const sheetForm = (call: DemandCall): SheetForm => ({
  action: `/demand/${call.id}#spreadsheet`,
  text: '',
  rejected: [],
  findings: [],
  templates: Language.options.flatMap((language) =>
    (['xlsx', 'csv'] as const).map((format) => ({
      language,
      format,
      href: `/v1/demand-template.${format}?language=${language}`,
    })),
  ),
})

export async function pasted(
  parts: PageParts,
  visit: Visit,
  call: DemandCall,
  text: string,
): Promise<{ readonly call: DemandCall } | { readonly form: SheetForm; readonly status: number }> {
  const form = { ...sheetForm(call), text }
  const bytes = Buffer.from(text, 'utf8')
  const answer: Answer<SheetReport> = await parts.demandSheets.reply(
    envelopeOf(parts.desk, visit.caller),
    call.id,
    bytes,
    visit.frame.language,
  )
  if (answer.outcome === 'done')
    return answer.value.call
      ? { call: answer.value.call }
      : { form: { ...form, rejected: answer.value.rejected }, status: 422 }
  if (answer.outcome === 'answered') return { form, status: 409 }
  const { status, title, findings } = problemOf(answer)
  return { form: { ...form, findings: findings ?? [finding('invalid', title)] }, status }
}
