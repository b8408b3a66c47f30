// A reply as a spreadsheet's rows: the template to begin with, a field to paste them into, and each wrong cell by row and column.
import { wordsIn } from '../words/words.ts'
import type { SheetForm as Form } from './demandViews.ts'
import { Findings } from './findings.tsx'
import { SheetReasons } from './sheetReasons.tsx'
import { TemplateLinks } from './templateLinks.tsx'
import { Since } from './told.tsx'
import type { Frame } from './views.ts'

export function SheetForm({ form, frame }: { form: Form; frame: Frame }) {
  const words = wordsIn(frame.language)
  const refused = form.findings.length > 0 || form.rejected.length > 0 || form.told !== null
  return (
    <form class="card card-body" method="post" action={form.action}>
      <h2 id="spreadsheet">{words('demand.sheet')}</h2>
      <input type="hidden" name="version" value={form.version} />
      <input type="hidden" name="nonce" value={`${form.nonce}.sheet`} />
      <TemplateLinks templates={form.templates} language={frame.language} />
      {refused && (
        <div class="refused" role="alert">
          <p>{words('demand.refused')}</p>
          <Findings findings={form.findings} language={frame.language} zone={frame.zone} />
          <Since told={form.told} frame={frame} />
        </div>
      )}
      {form.rejected.length > 0 && (
        <SheetReasons
          reasons={form.rejected.map(({ explanation, ...cell }) => ({ ...cell, words: explanation }))}
          language={frame.language}
        />
      )}
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
