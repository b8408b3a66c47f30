// What an officer is told of one charter: acts counted together, the nearest end first, and only where there is something.
import { describe, expect, it } from 'vitest'
import type { Act } from '../../src/domain/access/table.ts'
import type { Due } from '../../src/domain/journey/due.ts'
import type { Stage } from '../../src/domain/journey/stage.ts'
import { charterDigest, isEmptyDigest, namedInDigest } from '../../src/domain/letters/digest.ts'
import { LocalDate } from '../../src/domain/instant.ts'
import { instant, journeyNumber } from '../support/journeys.ts'
import { charter } from '../words/situation.ts'

const now = instant('2022-08-26T08:00:00+08:00')
const early = '2022-08-25T08:00:00+08:00'
const late = '2022-08-27T08:00:00+08:00'
const due = (journey: number, act: Act, by: string | null, number: number | null = null) => ({
  journey: journeyNumber(journey),
  ...({ act, number, from: now, by: by && instant(by) } satisfies Due | object as Due),
})
const standing = (stage: Stage, number: number) => ({ id: journeyNumber(number), stage })
const nothing = { conflicts: 0, lettersFailed: 0 }
const digest = (
  all: Parameters<typeof charterDigest>[2],
  more: Partial<typeof nothing> = {},
  who = [] as ReturnType<typeof standing>[],
) => charterDigest(charter, who, all, { ...nothing, ...more }, now)

describe('The digest of a charter', () => {
  it('is none where nothing waits', () => {
    expect(digest([], {}, [standing('released', 1)])).toBeNull()
    expect(isEmptyDigest({ day: LocalDate.parse('2022-08-26'), charters: [], confirmations: 0, reviews: 0 })).toBe(true)
  })

  it('counts each act by its number, with the nearest end, and puts what ends first on top', () => {
    const told = digest([
      due(1, 'RecordTest', late, 2),
      due(2, 'Admit', null),
      due(3, 'RecordTest', late, 1),
      due(4, 'RecordTest', early, 1),
      due(5, 'RecordTest', null, 1),
    ])
    expect(told?.due).toEqual([
      { act: 'RecordTest', number: 1, count: 3, by: instant(early) },
      { act: 'RecordTest', number: 2, count: 1, by: instant(late) },
      { act: 'Admit', number: null, count: 1, by: null },
    ])
  })

  it('calls overdue what should have been done, each journey once, and names the first few', () => {
    const many = Array.from({ length: 8 }, (_, i) => due(i + 1, 'RecordTest', early, 1))
    const told = digest([...many, due(1, 'Board', early), due(20, 'Board', late)])
    expect(told?.overdue.count).toBe(8)
    expect(told?.overdue.journeys).toEqual([1, 2, 3, 4, 5].map(journeyNumber))
    expect(namedInDigest).toBe(5)
  })

  it.each([
    [
      'somebody who left the loop',
      digest([], {}, [standing('leftLoop', 3)]),
      { missing: { count: 1, journeys: [journeyNumber(3)] } },
    ],
    ['rows in doubt', digest([], { conflicts: 2 }), { conflicts: 2 }],
    ['letters that were given up', digest([], { lettersFailed: 3 }), { lettersFailed: 3 }],
  ])('tells of %s alone', (_name, told, wanted) => {
    expect(told).toMatchObject({ ...wanted, due: [] })
  })
})
