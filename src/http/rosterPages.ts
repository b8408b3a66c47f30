// The page of a roster: a file is looked at before anything is written, taken from the very page that showed it, and rows in doubt are decided.
import express, { type RequestHandler } from 'express'
import { z } from 'zod'
import type { Envelope } from '../application/handle.ts'
import type { ImportReport, TakenRow } from '../application/importReport.ts'
import { openSheet, sealSheet, type KeptSheet } from '../application/keptSheet.ts'
import { refusedAccess } from '../application/may.ts'
import { conflictDecisions } from '../application/parkedRow.ts'
import type { HeadingMap } from '../application/sheetPorts.ts'
import { seeCharter } from '../application/see.ts'
import { shownTo } from '../domain/access/fields.ts'
import { sheetLetGo } from '../domain/access/refusals.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { finding, type Finding } from '../domain/decision.ts'
import { CharterId } from '../domain/ids.ts'
import { Language } from '../domain/language.ts'
import { importEnd, importingPage, importRefused, importStep, rosterPage } from '../web/rosterPage.tsx'
import type { Imported, PreviewView, RosterConflict } from '../web/rosterViews.ts'
import type { Told } from '../web/toldView.ts'
import { journeyHref, peopleHref } from './charterPeople.ts'
import { envelopeOf } from './envelopes.ts'
import { fileOf, multipartForm } from './multipart.ts'
import type { Forms, Page } from './page.ts'
import { sendForm, textFields, textOf, type Fields, type NotTaken } from './pageForm.ts'
import { fieldFindings, refusedAs } from './problem.ts'
import { reason } from './reason.ts'
import { sinceView } from './since.ts'
import { pageLimits } from './signInPages.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'
import type { Visits } from './visits.ts'

const address = '/charters/:charter/roster'
/** As over HTTP (bytes); sealed it is about twice as long, with what stands around it in the form. */
const sheetLimit = 8 * 1024 * 1024
const formLimit = 2 * sheetLimit + 64 * 1024
const decisionLimit = 16 * 1024
/** Sheets that one account sends in a quarter of an hour, from pages. */
const sheetsAnAccount = 200
const reasonsShown = 200
const conflictsShown = 50
/** More rows than this take long enough for somebody to wonder: they see how far it is. */
const longImport = 300
const steps = 20
const missing = { missing: 'any' } as const

export const rosterForms: Forms = {
  field: 'form',
  acts: {
    preview: 'ImportRoster',
    mapping: 'ImportRoster',
    returned: 'ImportRoster',
    import: 'ImportRoster',
    decision: 'DecideConflict',
  },
}

export function rosterPages({ signedIn, posted, whoOf }: Visits, parts: PageParts): readonly Page[] {
  const few = pageLimits().byAccount(sheetsAnAccount, whoOf)
  const readers: readonly RequestHandler[] = [
    (request, response, next) => (request.is('multipart/form-data') ? few(request, response, next) : next()),
    multipartForm(formLimit),
    express.urlencoded({ extended: false, limit: decisionLimit }),
  ]
  return [
    signedIn(address, 'ViewConflicts', (visit, id) => shown(parts, visit, id, {})),
    posted(address, rosterForms, (visit, id, fields) => taken(parts, visit, id, textFields(fields)), ...readers),
  ]
}

type Shown = {
  readonly status?: number
  readonly findings?: readonly Finding[]
  readonly told?: Told
  readonly preview?: PreviewView
  readonly typed?: Omit<NotTaken, 'status'> & { readonly fields: Fields }
}

async function shown(
  parts: PageParts,
  visit: Visit,
  id: string,
  { status = 200, findings = [], told, preview, typed }: Shown,
): Promise<PageAnswer> {
  const { frame, caller, query } = visit
  const charter = await charterOf(parts, visit, id)
  if (!charter) return missing
  const listed = await parts.conflicts.list(envelopeOf(parts.desk, caller), charter.id)
  if (listed.outcome !== 'done') return missing
  const open = listed.value.filter(({ decision, known }) => decision === null && known !== null)
  const conflicts: readonly RosterConflict[] = open.slice(0, conflictsShown).map((conflict) => ({
    ...conflict,
    href: conflict.journey && journeyHref(conflict.journey),
    typed:
      typed?.fields['conflict'] === conflict.id
        ? {
            decision: typed.fields['decision'] ?? '',
            reason: typed.fields['reason'] ?? '',
            findings: typed.findings,
            told: typed.told ?? null,
          }
        : null,
  }))
  const { leg } = charter.record
  // About a row that waits no longer it is told above all of them.
  const gone = typed && !conflicts.some((each) => each.typed) ? typed : null
  const people = open.slice(0, conflictsShown).flatMap(({ journey }) => (journey ? [journey] : []))
  return {
    status,
    html: rosterPage({
      frame,
      title: `${leg.flightNumber} · ${leg.from.city} – ${leg.to.city}`,
      back: peopleHref(charter.id),
      action: `/charters/${charter.id}/roster`,
      mayImport: !refusedAccess(caller, 'ImportRoster', charter),
      mayDecide: !refusedAccess(caller, 'DecideConflict', charter),
      findings: [...findings, ...(gone?.findings ?? [])],
      told: told ?? gone?.told ?? null,
      reason: gone?.fields['reason'] ?? '',
      nonce: parts.desk.chance.part(),
      preview: preview ?? null,
      imported: importedIn(query),
      conflicts,
      moreConflicts: open.length - conflicts.length,
      templates: Language.options.flatMap((language) =>
        (['xlsx', 'csv'] as const).map((format) => ({
          ...{ language, format },
          href: `/v1/roster-template.${format}?language=${language}`,
        })),
      ),
    }),
    ...(conflicts.length
      ? {
          looked: {
            what: 'conflicts',
            charter: charter.id,
            journeys: [...new Set(people)].sort(),
            fields: shownTo('conflicts', caller.role),
          },
        }
      : {}),
  }
}

async function charterOf(parts: PageParts, { caller }: Visit, id: string): Promise<Charter | null> {
  const parsed = CharterId.safeParse(id)
  const seen = parsed.success ? await seeCharter(parts.desk.store, caller, 'ViewConflicts', parsed.data) : null
  return seen && 'held' in seen ? seen.held.state : null
}

async function taken(parts: PageParts, visit: Visit, id: string, fields: Fields): Promise<PageAnswer> {
  const charter = await charterOf(parts, visit, id)
  if (!charter || (fields['form'] !== 'decision' && refusedAccess(visit.caller, 'ImportRoster', charter)))
    return missing
  const { vault, clock } = parts.desk
  if (fields['form'] === 'decision') return decided(parts, visit, charter, fields)
  const file = fileOf(visit.request)
  const kept: KeptSheet | null =
    fields['form'] === 'preview'
      ? file && { ...file, mapping: {} }
      : openSheet(vault, charter.id, visit.caller, clock.now(), fields['kept'] ?? '')
  if (fields['form'] === 'preview' && (!kept || kept.bytes.length > sheetLimit)) {
    const words = kept ? `must be at most ${sheetLimit} bytes` : 'choose a file'
    return shown(parts, visit, id, {
      findings: [finding('invalid', `sheet: ${words}`, { field: 'sheet' })],
      status: 400,
    })
  }
  if (!kept) return shown(parts, visit, id, { findings: sheetLetGo().findings, status: 422 })
  switch (fields['form']) {
    case 'returned':
      return returned(parts, visit, charter, kept)
    case 'import':
      return imported(parts, visit, charter, kept, fields)
    default:
      return previewed(parts, visit, charter, {
        ...kept,
        mapping: fields['form'] === 'mapping' ? mappingIn(fields) : {},
      })
  }
}

/** What was chosen for each heading; one that is passed over is none of the columns. */
const mappingIn = (fields: Fields): HeadingMap =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, heading]) => {
      const place = /^heading-(\d{1,3})$/.exec(name)?.[1]
      return place ? [[heading, fields[`column-${place}`] || null]] : []
    }),
  )

async function previewed(parts: PageParts, visit: Visit, charter: Charter, kept: KeptSheet): Promise<PageAnswer> {
  const { desk, rosters, typedRows } = parts
  const { language } = visit.frame
  const envelope = envelopeOf(desk, visit.caller)
  const how = { mapping: kept.mapping, language }
  const answer = await rosters.previewed(envelope, charter.id, kept.bytes, how)
  if (answer.outcome !== 'done') {
    if (answer.outcome === 'answered') return missing
    const { findings, status } = refusedAs(answer)
    return shown(parts, visit, charter.id, { findings, status })
  }
  const { report, reasons, unknown, lacking } = answer.value
  const mapped = Object.entries(kept.mapping).map(([heading, column]) => ({ heading, column: column ?? '' }))
  const strangers = unknown
    .filter(({ heading }) => !Object.hasOwn(kept.mapping, heading))
    .map(({ heading, nearest }) => ({ heading, column: nearest ?? '' }))
  return shown(parts, visit, charter.id, {
    preview: {
      name: kept.name,
      sealed: sealSheet(desk.vault, charter.id, visit.caller, envelope.now, kept),
      counts: report && countsOf(report),
      lacking,
      reasons: reasons.slice(0, reasonsShown),
      more: Math.max(0, reasons.length - reasonsShown),
      headings: [...mapped, ...strangers],
      columns: typedRows.columns(language),
    },
  })
}

const countsOf = (report: ImportReport): Imported & { readonly rows: number } => ({
  rows: report.rows,
  created: report.created,
  updated: report.updated,
  unchanged: report.unchanged,
  conflicts: new Set(report.conflicts.map(({ row }) => row)).size,
  rejected: report.rejectedRows,
})

async function returned(parts: PageParts, visit: Visit, charter: Charter, kept: KeptSheet): Promise<PageAnswer> {
  const how = { mapping: kept.mapping, language: visit.frame.language }
  const answer = await parts.rosters.returned(envelopeOf(parts.desk, visit.caller), charter.id, kept.bytes, how)
  if (answer.outcome !== 'done')
    return shown(parts, visit, charter.id, { findings: sheetLetGo().findings, status: 422 })
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { file: { name: 'roster-returned.xlsx', type, bytes: answer.value } }
}

async function imported(
  parts: PageParts,
  visit: Visit,
  charter: Charter,
  kept: KeptSheet,
  fields: Fields,
): Promise<PageAnswer> {
  const here = `/charters/${charter.id}/roster`
  const mode = fields['mode'] === 'all' ? 'all' : 'clean'
  const live = createSteps(visit, `${kept.name}`)
  const run = (envelope: Envelope) =>
    parts.rosters.importRoster(envelope, charter.id, kept.bytes, { mode, mapping: kept.mapping, progress: live.told })
  const sent = await sendForm(parts, visit, { address: here, fields, decides: false, about: null }, run)
  if ('findings' in sent) return live.begun() ? live.end(here, sent) : shown(parts, visit, charter.id, sent)
  const counts = sent.value ? countsOf(sent.value) : countsAgain(sent.made)
  const said = { ...(counts ? countWords(counts) : {}), ...(sent.again ? { again: '1' } : {}) }
  const to = `${here}?${new URLSearchParams(said).toString()}#conflicts`
  return live.begun() ? live.end(to) : { to }
}

/** What it had come to the first time, which its receipt keeps row by row. */
function countsAgain(made: string | null | undefined): Imported | null {
  if (!made) return null
  const { rows } = JSON.parse(made) as { readonly rows: readonly TakenRow[] }
  const count = (outcome: TakenRow['outcome']) =>
    new Set(rows.filter((each) => each.outcome === outcome).map(({ row }) => row)).size
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    conflicts: count('conflict'),
    rejected: count('rejected'),
  }
}

const countWords = (counts: Imported): Record<string, string> =>
  Object.fromEntries(countNames.map((name) => [name, String(counts[name])]))
const countNames = ['created', 'updated', 'unchanged', 'conflicts', 'rejected'] as const
const Counts = z.object(
  Object.fromEntries(countNames.map((name) => [name, z.coerce.number().int().min(0).max(1_000_000)])) as Record<
    (typeof countNames)[number],
    z.ZodCoercedNumber
  >,
)
/** What an import came to, as the address tells it once. */
function importedIn(query: Visit['query']): Imported | null {
  if (query['created'] === undefined) return null
  const counts = Counts.safeParse(query)
  return counts.success ? counts.data : null
}

/** A long import tells how far it is on a page that grows: no script, and no process has to remember it. */
function createSteps({ frame, response }: Visit, title: string) {
  let tail: string | null = null
  let last = -1
  const begin = (): void => {
    const [head, rest] = importingPage(frame, title)
    tail = rest
    response.status(200).type('html').set('Referrer-Policy', 'same-origin').set('Cache-Control', 'no-store')
    response.write(head)
  }
  return {
    told: (rows: number, of: number): void => {
      if (of < longImport) return
      const step = Math.floor((rows / of) * steps)
      if (step === last) return
      last = step
      if (tail === null) begin()
      response.write(importStep(frame.language, rows, of))
    },
    begun: (): boolean => tail !== null,
    /** A refusal stands on the page itself: what it leads to knows nothing of it. */
    end: (to: string, refused: NotTaken | null = null): PageAnswer => {
      response.end((refused ? importRefused(frame, refused) : '') + importEnd(frame.language, to) + (tail ?? ''))
      return { sent: true }
    },
  }
}

const Decision = z.object({ decision: z.enum(conflictDecisions), reason })

async function decided(parts: PageParts, visit: Visit, charter: Charter, fields: Fields): Promise<PageAnswer> {
  const here = `/charters/${charter.id}/roster`
  const wanted = Decision.safeParse({ decision: fields['decision'], reason: textOf(fields, 'reason') })
  const refuse = ({ status, ...why }: NotTaken) =>
    shown(parts, visit, charter.id, { typed: { fields, ...why }, status })
  if (!wanted.success) return refuse({ findings: fieldFindings(wanted.error), status: 400 })
  const sent = await sendForm(parts, visit, { address: here, fields, decides: false, about: null }, (envelope) =>
    parts.conflicts.decide(envelope, charter.id, fields['conflict'] ?? '', wanted.data),
  )
  if (!('findings' in sent)) return { to: `${here}${sent.again ? '?again=1' : ''}#conflicts` }
  const { store } = parts.desk
  const decidedAlready = sent.findings.some(({ code }) => code === 'conflictDecided')
  const facts = decidedAlready ? await store.eventsOf('desk', fields['conflict'] ?? '') : []
  const since = await sinceView(
    store,
    visit.caller,
    facts.filter(({ type }) => type === 'ConflictDecided'),
  )
  return refuse(since.length ? { ...sent, told: { since, sentBefore: false } } : sent)
}
