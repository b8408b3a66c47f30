// A reply pasted into the page: the rows of a spreadsheet with their headings, taken whole or refused cell by cell.
import type { SheetReport } from '../application/demandSheets.ts'
import type { DemandCall } from '../domain/demand/demandCall.ts'
import { Language } from '../domain/language.ts'
import type { SheetForm } from '../web/demandViews.ts'
import { sendForm, type Fields, type Sent } from './pageForm.ts'
import type { About } from './since.ts'
import type { PageParts, Visit } from './visit.ts'

/** Without what it is sent from, which the page knows. */
export type SheetShown = Omit<SheetForm, 'version' | 'nonce'>
export const sheetForm = (call: DemandCall): SheetShown => ({
  action: `/demand/${call.id}#spreadsheet`,
  text: '',
  rejected: [],
  findings: [],
  told: null,
  templates: Language.options.flatMap((language) =>
    (['xlsx', 'csv'] as const).map((format) => ({
      language,
      format,
      href: `/v1/demand-template.${format}?language=${language}`,
    })),
  ),
})

/** A sheet with wrong cells is read and not taken. */
export async function pasted(
  parts: PageParts,
  visit: Visit,
  call: DemandCall,
  { fields, text, about }: { readonly fields: Fields; readonly text: string; readonly about: About },
): Promise<Extract<Sent, { readonly outcome: 'taken' }> | { readonly form: SheetShown; readonly status: number }> {
  const form = { ...sheetForm(call), text }
  const address = `/demand/${call.id}`
  const sent = await sendForm<SheetReport>(parts, visit, { address, fields, decides: false, about }, (envelope) =>
    parts.demandSheets.reply(envelope, call.id, Buffer.from(text, 'utf8'), visit.frame.language),
  )
  if ('findings' in sent)
    return { form: { ...form, findings: sent.findings, told: sent.told ?? null }, status: sent.status }
  if (sent.value && !sent.value.call) return { form: { ...form, rejected: sent.value.rejected }, status: 422 }
  return sent
}
