// Given effects in the outbox, when they fall due, then each is taken by one owner, in order, until it is settled.
import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../src/application/effect.ts'
import type { Change, Store } from '../../../src/application/ports.ts'
import * as make from '../../support/rows.ts'

const { at, commit, effect } = make
const put = (the: Store, ...effects: Effect[]) => the.commit(commit([], { effects }))
const claim = (the: Store, owner: string, now = 0, limit = 10) =>
  the.claimDue({ now: at(now), limit, owner, leaseUntil: at(now + 5) })
const settle = (id: string, owner: string, state: 'done' | 'merged' | 'givenUp' = 'done'): Change => ({
  on: 'effect',
  id,
  owner,
  state,
  at: at(1),
  words: null,
})
const ids = (effects: readonly Effect[]) => effects.map((each) => each.id)

export function outbox(the: () => Store): void {
  describe('the outbox', () => {
    it('what is due comes in order of its time, then of its name, and not more than asked for', async () => {
      await put(
        the(),
        effect('c', { dueAt: at(-1) }),
        effect('b', { dueAt: at(-2) }),
        effect('a', { dueAt: at(-1) }),
        effect('later', { dueAt: at(1) }),
      )
      expect(ids(await claim(the(), 'one', 0, 2))).toEqual(['b', 'a'])
      expect(ids(await claim(the(), 'two'))).toEqual(['c'])
      expect(ids(await claim(the(), 'two'))).toEqual([])
    })

    it('a claimed effect comes back whole, and counts how often it was tried', async () => {
      const whole = effect('e', { kind: 'wake', charter: null, payload: { rule: 'code', nested: [1, { a: null }] } })
      await put(the(), whole)
      expect(await claim(the(), 'one')).toEqual([{ ...whole, attempts: 1 }])
      await the().postpone({ id: 'e', owner: 'one', dueAt: at(3), words: '451 try later' })
      expect(await claim(the(), 'one', 2)).toEqual([])
      expect(await claim(the(), 'one', 3)).toEqual([{ ...whole, dueAt: at(3), attempts: 2 }])
    })

    it('what another holds is passed over until its lease ends, and then is anybody’s', async () => {
      await put(the(), effect('e'))
      await claim(the(), 'one')
      expect(ids(await claim(the(), 'two', 4))).toEqual([])
      expect(ids(await claim(the(), 'two', 5))).toEqual(['e'])
      expect(await the().commit(commit([settle('e', 'one')]))).toEqual({ outcome: 'conflict', on: 'effect', id: 'e' })
      expect(await the().commit(commit([settle('e', 'two')]))).toEqual({ outcome: 'committed' })
    })

    it('an effect is settled once, and what was to follow from it is refused the second time', async () => {
      await put(the(), effect('e'))
      await claim(the(), 'one')
      await the().commit(commit([settle('e', 'one')]))
      const again = await the().commit(commit([make.putJourney(make.journey(1)), settle('e', 'one')]))
      expect(again).toEqual({ outcome: 'conflict', on: 'effect', id: 'e' })
      expect(await the().journey(make.journeyNo(1))).toBeNull()
      expect(ids(await claim(the(), 'two', 60))).toEqual([])
    })

    it('postponing what another holds does nothing', async () => {
      await put(the(), effect('e'))
      await claim(the(), 'one')
      await the().postpone({ id: 'e', owner: 'two', dueAt: at(0), words: 'no' })
      expect(ids(await claim(the(), 'two', 1))).toEqual([])
    })

    it('what an owner held before a crash is given back, its own or everybody’s', async () => {
      await put(the(), effect('a'), effect('b'), effect('c'))
      await claim(the(), 'one', 0, 1)
      await claim(the(), 'two', 0, 2)
      expect(await the().releaseClaims('one')).toBe(1)
      expect(ids(await claim(the(), 'three', 0))).toEqual(['a'])
      expect(await the().releaseClaims(null)).toBe(3)
      expect(await the().releaseClaims(null)).toBe(0)
      expect(ids(await claim(the(), 'three', 0))).toEqual(['a', 'b', 'c'])
    })

    it('the next moment to look is when something falls due or a lease ends, and never where nothing waits', async () => {
      expect(await the().nextDue()).toBeNull()
      await put(the(), effect('a'), effect('b', { dueAt: at(90) }))
      expect(await the().nextDue()).toBe(at(0))
      await claim(the(), 'one')
      expect(await the().nextDue()).toBe(at(5))
      await the().commit(commit([settle('a', 'one')]))
      expect(await the().nextDue()).toBe(at(90))
      await the().commit(commit([settle('b', 'one', 'givenUp')]))
      expect(await the().nextDue()).toBeNull()
    })

    it('letters of one journey that wait by then are found oldest first; claimed, settled, later and other ones are not', async () => {
      const mine = (id: string, over: Partial<Effect>) => effect(id, { subject: make.journeyNo(1), ...over })
      await put(
        the(),
        mine('claimed', { dueAt: at(-9) }),
        mine('second', { createdAt: at(-1) }),
        mine('first', { createdAt: at(-2), dueAt: at(1) }),
        mine('later', { dueAt: at(60) }),
        mine('wake', { kind: 'wake' }),
        effect('other', { subject: make.journeyNo(2) }),
      )
      await claim(the(), 'one', 0, 1)
      const queued = await the().queuedLetters(make.journeyNo(1), at(1))
      expect(ids(queued)).toEqual(['first', 'second'])
      const merged = await the().commit(commit([settle('first', 'one', 'merged'), settle('claimed', 'one')]))
      expect(merged).toEqual({ outcome: 'committed' })
      expect(ids(await the().queuedLetters(make.journeyNo(1), at(1)))).toEqual(['second'])
    })

    it('letters of one journey are claimed together, due or not; what somebody holds or settled is left', async () => {
      const mine = (id: string, over: Partial<Effect> = {}) => effect(id, { subject: make.journeyNo(1), ...over })
      await put(the(), mine('held', { dueAt: at(-9) }), mine('late', { dueAt: at(60) }), mine('wake', { kind: 'wake' }))
      await claim(the(), 'one', 0, 1)
      const lease = { subject: make.journeyNo(1), owner: 'two', leaseUntil: at(5) }
      expect(await the().claimLetters(lease)).toEqual([{ ...mine('late', { dueAt: at(60) }), attempts: 1 }])
      expect(await the().claimLetters(lease)).toEqual([])
      expect(await the().effect('late')).toMatchObject({ state: 'claimed', leaseUntil: at(5), settledAt: null })
    })

    it('an effect that nobody holds is due again, settled or not; one that is held is not', async () => {
      await put(the(), effect('e'))
      await claim(the(), 'one')
      const again: Change = { on: 'effectAgain', id: 'e', dueAt: at(9) }
      expect(await the().commit(commit([again]))).toEqual({ outcome: 'conflict', on: 'effectAgain', id: 'e' })
      await the().commit(commit([settle('e', 'one', 'givenUp')]))
      expect(await the().commit(commit([again]))).toEqual({ outcome: 'committed' })
      expect(await claim(the(), 'two', 8)).toEqual([])
      expect(await claim(the(), 'two', 9)).toEqual([effect('e', { dueAt: at(9) })].map((e) => ({ ...e, attempts: 1 })))
    })

    it('what is settled if it is ours, or given back, leaves what another holds alone and refuses nothing', async () => {
      await put(the(), effect('mine'), effect('theirs'))
      await claim(the(), 'two', 0, 2)
      const changes: Change[] = [
        { ...(settle('theirs', 'one') as Extract<Change, { on: 'effect' }>), ifOurs: true },
        { on: 'effectPostponed', id: 'mine', owner: 'one', dueAt: at(9), words: 'later' },
      ]
      expect(await the().commit(commit(changes))).toEqual({ outcome: 'committed' })
      expect(await the().effect('theirs')).toMatchObject({ state: 'claimed', settledAt: null })
      expect(await the().effect('mine')).toMatchObject({ state: 'claimed' })
      const ours = changes.map((change) => ({ ...change, owner: 'two' }) as Change)
      expect(await the().commit(commit(ours))).toEqual({ outcome: 'committed' })
      expect(await the().effect('theirs')).toMatchObject({ state: 'done', settledAt: at(1) })
      expect(await the().effect('mine')).toMatchObject({ state: 'queued', dueAt: at(9) })
    })

    it('letters of a charter that are not worded yet are found oldest first, and no others', async () => {
      await put(
        the(),
        effect('second', { createdAt: at(2) }),
        effect('first', { createdAt: at(1) }),
        effect('worded'),
        effect('wake', { kind: 'wake' }),
        effect('elsewhere', { charter: make.charterNo(2) }),
      )
      await the().keepLetter(make.letter('worded'))
      expect(ids(await the().unwordedLetters(make.charterNo(1), 10))).toEqual(['first', 'second'])
      expect(ids(await the().unwordedLetters(make.charterNo(1), 1))).toEqual(['first'])
    })

    it('effects are counted by kind, name and state, for a charter or for all', async () => {
      await put(
        the(),
        effect('a'),
        effect('b'),
        effect('c', { kind: 'alarm', name: 'leftLoop' }),
        effect('d', { charter: make.charterNo(2), dueAt: at(9) }),
      )
      await claim(the(), 'one')
      await the().commit(commit([settle('a', 'one')]))
      expect(await the().effectCounts(make.charterNo(1))).toEqual([
        { kind: 'alarm', name: 'leftLoop', state: 'claimed', count: 1 },
        { kind: 'letter', name: 'seatAssigned', state: 'claimed', count: 1 },
        { kind: 'letter', name: 'seatAssigned', state: 'done', count: 1 },
      ])
      expect(await the().effectCounts(null)).toHaveLength(4)
    })

    it('an effect is queued once: its name again refuses the commit', async () => {
      await put(the(), effect('e'))
      expect(await put(the(), effect('e'))).toMatchObject({ outcome: 'conflict', on: 'effect' })
    })
  })
}
