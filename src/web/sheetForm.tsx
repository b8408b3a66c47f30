// A reply as a spreadsheet's rows: the template to begin with, a field to paste them into, and each wrong cell by row and column.
import { languageNames, wordsIn } from '../words/words.ts'
import type { SheetForm as Form } from './demandViews.ts'
import { Findings } from './findings.tsx'
import type { Frame } from './views.ts'

export function SheetForm({ form, frame }: { form: Form; frame: Frame }) {
  const words = wordsIn(frame.language)
  const refused = form.findings.length > 0 || form.rejected.length > 0
  return (
    <form class="card card-body" method="post" action={form.action}>
      <h2 id="spreadsheet">{words('demand.sheet')}</h2>
      <p>
        {words('demand.template')}:{' '}
        {form.templates.map(({ language, format, href }, place) => (
          <>
            {place > 0 && ' · '}
            <a href={href} lang={language}>
              {languageNames[language]} ({format})
            </a>
          </>
        ))}
      </p>
      {refused && (
        <div class="refused" role="alert">
          <p>{words('demand.refused')}</p>
          <Findings findings={form.findings} language={frame.language} zone={frame.zone} />
        </div>
      )}
      {form.rejected.length > 0 && <Rejected form={form} frame={frame} />}
      <label class="form-label" for="sheet">
        {words('demand.paste')}
      </label>
      <textarea class="form-control" id="sheet" name="sheet" rows={8} required>
        {form.text}
      </textarea>
      <button class="btn btn-primary" type="submit">
        {words('demand.send')}
      </button>
    </form>
  )
}

function Rejected({ form, frame }: { form: Form; frame: Frame }) {
  const words = wordsIn(frame.language)
  return (
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{words('demand.row')}</th>
          <th scope="col">{words('demand.column')}</th>
          <th scope="col">{words('demand.value')}</th>
          <th scope="col">{words('demand.why')}</th>
        </tr>
      </thead>
      <tbody>
        {form.rejected.map(({ row, column, value, explanation }) => (
          <tr>
            <th scope="row">{row}</th>
            <td data-label={words('demand.column')}>{column}</td>
            <td data-label={words('demand.value')}>{value}</td>
            <td data-label={words('demand.why')}>{explanation}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
