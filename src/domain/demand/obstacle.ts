// What keeps merchants from flying on a day, counted over all replies and put into words.
import { finding, type Finding } from '../decision.ts'
import type { LocalDate } from '../instant.ts'

export type ObstacleKind =
  'comesLater' | 'passportMissing' | 'passportEndsEarly' | 'permitNotYetTaken' | 'cardNotYetTaken' | 'papersLate'
/** `date`: the day that would have been early enough, or the one on which it is over. */
export type Obstacle = { readonly kind: ObstacleKind; readonly date: LocalDate | null }

/** One finding a kind, the one that keeps most first; of several dates the last, by which it is over for everybody. */
export function obstacleFindings(
  met: readonly { readonly obstacle: Obstacle; readonly merchants: number }[],
  neededBy: LocalDate,
): readonly Finding[] {
  const sums = new Map<ObstacleKind, { merchants: number; date: LocalDate }>()
  for (const { obstacle, merchants } of met) {
    const sum = sums.get(obstacle.kind) ?? { merchants: 0, date: neededBy }
    const date = obstacle.date && (obstacle.date > sum.date || !sum.merchants) ? obstacle.date : sum.date
    sums.set(obstacle.kind, { merchants: sum.merchants + merchants, date })
  }
  return [...sums]
    .sort(([, a], [, b]) => b.merchants - a.merchants)
    .map(([kind, { merchants, date }]) => inWords(kind, merchants, date, neededBy))
}

function inWords(kind: ObstacleKind, merchants: number, date: LocalDate, neededBy: LocalDate): Finding {
  switch (kind) {
    case 'comesLater':
      return finding('comesLater', `Merchants who can come only later, the last from ${date} on: ${merchants}.`, {
        merchants,
        date,
      })
    case 'passportMissing':
      return finding('passportMissing', `Merchants without a passport: ${merchants}.`, { merchants })
    case 'passportEndsEarly':
      return finding('passportEndsEarly', `Merchants whose passport ends before ${date}: ${merchants}.`, {
        merchants,
        date,
      })
    case 'permitNotYetTaken':
      return finding(
        'permitNotYetTaken',
        `Merchants with a residence permit, which lets nobody in before ${date}: ${merchants}.`,
        { merchants, date },
      )
    case 'cardNotYetTaken':
      return finding(
        'cardNotYetTaken',
        `Merchants with an APEC card, which lets nobody in without a visa before ${date}: ${merchants}.`,
        { merchants, date },
      )
    case 'papersLate':
      return finding(
        'papersLate',
        `Merchants whose visa is needed by ${neededBy}, when the tests begin, and comes later, the last on ${date}: ${merchants}.`,
        { merchants, neededBy, date },
      )
    default:
      return kind satisfies never
  }
}
