// Given letters that came in, when they are kept, decided, listed or erased, then one letter is one fact and only the open are decided.
import { describe, expect, it } from 'vitest'
import type { DeadAddress, StoredIncoming } from '../../../src/application/incomingPorts.ts'
import type { Store } from '../../../src/application/ports.ts'
import * as make from '../../support/rows.ts'

const { at, charterNo, commit, journeyNo, merchantNo, organisationNo } = make

const incoming = (id: string, over: Partial<StoredIncoming> = {}): StoredIncoming => ({
  id,
  digest: `digest-${id}`,
  receivedAt: at(),
  kind: 'other',
  journey: journeyNo(1),
  merchant: merchantNo(1),
  charter: charterNo(1),
  organisation: organisationNo(1),
  state: 'review',
  why: 'notUnderstood',
  address: null,
  answeredAt: null,
  answer: null,
  sealed: 'v1.letter',
  ...over,
})
const stray = (id: string, over: Partial<StoredIncoming> = {}): StoredIncoming =>
  incoming(id, { journey: null, merchant: null, charter: null, organisation: null, why: 'unregistered', ...over })
const dead = (number: number, over: Partial<DeadAddress> = {}): DeadAddress => ({
  digest: `email-${number}`,
  merchant: merchantNo(number),
  journey: journeyNo(number),
  organisation: organisationNo(1),
  since: at(number),
  letter: `E${number}`,
  status: '5.1.1',
  words: '550 no such user',
  ...over,
})

export function incomingLetters(the: () => Store): void {
  const keep = (...letters: readonly StoredIncoming[]) =>
    the().commit(commit(letters.map((each) => ({ on: 'incoming', incoming: each }))))

  describe('letters that came in', () => {
    it('are kept once: the same letter read again is a conflict', async () => {
      expect(await keep(incoming('I1'))).toEqual({ outcome: 'committed' })
      expect(await keep(incoming('I2', { digest: 'digest-I1' }))).toMatchObject({ outcome: 'conflict', on: 'incoming' })
      expect(await the().incoming('I1')).toEqual(incoming('I1'))
      expect((await the().incomingByDigest('digest-I1'))?.id).toBe('I1')
      expect(await the().incoming('I2')).toBeNull()
    })

    it('are listed newest first, for one organisation, one state or all', async () => {
      const other = { organisation: organisationNo(2) }
      await keep(incoming('I1'), incoming('I2', other), incoming('I3', { state: 'silent' }), stray('I4'))
      const ids = async (query: Partial<Parameters<Store['incomingPage']>[0]>) =>
        (await the().incomingPage({ organisation: null, state: null, after: null, limit: 10, ...query })).rows.map(
          ({ id }) => id,
        )
      expect(await ids({})).toEqual(['I4', 'I3', 'I2', 'I1'])
      expect(await ids({ organisation: organisationNo(1) })).toEqual(['I3', 'I1'])
      expect(await ids({ organisation: organisationNo(1), state: 'review' })).toEqual(['I1'])
      const first = await the().incomingPage({ organisation: null, state: null, after: null, limit: 3 })
      expect(await ids({ after: first.next })).toEqual(['I1'])
      expect((await the().incomingOf(merchantNo(1))).map(({ id }) => id)).toEqual(['I1', 'I2', 'I3'])
    })

    it('are decided once, and only while they wait for somebody', async () => {
      await keep(incoming('I1'), incoming('I2', { state: 'silent' }))
      const decided = {
        on: 'incomingDecided',
        state: 'answered',
        why: 'answeredByHand',
        address: 'email-1',
        answeredAt: at(3),
        answer: 'E1',
        sealed: 'v1.more',
      } as const
      expect(await the().commit(commit([{ ...decided, id: 'I1' }]))).toEqual({ outcome: 'committed' })
      expect(await the().commit(commit([{ ...decided, id: 'I1' }]))).toMatchObject({ outcome: 'conflict' })
      expect(await the().commit(commit([{ ...decided, id: 'I2' }]))).toMatchObject({ outcome: 'conflict' })
      expect(await the().incoming('I1')).toMatchObject({ state: 'answered', answer: 'E1', sealed: 'v1.more' })
      await the().commit(
        commit([
          { on: 'answerFailed', answer: 'E1' },
          { on: 'answerFailed', answer: 'E0' },
        ]),
      )
      expect(await the().incoming('I1')).toMatchObject({ state: 'review', why: 'answerFailed', answer: 'E1' })
      expect(await the().incoming('I2')).toMatchObject({ state: 'silent' })
    })

    it('are counted by the address that was answered and since when', async () => {
      const answered = { state: 'answered', why: 'answered', address: 'email-1' } as const
      await keep(
        incoming('I1', { ...answered, answeredAt: at(1) }),
        incoming('I2', { ...answered, answeredAt: at(5), journey: journeyNo(2) }),
        incoming('I3', { ...answered, answeredAt: at(6), address: 'email-2' }),
      )
      expect(await the().answersTo('email-1', at(0))).toBe(2)
      expect(await the().answersTo('email-1', at(1))).toBe(1)
      expect(await the().answersTo('email-3', at(0))).toBe(0)
    })

    it('a mailbox is noted by its name, the newest note in place of the older', async () => {
      const reading = { tryingUid: null, tries: 0 }
      const mailbox = {
        ...{ name: 'inbox', uidValidity: '7', lastUid: 3, seenAt: at(1), failingSince: null, words: null },
        ...reading,
      }
      await the().commit(commit([{ on: 'mailbox', mailbox }]))
      await the().commit(commit([{ on: 'mailbox', mailbox: { ...mailbox, lastUid: 9, failingSince: at(2) } }]))
      expect(await the().mailbox('inbox')).toEqual({ ...mailbox, lastUid: 9, failingSince: at(2) })
      expect(await the().mailbox('other')).toBeNull()
    })

    it('an address dies once, and lives again for everybody who shares it', async () => {
      await the().commit(
        commit([
          { on: 'addressDead', dead: dead(1) },
          { on: 'addressDead', dead: dead(1, { merchant: merchantNo(2), since: at(2) }) },
          { on: 'addressDead', dead: dead(3, { organisation: organisationNo(2) }) },
        ]),
      )
      await the().commit(commit([{ on: 'addressDead', dead: dead(1, { since: at(9), words: 'again' }) }]))
      expect(await the().deadAddress('email-1')).toEqual(dead(1))
      expect(await the().deadAddresses(organisationNo(1))).toHaveLength(2)
      expect(await the().deadAddresses(null)).toHaveLength(3)
      await the().commit(commit([{ on: 'addressRevived', digest: 'email-1' }]))
      expect(await the().deadAddress('email-1')).toBeNull()
      expect(await the().deadAddresses(null)).toEqual([dead(3, { organisation: organisationNo(2) })])
    })

    it('a letter that went out is found by its Message-ID', async () => {
      await the().keepLetter(make.letter('l1', { state: 'bounced', sentAt: at(1), words: '550 no' }))
      expect(await the().letterByMessageId('<l1@desk>')).toMatchObject({ id: 'l1', state: 'bounced' })
      expect(await the().letterByMessageId('<l2@desk>')).toBeNull()
      expect(await the().letterCounts(null)).toMatchObject({ bounced: 1 })
    })

    it('erasing empties what one merchant wrote and forgets the address, of nobody else', async () => {
      await the().commit(
        commit([
          {
            on: 'merchant',
            expect: 0,
            merchant: { id: merchantNo(1), version: 1, sealed: 'v1.person' },
            index: [],
            head: 'm1',
          },
          { on: 'incoming', incoming: incoming('I1', { address: 'email-1', answeredAt: at(1) }) },
          { on: 'incoming', incoming: incoming('I2', { merchant: merchantNo(2) }) },
          { on: 'addressDead', dead: dead(1) },
          { on: 'addressDead', dead: dead(2) },
        ]),
      )
      expect(await the().traces(merchantNo(1))).toMatchObject({ incomingLetters: 1, deadAddresses: 1 })
      const erased = { on: 'merchantErased', id: merchantNo(1), expect: 1, head: 'gone', at: at(5) } as const
      expect(await the().commit(commit([erased]))).toEqual({ outcome: 'committed' })
      expect(await the().traces(merchantNo(1))).toMatchObject({ incomingLetters: 0, deadAddresses: 0 })
      expect(await the().traces(merchantNo(2))).toMatchObject({ incomingLetters: 1, deadAddresses: 1 })
      expect(await the().incoming('I1')).toMatchObject({ sealed: '', address: null, state: 'closed' })
      expect((await the().incomingByDigest('digest-I1'))?.id).toBe('I1')
    })

    it('are emptied after their period, strays after one of their own; a letter is not kept again by that', async () => {
      await keep(incoming('I1'), incoming('I2', { receivedAt: at(50) }), stray('I3'))
      const late = { before: at(40), limit: 10 }
      expect(await the().expire('strayLetters', late)).toBe(1)
      expect(await the().incoming('I3')).toMatchObject({ sealed: '', state: 'closed' })
      expect(await the().expire('incomingLetters', late)).toBe(1)
      expect(await the().incoming('I1')).toMatchObject({ sealed: '', state: 'closed' })
      expect(await the().incoming('I2')).toMatchObject({ sealed: 'v1.letter' })
      expect(await keep(stray('I4', { digest: 'digest-I3' }))).toMatchObject({ outcome: 'conflict' })
    })
  })
}
