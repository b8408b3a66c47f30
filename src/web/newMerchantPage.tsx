// One merchant registered, or their details corrected: the form, and where it leads back to.
import { wordsIn } from '../words/words.ts'
import { NotTaken } from './form.tsx'
import { document } from './layout.tsx'
import { MerchantForm } from './merchantForm.tsx'
import type { MerchantForm as Form } from './merchantFormViews.ts'
import type { Frame } from './views.ts'

export type NewMerchantView = {
  readonly frame: Frame
  readonly form: Form
  readonly back: string
  readonly title: string
  /** Whether somebody known is corrected. */
  readonly known: boolean
}

export function newMerchantPage({ frame, form, back, title, known }: NewMerchantView): string {
  const words = wordsIn(frame.language)
  const what = words(known ? 'merchant.correct' : 'chamber.add')
  return document(
    frame,
    what,
    <>
      <h1>{what}</h1>
      <p class="lead">
        <a href={back}>{title}</a>
      </p>
      {known && <p class="remark">{words('merchant.correctHint')}</p>}
      {form.told && <NotTaken typed={{ findings: [], told: form.told }} frame={frame} />}
      <MerchantForm form={form} language={frame.language} button={words(known ? 'merchant.save' : 'chamber.add')} />
    </>,
  )
}
