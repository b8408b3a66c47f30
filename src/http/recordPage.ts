// The page on which the record is searched, with the filters that programs have, days typed as the office's calendar has them.
import { withReasons, type WithReason } from '../application/givenReasons.ts'
import { searchRecord, type FoundLine } from '../application/recordSearch.ts'
import { reach } from '../domain/access/table.ts'
import type { OrganisationId } from '../domain/ids.ts'
import { atLocalTime, LocalDate, plusDays, plusMs, type Zone } from '../domain/instant.ts'
import { recordFilters, recordPage, type RecordFilter, type RecordLineView } from '../web/recordPage.tsx'
import { fieldFindings } from './problem.ts'
import { narrowedFor, recordLook, RecordSearchQuery } from './recordQuery.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const linesAPage = 100
const mostDetails = 200

export async function recordAnswer(parts: PageParts, { frame, caller, query }: Visit): Promise<PageAnswer> {
  const { store } = parts.desk
  const how = reach(caller.role, 'SearchRecord')
  if (!how) return { missing: 'role' }
  const typed = Object.fromEntries(
    recordFilters.map((name) => [name, typeof query[name] === 'string' ? query[name].trim() : '']),
  ) as Record<RecordFilter, string>
  const organisations = await store.organisations()
  const names = new Map(organisations.map(({ id, name }) => [id, name]))
  const asked = RecordSearchQuery.safeParse({
    ...Object.fromEntries(Object.entries(typed).filter(([, text]) => text !== '')),
    ...span(typed, frame.zone),
    ...(typeof query['after'] === 'string' ? { after: query['after'] } : {}),
    limit: linesAPage,
  })
  const found = asked.success ? await searchRecord(store, narrowedFor(caller, asked.data)) : { rows: [], next: null }
  const kept = new URLSearchParams(Object.entries(typed).filter(([, text]) => text !== ''))
  const html = recordPage({
    frame,
    typed,
    findings: asked.success ? [] : fieldFindings(asked.error),
    organisations: how === 'any' ? organisations : null,
    lines: (await withReasons(parts.desk, caller.role, found.rows)).map((line) => lineView(line, names)),
    next: found.next ? `/record?${new URLSearchParams([...kept, ['after', found.next]]).toString()}` : null,
    exportHref: reach(caller.role, 'ExportRecord') ? '/v1/record/export' : null,
    keyHref: '/v1/record/key',
  })
  return asked.success ? { html, looked: recordLook(caller, asked.data) } : { html, status: 400 }
}

/** From the first moment of the one day to the last of the other; what is no day is left for the schema to refuse. */
function span({ from, until }: Record<RecordFilter, string>, zone: Zone): Record<string, string> {
  const moment = (text: string, of: (day: LocalDate) => string) => {
    const day = LocalDate.safeParse(text)
    return day.success ? of(day.data) : text
  }
  return {
    ...(from === '' ? {} : { from: moment(from, (day) => atLocalTime(day, '00:00', zone)) }),
    ...(until === ''
      ? {}
      : { until: moment(until, (day) => plusMs(atLocalTime(plusDays(day, 1), '00:00', zone), -1)) }),
  }
}

function lineView(line: WithReason<FoundLine>, names: ReadonlyMap<OrganisationId, string>): RecordLineView {
  const { at, actor, type, kind, aggregate, charter, subject, data, givenReason } = line
  return {
    at,
    role: actor.role,
    organisation: actor.organisation ? (names.get(actor.organisation) ?? actor.organisation) : null,
    actor: actor.person ?? actor.token,
    act: type,
    about: kind === 'journal' ? (subject ?? charter ?? '') : aggregate,
    details: [givenReason, detailsOf(data)].filter(Boolean).join(' · '),
  }
}

/** Plain facts of a line; what is sealed stays sealed. */
function detailsOf(data: unknown): string {
  const facts = Object.entries(data as Readonly<Record<string, unknown>>).flatMap(([name, value]) => {
    const plain = Array.isArray(value) && value.every((each) => typeof each !== 'object') ? value.join(', ') : value
    if (plain === null || typeof plain === 'object' || String(plain).startsWith('sealed:')) return []
    return [`${name}: ${String(plain)}`]
  })
  const text = facts.join(' · ')
  return text.length > mostDetails ? `${text.slice(0, mostDetails)}…` : text
}
