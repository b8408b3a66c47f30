// Findings as a list of sentences.
import type { Finding } from '../domain/decision.ts'
import type { Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { discreetFindingIn, findingIn } from '../words/findings.ts'

type Props = {
  readonly findings: readonly Finding[]
  readonly language: Language
  readonly zone: Zone
  /** For a merchant's own page, where no test result is named. */
  readonly discreet?: boolean
}

export function Findings({ findings, language, zone, discreet = false }: Props) {
  if (!findings.length) return null
  const say = discreet ? discreetFindingIn : findingIn
  const lines = new Set(findings.map((finding) => say(language, finding, zone)))
  return (
    <ul class="findings">
      {[...lines].map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
}
