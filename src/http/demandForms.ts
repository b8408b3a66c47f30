// The forms of a call's page beside the reply: the office closes, opens again and cancels, a company takes its reply back.
import { refusedDemand } from '../application/may.ts'
import { demandStep } from '../domain/demand/chart.ts'
import { demandCommands, WithdrawReply, type DemandCommand } from '../domain/demand/commands.ts'
import type { DemandCall } from '../domain/demand/demandCall.ts'
import { fromClock } from '../domain/instant.ts'
import type { FormsView, TypedForm } from '../web/formViews.ts'
import type { Forms } from './page.ts'
import { linesOf, sendForm, type Fields, type Sent } from './pageForm.ts'
import { fieldFindings } from './problem.ts'
import type { PageParts, Visit } from './visit.ts'

const schemas = { ...demandCommands, withdrawal: WithdrawReply }
const facts = {
  closing: 'DemandCallClosed',
  reopening: 'DemandCallReopened',
  cancellation: 'DemandCallCancelled',
  withdrawal: 'DemandReplyWithdrawn',
} as const
type Name = keyof typeof schemas
/** Without a name it is the reply, typed or as a spreadsheet. */
export const demandFormActs: Forms = {
  field: 'form',
  acts: {
    '': 'ReplyToDemand',
    ...Object.fromEntries(Object.entries(schemas).map(([name, { shape }]) => [name, shape.type.value])),
  },
}
const isName = (name: string): name is Name => Object.hasOwn(schemas, name)

export const demandFormsView = (
  call: DemandCall,
  { caller }: Visit,
  typed: TypedForm | null,
  nonce: string,
): FormsView => ({
  nonce,
  action: `/demand/${call.id}`,
  version: call.version,
  offered: (Object.keys(schemas) as Name[]).filter(
    (name) =>
      demandStep(call.stage, facts[name]) !== null &&
      refusedDemand(caller, schemas[name].shape.type.value, call) === null &&
      (name !== 'withdrawal' || call.record.replies.some(({ organisation }) => organisation === caller.organisation)),
  ),
  typed,
})

/** Null where it is none of these forms, or of somebody who may not send it. */
export async function sendDemandForm(
  parts: PageParts,
  visit: Visit,
  call: DemandCall,
  fields: Fields,
): Promise<Sent | null> {
  const name = fields['form'] ?? ''
  if (!isName(name) || refusedDemand(visit.caller, schemas[name].shape.type.value, call)) return null
  const { zone } = call.record.terms.from
  const closesAt = fromClock(fields['closesAt'] ?? '', zone) ?? ''
  const [reason = ''] = linesOf(fields['reason'])
  const type = schemas[name].shape.type.value
  const command = schemas[name].safeParse({ type, reason, ...(name === 'reopening' ? { closesAt } : {}) })
  if (!command.success) return { findings: fieldFindings(command.error), status: 400 }
  const form = { address: `/demand/${call.id}`, fields, decides: name !== 'withdrawal' }
  // Others' replies are not in the way of taking back one's own.
  const about = form.decides ? ({ kind: 'demandCall', id: call.id } as const) : null
  return sendForm(parts, visit, { ...form, about }, (envelope) =>
    parts.demand.act(envelope, call.id, command.data as DemandCommand),
  )
}
