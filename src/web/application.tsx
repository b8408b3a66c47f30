// What a charter was applied for with, by when its permit is filed, and the conditions of its approval.
import type { Charter } from '../domain/charter/charter.ts'
import { conditionsOf } from '../domain/charter/conditions.ts'
import type { Permit } from '../domain/charter/permit.ts'
import { dayIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { Findings } from './findings.tsx'
import { Terms } from './paragraphs.tsx'
import type { Frame } from './views.ts'

type Props = { readonly charter: Charter; readonly permit: Permit | null; readonly frame: Frame }

export function Application({ charter, permit, frame }: Props) {
  const { language, zone } = frame
  const words = wordsIn(language)
  const { application } = charter.record.terms
  if (!application || !permit) return null
  return (
    <section aria-labelledby="application">
      <h2 id="application">{words('application.title')}</h2>
      <Terms
        rows={[
          { label: words('application.purpose'), value: application.purpose },
          { label: words('application.endorsement'), value: words(`endorsement.${application.endorsement}`) },
          ...(permit.fileBy ? [{ label: words('application.fileBy'), value: dayIn(language, permit.fileBy) }] : []),
        ]}
      />
      <Findings findings={permit.findings} language={language} zone={zone} />
    </section>
  )
}

export function Conditions({ charter, frame }: Omit<Props, 'permit'>) {
  const words = wordsIn(frame.language)
  const conditions = conditionsOf(charter)
  if (!conditions.length) return null
  return (
    <section aria-labelledby="conditions">
      <h2 id="conditions">{words('conditions.title')}</h2>
      <Terms
        rows={conditions.map(({ id, words: asked, fulfilled }) => ({
          label: `${id}. ${asked}`,
          value: fulfilled ? `✓ ${fulfilled.evidence}` : words('conditions.open'),
        }))}
      />
    </section>
  )
}
