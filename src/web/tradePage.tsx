// Trade figures: what stands for each country, what was entered before, and the form that enters or corrects.
import { Country, countries } from '../domain/demand/country.ts'
import { currencies } from '../domain/journey/outcome.ts'
import { TradeUnit, type FigureName, type TradeFigures } from '../domain/trade/figures.ts'
import { amountIn, countryIn, growthIn, periodIn } from '../words/numbers.ts'
import { momentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { Field, Form, GoneForm, typedIn } from './form.tsx'
import type { FormsView } from './formViews.ts'
import { document } from './layout.tsx'
import type { TradeRow, TradeView } from './tradeViews.ts'
import type { Frame } from './views.ts'

export function tradePage(view: TradeView): string {
  const { frame, rows, chosen, country } = view
  const words = wordsIn(frame.language)
  return document(
    frame,
    words('trade.title'),
    <>
      <h1>
        {words('trade.title')}
        {country && ` · ${countryIn(frame.language, country)}`}
      </h1>
      {country && (
        <p>
          <a class="btn" href="/trade">
            {words('trade.all')}
          </a>
        </p>
      )}
      {chosen && (
        <section aria-labelledby="versions">
          <h2 id="versions">{words('trade.versions')}</h2>
          <Rows rows={chosen} frame={frame} versions />
        </section>
      )}
      <GoneForm forms={view.forms} frame={frame} />
      {view.forms.offered.includes('entry') && (
        <section aria-labelledby="entry">
          <h2 id="entry">{words('trade.enter')}</h2>
          <Entry forms={view.forms} frame={frame} />
        </section>
      )}
      {chosen?.[0] && view.forms.offered.includes('correction') && (
        <section aria-labelledby="correction">
          <h2 id="correction">{words('trade.correct')}</h2>
          <Correction forms={view.forms} frame={frame} row={chosen[0]} />
        </section>
      )}
      {!chosen && (
        <section aria-labelledby="figures">
          <h2 id="figures">{words('trade.title')}</h2>
          {rows.length ? <Rows rows={rows} frame={frame} /> : <p class="empty">{words('trade.empty')}</p>}
        </section>
      )}
    </>,
  )
}

function Rows({ rows, frame, versions = false }: { rows: readonly TradeRow[]; frame: Frame; versions?: boolean }) {
  const { language, zone } = frame
  const words = wordsIn(language)
  return (
    <table class="table stack">
      <caption class="hidden">{words(versions ? 'trade.versions' : 'trade.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{words('trade.period')}</th>
          <th scope="col">{words('trade.exports')}</th>
          <th scope="col">{words('trade.imports')}</th>
          <th scope="col">{words('trade.source')}</th>
          <th scope="col">{words('trade.entered')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              {row.href ? <a href={row.href}>{titleOf(row, frame)}</a> : titleOf(row, frame)}
              <small class="other">{words('trade.version', { number: row.version })}</small>
            </th>
            <td data-label={words('trade.exports')}>{saidIn(frame, row.figures, 'exports')}</td>
            <td data-label={words('trade.imports')}>{saidIn(frame, row.figures, 'imports')}</td>
            <td data-label={words('trade.source')}>
              {row.figures.source.address ? (
                <a href={row.figures.source.address} rel="noreferrer">
                  {row.figures.source.name}
                </a>
              ) : (
                row.figures.source.name
              )}
            </td>
            <td data-label={words('trade.entered')}>
              {words('trade.enteredBy', { organisation: row.by, at: momentIn(language, row.at, zone) })}
              {row.reason && <small class="other">{row.reason}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const titleOf = (row: TradeRow, { language }: Frame): string =>
  `${countryIn(language, row.country)}, ${periodIn(language, row)}`

/** "CN¥5.3bn (+4.5%)" */
export function saidIn(
  { language }: Pick<Frame, 'language'>,
  figures: TradeFigures,
  name: 'exports' | 'imports',
): string {
  const amount = figures[name]
  const growth = figures[name === 'exports' ? 'exportGrowth' : 'importGrowth']
  const words = wordsIn(language)
  const said = amount ? amountIn(language, amount, figures.unit, figures.currency) : words('trade.notGiven')
  return growth ? `${said} (${growthIn(language, growth)})` : said
}

function Entry({ forms, frame }: { forms: FormsView; frame: Frame }) {
  const words = wordsIn(frame.language)
  const typed = typedIn(forms, 'entry')?.fields ?? {}
  const named = countries
    .map((code) => ({ code, name: countryIn(frame.language, code) }))
    .sort((a, b) => a.name.localeCompare(b.name, frame.language))
  const known = Country.safeParse(typed['country']).success
  return (
    <Form {...{ forms, frame }} name="entry" button={words('trade.save')}>
      <label class="form-label" for="entry-country">
        {words('trade.country')}
      </label>
      <select class="form-select" id="entry-country" name="country" required>
        <option value="">{words('trade.choose')}</option>
        {named.map(({ code, name }) => (
          <option value={code} selected={known && typed['country'] === code}>
            {name}
          </option>
        ))}
      </select>
      <p class="hint" id="entry-period">
        {words('trade.periodHint')}
      </p>
      {(['from', 'until'] as const).map((name) => (
        <Field
          {...{ forms, name }}
          form="entry"
          label={words(`trade.${name}`)}
          more={{ type: 'month', required: true, 'aria-describedby': 'entry-period' }}
        />
      ))}
      <Figures {...{ forms, frame }} form="entry" known={null} />
    </Form>
  )
}

function Correction({ forms, frame, row }: { forms: FormsView; frame: Frame; row: TradeRow }) {
  const words = wordsIn(frame.language)
  const { country, from, until } = row
  return (
    <Form
      {...{ forms, frame }}
      name="correction"
      button={words('trade.saveCorrection')}
      about={{ country, from, until }}
    >
      <Figures {...{ forms, frame }} form="correction" known={row.figures} />
      <Field
        {...{ forms }}
        form="correction"
        name="reason"
        label={words('trade.reason')}
        more={{ required: true, maxLength: 500 }}
      />
    </Form>
  )
}

const asked = ['exports', 'exportGrowth', 'imports', 'importGrowth'] as const satisfies readonly FigureName[]

/** What was typed stands in them, else what is known. */
function Figures({
  forms,
  frame,
  form,
  known,
}: {
  forms: FormsView
  frame: Frame
  form: string
  known: TradeFigures | null
}) {
  const words = wordsIn(frame.language)
  const typed = typedIn(forms, form)?.fields
  const currency = typed?.['currency'] ?? known?.currency ?? 'CNY'
  const unit = typed?.['unit'] ?? known?.unit ?? 'hundredMillions'
  return (
    <>
      <label class="form-label" for={`${form}-currency`}>
        {words('trade.currency')}
      </label>
      <select class="form-select" id={`${form}-currency`} name="currency">
        {currencies.map((each) => (
          <option value={each} selected={each === currency}>
            {each}
          </option>
        ))}
      </select>
      <label class="form-label" for={`${form}-unit`}>
        {words('trade.unit')}
      </label>
      <select class="form-select" id={`${form}-unit`} name="unit">
        {TradeUnit.options.map((each) => (
          <option value={each} selected={each === unit}>
            {words(`tradeUnit.${each}`)}
          </option>
        ))}
      </select>
      <p class="hint" id={`${form}-numbers`}>
        {words('trade.numberHint')}
      </p>
      {asked.map((name) => (
        <Field
          {...{ forms, form, name }}
          label={words(`trade.${name}`)}
          value={known?.[name] ?? ''}
          more={{ inputMode: 'decimal', maxLength: 30, 'aria-describedby': `${form}-numbers` }}
        />
      ))}
      <Field
        {...{ forms, form }}
        name="sourceName"
        label={words('trade.source')}
        value={known?.source.name ?? ''}
        more={{ required: true, maxLength: 200 }}
      />
      <Field
        {...{ forms, form }}
        name="sourceAddress"
        label={words('trade.sourceAddress')}
        value={known?.source.address ?? ''}
        more={{ type: 'url', maxLength: 500 }}
      />
    </>
  )
}
