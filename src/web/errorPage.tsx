// A refusal or a mishap in words, with what can be done about it.
import { missingIn } from '../words/missing.ts'
import { wordFor, wordsIn } from '../words/words.ts'
import { Findings } from './findings.tsx'
import { document } from './layout.tsx'
import type { ErrorView } from './views.ts'

export function errorPage(view: ErrorView): string {
  const { frame } = view
  const words = wordsIn(frame.language)
  const title = wordFor(frame.language, `error.${view.status}`) ?? view.title
  const detail = missingIn(frame.language, view.detail, view.status)
  return document(
    frame,
    title,
    <section class="card card-body narrow">
      <p class="lead">{view.status}</p>
      <h1>{title}</h1>
      {detail && <p>{detail}</p>}
      {view.request && (
        <p>
          <code>{view.request}</code>
        </p>
      )}
      <Findings findings={view.findings} language={frame.language} zone={frame.zone} />
      {view.back && (
        <p>
          <a class="btn btn-primary" href={view.back}>
            {words('error.back')}
          </a>
        </p>
      )}
    </section>,
  )
}
