// Given so many open seats, when more ask than there are, then each seat has one journey and each journey one seat.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../src/application/ports.ts'
import * as make from '../../support/rows.ts'

const { charterNo, commit, journeyNo } = make
const one = charterNo(1)

export function seats(the: () => Store): void {
  const open = (count: number) => the().commit(commit([{ on: 'seats', charter: one, count }]))
  const claim = (number: number) =>
    the().commit(commit([{ on: 'seatClaim', charter: one, journey: journeyNo(number) }]))
  const free = (number: number) => the().commit(commit([{ on: 'seatFree', charter: one, journey: journeyNo(number) }]))

  describe('seats', () => {
    beforeEach(() => open(3))

    it('the lowest free seat is given, and a freed one is given again', async () => {
      await claim(1)
      await claim(2)
      expect([await the().seatOf(journeyNo(1)), await the().seatOf(journeyNo(2))]).toEqual([1, 2])
      expect(await the().freeSeats(one)).toBe(1)
      expect(await free(1)).toEqual({ outcome: 'committed' })
      expect(await the().seatOf(journeyNo(1))).toBeNull()
      await claim(3)
      expect(await the().seatOf(journeyNo(3))).toBe(1)
    })

    it('a journey that sits already, and one for whom there is no seat, are refused', async () => {
      await claim(1)
      expect(await claim(1)).toEqual({ outcome: 'conflict', on: 'seatClaim', id: journeyNo(1) })
      await claim(2)
      await claim(3)
      expect(await claim(4)).toEqual({ outcome: 'conflict', on: 'seatClaim', id: journeyNo(4) })
      expect(await free(4)).toEqual({ outcome: 'conflict', on: 'seatFree', id: journeyNo(4) })
    })

    it('as many are left as the new aircraft has, with those that are held wherever they stand', async () => {
      for (const number of [1, 2, 3]) await claim(number)
      await free(1)
      await free(2)
      await open(2)
      expect([await the().seatOf(journeyNo(3)), await the().freeSeats(one)]).toEqual([3, 1])
      await open(1)
      expect(await the().freeSeats(one)).toBe(0)
      await open(4)
      expect([await the().seatOf(journeyNo(3)), await the().freeSeats(one)]).toEqual([3, 3])
    })

    it('a seat passes from one to the other in one commit', async () => {
      await open(1)
      await claim(1)
      const passed = await the().commit(
        commit([
          { on: 'seatFree', charter: one, journey: journeyNo(1) },
          { on: 'seatClaim', charter: one, journey: journeyNo(2) },
        ]),
      )
      expect(passed).toEqual({ outcome: 'committed' })
      expect(await the().seatOf(journeyNo(2))).toBe(1)
    })

    it('opening is by number: twice changes nothing, more adds, fewer closes only what is free', async () => {
      await open(3)
      expect(await the().freeSeats(one)).toBe(3)
      await open(5)
      expect(await the().freeSeats(one)).toBe(5)
      for (const number of [1, 2, 3]) await claim(number)
      await free(1)
      await open(2)
      expect(await the().freeSeats(one)).toBe(0)
      expect(await the().seatOf(journeyNo(3))).toBe(3)
      await open(0)
      expect(await the().freeSeats(one)).toBe(0)
    })

    it('the 164th of 163 is refused by the database itself, with everything that came with it', async () => {
      await open(163)
      for (let number = 1; number <= 163; number++) expect(await claim(number)).toEqual({ outcome: 'committed' })
      const onceMore = commit([
        make.putJourney(make.journey(164)),
        { on: 'seatClaim', charter: one, journey: journeyNo(164) },
      ])
      expect(await the().commit(onceMore)).toEqual({ outcome: 'conflict', on: 'seatClaim', id: journeyNo(164) })
      expect(await the().journey(journeyNo(164))).toBeNull()
      expect(await the().seatOf(journeyNo(164))).toBeNull()
    })

    it('200 claims at once for 163 seats leave exactly 163 seated and no seat given twice', async () => {
      await open(163)
      const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => claim(i + 1)))
      expect(answers.filter((answer) => answer.outcome === 'committed')).toHaveLength(163)
      const numbers = await Promise.all(Array.from({ length: 200 }, (_, i) => the().seatOf(journeyNo(i + 1))))
      const given = numbers.filter((number) => number !== null)
      expect(new Set(given).size).toBe(163)
      expect(given).toHaveLength(163)
      expect(await the().freeSeats(one)).toBe(0)
    })
  })

  describe('a count of journeys', () => {
    const counted = (count: number) => ({ on: 'journeysCounted' as const, charter: one, count })

    it('holds where so many are on the charter, and is a conflict where somebody came meanwhile', async () => {
      await the().commit(commit([make.putCharter(make.charter())]))
      expect(await the().commit(commit([counted(0)]))).toEqual({ outcome: 'committed' })
      await the().commit(commit([make.putJourney(make.journey(1)), make.putJourney(make.journey(2))]))
      expect(await the().commit(commit([counted(2)]))).toEqual({ outcome: 'committed' })
      const late = commit([make.putJourney(make.journey(1), 1), counted(1)])
      expect(await the().commit(late)).toEqual({ outcome: 'conflict', on: 'journeysCounted', id: one })
      expect((await the().journey(journeyNo(1)))?.state.version).toBe(1)
    })
  })

  describe('the waiting list', () => {
    it('who has waited longest is first, whoever registered before, and who no longer waits is not on it', async () => {
      const waiting = (number: number, since: number) =>
        make.journey(number, {
          stage: 'waitlisted',
          dossier: make.dossier({ reached: { registered: make.at(), waitlisted: make.at(since) } }),
        })
      await the().commit(
        commit([
          make.putJourney(make.journey(1)),
          make.putJourney(waiting(2, 30)),
          make.putJourney(waiting(3, 10)),
          make.putJourney(waiting(4, 10)),
        ]),
      )
      expect((await the().firstWaiting(one))?.state.id).toBe(journeyNo(3))
      await the().commit(commit([make.putJourney(make.journey(3, { stage: 'withdrawn' }), 1)]))
      expect((await the().firstWaiting(one))?.state.id).toBe(journeyNo(4))
      expect(await the().firstWaiting(charterNo(2))).toBeNull()
    })
  })
}
