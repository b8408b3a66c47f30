// What a charter was applied for with, on which demand it rests, and by when its permit is filed.
import type { Charter } from '../domain/charter/charter.ts'
import type { Permit } from '../domain/charter/permit.ts'
import { dayIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import { Findings } from './findings.tsx'
import { Terms } from './paragraphs.tsx'
import type { CharterView, Frame } from './views.ts'

type Props = {
  readonly charter: Charter
  readonly permit: Permit | null
  readonly call: CharterView['call']
  readonly frame: Frame
}

export function Application({ charter, permit, call, frame }: Props) {
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
      {call && (
        <p>
          {words('application.demandCall')}: <a href={call.href}>{call.title}</a>
        </p>
      )}
      <Findings findings={permit.findings} language={language} zone={zone} />
    </section>
  )
}
