// The record as a list that can be searched: who, what, of whom, when and why.
import type { Instant } from '../domain/instant.ts'
import type { Finding } from '../domain/decision.ts'
import type { Language } from '../domain/language.ts'
import type { Role } from '../domain/access/roles.ts'
import { recordedTypes } from '../domain/recorded.ts'
import { eventIn } from '../words/events.ts'
import { momentIn, shortMomentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { dayField } from './calendarField.ts'
import { Findings } from './findings.tsx'
import { document } from './layout.tsx'
import type { Frame } from './views.ts'

export const recordFilters = [
  'organisation',
  'actor',
  'act',
  'charter',
  'journey',
  'merchant',
  'from',
  'until',
] as const
export type RecordFilter = (typeof recordFilters)[number]
export type RecordLineView = {
  readonly at: Instant
  readonly role: Role
  readonly organisation: string | null
  /** Whose token it was. */
  readonly actor: string
  readonly act: string
  /** A charter, a journey or something else that it was about. */
  readonly about: string
  readonly details: string
}
export type RecordView = {
  readonly frame: Frame
  /** What was typed, as it was typed. */
  readonly typed: Readonly<Record<RecordFilter, string>>
  readonly findings: readonly Finding[]
  /** To choose from; null where a role finds its own lines only. */
  readonly organisations: readonly { readonly id: string; readonly name: string }[] | null
  readonly lines: readonly RecordLineView[]
  readonly next: string | null
  /** Where the record is taken out, for whoever may. */
  readonly exportHref: string | null
  readonly keyHref: string
}

export function recordPage(view: RecordView): string {
  const words = wordsIn(view.frame.language)
  return document(
    view.frame,
    words('record.title'),
    <>
      <h1>{words('record.title')}</h1>
      <p class="lead">{words(view.organisations ? 'record.lead' : 'record.own')}</p>
      <Search view={view} />
      {view.lines.length === 0 ? <p class="empty">{words('record.empty')}</p> : <Lines view={view} />}
      {view.next && (
        <p>
          <a class="btn btn-primary" href={view.next}>
            {words('nav.more')}
          </a>
        </p>
      )}
      <p>
        {view.exportHref && (
          <a class="btn" href={view.exportHref}>
            {words('record.export')}
          </a>
        )}{' '}
        <a href={view.keyHref}>{words('record.key')}</a>
      </p>
    </>,
  )
}

function Search({ view }: { view: RecordView }) {
  const { frame, typed, organisations, findings } = view
  const words = wordsIn(frame.language)
  const field = (name: RecordFilter, label: string) => (
    <div class="col">
      <label class="form-label" for={name}>
        {label}
      </label>
      <input class="form-control" id={name} name={name} value={typed[name]} maxLength={60} />
    </div>
  )
  const day = (name: 'from' | 'until', label: string) => (
    <div class="col">
      <label class="form-label" for={name}>
        {label}
      </label>
      <input class="form-control" id={name} name={name} {...dayField} value={typed[name]} />
    </div>
  )
  return (
    <form class="card card-body" method="get" action="/record">
      {findings.length > 0 && (
        <div class="refused" role="alert">
          <Findings findings={findings} language={frame.language} zone={frame.zone} />
        </div>
      )}
      <div class="row row-cols-1 row-cols-sm-2 row-cols-lg-4 gx-3">
        {organisations && (
          <div class="col">
            <label class="form-label" for="organisation">
              {words('record.organisation')}
            </label>
            <select class="form-select" id="organisation" name="organisation">
              <option value="">{words('record.everybody')}</option>
              {organisations.map(({ id, name }) => (
                <option value={id} selected={id === typed.organisation}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        )}
        {field('actor', words('record.actor'))}
        <div class="col">
          <label class="form-label" for="act">
            {words('record.act')}
          </label>
          <Acts typed={typed.act} language={frame.language} />
        </div>
        {field('charter', words('record.charter'))}
        {field('journey', words('record.journey'))}
        {field('merchant', words('record.merchant'))}
        {day('from', words('record.from'))}
        {day('until', words('record.until'))}
      </div>
      <p>
        <button class="btn btn-primary" type="submit">
          {words('record.search')}
        </button>
      </p>
    </form>
  )
}

/** To choose from by what is said, each sent by its type; another that was asked for by its address stays. */
function Acts({ typed, language }: { readonly typed: string; readonly language: Language }) {
  const words = wordsIn(language)
  const groups = Object.entries(recordedTypes) as [keyof typeof recordedTypes, readonly string[]][]
  const unknown = typed !== '' && !groups.some(([, types]) => types.includes(typed))
  return (
    <select class="form-select" id="act" name="act">
      <option value="">{words('record.anything')}</option>
      {unknown && (
        <option value={typed} selected>
          {typed}
        </option>
      )}
      {groups.map(([kind, types]) => (
        <optgroup label={words(`record.kind.${kind}`)}>
          {types.map((type) => (
            <option value={type} selected={type === typed}>
              {eventIn(language, type) ?? type}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  )
}

function Lines({ view }: { view: RecordView }) {
  const { language, zone } = view.frame
  const words = wordsIn(language)
  return (
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{words('record.when')}</th>
          <th scope="col">{words('record.who')}</th>
          <th scope="col">{words('record.act')}</th>
          <th scope="col">{words('record.about')}</th>
        </tr>
      </thead>
      <tbody>
        {view.lines.map(({ at, role, organisation, actor, act, about, details }) => (
          <tr>
            <th scope="row">
              <time class="text-nowrap" dateTime={at} title={momentIn(language, at, zone)}>
                {shortMomentIn(language, at, zone)}
              </time>
            </th>
            <td data-label={words('record.who')}>
              {organisation ? `${organisation} · ` : ''}
              {words(`role.${role}`)}
              <small class="other">{actor}</small>
            </td>
            <td data-label={words('record.act')}>
              {eventIn(language, act) ?? act}
              {/* By its type an auditor finds the same line in an export. */}
              <small class="other">
                <code dir="ltr">{act}</code> {details && <span dir="auto">{details}</span>}
              </small>
            </td>
            <td data-label={words('record.about')}>{about}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
