// Given rows of a roster that wait for a decision, when they are parked again or decided again, then the first word stands.
import { describe, expect, it } from 'vitest'
import type { ConflictDecision } from '../../../src/application/parkedRow.ts'
import type { Change, Store } from '../../../src/application/ports.ts'
import * as make from '../../support/rows.ts'

const { at, charterNo, commit, parkedRow } = make

export function parked(the: () => Store): void {
  const park = (...rows: readonly ReturnType<typeof parkedRow>[]) =>
    the().commit(commit(rows.map((row): Change => ({ on: 'parked', parked: row }))))
  const decide = (id: string, decision: ConflictDecision, minute = 9) =>
    the().commit(commit([{ on: 'parkedDecided', id, at: at(minute), decision }]))

  describe('parked rows', () => {
    it('come back as they were put, oldest first and then by row, for their own charter', async () => {
      const rows = [
        parkedRow(1, { createdAt: at(2) }),
        parkedRow(2, { createdAt: at(1), row: 12, journey: null }),
        parkedRow(3, { createdAt: at(1), row: 4, kind: 'sameNameAndBirth' }),
      ]
      const elsewhere = parkedRow(4, { charter: charterNo(2) })
      expect(await park(...rows, elsewhere)).toEqual({ outcome: 'committed' })
      expect(await the().parkedOf(charterNo(1))).toEqual([rows[2], rows[1], rows[0]])
      expect(await the().parkedOf(charterNo(2))).toEqual([elsewhere])
      expect(await the().parkedOf(charterNo(3))).toEqual([])
    })

    it('are parked once: the same digest on one charter is a conflict, and nothing beside it is written', async () => {
      await park(parkedRow(1))
      const again = parkedRow(2, { digest: parkedRow(1).digest })
      const answer = await the().commit(
        commit([
          { on: 'parked', parked: parkedRow(3) },
          { on: 'parked', parked: again },
        ]),
      )
      expect(answer).toEqual({ outcome: 'conflict', on: 'parked', id: again.id })
      expect(await the().parkedOf(charterNo(1))).toEqual([parkedRow(1)])
      expect(await park({ ...again, charter: charterNo(2) })).toEqual({ outcome: 'committed' })
    })

    it('of two that are parked at the same time under one digest, one is kept', async () => {
      const digest = 'one digest'
      const answers = await Promise.all([park(parkedRow(1, { digest })), park(parkedRow(2, { digest }))])
      expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['committed', 'conflict'])
      expect(await the().parkedOf(charterNo(1))).toHaveLength(1)
    })

    it('are decided once and then hold nothing of the person; their digest stays', async () => {
      await park(parkedRow(1), parkedRow(2))
      const [one, other] = [parkedRow(1), parkedRow(2)]
      expect(await decide(one.id, 'keepOld')).toEqual({ outcome: 'committed' })
      expect(await decide(one.id, 'takeNew', 10)).toEqual({ outcome: 'conflict', on: 'parkedDecided', id: one.id })
      expect(await the().parkedOf(charterNo(1))).toEqual([
        { ...one, sealed: '', decidedAt: at(9), decision: 'keepOld' },
        other,
      ])
      expect(await park(parkedRow(3, { digest: one.digest }))).toMatchObject({ outcome: 'conflict', on: 'parked' })
    })

    it('that are not there cannot be decided, nor twice in one moment', async () => {
      await park(parkedRow(1))
      const { id } = parkedRow(1)
      expect(await decide('K9', 'keepOld')).toEqual({ outcome: 'conflict', on: 'parkedDecided', id: 'K9' })
      const answers = await Promise.all([decide(id, 'takeNew'), decide(id, 'otherPerson')])
      expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['committed', 'conflict'])
    })

    it('are there only with what was decided beside them', async () => {
      await the().commit(commit([make.putCharter(make.charter())]))
      const stale: Change = { on: 'charterHeld', id: charterNo(1), expect: 7 }
      expect(await the().commit(commit([stale, { on: 'parked', parked: parkedRow(1) }]))).toMatchObject({
        outcome: 'conflict',
        on: 'charterHeld',
      })
      expect(await the().parkedOf(charterNo(1))).toEqual([])
    })
  })

  describe('people looked up by many digests at once', () => {
    it('are answered by the digest that found them, of the kind that was asked for', async () => {
      const put = (number: number, digests: readonly string[]): Change => ({
        on: 'merchant',
        expect: 0,
        merchant: { id: make.merchantNo(number), version: 0, sealed: 's' },
        index: digests.map((digest) => ({ kind: 'birthAndName' as const, digest })),
        head: 'h',
      })
      await the().commit(commit([put(1, ['a', 'b']), put(2, ['b'])]))
      const many = Array.from({ length: 150 }, (_, n) => `none ${n}`)
      const found = await the().merchantsByDigests('birthAndName', ['b', 'b', 'a', ...many])
      const sorted = found.map(({ digest, merchant }) => `${digest} ${merchant}`).sort()
      expect(sorted).toEqual([`a ${make.merchantNo(1)}`, `b ${make.merchantNo(1)}`, `b ${make.merchantNo(2)}`])
      expect(await the().merchantsByDigests('document', ['a', 'b'])).toEqual([])
      expect(await the().merchantsByDigests('birthAndName', [])).toEqual([])
    })
  })
}
