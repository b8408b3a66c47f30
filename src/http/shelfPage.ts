// The page of rule books: what the desk knows, and what the form asks for, looked at or published as over the API.
import type { Preview } from '../application/touched.ts'
import { reach } from '../domain/access/table.ts'
import { finding, type Finding } from '../domain/decision.ts'
import { citedIn, type Edition } from '../domain/policy/edition.ts'
import { shelfPage, type TouchedShown } from '../web/shelfPage.tsx'
import type { Told } from '../web/toldView.ts'
import type { BookRow } from '../web/views.ts'
import { PublicationBody } from './editions.ts'
import { bodyDigest } from './idempotency.ts'
import { sendForm, textFields } from './pageForm.ts'
import { fieldFindings, refusedAs } from './problem.ts'
import { envelopeOf } from './envelopes.ts'
import { fileOf } from './multipart.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

type Form = {
  readonly text: string
  readonly reason: string
  readonly ends: string
  readonly seen?: string | null
  readonly findings: readonly Finding[]
  readonly told?: Told
}
const emptyForm: Form = { text: '', reason: '', ends: '', findings: [] }
const hidden = { missing: 'role' } as const

export async function shelfAnswer(parts: PageParts, visit: Visit): Promise<PageAnswer> {
  if (!reach(visit.caller.role, 'ViewReference')) return hidden
  // Whoever published is led here, and sees whom it touches.
  const { published } = visit.query
  const mayLook = typeof published === 'string' && reach(visit.caller.role, 'PublishEdition')
  const answer = mayLook ? await parts.editions.impact(visit.caller, published, parts.desk.clock.now()) : null
  return shown(parts, visit, emptyForm, answer?.outcome === 'done' ? touchedView(answer.value, true) : null)
}

/** The form's fields are text; whatever else comes is as good as nothing. */
export async function publicationAnswer(
  parts: PageParts,
  visit: Visit,
  fields: Readonly<Record<string, unknown>>,
): Promise<PageAnswer> {
  if (!reach(visit.caller.role, 'PublishEdition')) return hidden
  const typed = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '')
  // A file that was chosen goes before what stands in the field, which it then fills.
  const file = fileOf(visit.request)
    ?.bytes.toString('utf8')
    .replace(/^\ufeff/, '')
  const form = { text: file ?? typed('edition'), reason: typed('reason'), ends: typed('ends').trim() }
  const refuse = async (findings: readonly Finding[], status: number, told?: Told): Promise<PageAnswer> => ({
    ...(await shown(parts, visit, { ...form, findings, ...(told ? { told } : {}) }, null)),
    status,
  })
  if (typed('unread')) return refuse([unread], typed('unread') === 'tooLarge' ? 413 : 400)
  const edition = parsed(form.text)
  if (edition === undefined) return refuse([notJson], 400)
  const { reason, ends } = form
  const seen = bodyDigest(JSON.stringify([form.text.replaceAll('\r\n', '\n').trim(), form.ends]))
  // Whoever looked first publishes what they looked at, and nothing that was typed since.
  const changed = fields['act'] === 'publish' && typed('seen') !== '' && typed('seen') !== seen
  const dryRun = fields['act'] !== 'publish' || changed
  const body = PublicationBody.safeParse({ edition, reason, ends: ends || null, dryRun })
  if (!body.success) return refuse(fieldFindings(body.error), 400)
  if (!dryRun) {
    const sent = await sendForm(
      parts,
      visit,
      { address: '/editions', fields: { ...textFields(fields), edition: form.text }, decides: false, about: null },
      (envelope) => parts.editions.publish(envelope, body.data),
    )
    if ('findings' in sent) return refuse(sent.findings, sent.status, sent.told)
    const published = new URLSearchParams({ published: body.data.edition.id, ...(sent.again ? { again: '1' } : {}) })
    return { to: `/editions?${published.toString()}` }
  }
  const answer = await parts.editions.publish(envelopeOf(parts.desk, visit.caller), body.data)
  if (answer.outcome === 'done')
    return shown(parts, visit, { ...form, seen, findings: [] }, { ...touchedView(answer.value, false), changed })
  if (answer.outcome === 'answered') return refuse([], 409)
  const { findings, status } = refusedAs(answer)
  return refuse(findings, status)
}

async function shown(
  { desk }: PageParts,
  { frame, caller }: Visit,
  form: Form,
  touched: TouchedShown | null,
): Promise<{ readonly html: string }> {
  const mayPublish = reach(caller.role, 'PublishEdition') !== null
  const editions = desk.policies.editions()
  const known = desk.policies.sources()
  const sources = citedIn(...editions).flatMap((number) => {
    const places = known.get(number)
    return places ? [{ number, places }] : []
  })
  const shownForm = mayPublish ? { ...form, action: '/editions', nonce: desk.chance.part() } : null
  return { html: shelfPage({ frame, books: editions.map(bookRow), form: shownForm, touched, sources }) }
}

const unread = finding('invalid', 'file: is broken, or larger than an edition can be', { field: 'file' })
const notJson = finding('invalid', 'edition: is no JSON', { field: 'edition' })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Sources are counted over the whole edition, each once. */
const bookRow = (edition: Edition): BookRow => ({ ...edition, sources: citedIn(edition).length })

const touchedView = (
  { edition, asOf, counts, bindsOnLanding, journeys }: Preview,
  published: boolean,
): TouchedShown => ({
  edition,
  asOf,
  published,
  counts,
  bindsOnLanding,
  journeys: journeys.map(({ journey, charter, stage, kept: _kept, ...impact }) => ({
    href: `/charters/${charter}`,
    journey,
    stage,
    impact,
  })),
})
