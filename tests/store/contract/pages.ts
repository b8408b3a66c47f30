// Given more rows than fit on a page, when one page after the other is asked for, then each row comes once, in order.
import { beforeEach, describe, expect, it } from 'vitest'
import type { Page } from '../../../src/application/page.ts'
import type { Change, Store } from '../../../src/application/ports.ts'
import * as make from '../../support/rows.ts'

const { charterNo, commit, journeyNo, organisationNo } = make

export function pages(the: () => Store): void {
  describe('pages of journeys', () => {
    beforeEach(async () => {
      const journeys = Array.from({ length: 7 }, (_, i) =>
        make.journey(i + 1, { organisation: organisationNo((i % 2) + 1), stage: i < 4 ? 'registered' : 'waitlisted' }),
      )
      const elsewhere = make.journey(8, { charter: charterNo(2) })
      await the().commit(commit([...journeys, elsewhere].map((each) => make.putJourney(each))))
    })
    const query = { charter: charterNo(1), organisation: null, stage: null, after: null, limit: 3 }

    it('a charter’s journeys come in order of id, page by page, and the last page says that it is the last', async () => {
      const numbers = await all((after) => the().journeysPage({ ...query, after }))
      expect(numbers).toEqual([[1, 2, 3], [4, 5, 6], [7]])
      expect(await the().journeysPage({ ...query, limit: 7 })).toMatchObject({ next: null })
    })

    it('a page is narrowed by organisation, by stage, and by both', async () => {
      const of = (narrowed: object) => all((after) => the().journeysPage({ ...query, ...narrowed, after }))
      expect(await of({ organisation: organisationNo(1) })).toEqual([[1, 3, 5], [7]])
      expect(await of({ stage: 'waitlisted' })).toEqual([[5, 6, 7]])
      expect(await of({ organisation: organisationNo(2), stage: 'waitlisted' })).toEqual([[6]])
    })

    it('all of a charter are read at once for what happens to all of them', async () => {
      const journeys = await the().journeysOf(charterNo(1))
      expect(journeys.map((held) => held.state.id)).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => journeyNo(number)))
    })
  })

  describe('pages of charters', () => {
    beforeEach(async () => {
      const charters = [1, 2, 3, 4, 5].map((number) =>
        make.charter({ id: charterNo(number), organiser: organisationNo((number % 2) + 1) }),
      )
      await the().commit(commit(charters.map((each) => make.putCharter(each))))
    })
    const query = { organiser: null, ids: null, after: null, limit: 2 }

    it('the newest comes first, page by page', async () => {
      expect(await all((after) => the().chartersPage({ ...query, after }))).toEqual([[5, 4], [3, 2], [1]])
    })

    it('a page is narrowed by organiser, by a list, and by both', async () => {
      const of = (narrowed: object) => all((after) => the().chartersPage({ ...query, ...narrowed, after }))
      expect(await of({ organiser: organisationNo(1) })).toEqual([[4, 2]])
      expect(await of({ ids: [charterNo(1), charterNo(5), charterNo(2), charterNo(9)] })).toEqual([[5, 2], [1]])
      expect(await of({ ids: [charterNo(1), charterNo(2)], organiser: organisationNo(1) })).toEqual([[2]])
      expect(await of({ ids: [] })).toEqual([[]])
    })
  })

  describe('demand calls', () => {
    it('come newest first, page by page', async () => {
      const calls = [1, 2, 3].map((number) => make.demandCall(number))
      await the().commit(
        commit(calls.map((call): Change => ({ on: 'demandCall', expect: 0, call, head: `head ${call.id}` }))),
      )
      expect(await all((after) => the().demandCallsPage({ after, limit: 2 }))).toEqual([[3, 2], [1]])
    })

    it('come back with their replies as they were put, and only at the version that was decided on', async () => {
      const call = make.demandCall(1)
      const put = (expect: number, changed: typeof call) =>
        the().commit(commit([{ on: 'demandCall', expect, call: changed, head: `head ${expect + 1}` }]))
      await put(0, call)
      expect(await put(0, call)).toMatchObject({ outcome: 'conflict', on: 'demandCall', id: call.id })
      const closed = { ...call, stage: 'closed' as const, record: { ...call.record, reason: 'enough' } }
      await put(1, closed)
      expect(await put(1, call)).toMatchObject({ outcome: 'conflict', on: 'demandCall' })
      expect(await the().demandCall(call.id)).toEqual({ state: { ...closed, version: 2 }, head: 'head 2' })
      expect(await the().demandCall(make.demandCall(2).id)).toBeNull()
      expect(await the().heads('demandCall')).toEqual([{ aggregate: call.id, version: 2, head: 'head 2' }])
    })
  })
}

/** The numbers in the ids of every page in turn. */
async function all(
  ask: (after: string | null) => Promise<Page<{ readonly state: { readonly id: string } }>>,
): Promise<number[][]> {
  const found: number[][] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof ask>> = await ask(after)
    found.push(page.rows.map((row) => Number(row.state.id.slice(-16))))
    after = page.next
  } while (after !== null)
  return found
}
