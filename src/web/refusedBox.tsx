// What was refused in a form, above it.
import type { Finding } from '../domain/decision.ts'
import { Findings } from './findings.tsx'
import { Typed } from './form.tsx'
import { Since } from './told.tsx'
import type { Told } from './toldView.ts'
import type { Frame } from './views.ts'

type Props = {
  readonly findings: readonly Finding[]
  readonly frame: Frame
  /** What others did meanwhile, with what was typed, to be copied. */
  readonly told?: Told | null
  readonly typed?: Readonly<Record<string, string>>
}
export function RefusedBox({ findings, frame, told = null, typed = {} }: Props) {
  if (!findings.length && !told) return null
  return (
    <div class="refused" id="refused" role="alert">
      <Findings findings={findings} language={frame.language} zone={frame.zone} />
      <Since told={told} frame={frame} />
      <Typed fields={typed} />
    </div>
  )
}
