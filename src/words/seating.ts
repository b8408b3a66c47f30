// Why a merchant has a seat or waits for one, in their language: the reason of the published rule, and of nobody else's claim.
import type { Finding } from '../domain/decision.ts'
import type { Language } from '../domain/language.ts'
import { findingIn } from './findings.ts'
import { text, type Paragraph } from './paragraph.ts'
import { zonesOf, type Situation } from './situation.ts'

/** Empty where no rule for seats was published. */
export function reasonFor(situation: Situation, language: Language): readonly Paragraph[] {
  const { seating } = situation.journey.dossier
  return seating ? [text(findingIn(language, seating.reason as Finding, zonesOf(situation)[0]))] : []
}
