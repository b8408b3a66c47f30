// The pages of demand, filled as the role may see them, and the reply that a company types there.
import { refusedAccess, refusedDemand } from '../application/may.ts'
import type { Caller } from '../application/actor.ts'
import type { RecordedEvent } from '../application/recordLines.ts'
import { reach } from '../domain/access/table.ts'
import { mostLines, ReplyToDemand } from '../domain/demand/commands.ts'
import type { DemandCall } from '../domain/demand/demandCall.ts'
import type { Forecast } from '../domain/demand/forecast.ts'
import { merchantsOf, type DemandLine } from '../domain/demand/line.ts'
import { DemandCallId } from '../domain/ids.ts'
import { demandCallPage } from '../web/demandCallPage.tsx'
import { demandPage } from '../web/demandPage.tsx'
import { lineFields, type CharterOfCall, type DemandCard, type ReplyForm, type TypedLine } from '../web/demandViews.ts'
import { demandBody } from './demandBody.ts'
import { demandFormsView, sendDemandForm } from './demandForms.ts'
import { liveFrame } from './live.ts'
import { sendForm, textFields, type NotTaken } from './pageForm.ts'
import { fieldFindings } from './problem.ts'
import { pasted, sheetForm, type SheetShown } from './sheetReply.ts'
import type { FormsView } from '../web/formViews.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const callsAPage = 50
/** Blocks of the form, and how many are left empty behind what was answered; who needs more sends a spreadsheet. */
const groups = 6
const spare = 2
const missing = { missing: 'demandCall' } as const

export async function demandAnswer(parts: PageParts, visit: Visit): Promise<PageAnswer> {
  const { caller, query } = visit
  if (!reach(caller.role, 'ViewDemand')) return { missing: 'role' }
  const frame = await liveFrame(parts, visit, 'demand')
  const after = typeof query['after'] === 'string' ? query['after'] : null
  const page = await parts.desk.store.demandCallsPage({ after, limit: callsAPage })
  const calls = page.rows
    .filter(({ state }) => refusedDemand(caller, 'ViewDemand', state) === null)
    .map(({ state }) => cardOf(state, caller, forecastOf(parts, state, caller)))
  return { html: demandPage({ frame, calls, next: page.next ? `/demand?after=${page.next}` : null }) }
}

export async function demandCallAnswer(parts: PageParts, arrived: Visit, id: string): Promise<PageAnswer> {
  const visit = await listening(parts, arrived)
  const call = await seen(parts, visit.caller, id)
  if (!call) return missing
  const saved = visit.query['saved'] === '1'
  return shown(parts, visit, call, { lines: ownLines(call, visit.caller), findings: [], saved })
}

/** The form's fields are text; a block in which nothing was typed is no line. */
export async function replyAnswer(
  parts: PageParts,
  arrived: Visit,
  id: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<PageAnswer> {
  const visit = await listening(parts, arrived)
  const { caller } = visit
  const call = await seen(parts, caller, id)
  if (call && typeof fields['form'] === 'string') {
    const typed = textFields(fields)
    const sent = await sendDemandForm(parts, visit, call, typed)
    if (!sent) return missing
    if (!('findings' in sent)) return { to: `/demand/${call.id}${sent.again ? '?again=1' : ''}#decisions` }
    const { status, ...why } = sent
    const form = { lines: ownLines(call, caller), findings: [] }
    const forms = demandFormsView(
      call,
      visit,
      { form: typed['form'] ?? '', fields: typed, ...why },
      parts.desk.chance.part(),
    )
    return { ...(await shown(parts, visit, call, form, sheetForm(call), forms)), status }
  }
  if (!call || !reach(caller.role, 'ReplyToDemand')) return missing
  const about = { kind: 'demandCall', id: call.id, same: ofOwn(caller) } as const
  const typed = textFields(fields)
  const takenTo = (again: boolean) => ({ to: `/demand/${call.id}?${again ? 'again' : 'saved'}=1#reply` })
  /** What is sent next is sent from what stands now. */
  const now = async (): Promise<DemandCall> => (await seen(parts, caller, id)) ?? call
  const sheet = fields['sheet']
  if (typeof sheet === 'string') {
    const answer = await pasted(parts, visit, call, { fields: typed, text: sheet, about })
    if ('outcome' in answer) return takenTo(answer.again)
    const stands = await now()
    const own = { lines: ownLines(stands, caller), findings: [] }
    return { ...(await shown(parts, visit, stands, own, answer.form)), status: answer.status }
  }
  const lines = Array.from({ length: mostLines }, (_, number) => typedIn(fields, number)).filter(isTyped)
  const refuse = async ({ findings, status, told }: NotTaken): Promise<PageAnswer> => ({
    ...(await shown(parts, visit, await now(), { lines, findings, told: told ?? null })),
    status,
  })
  const body = ReplyToDemand.safeParse({ type: 'ReplyToDemand', lines: lines.map(untyped) })
  if (!body.success) return refuse({ findings: fieldFindings(body.error), status: 400 })
  const form = { address: `/demand/${call.id}`, fields: typed, decides: false, about }
  const sent = await sendForm(parts, visit, form, (envelope) => parts.demand.act(envelope, call.id, body.data))
  return 'findings' in sent ? refuse(sent) : takenTo(sent.again)
}

const listening = async (parts: PageParts, visit: Visit): Promise<Visit> => ({
  ...visit,
  frame: await liveFrame(parts, visit, 'demand'),
})

/** Others' replies are in nobody's way; a colleague's is the very one that would be overwritten. */
const ofOwn =
  ({ organisation }: Caller) =>
  ({ type, data }: RecordedEvent): boolean =>
    (type === 'DemandReplied' || type === 'DemandReplyWithdrawn') &&
    (data as { readonly organisation?: string }).organisation === organisation

async function seen({ demand }: PageParts, caller: Caller, id: string): Promise<DemandCall | null> {
  const parsed = DemandCallId.safeParse(id)
  const found = parsed.success ? await demand.see(caller, 'ViewDemand', parsed.data) : null
  return found && 'held' in found ? found.held.state : null
}

type ReplyShown = Pick<ReplyForm, 'lines' | 'findings'> & Partial<Pick<ReplyForm, 'saved' | 'told'>>
async function shown(
  parts: PageParts,
  visit: Visit,
  call: DemandCall,
  form: ReplyShown,
  sheet: SheetShown = sheetForm(call),
  forms: FormsView = demandFormsView(call, visit, null, parts.desk.chance.part()),
): Promise<{ readonly html: string }> {
  const { frame, caller } = visit
  const { version } = call
  const { nonce } = forms
  const forecast = forecastOf(parts, call, caller)
  const replies = forecast
    ? await Promise.all(
        call.record.replies.map(async ({ organisation, at, lines }) => ({
          organisation: (await parts.desk.store.organisation(organisation))?.name ?? organisation,
          at,
          merchants: merchantsOf(lines),
        })),
      )
    : []
  const mayReply = call.stage === 'open' && reach(caller.role, 'ReplyToDemand') !== null
  const blank = typedIn({}, 0)
  const empty = Math.max(groups - form.lines.length, spare)
  const lines = [...form.lines, ...Array.from({ length: empty }, () => blank)]
  return {
    html: demandCallPage({
      frame,
      card: cardOf(call, caller, forecast),
      days: forecast?.days ?? [],
      replies,
      charters: await chartersOf(parts, caller, call),
      forms,
      sheet: mayReply ? { ...sheet, version, nonce } : null,
      form: mayReply
        ? { saved: false, told: null, ...form, lines, version, nonce, action: `/demand/${call.id}` }
        : null,
    }),
  }
}

/** Those of the charters drafted from the call that this role may open. */
async function chartersOf(
  { desk: { store } }: PageParts,
  caller: Caller,
  { record }: DemandCall,
): Promise<readonly CharterOfCall[]> {
  const held = await Promise.all((record.charters ?? []).map(({ charter }) => store.charter(charter)))
  const seen = held.flatMap((each) => (each && !refusedAccess(caller, 'ViewCharter', each.state) ? [each.state] : []))
  return Promise.all(
    seen.map(async ({ id, organiser, stage, record: { terms, leg } }) => ({
      href: `/charters/${id}`,
      title: terms.title,
      flight: leg.flightNumber,
      stage,
      organiser: (await store.organisation(organiser))?.name ?? organiser,
    })),
  )
}

const forecastOf = ({ demand, desk }: PageParts, call: DemandCall, { role }: Caller): Forecast | null =>
  role === 'desk' || reach(role, 'ViewForecast') ? demand.forecast(call, desk.clock.now()) : null

function cardOf(call: DemandCall, caller: Caller, forecast: Forecast | null): DemandCard {
  const { terms, closesAt } = call.record
  return {
    ...terms,
    href: `/demand/${call.id}`,
    stage: call.stage,
    closesAt,
    interest: demandBody(call, caller).interest,
    forecast: forecast && {
      recommendation: forecast.recommendation,
      eligible: forecast.days.reduce(
        (most, { day, eligible }) =>
          forecast.recommendation.day === null || day === forecast.recommendation.day ? Math.max(most, eligible) : most,
        0,
      ),
    },
  }
}

const typedIn = (fields: Readonly<Record<string, unknown>>, number: number): TypedLine =>
  Object.fromEntries(
    lineFields.map((name) => {
      const text = fields[`${name}-${number}`]
      return [name, typeof text === 'string' ? text.trim() : '']
    }),
  ) as TypedLine

const isTyped = ({ visa: _visa, invitationLetter: _letter, ...rest }: TypedLine): boolean =>
  Object.values(rest).some((text) => text !== '')

const untyped = (line: TypedLine) => ({
  ...(line.company ? { company: line.company } : {}),
  country: line.country.toUpperCase(),
  nationality: line.nationality ? line.nationality.toUpperCase() : null,
  purpose: line.purpose,
  earliestDate: line.earliestDate,
  merchants: line.merchants === '' ? Number.NaN : Number(line.merchants),
  papers: { passportUntil: line.passportUntil || null, visa: line.visa, invitationLetter: line.invitationLetter },
})

const ownLines = ({ record }: DemandCall, { organisation }: Caller): readonly TypedLine[] =>
  (record.replies.find((reply) => reply.organisation === organisation)?.lines ?? []).map(typed)

const typed = ({ papers, ...line }: DemandLine): TypedLine => ({
  company: line.company ?? '',
  country: line.country,
  nationality: line.nationality ?? '',
  purpose: line.purpose,
  earliestDate: line.earliestDate,
  merchants: String(line.merchants),
  passportUntil: papers.passportUntil ?? '',
  visa: papers.visa,
  invitationLetter: papers.invitationLetter,
})
