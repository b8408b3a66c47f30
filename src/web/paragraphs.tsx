// Paragraphs of the words room as elements.
import { balanced } from '../words/direction.ts'
import type { Paragraph } from '../words/paragraph.ts'

export function Paragraphs({ all }: { all: readonly Paragraph[] }) {
  return (
    <>
      {all.map((paragraph) => (
        <One paragraph={paragraph} />
      ))}
    </>
  )
}

function One({ paragraph }: { paragraph: Paragraph }) {
  switch (paragraph.kind) {
    case 'text':
      return <p>{paragraph.text}</p>
    case 'list':
      return (
        <ul>
          {paragraph.items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      )
    case 'rows':
      return <Terms rows={paragraph.rows.map(({ label, value }) => ({ label, value }))} />
    default:
      return paragraph satisfies never
  }
}

/** Names with what belongs to them. */
export function Terms({
  rows,
}: {
  rows: readonly { readonly label: string; readonly value: string; readonly assumed?: string | undefined }[]
}) {
  return (
    <dl class="terms">
      {rows.map(({ label, value, assumed }) => (
        <div>
          <dt>{label}</dt>
          <dd>
            {balanced(value)}
            {assumed && <span class="badge assumed">{assumed}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
