// Given rows at a version, when a commit was decided on it or on another, then all of it is written or nothing.
import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/application/ports.ts'
import type { Instant } from '../../../src/domain/instant.ts'
import * as make from '../../support/rows.ts'

const { commit, journeyNo, merchantNo, putCharter, putJourney } = make
const committed = { outcome: 'committed' }

export function commits(the: () => Store): void {
  describe('guarded commits', () => {
    it('a new aggregate is stored at version 1 and read back as it was written, with its head', async () => {
      const charter = make.charter()
      const journey = make.journey(1)
      const run = make.run(1)
      const room = make.room('0801')
      const answer = await the().commit(
        commit([
          { on: 'room', expect: 0, room, head: 'r' },
          { on: 'run', expect: 0, run, head: 'u' },
          putJourney(journey, 0, 'holder'),
          putCharter(charter),
        ]),
      )
      expect(answer).toEqual(committed)
      expect(await the().charter(charter.id)).toEqual({ state: { ...charter, version: 1 }, head: 'head 1' })
      expect(await the().journey(journey.id)).toEqual({ state: { ...journey, version: 1 }, head: 'head 1' })
      expect(await the().run(run.id)).toEqual({ state: { ...run, version: 1 }, head: 'u' })
      expect(await the().room(room.id)).toEqual({ state: { ...room, version: 1 }, head: 'r' })
      expect(await the().runsOf(charter.id)).toHaveLength(1)
      expect(await the().roomsOf(make.facilityOne)).toHaveLength(1)
    })

    it('what was never written is not there', async () => {
      expect(await the().journey(journeyNo(9))).toBeNull()
      expect(await the().charter(make.charterNo(9))).toBeNull()
      expect(await the().merchant(merchantNo(9))).toBeNull()
    })

    it('a change decided on the stored version is written, and one decided on an older version is a conflict', async () => {
      const journey = make.journey(1)
      await the().commit(commit([putJourney(journey)]))
      const seated = { ...journey, stage: 'seated.awaitingFirstNegative' as const }
      expect(await the().commit(commit([putJourney(seated, 1)]))).toEqual(committed)
      expect(await the().commit(commit([putJourney(journey, 1)]))).toEqual({
        outcome: 'conflict',
        on: 'journey',
        id: journey.id,
      })
      const held = await the().journey(journey.id)
      expect(held?.state).toMatchObject({ stage: seated.stage, version: 2 })
    })

    it('a new row over one that is there is a conflict, and so is a change of one that is not', async () => {
      await the().commit(commit([putCharter(make.charter())]))
      expect(await the().commit(commit([putCharter(make.charter())]))).toMatchObject({ on: 'charter' })
      expect(await the().commit(commit([putJourney(make.journey(3), 4)]))).toMatchObject({ on: 'journey' })
    })

    it('a refused commit leaves nothing of what it had already written', async () => {
      await the().commit(commit([putCharter(make.charter())]))
      const answer = await the().commit(
        commit([putJourney(make.journey(1)), putJourney(make.journey(2), 7)], {
          events: [make.event(1)],
          effects: [make.effect('e1')],
          tallies: [make.tally('registered', 1)],
          receipt: make.receipt('k1'),
        }),
      )
      expect(answer).toEqual({ outcome: 'conflict', on: 'journey', id: journeyNo(2) })
      expect(await the().journey(journeyNo(1))).toBeNull()
      expect(await the().receipt('k1')).toBeNull()
      expect(await the().eventsOf('journey', journeyNo(1))).toEqual([])
      expect(await the().nextDue()).toBeNull()
      expect(await the().tallies(make.charterNo(1))).toEqual([])
    })

    it('a charter of 163 is one commit, and one stale journey among them refuses it all', async () => {
      const aboard = Array.from({ length: 163 }, (_, i) => make.journey(i + 1))
      const facts = (version: number) => ({
        events: aboard.map(({ id }) => make.event(version, { aggregate: id })),
        effects: aboard.map(({ id }) => make.effect(`${id} ${version}`, { subject: id })),
        tallies: aboard.map(() => make.tally('registered', 1)),
      })
      expect(
        await the().commit(
          commit(
            aboard.map((each) => putJourney(each)),
            facts(1),
          ),
        ),
      ).toEqual(committed)
      expect(await the().tallies(make.charterNo(1))).toEqual([{ stage: 'registered', standing: 163, reached: 163 }])
      await the().commit(commit([putJourney(aboard[80]!, 1)]))
      expect(
        await the().commit(
          commit(
            aboard.map((each) => putJourney(each, 1)),
            facts(2),
          ),
        ),
      ).toMatchObject({
        on: 'journey',
        id: aboard[80]!.id,
      })
      expect(await the().countEvents(make.charterNo(1))).toBe(163)
    })

    it('nobody registers twice on a charter under the same holder, however far the first has come', async () => {
      await the().commit(commit([putJourney(make.journey(1), 0, 'passport A')]))
      await the().commit(commit([putJourney(make.journey(2), 0, 'passport B')]))
      const twice = { outcome: 'conflict', on: 'journey' }
      expect(await the().commit(commit([putJourney(make.journey(3), 0, 'passport A')]))).toMatchObject(twice)
      // A holder is written once: a journey's later commits neither change nor free it.
      expect(await the().commit(commit([putJourney(make.journey(2), 1)]))).toEqual(committed)
      expect(await the().commit(commit([putJourney(make.journey(3), 0, 'passport B')]))).toMatchObject(twice)
      const elsewhere = make.journey(4, { charter: make.charterNo(2) })
      expect(await the().commit(commit([putJourney(elsewhere, 0, 'passport A')]))).toEqual(committed)
      expect(await the().commit(commit([putJourney(make.journey(5)), putJourney(make.journey(6))]))).toEqual(committed)
    })

    it('an answered request is kept once: the same receipt again is a conflict and changes nothing', async () => {
      const receipt = make.receipt('key')
      expect(await the().commit(commit([putJourney(make.journey(1))], { receipt }))).toEqual(committed)
      expect(await the().receipt('key')).toEqual(receipt)
      expect(await the().commit(commit([putJourney(make.journey(1), 1)], { receipt }))).toEqual({
        outcome: 'conflict',
        on: 'receipt',
        id: 'key',
      })
      expect((await the().journey(journeyNo(1)))?.state.version).toBe(1)
    })

    it('a merchant is found by every entry of the index that stands now, and by none that stood before', async () => {
      const merchant = { id: merchantNo(1), version: 0, sealed: 'v1.one' }
      const document = { kind: 'document' as const, digest: 'd1' }
      const token = { kind: 'nameToken' as const, digest: 'n1' }
      const put = (expect: number, index: readonly (typeof document | typeof token)[], sealed: string) =>
        the().commit(commit([{ on: 'merchant', expect, merchant: { ...merchant, sealed }, index, head: 'm' }]))
      expect(await put(0, [document, token, token], 'v1.one')).toEqual(committed)
      expect(await the().merchantsByIndex(document)).toEqual([merchant.id])
      expect(await the().merchantsByIndex({ ...document, kind: 'nameToken' })).toEqual([])
      expect(await put(1, [token], 'v1.two')).toEqual(committed)
      expect(await the().merchantsByIndex(document)).toEqual([])
      expect(await the().merchantsByIndex(token)).toEqual([merchant.id])
      expect(await the().merchant(merchant.id)).toEqual({ ...merchant, version: 2, sealed: 'v1.two', head: 'm' })
      expect(await put(1, [], 'v1.three')).toMatchObject({ on: 'merchant' })
    })

    it('many merchants are read at once, in order of id, and those who are not there are left out', async () => {
      const ids = Array.from({ length: 70 }, (_, i) => merchantNo(i + 1))
      const changes = ids.map((id) => ({
        on: 'merchant' as const,
        expect: 0,
        merchant: { id, version: 0, sealed: 's' },
        index: [],
        head: 'h',
      }))
      await the().commit(commit(changes))
      const found = await the().merchants([...ids].reverse().concat(merchantNo(999)))
      expect(found.map((each) => each.id)).toEqual(ids)
      expect(await the().merchants([])).toEqual([])
    })

    it('a value that cannot be written fails its own commit with an error, and nobody else', async () => {
      const broken = make.journey(1, { stage: null as never })
      const [failed, fine] = await Promise.allSettled([
        the().commit(commit([putJourney(broken)])),
        the().commit(commit([putJourney(make.journey(2))])),
      ])
      expect(failed.status).toBe('rejected')
      expect(fine).toEqual({ status: 'fulfilled', value: committed })
    })

    it('JSON comes back as the same text: key order, numbers, every script, and nothing where nothing was', async () => {
      const odd = { z: 1, a: { ü: '义乌 \u2028 "q" \\', b: [1.5, 1e21, -0.1, null, true] }, '': '' }
      await the().commit(commit([], { events: [make.event(1, { data: odd })] }))
      const [event] = await the().eventsOf('journey', journeyNo(1))
      expect(JSON.stringify(event?.data)).toBe(JSON.stringify(odd))
    })

    it('instants come back as the same text, to the millisecond, before and after a clock change and in other centuries', async () => {
      const instants = [
        '2022-08-28T06:40:00.000Z',
        '2022-08-28T06:40:00.001Z',
        '2022-08-28T06:40:00.120Z',
        '1999-12-31T23:59:59.999Z',
        '2100-02-28T00:00:00.050Z',
      ].map((text) => text as Instant)
      await the().commit(commit([], { events: instants.map((each, ordinal) => make.event(1, { ordinal, at: each })) }))
      expect((await the().eventsOf('journey', journeyNo(1))).map((event) => event.at)).toEqual(instants)
    })
  })
}
