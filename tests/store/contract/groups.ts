// Given commits that arrive together and share a transaction, when one of them is refused, then the others never know.
import { describe, expect, it } from 'vitest'
import type { CommitAnswer, Store } from '../../../src/application/ports.ts'
import * as make from '../../support/rows.ts'

const { commit, journeyNo, putJourney } = make
const count = (answers: readonly CommitAnswer[], outcome: CommitAnswer['outcome']) =>
  answers.filter((answer) => answer.outcome === outcome).length

export function groups(the: () => Store): void {
  describe('group commit', () => {
    it('fifty commits at once, one of them stale: forty-nine are written and the stale one alone is refused', async () => {
      await the().commit(commit(Array.from({ length: 50 }, (_, i) => putJourney(make.journey(i + 1)))))
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          the().commit(
            commit([putJourney(make.journey(i + 1, { stage: 'waitlisted' }), i === 24 ? 9 : 1)], {
              events: [make.event(2, { aggregate: journeyNo(i + 1) })],
              tallies: [make.tally('waitlisted', 1)],
            }),
          ),
        ),
      )
      expect(answers[24]).toEqual({ outcome: 'conflict', on: 'journey', id: journeyNo(25) })
      expect(count(answers, 'committed')).toBe(49)
      expect(await the().tallies(make.charterNo(1))).toEqual([{ stage: 'waitlisted', standing: 49, reached: 49 }])
      expect(await the().countEvents(null)).toBe(49)
    })

    it('a commit refused after its first write is undone whole, in the middle of a group that is written', async () => {
      const answers = await Promise.all([
        the().commit(commit([putJourney(make.journey(1))], { receipt: make.receipt('first') })),
        the().commit(commit([putJourney(make.journey(2)), putJourney(make.journey(3), 5)])),
        the().commit(commit([putJourney(make.journey(4))], { receipt: make.receipt('first') })),
        the().commit(commit([putJourney(make.journey(5))], { receipt: make.receipt('last') })),
      ])
      expect(answers.map((answer) => answer.outcome)).toEqual(['committed', 'conflict', 'conflict', 'committed'])
      const there = await Promise.all([1, 2, 3, 4, 5].map(async (number) => the().journey(journeyNo(number))))
      expect(there.map((held) => held !== null)).toEqual([true, false, false, false, true])
    })

    it('a unique key that refuses one commit poisons none of its group', async () => {
      await the().commit(commit([putJourney(make.journey(1), 0, 'A'), putJourney(make.journey(2), 0, 'B')]))
      const answers = await Promise.all([
        the().commit(commit([putJourney(make.journey(3))])),
        the().commit(commit([putJourney(make.journey(5), 0, 'A')])),
        the().commit(commit([putJourney(make.journey(4))])),
      ])
      expect(answers.map((answer) => answer.outcome)).toEqual(['committed', 'conflict', 'committed'])
      expect(answers[1]).toMatchObject({ on: 'journey', id: journeyNo(5) })
    })

    it('of twenty commits decided on the same version one is written, and its events are the only ones', async () => {
      await the().commit(commit([putJourney(make.journey(1))]))
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          the().commit(commit([putJourney(make.journey(1), 1)], { events: [make.event(2)] })),
        ),
      )
      expect(count(answers, 'committed')).toBe(1)
      expect(await the().eventsOf('journey', journeyNo(1))).toHaveLength(1)
      expect((await the().journey(journeyNo(1)))?.state.version).toBe(2)
    })

    it('an event that is recorded already refuses its commit, and leaves the rest of the group alone', async () => {
      const desk = (version: number, request: string) =>
        make.event(version, { kind: 'desk', aggregate: 'desk', charter: null, request })
      await the().commit(commit([], { events: [desk(1, 'a')] }))
      const answers = await Promise.all([
        the().commit(commit([putJourney(make.journey(1))], { events: [desk(2, 'b')] })),
        the().commit(commit([putJourney(make.journey(2))], { events: [desk(1, 'c')] })),
        the().commit(commit([putJourney(make.journey(3))], { events: [make.event(1, { aggregate: journeyNo(3) })] })),
      ])
      expect(answers).toEqual([
        { outcome: 'committed' },
        { outcome: 'conflict', on: 'event', id: 'desk' },
        { outcome: 'committed' },
      ])
      expect((await the().eventsOf('desk', 'desk')).map((event) => event.request)).toEqual(['a', 'b'])
      expect(await the().journey(journeyNo(2))).toBeNull()
    })

    it('tallies are sums of what was added: many at once lose nothing, and standing may fall while reached stays', async () => {
      await Promise.all(
        Array.from({ length: 60 }, (_, i) =>
          the().commit(commit([putJourney(make.journey(i + 1))], { tallies: [make.tally('registered', 1, 1)] })),
        ),
      )
      const moved = [make.tally('registered', -1, 0), make.tally('waitlisted', 1, 1)]
      await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          the().commit(commit([putJourney(make.journey(i + 1), 1)], { tallies: moved })),
        ),
      )
      expect(await the().tallies(make.charterNo(1))).toEqual([
        { stage: 'registered', standing: 40, reached: 60 },
        { stage: 'waitlisted', standing: 20, reached: 20 },
      ])
      const of = await the().talliesOf([make.charterNo(1), make.charterNo(2)])
      expect(of.get(make.charterNo(1))).toHaveLength(2)
      expect(of.get(make.charterNo(2))).toEqual([])
    })

    it('what was answered is what a reader sees next', async () => {
      const seen = await Promise.all(
        Array.from({ length: 30 }, async (_, i) => {
          await the().commit(commit([putJourney(make.journey(i + 1))]))
          return the().journey(journeyNo(i + 1))
        }),
      )
      expect(seen.every((held) => held?.state.version === 1)).toBe(true)
    })
  })
}
