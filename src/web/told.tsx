// What whoever sent a form is told beside the findings: what others did since it was opened, and that it was taken before.
import { eventIn } from '../words/events.ts'
import { momentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import type { Told } from './toldView.ts'
import type { Frame } from './views.ts'

export function Since({ told, frame }: { readonly told: Told | null; readonly frame: Frame }) {
  const words = wordsIn(frame.language)
  if (!told) return null
  return (
    <>
      {told.sentBefore && <p>{words('form.sentOnce')}</p>}
      {told.since.length > 0 && (
        <>
          <p>{words('form.since')}</p>
          <ul class="since">
            {told.since.map(({ at, role, organisation, fact }) => (
              <li>
                <strong>{eventIn(frame.language, fact) ?? fact}</strong>
                {' · '}
                {organisation && <bdi>{organisation} · </bdi>}
                {words(`role.${role}`)}, <time dateTime={at}>{momentIn(frame.language, at, frame.zone)}</time>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{words('form.keep')}</p>
    </>
  )
}
