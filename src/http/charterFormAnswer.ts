// A form that was sent from a charter's page: taken, it leads back there; refused, the page says why and keeps what was typed.
import type { RecordedEvent } from '../application/recordLines.ts'
import { seeCharter } from '../application/see.ts'
import type { CharterCommand } from '../domain/charter/commands.ts'
import { CharterId } from '../domain/ids.ts'
import { charterAnswer } from './boardPages.ts'
import { charterForms } from './charterForms.ts'
import { sendForm, textFields, type NotTaken } from './pageForm.ts'
import { fieldFindings } from './problem.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const missing = { missing: 'charter' } as const

export async function charterFormAnswer(
  parts: PageParts,
  visit: Visit,
  id: string,
  body: Readonly<Record<string, unknown>>,
): Promise<PageAnswer> {
  const parsed = CharterId.safeParse(id)
  const fields = textFields(body)
  const name = fields['form'] ?? ''
  const form = Object.hasOwn(charterForms, name) ? charterForms[name] : undefined
  if (!parsed.success || !form) return missing
  const seen = await seeCharter(parts.desk.store, visit.caller, form.type, parsed.data)
  if ('refusal' in seen) return missing
  const address = `/charters/${parsed.data}`
  const refuse = async ({ status, ...why }: NotTaken): Promise<PageAnswer> => ({
    ...(await charterAnswer(parts, visit, id, { form: name, fields, ...why })),
    status,
  })
  const command = form.schema.safeParse({ type: form.type, ...form.body(fields, seen.held.state) })
  if (!command.success) return refuse({ findings: fieldFindings(command.error), status: 400 })
  const { condition } = fields
  const about = {
    kind: 'charter',
    id: parsed.data,
    // What happens to one condition is not in the way of another.
    same: ({ data }: RecordedEvent) => !condition || (data as { condition?: unknown }).condition === condition,
  } as const
  const sent = await sendForm(parts, visit, { address, fields, decides: form.decides, about }, (envelope) =>
    parts.charters.act(envelope, parsed.data, command.data as CharterCommand),
  )
  return 'findings' in sent ? refuse(sent) : { to: `${address}${sent.again ? '?again=1' : ''}#${form.place}` }
}
