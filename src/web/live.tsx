// What makes parts of a page live: named by their ids, they are asked for again together and swapped where something changed.
import type { Frame } from './views.ts'

/** Asked for by a screen and by nobody before it: no session lives on by it. */
const byItself = '{"Live":"1"}'

/**
 * `parts`: ids of this page's sections, each there also while it is empty. `everySeconds`: for what changes without an
 * event of a charter. Nothing where the page does not listen.
 */
export function Live({
  frame,
  parts,
  everySeconds,
}: {
  readonly frame: Frame
  readonly parts: readonly string[]
  readonly everySeconds?: number
}) {
  if (!frame.live) return null
  return (
    <div
      hidden
      data-live
      hx-get={frame.live.here}
      hx-trigger={`sse:changed${everySeconds ? `, every ${everySeconds}s` : ''}`}
      hx-swap="none"
      hx-select-oob={parts.map((id) => `#${id}`).join(',')}
      hx-headers={byItself}
    />
  )
}
