// A refusal or a mishap in words, with what can be done about it.
import { wordFor, wordsIn } from '../words/words.ts'
import { document } from './layout.tsx'
import type { ErrorView } from './views.ts'

export function errorPage(view: ErrorView): string {
  const { frame } = view
  const words = wordsIn(frame.language)
  const title = wordFor(frame.language, `error.${view.status}`) ?? view.title
  return document(
    frame,
    title,
    <section class="card card-body narrow">
      <p class="lead">{view.status}</p>
      <h1>{title}</h1>
      {view.why && <p>{words(`missing.${view.why}`)}</p>}
      {view.request && (
        <p>
          <code>{view.request}</code>
        </p>
      )}
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
