// A roster on its way in: the file is chosen, looked at, and taken; rows in doubt are decided one by one.
import { renderToString } from 'preact-render-to-string'
import type { PersonView } from '../domain/access/masking.ts'
import type { Finding } from '../domain/decision.ts'
import type { Language } from '../domain/language.ts'
import { wordsIn } from '../words/words.ts'
import { NotTaken } from './form.tsx'
import { document } from './layout.tsx'
import { Name, visible } from './name.tsx'
import { RefusedBox } from './refusedBox.tsx'
import { decisions, type PreviewView, type RosterConflict, type RosterView } from './rosterViews.ts'
import { SheetReasons } from './sheetReasons.tsx'
import { TemplateLinks } from './templateLinks.tsx'
import type { Told } from './toldView.ts'
import type { Frame } from './views.ts'

export function rosterPage(view: RosterView): string {
  const words = wordsIn(view.frame.language)
  return document(view.frame, words('chamber.roster'), <Whole view={view} />)
}

function Whole({ view }: { view: RosterView }) {
  const { frame, preview, imported } = view
  const words = wordsIn(frame.language)
  return (
    <>
      <h1>{words('chamber.roster')}</h1>
      <p class="lead">
        <a href={view.back}>{view.title}</a>
      </p>
      {imported && (
        <p class="taken" role="status">
          {words('roster.imported', { ...imported })}
        </p>
      )}
      <RefusedBox findings={view.findings} frame={frame} told={view.told} typed={{ reason: view.reason }} />
      {preview && <Preview preview={preview} view={view} />}
      {view.mayImport && <Choose view={view} />}
      <section aria-labelledby="conflicts">
        <h2 id="conflicts">{words('roster.conflicts')}</h2>
        {view.conflicts.length ? <p>{words('roster.conflictsLead')}</p> : <p class="empty">{words('roster.none')}</p>}
        {view.conflicts.map((conflict) => (
          <Conflict conflict={conflict} view={view} />
        ))}
        {view.moreConflicts > 0 && <p>{words('roster.moreConflicts', { number: view.moreConflicts })}</p>}
      </section>
    </>
  )
}

function Choose({ view }: { view: RosterView }) {
  const { language } = view.frame
  const words = wordsIn(language)
  return (
    <form class="card card-body" method="post" action={view.action} enctype="multipart/form-data">
      <h2>{words(view.preview ? 'roster.another' : 'roster.choose')}</h2>
      <TemplateLinks templates={view.templates} language={language} />
      <input type="hidden" name="form" value="preview" />
      <label for="sheet" class="form-label">
        {words('roster.file')}
      </label>
      <input id="sheet" name="sheet" type="file" class="form-control" accept=".xlsx,.csv" required />
      <button type="submit" class="btn btn-primary">
        {words('roster.look')}
      </button>
    </form>
  )
}

function Preview({ preview, view }: { preview: PreviewView; view: RosterView }) {
  const { frame } = view
  const words = wordsIn(frame.language)
  const { counts } = preview
  return (
    <section class="card card-body now" aria-labelledby="preview">
      <h2 id="preview">
        {words('roster.preview')} <Name text={preview.name} />
      </h2>
      {counts ? (
        <Counts counts={counts} language={frame.language} />
      ) : (
        <p class="refused">{frame.language === 'en' ? preview.lacking : words('wrong.headingsMissing')}</p>
      )}
      {preview.headings.length > 0 && <Headings preview={preview} view={view} />}
      {preview.reasons.length > 0 && (
        <>
          <h3>{words('roster.reasons')}</h3>
          <SheetReasons
            reasons={preview.reasons.map((each) => ({ ...each, kind: words(`roster.kind.${each.kind}`) }))}
            language={frame.language}
          />
          {preview.more > 0 && <p>{words('roster.moreReasons', { number: preview.more })}</p>}
        </>
      )}
      {counts && (
        <div class="actions">
          <form method="post" action={view.action} enctype="multipart/form-data">
            <Sealed form="returned" preview={preview} />
            <button type="submit" class="btn">
              {words('roster.returned')}
            </button>
          </form>
          <form method="post" action={view.action} enctype="multipart/form-data">
            <Sealed form="import" preview={preview} />
            <input type="hidden" name="nonce" value={`${view.nonce}.import`} />
            {counts.created + counts.updated + counts.conflicts > 0 && (
              <button type="submit" name="mode" value="clean" class="btn btn-primary">
                {words('roster.takeClean', { number: counts.created + counts.updated })}
              </button>
            )}
            {counts.rejected + counts.conflicts === 0 && counts.created + counts.updated > 0 && (
              <button type="submit" name="mode" value="all" class="btn">
                {words('roster.takeAll')}
              </button>
            )}
          </form>
        </div>
      )}
    </section>
  )
}

const Sealed = ({ form, preview }: { form: string; preview: PreviewView }) => (
  <>
    <input type="hidden" name="form" value={form} />
    <input type="hidden" name="kept" value={preview.sealed} />
  </>
)

function Counts({ counts, language }: { counts: NonNullable<PreviewView['counts']>; language: Language }) {
  const words = wordsIn(language)
  return (
    <ul class="tally">
      {(['rows', 'created', 'updated', 'unchanged', 'conflicts', 'rejected'] as const).map((name) => (
        <li>
          <strong class="figure">{counts[name]}</strong> {words(`roster.count.${name}`)}
        </li>
      ))}
    </ul>
  )
}

/** Which column a heading stands for that the desk does not know; the sheet is looked at again with it. */
function Headings({ preview, view }: { preview: PreviewView; view: RosterView }) {
  const words = wordsIn(view.frame.language)
  return (
    <form method="post" action={view.action} enctype="multipart/form-data">
      <h3>{words('roster.headings')}</h3>
      <Sealed form="mapping" preview={preview} />
      {preview.headings.map(({ heading, column }, place) => (
        <div class="field">
          <input type="hidden" name={`heading-${place}`} value={heading} />
          <label for={`column-${place}`} class="form-label">
            <Name text={heading} />
          </label>
          <select id={`column-${place}`} name={`column-${place}`} class="form-select">
            <option value="">{words('roster.passOver')}</option>
            {preview.columns.map((each) => (
              <option value={each.column} selected={each.column === column}>
                {each.name}
              </option>
            ))}
          </select>
        </div>
      ))}
      <button type="submit" class="btn">
        {words('roster.lookAgain')}
      </button>
    </form>
  )
}

const compared = ['name', 'nativeName', 'documentNumber', 'birthDate', 'nationality', 'email', 'phone'] as const

function Conflict({ conflict, view }: { conflict: RosterConflict; view: RosterView }) {
  const { frame } = view
  const words = wordsIn(frame.language)
  const { id, row, kind, known, given, typed, href } = conflict
  return (
    <article class="card card-body" id={id} aria-labelledby={`about-${id}`}>
      <h3 id={`about-${id}`}>{words('roster.conflict', { row, kind: words(`roster.doubt.${kind}`) })}</h3>
      {known && given && <Compared known={known} given={given} frame={frame} />}
      {href && (
        <p>
          <a href={href}>{words('roster.known')}</a>
        </p>
      )}
      {view.mayDecide && (
        <form method="post" action={view.action}>
          {typed && <NotTaken typed={typed} frame={frame} />}
          <input type="hidden" name="form" value="decision" />
          <input type="hidden" name="nonce" value={`${view.nonce}.${id}`} />
          <input type="hidden" name="conflict" value={id} />
          <fieldset>
            <legend>{words('roster.decide')}</legend>
            {decisions
              .filter((each) => each !== 'otherPerson' || kind !== 'sameDocument')
              .map((each) => (
                <label class="choice">
                  <input type="radio" name="decision" value={each} required checked={typed?.decision === each} />{' '}
                  {words(`roster.decision.${each}`)}
                </label>
              ))}
          </fieldset>
          <label for={`reason-${id}`} class="form-label">
            {words('form.reason')}
          </label>
          <input
            id={`reason-${id}`}
            name="reason"
            class="form-control"
            required
            maxLength={500}
            value={typed?.reason ?? ''}
          />
          <button type="submit" class="btn btn-primary">
            {words('roster.decideButton')}
          </button>
        </form>
      )}
    </article>
  )
}

function Compared({ known, given, frame }: { known: PersonView; given: PersonView; frame: Frame }) {
  const words = wordsIn(frame.language)
  const names = {
    name: words('people.name'),
    nativeName: words('roster.nativeName'),
    documentNumber: words('people.document'),
    birthDate: words('unmask.field.birthDate'),
    nationality: words('roster.nationality'),
    email: words('roster.email'),
    phone: words('mail.deadPhone'),
  }
  return (
    <div class="table-responsive">
      <table class="stack table">
        <thead>
          <tr>
            <th scope="col">{words('demand.column')}</th>
            <th scope="col">{words('roster.onFile')}</th>
            <th scope="col">{words('roster.inSheet')}</th>
          </tr>
        </thead>
        <tbody>
          {compared
            .filter((field) => known[field] || given[field])
            .map((field) => (
              <tr class={known[field] === given[field] ? undefined : 'differs'}>
                <th scope="row">{names[field]}</th>
                <td data-label={words('roster.onFile')}>
                  <Name text={known[field] || '–'} />
                </td>
                <td data-label={words('roster.inSheet')}>
                  {known[field] === given[field] ? (
                    <Name text={given[field] || '–'} />
                  ) : (
                    <strong>
                      <Name text={given[field] || '–'} /> ({words('roster.differs')})
                    </strong>
                  )}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}

/** The page of an import that takes its time, as two halves between which the steps are written one by one. */
export function importingPage(frame: Frame, title: string): readonly [string, string] {
  const words = wordsIn(frame.language)
  const [head = '', tail = ''] = document(
    frame,
    words('chamber.roster'),
    <>
      <h1>{words('roster.importing')}</h1>
      <p class="lead">{visible(title)}</p>
      <div class="steps-live">{halves}</div>
    </>,
  ).split(halves)
  return [head, tail]
}
const halves = '\u2063steps\u2063'

/** Each covers the one before it. */
export const importStep = (language: Language, rows: number, of: number): string => {
  const said = wordsIn(language)('roster.progress', { rows, of })
  return `<p><progress max="${of}" value="${rows}"></progress> ${said}</p>\n`
}
export const importRefused = (frame: Frame, { findings, told = null }: Refused): string =>
  `${renderToString(<RefusedBox findings={findings} frame={frame} told={told} />)}\n`
type Refused = { readonly findings: readonly Finding[]; readonly told?: Told | null }
export const importEnd = (language: Language, href: string): string =>
  `<p><a class="btn btn-primary" href="${href.replaceAll('&', '&amp;')}">${wordsIn(language)('roster.goOn')}</a></p>\n`
