// Reasons in a letter: the findings that stand, one a line, without naming a test result.
import { discreetFindingIn } from '../../words/findings.ts'
import { list, type Paragraph } from '../../words/paragraph.ts'
import { findingsOf, zonesOf } from '../../words/situation.ts'
import type { LetterContext } from './context.ts'

export function discreetFindings(context: LetterContext): readonly Paragraph[] {
  const [zone] = zonesOf(context)
  const lines = findingsOf(context).map((finding) => discreetFindingIn(context.person.language, finding, zone))
  return list([...new Set(lines)])
}
