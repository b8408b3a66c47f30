// The page that re-times a flight: looked at first, and confirmed with the same times on the version that was looked at.
import type { Foreseen } from '../application/charters.ts'
import { seeCharter } from '../application/see.ts'
import { shownTo } from '../domain/access/fields.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { RetimeCharter } from '../domain/charter/commands.ts'
import type { Finding } from '../domain/decision.ts'
import { CharterId } from '../domain/ids.ts'
import { fromClock, toClock } from '../domain/instant.ts'
import { retimingPage } from '../web/retimingPage.tsx'
import type { RetimingView, TypedTimes } from '../web/retimingViews.ts'
import type { Told } from '../web/toldView.ts'
import { envelopeOf } from './envelopes.ts'
import { sendForm, textFields } from './pageForm.ts'
import { fieldFindings, refusedAs } from './problem.ts'
import { maskedReport } from './retimings.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const missing = { missing: 'charter' } as const

export async function retimingAnswer(parts: PageParts, visit: Visit, id: string): Promise<PageAnswer> {
  const charter = await seen(parts, visit, id)
  if (!charter) return missing
  const { leg } = charter.record
  const typed = {
    departure: toClock(leg.scheduledDeparture, leg.from.zone),
    boarding: leg.plannedBoarding ? toClock(leg.plannedBoarding, leg.from.zone) : '',
    arrival: toClock(leg.scheduledArrival, leg.to.zone),
    reason: '',
  }
  return shown(parts, visit, charter, typed, {})
}

/** A look writes nothing. Whoever confirms on another version than the report's is shown the report as it is now. */
export async function retimingFormAnswer(
  parts: PageParts,
  visit: Visit,
  id: string,
  sent: Readonly<Record<string, unknown>>,
): Promise<PageAnswer> {
  const charter = await seen(parts, visit, id)
  if (!charter) return missing
  const fields = textFields(sent)
  const { departure = '', boarding = '', arrival = '', reason = '' } = fields
  const typed: TypedTimes = { departure, boarding, arrival, reason }
  const { from, to } = charter.record.leg
  let told: Told | null = null
  const refuse = async (
    findings: readonly Finding[],
    status: number,
    what: Told | null = null,
  ): Promise<PageAnswer> => ({
    ...(await shown(parts, visit, charter, typed, { findings, told: what })),
    status,
  })
  const command = RetimeCharter.safeParse({
    type: 'RetimeCharter',
    scheduledDeparture: fromClock(departure, from.zone) ?? departure,
    plannedBoarding: boarding ? (fromClock(boarding, from.zone) ?? boarding) : null,
    scheduledArrival: fromClock(arrival, to.zone) ?? arrival,
    reason,
  })
  if (!command.success) return refuse(fieldFindings(command.error), 400)
  if (fields['act'] === 'confirm') {
    const address = `/charters/${charter.id}`
    const answer = await sendForm(
      parts,
      visit,
      { address: `${address}/retiming`, fields, decides: true, about: { kind: 'charter', id: charter.id } },
      (envelope) => parts.charters.act(envelope, charter.id, command.data),
    )
    if (!('findings' in answer)) return { to: address }
    if (answer.status !== 412) return refuse(answer.findings, answer.status, answer.told)
    told = answer.told ?? null
  }
  const changed = fields['act'] === 'confirm'
  const looked = await parts.charters.foresee(envelopeOf(parts.desk, visit.caller), charter.id, command.data)
  if (looked.outcome === 'done') {
    const page = await shown(parts, visit, charter, typed, { report: looked.value, changed, told })
    return changed ? { ...page, status: 412 } : page
  }
  if (looked.outcome === 'answered') return refuse([], 409)
  const { findings, status } = refusedAs(looked)
  return refuse(findings, status)
}

async function seen({ desk }: PageParts, { caller }: Visit, id: string): Promise<Charter | null> {
  const parsed = CharterId.safeParse(id)
  const found = parsed.success ? await seeCharter(desk.store, caller, 'RetimeCharter', parsed.data) : null
  return found && 'held' in found ? found.held.state : null
}

type Shown = {
  readonly findings?: readonly Finding[]
  readonly changed?: boolean
  readonly report?: Foreseen
  readonly told?: Told | null
}

async function shown(
  parts: PageParts,
  { frame, caller }: Visit,
  charter: Charter,
  typed: TypedTimes,
  { findings = [], changed = false, report, told = null }: Shown,
): Promise<Extract<PageAnswer, { readonly html: string }>> {
  const masked = report && maskedReport(report, caller)
  const hit = masked?.journeys.filter(({ outcome }) => outcome === 'mustTestAgain' || outcome === 'cannotMakeIt') ?? []
  const ids = new Set(hit.map(({ journey }) => journey))
  const journeys = ids.size
    ? (await parts.desk.store.journeysOf(charter.id)).flatMap(({ state }) => (ids.has(state.id) ? [state] : []))
    : []
  const people = await parts.views.people(journeys, caller.role, 'charterPage')
  const view: RetimingView = {
    frame,
    action: `/charters/${charter.id}/retiming`,
    back: `/charters/${charter.id}`,
    leg: charter.record.leg,
    typed,
    findings,
    changed,
    told,
    nonce: parts.desk.chance.part(),
    report: masked
      ? {
          version: masked.version,
          counts: masked.counts,
          edition: masked.missionEdition.after.id,
          permit: masked.permit,
          obstacles: masked.obstacles,
          warnings: masked.warnings,
          papers: masked.papers.length,
          people: hit.map(({ journey, stage, outcome, step, by, findings: why }) => ({
            ...{ stage, outcome, step, by, findings: why },
            name: people.get(journey)?.name ?? journey,
          })),
        }
      : null,
  }
  const html = retimingPage(view)
  if (!ids.size) return { html }
  const fields = shownTo('charterPage', caller.role)
  return { html, looked: { what: 'charterPage', charter: charter.id, journeys: [...ids].sort(), fields } }
}
