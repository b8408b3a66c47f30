// The shelf of rule books: which the desk knows, how far they can be trusted and what they cite, and the form that previews and publishes another.
import type { LocalDate } from '../domain/instant.ts'
import type { Impact, Outcome } from '../domain/policy/impact.ts'
import { outcomes } from '../domain/policy/impact.ts'
import { sourceLine, type Source } from '../domain/policy/sourced.ts'
import { dayIn, shortMomentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { spanOf } from './editions.tsx'
import { Findings } from './findings.tsx'
import { document } from './layout.tsx'
import { Since } from './told.tsx'
import type { Told } from './toldView.ts'
import type { BookRow, Frame, ShelfView, TouchedView } from './views.ts'

/** With the day as of which people under observation were looked at. */
export type TouchedShown = TouchedView & {
  readonly asOf?: LocalDate | null
  /** Was to be published, and had been changed since it was looked at. */
  readonly changed?: boolean
}
type FormShown = NonNullable<ShelfView['form']> & {
  readonly ends?: string
  /** Stands for what was looked at; null before a look. */
  readonly seen?: string | null
  readonly nonce?: string
  readonly told?: Told
}
type SourceRow = { readonly number: string; readonly places: Source }
type ShelfShown = Omit<ShelfView, 'form' | 'touched'> & {
  readonly form: FormShown | null
  readonly touched: TouchedShown | null
  /** What the books on the shelf cite by number. */
  readonly sources?: readonly SourceRow[]
}

export function shelfPage(view: ShelfShown): string {
  const words = wordsIn(view.frame.language)
  return document(
    view.frame,
    words('shelf.title'),
    <>
      <h1>{words('shelf.title')}</h1>
      {view.touched && <Touched frame={view.frame} touched={view.touched} />}
      {view.touched && !view.touched.published && view.form?.seen && <ThenPublish frame={view.frame} />}
      {view.form && <Publication frame={view.frame} form={view.form} />}
      <Books books={view.books} frame={view.frame} />
      {view.sources && view.sources.length > 0 && <Sources sources={view.sources} frame={view.frame} />}
    </>,
  )
}

function Books({ books, frame }: { books: readonly BookRow[]; frame: Frame }) {
  const words = wordsIn(frame.language)
  if (!books.length) return <p class="empty">{words('editions.none')}</p>
  return (
    <table class="table stack">
      <caption class="hidden">{words('shelf.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{words('shelf.book')}</th>
          <th scope="col">{words('shelf.kind')}</th>
          <th scope="col">{words('shelf.issuer')}</th>
          <th scope="col">{words('shelf.span')}</th>
          <th scope="col">{words('shelf.trust')}</th>
        </tr>
      </thead>
      <tbody>
        {books.map((book) => (
          <tr>
            <th scope="row">
              <code>{book.id}</code>
              <small class="other" lang="en">
                {book.title}
              </small>
            </th>
            <td data-label={words('shelf.kind')}>{words(`editions.${book.kind}`)}</td>
            <td data-label={words('shelf.issuer')}>
              {book.jurisdiction} ·{' '}
              {book.issuer === '*' ? words('shelf.everyIssuer') : <span lang="en">{book.issuer}</span>}
            </td>
            <td data-label={words('shelf.span')}>{spanOf(frame.language, book)}</td>
            <td data-label={words('shelf.trust')}>
              {words('shelf.trusted', { confidence: words(`confidence.${book.confidence}`), sources: book.sources })}{' '}
              {book.assumed && book.confidence !== 'assumed' && <span class="badge assumed">{words('assumed')}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Sources({ sources, frame }: { sources: readonly SourceRow[]; frame: Frame }) {
  const words = wordsIn(frame.language)
  return (
    <section aria-labelledby="sources">
      <h2 id="sources">{words('shelf.sources')}</h2>
      <p class="hint">{words('shelf.sourcesHint')}</p>
      <table class="table stack">
        <caption class="hidden">{words('shelf.sources')}</caption>
        <thead>
          <tr>
            <th scope="col">{words('shelf.source')}</th>
            <th scope="col">{words('shelf.where')}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map(({ number, places }) => (
            <tr>
              <th scope="row">{number}</th>
              <td data-label={words('shelf.where')} lang="en">
                {sourceLine(places)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Publication({ frame, form }: { frame: Frame; form: FormShown }) {
  const words = wordsIn(frame.language)
  const refused = form.findings.length > 0 || form.told !== undefined
  return (
    <form class="card card-body" id="publication" method="post" action={form.action} encType="multipart/form-data">
      <h2>{words('shelf.publish')}</h2>
      {refused && (
        <div class="refused" id="refused" role="alert">
          <p>{words('shelf.refused')}</p>
          <Findings findings={form.findings} language={frame.language} zone={frame.zone} />
          <Since told={form.told ?? null} frame={frame} />
        </div>
      )}
      <p class="hint" id="hint">
        {words('shelf.hint')}
      </p>
      <label class="form-label" for="file">
        {words('shelf.file')}
      </label>
      <input class="form-control" id="file" name="file" type="file" accept=".json,application/json" />
      <label class="form-label" for="edition">
        {words('shelf.json')}
      </label>
      <textarea
        class="form-control"
        id="edition"
        name="edition"
        rows={5}
        spellcheck={false}
        lang="en"
        aria-describedby={refused ? 'refused hint' : 'hint'}
        aria-invalid={refused ? 'true' : undefined}
      >
        {form.text}
      </textarea>
      <label class="form-label" for="reason">
        {words('shelf.reason')}
      </label>
      <input class="form-control" id="reason" name="reason" required maxLength={500} value={form.reason} />
      <label class="form-label" for="ends">
        {words('shelf.ends')}
      </label>
      <input class="form-control" id="ends" name="ends" maxLength={100} spellcheck={false} value={form.ends ?? ''} />
      <p>
        <input type="hidden" name="nonce" value={form.nonce} />
        {form.seen && <input type="hidden" name="seen" value={form.seen} />}
        <button class={form.seen ? 'btn' : 'btn btn-primary'} type="submit" name="act" value="preview">
          {words('shelf.preview')}
        </button>
      </p>
    </form>
  )
}

/** Sends the form below, as it was looked at. */
function ThenPublish({ frame }: { frame: Frame }) {
  const words = wordsIn(frame.language)
  return (
    <div class="card card-body">
      <p>{words('shelf.thenPublish')}</p>
      <p>
        <button class="btn btn-primary" type="submit" form="publication" name="act" value="publish">
          {words('shelf.submit')}
        </button>
      </p>
    </div>
  )
}

function Touched({ frame, touched }: { frame: Frame; touched: TouchedShown }) {
  const words = wordsIn(frame.language)
  const { asOf, counts, bindsOnLanding, journeys } = touched
  return (
    <section aria-labelledby="touched">
      <h2 id="touched">
        {words(touched.published ? 'shelf.published' : 'shelf.looked', { edition: touched.edition })}
      </h2>
      <ul class="counted">
        {outcomes.map((outcome) => (
          <li>
            <strong class="figure">{counts[outcome]}</strong> {outcomeIn(frame, outcome)}
          </li>
        ))}
      </ul>
      {touched.changed && (
        <p class="refused" role="alert">
          {words('shelf.otherText')}
        </p>
      )}
      {asOf && <p>{words('shelf.asOf', { day: dayIn(frame.language, asOf) })}</p>}
      <p>{words('shelf.landing', { number: bindsOnLanding })}</p>
      {journeys.length > 0 && (
        <details>
          <summary>{words('shelf.showPeople', { number: journeys.length })}</summary>
          <table class="table stack">
            <caption class="hidden">{words('shelf.people')}</caption>
            <thead>
              <tr>
                <th scope="col">{words('shelf.journey')}</th>
                <th scope="col">{words('shelf.outcome')}</th>
                <th scope="col">{words('shelf.before')}</th>
                <th scope="col">{words('shelf.after')}</th>
              </tr>
            </thead>
            <tbody>
              {journeys.map((each) => (
                <tr>
                  <th scope="row">
                    <a href={each.href}>{each.journey}</a>
                    <small class="other">{words(`stage.${each.stage}`)}</small>
                  </th>
                  <td data-label={words('shelf.outcome')}>
                    {outcomeIn(frame, each.impact.outcome)}
                    <Findings findings={each.impact.findings} language={frame.language} zone={frame.zone} />
                  </td>
                  <td data-label={words('shelf.before')}>{sideIn(frame, each.impact, 'before')}</td>
                  <td data-label={words('shelf.after')}>{sideIn(frame, each.impact, 'after')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  )
}

const outcomeIn = ({ language }: Frame, outcome: Outcome): string => wordsIn(language)(`impact.${outcome}`)

function sideIn({ language, zone }: Frame, impact: Impact, which: 'before' | 'after'): string {
  const words = wordsIn(language)
  if (impact.kind === 'mission') return words('shelf.steps', { number: impact[which].stepsToDo })
  const release = impact[which].expectedRelease
  return release ? words('shelf.release', { at: shortMomentIn(language, release, zone) }) : '–'
}
