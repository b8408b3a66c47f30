// What was refused in a form, above it.
import type { Finding } from '../domain/decision.ts'
import { Findings } from './findings.tsx'
import type { Frame } from './views.ts'

export function RefusedBox({ findings, frame }: { findings: readonly Finding[]; frame: Frame }) {
  if (!findings.length) return null
  return (
    <div class="refused" id="refused" role="alert">
      <Findings findings={findings} language={frame.language} zone={frame.zone} />
    </div>
  )
}
