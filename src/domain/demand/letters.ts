// Since when invitation letters are applied for: a later reply does not start the clock of an earlier one again.
import { z } from 'zod'
import { Instant } from '../instant.ts'
import type { DemandLine } from './line.ts'

/** Of the line by its place, so many merchants. */
export const AppliedLetters = z.object({ line: z.number().int(), merchants: z.number().int(), since: Instant })
export type AppliedLetters = z.infer<typeof AppliedLetters>

type Reply = {
  readonly at: Instant
  readonly lines: readonly DemandLine[]
  readonly letters?: readonly AppliedLetters[]
}

const kindOf = ({ company, country, nationality }: DemandLine): string =>
  JSON.stringify([company, country, nationality])
const isApplied = ({ papers }: DemandLine): boolean => papers.invitationLetter === 'applied'

export const lettersOf = (reply: Reply): readonly AppliedLetters[] =>
  reply.letters ??
  reply.lines.flatMap((each, line) => (isApplied(each) ? [{ line, merchants: each.merchants, since: reply.at }] : []))

/** As many of a line as were applied for before, for the same company from the same country, keep their first day. */
export function lettersKept(
  before: Reply | undefined,
  lines: readonly DemandLine[],
  now: Instant,
): readonly AppliedLetters[] | null {
  const known = before ? lettersOf(before).map((each) => ({ ...each, kind: kindOf(before.lines[each.line]!) })) : []
  const letters = lines.flatMap((each, line) => {
    if (!isApplied(each)) return []
    let open = each.merchants
    const kept: AppliedLetters[] = []
    for (const batch of known
      .filter(({ kind }) => kind === kindOf(each))
      .sort((a, b) => (a.since < b.since ? -1 : 1))) {
      const merchants = Math.min(open, batch.merchants)
      if (!merchants) continue
      kept.push({ line, merchants, since: batch.since })
      batch.merchants -= merchants
      open -= merchants
    }
    return open ? [...kept, { line, merchants: open, since: now }] : kept
  })
  return letters.some(({ since }) => since < now) ? letters : null
}
