// Given a rendered letter, when it is kept again, marked or listed, then its bytes stay what they first were.
import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/application/ports.ts'
import * as make from '../../support/rows.ts'

const { at, letter } = make

export function letters(the: () => Store): void {
  describe('letters', () => {
    it('the first rendering is kept, and a second answers the first', async () => {
      const first = letter('l1')
      expect(await the().keepLetter(first)).toEqual(first)
      expect(await the().keepLetter({ ...first, sealed: 'v1.other', messageId: '<other@desk>' })).toEqual(first)
      expect(await the().letter('l1')).toEqual(first)
      expect(await the().letter('l2')).toBeNull()
    })

    it('two who render it at the same time are both answered with the same letter', async () => {
      const [one, other] = await Promise.all([
        the().keepLetter(letter('l1', { sealed: 'v1.a' })),
        the().keepLetter(letter('l1', { sealed: 'v1.b' })),
      ])
      expect(one).toEqual(other)
    })

    it('what the mail server said is marked on it, and letters are counted by state', async () => {
      await the().keepLetter(letter('l1'))
      await the().keepLetter(letter('l2', { charter: make.charterNo(2) }))
      const sent = { state: 'sent', attempts: 1, sentAt: at(2), words: '250 queued as 7' } as const
      await the().commit(make.commit([{ on: 'letter', id: 'l1', expect: null, ...sent }]))
      expect(await the().letter('l1')).toEqual(letter('l1', sent))
      const none = { queued: 0, deferred: 0, sent: 0, bounced: 0, givenUp: 0, aborted: 0, overtaken: 0 }
      expect(await the().letterCounts(null)).toEqual({ ...none, queued: 1, sent: 1 })
      expect(await the().letterCounts(make.charterNo(2))).toEqual({ ...none, queued: 1 })
    })

    it('a letter is found by its Message-ID, and those of one state by it', async () => {
      await the().keepLetter(letter('l1'))
      await the().keepLetter(letter('l2', { state: 'deferred', createdAt: at(1) }))
      expect((await the().letterByMessageId('<l1@desk>'))?.id).toBe('l1')
      expect(await the().letterByMessageId('<nobody@desk>')).toBeNull()
      const all = { charter: make.charterNo(1), journey: null, after: null, limit: 3 }
      expect((await the().lettersPage({ ...all, state: 'deferred' })).rows.map(({ id }) => id)).toEqual(['l2'])
      expect((await the().lettersPage({ ...all, state: 'sent' })).rows).toEqual([])
    })

    it('a letter moves with its effect in one commit, and not where it stands elsewhere than was expected', async () => {
      await the().commit(make.commit([], { effects: [make.effect('l1')] }))
      await the().keepLetter(letter('l1'))
      const move = (expect: 'queued' | 'deferred' | null, state: 'deferred' | 'aborted') =>
        the().commit(
          make.commit([
            { on: 'letter', id: 'l1', expect, state, attempts: 1, sentAt: null, words: 'later' },
            { on: 'effectAgain', id: 'l1', dueAt: at(7) },
          ]),
        )
      expect(await move('deferred', 'aborted')).toEqual({ outcome: 'conflict', on: 'letter', id: 'l1' })
      expect(await the().effect('l1')).toMatchObject({ dueAt: at(), attempts: 0 })
      expect(await move('queued', 'deferred')).toEqual({ outcome: 'committed' })
      expect(await the().letter('l1')).toMatchObject({ state: 'deferred', attempts: 1, words: 'later' })
      expect(await the().effect('l1')).toMatchObject({ dueAt: at(7), state: 'queued', leaseUntil: null })
      expect(await move(null, 'aborted')).toEqual({ outcome: 'committed' })
      expect(await the().effect('l2')).toBeNull()
    })

    it('letters are listed oldest first, page after page, for a charter, a journey or all', async () => {
      for (const [id, minute, journey] of [
        ['d', 3, 1],
        ['b', 1, 1],
        ['c', 1, 2],
        ['a', 2, 1],
      ] as const) {
        await the().keepLetter(letter(id, { createdAt: at(minute), journey: make.journeyNo(journey) }))
      }
      const all = { charter: make.charterNo(1), journey: null, after: null, limit: 3 }
      const first = await the().lettersPage(all)
      expect(first.rows.map((each) => each.id)).toEqual(['b', 'c', 'a'])
      const second = await the().lettersPage({ ...all, after: first.next })
      expect(second).toMatchObject({ rows: [{ id: 'd' }], next: null })
      const mine = await the().lettersPage({ charter: null, journey: make.journeyNo(1), after: null, limit: 10 })
      expect(mine.rows.map((each) => each.id)).toEqual(['b', 'a', 'd'])
      expect((await the().lettersPage({ ...all, charter: make.charterNo(2) })).rows).toEqual([])
    })
  })
}
