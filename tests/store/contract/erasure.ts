// Given what lies in the store of one merchant, when they are erased or its period ends, then that goes and nothing else.
import { describe, expect, it } from 'vitest'
import type { ParkedRow } from '../../../src/application/parkedRow.ts'
import { perishables } from '../../../src/domain/access/retention.ts'
import type { PendingAct } from '../../../src/application/pendingAct.ts'
import type { Store } from '../../../src/application/ports.ts'
import * as make from '../../support/rows.ts'

const { at, charterNo, commit, journeyNo, merchantNo, organisationNo } = make

const parked = (number: number): ParkedRow => ({
  id: `K${number}`,
  charter: charterNo(1),
  organisation: organisationNo(1),
  row: number,
  kind: 'sameDocument',
  merchant: merchantNo(number),
  journey: journeyNo(number),
  sealed: 'v1.row',
  digest: `digest-${number}`,
  createdAt: at(),
  decidedAt: null,
  decision: null,
})
const pending: PendingAct = {
  id: 'X1',
  act: 'EraseMerchant',
  subject: journeyNo(1),
  reason: 'sealed:v1.reason',
  askedBy: { role: 'chamber', organisation: organisationNo(1), token: 'T1', person: null },
  askedAt: at(),
  expiresAt: at(60),
  decidedAt: null,
  decision: null,
  decidedBy: null,
}

export function erasure(the: () => Store): void {
  /** Everything that one merchant can leave in the store. */
  async function leave(number: number): Promise<void> {
    const journey = make.journey(number, { merchant: merchantNo(number), stage: 'withdrawn' })
    const answer = await the().commit({
      ...commit([
        {
          on: 'journey',
          expect: 0,
          journey,
          head: `h${number}`,
          passport: { holder: `holder-${number}`, traveller: `2022-08-28 traveller-${number}` },
        },
        {
          on: 'merchant',
          expect: 0,
          merchant: { id: merchantNo(number), version: 1, sealed: 'v1.person' },
          index: [{ kind: 'email', digest: `email-${number}` }],
          head: `m${number}`,
        },
        { on: 'parked', parked: parked(number) },
        { on: 'hold', hold: { merchant: merchantNo(number), reason: 'v1.why', since: at() } },
        { on: 'link', link: { digest: `link-${number}`, journey: journey.id, createdAt: at(), revokedAt: null } },
      ]),
      effects: [make.effect(`E${number}`, { subject: journey.id, charter: journey.charter })],
      receipt: { key: `r${number}`, body: 'digest', status: 201, kind: 'journey', reference: journey.id, at: at() },
    })
    expect(answer).toEqual({ outcome: 'committed' })
    await the().keepLetter(make.letter(`l${number}`, { journey: journey.id, merchant: merchantNo(number) }))
    await the().keepLetter(
      make.letter(`s${number}`, {
        ...{ journey: journey.id, merchant: merchantNo(number) },
        ...{ state: 'sent', sentAt: at(1), words: '250 taken' },
      }),
    )
  }
  const all = { row: 1, digests: 1, letters: 2, parkedRows: 1, receipts: 1, links: 1, journeys: 1 }
  const none = { row: 0, digests: 0, letters: 0, parkedRows: 0, receipts: 0, links: 0, journeys: 0, serverWords: 0 }

  describe('erasing', () => {
    it('takes everything of the one merchant and nothing of the other', async () => {
      await leave(1)
      await leave(2)
      expect(await the().traces(merchantNo(1))).toMatchObject(all)
      const erased = { on: 'merchantErased', id: merchantNo(1), head: 'gone', at: at(5) } as const
      expect(await the().commit(commit([{ ...erased, expect: 7 }]))).toMatchObject({ outcome: 'conflict' })
      expect(await the().traces(merchantNo(1))).toMatchObject(all)
      expect(await the().commit(commit([{ ...erased, expect: 1 }]))).toEqual({ outcome: 'committed' })
      expect(await the().traces(merchantNo(1))).toMatchObject(none)
      expect(await the().traces(merchantNo(2))).toMatchObject(all)
      expect(await the().merchant(merchantNo(1))).toEqual({ id: merchantNo(1), version: 2, head: 'gone', sealed: '' })
      expect(await the().hold(merchantNo(1))).toBeNull()
      expect((await the().hold(merchantNo(2)))?.reason).toBe('v1.why')
      expect(await the().letter('l1')).toMatchObject({ sealed: '', state: 'givenUp' })
      expect(await the().letter('s1')).toMatchObject({ sealed: '', state: 'sent', words: null })
      expect((await the().parkedAbout(merchantNo(1)))[0]).toMatchObject({ sealed: '', digest: 'K1' })
      const due = await the().claimDue({ now: at(999), limit: 10, owner: 'me', leaseUntil: at(1_000) })
      expect(due.map(({ id }) => id)).toEqual(['E2'])
    })

    it('finds the journeys of a merchant, and those that have ended and still name somebody', async () => {
      await leave(1)
      await leave(2)
      await the().commit(commit([{ on: 'merchantErased', id: merchantNo(1), expect: 1, head: 'gone', at: at(5) }]))
      expect((await the().journeysOfMerchant(merchantNo(1))).map(({ state }) => state.id)).toEqual([journeyNo(1)])
      const ended = await the().endedJourneys({ after: '', limit: 10 })
      expect(ended.map(({ state }) => state.id)).toEqual([journeyNo(2)])
      expect(await the().endedJourneys({ after: journeyNo(2), limit: 10 })).toEqual([])
    })

    it('lifts a hold once', async () => {
      await leave(1)
      const lift = commit([{ on: 'holdLifted', merchant: merchantNo(1) }])
      expect(await the().commit(lift)).toEqual({ outcome: 'committed' })
      expect(await the().commit(lift)).toMatchObject({ outcome: 'conflict' })
    })
  })

  describe('what a period has ended for', () => {
    it('goes with what a digest said, once that was sent', async () => {
      const sent = make.effect('digest.P1.2022-08-20', {
        kind: 'command',
        charter: null,
        subject: 'P1',
        name: 'digest',
      })
      const waiting = { ...sent, id: 'digest.P1.2022-08-21' }
      const settled = { on: 'effect', id: sent.id, owner: 'a desk', state: 'done', at: at(1), words: 'sent' } as const
      await the().commit(commit([], { effects: [sent, waiting] }))
      await the().commit(commit([settled]))
      expect(await the().expire('settledEffects', { before: at(1), limit: 10 })).toBe(0)
      expect(await the().expire('settledEffects', { before: at(100_000), limit: 10 })).toBe(1)
      expect(await the().effect(sent.id)).toBeNull()
      expect(await the().effect(waiting.id)).toMatchObject({ state: 'queued' })
    })

    it('goes, a few at a time, and what is younger stays', async () => {
      for (const number of [1, 2, 3]) await leave(number)
      await the().commit(commit([{ on: 'pendingAct', pending }]))
      const before = at(-60)
      for (const kind of perishables.filter((each) => each !== 'merchants'))
        expect(await the().expire(kind, { before, limit: 10 }), kind).toBe(0)
      const late = { before: at(100_000), limit: 2 }
      expect(await the().expire('parkedRows', late)).toBe(2)
      expect(await the().expire('parkedRows', late)).toBe(1)
      expect(await the().expire('receipts', late)).toBe(2)
      expect(await the().expire('pendingActs', late)).toBe(1)
      // Letters that have not gone out yet are wanted, and so are effects that wait.
      expect(await the().expire('letterBodies', { ...late, limit: 10 })).toBe(3)
      expect(await the().letter('l1')).toMatchObject({ state: 'queued' })
      expect(await the().expire('settledEffects', late)).toBe(0)
      await the().clean()
    })
  })

  describe('an act that waits for a second person', () => {
    it('is decided once', async () => {
      await the().commit(commit([{ on: 'pendingAct', pending }]))
      expect(await the().pendingAct('X1')).toEqual(pending)
      const waiting = (act: string, subject: string, minute: number) => the().pendingAbout(act, subject, at(minute))
      expect(await waiting('EraseMerchant', journeyNo(1), 59)).toEqual(pending)
      expect(await waiting('EraseMerchant', journeyNo(1), 60)).toBeNull()
      expect(await waiting('EraseMerchant', journeyNo(2), 59)).toBeNull()
      expect(await waiting('ReleaseEarly', journeyNo(1), 59)).toBeNull()
      const decided = { on: 'pendingActDecided', id: 'X1', at: at(1), decision: 'confirmed', decidedBy: 'T2' } as const
      expect(await the().commit(commit([decided]))).toEqual({ outcome: 'committed' })
      expect(await the().commit(commit([decided]))).toMatchObject({ outcome: 'conflict' })
      expect(await waiting('EraseMerchant', journeyNo(1), 59)).toBeNull()
      const { rows, next } = await the().pendingActs({ after: null, limit: 10 })
      expect(rows).toEqual([{ ...pending, decidedAt: at(1), decision: 'confirmed', decidedBy: 'T2' }])
      expect(next).toBeNull()
    })
  })
}
