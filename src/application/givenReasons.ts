// Why somebody was shown in full, in the officer's own words: sealed in the record, and opened for whoever watches over it.
import { showsWhole } from '../domain/access/fields.ts'
import type { Role } from '../domain/access/roles.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { Desk } from './desk.ts'
import { openText } from './freeText.ts'
import type { BookLine } from './recordLines.ts'

export type WithReason<Line> = Line & { readonly givenReason?: string }

/** The lines as they were, those of an unmasking with their reason beside them. */
export function withReasons<Line extends BookLine>(
  { store, vault }: Pick<Desk, 'store' | 'vault'>,
  role: Role,
  lines: readonly Line[],
): Promise<readonly WithReason<Line>[]> {
  const opened = async (line: Line): Promise<WithReason<Line>> => {
    const { journey, what, reason } = line.data as Readonly<Record<string, unknown>>
    const of = line.type === 'MerchantUnmasked' ? journey : what === 'unmasking' ? line.subject : null
    const held = of && typeof reason === 'string' ? await store.journey(of as JourneyId) : null
    return held ? { ...line, givenReason: await openText(vault, held.state.merchant, reason as string) } : line
  }
  return Promise.all(lines.map((line) => (showsWhole('givenReasons', role, 'why') ? opened(line) : line)))
}
