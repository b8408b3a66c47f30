// Given events in the record, when they are read, then they come whole and in the order written, and none is skipped.
import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/application/ports.ts'
import * as make from '../../support/rows.ts'

const { commit, event, journeyNo } = make

export function record(the: () => Store): void {
  describe('the record', () => {
    it('an aggregate’s history is read in order of version and place, as it was written', async () => {
      const history = [event(1), event(2), event(2, { ordinal: 1, type: 'SeatAssigned', digest: 'x' })]
      await the().commit(commit([], { events: history.slice(0, 1) }))
      await the().commit(commit([], { events: history.slice(1) }))
      expect(await the().eventsOf('journey', journeyNo(1))).toEqual(history)
      expect(await the().eventsOf('charter', journeyNo(1))).toEqual([])
    })

    it('nobody writes the same place of a history twice', async () => {
      await the().commit(commit([], { events: [event(1)] }))
      const again = await the().commit(commit([make.putJourney(make.journey(1))], { events: [event(1)] }))
      expect(again).toEqual({ outcome: 'conflict', on: 'event', id: journeyNo(1) })
      expect(await the().journey(journeyNo(1))).toBeNull()
    })

    it('pages follow one another by the last sequence seen, narrowed by kind, aggregate and charter', async () => {
      const all = [
        event(1),
        event(1, { aggregate: journeyNo(2) }),
        event(1, { kind: 'charter', aggregate: make.charterNo(2), charter: make.charterNo(2) }),
        event(2),
      ]
      await the().commit(commit([], { events: all }))
      const first = await the().eventsPage(0, 3, {})
      expect(first.map(({ sequence: _, ...each }) => each)).toEqual(all.slice(0, 3))
      expect(first.map((each) => each.sequence)).toEqual(first.map((each) => each.sequence).sort((a, b) => a - b))
      const second = await the().eventsPage(first.at(-1)!.sequence, 3, {})
      expect(second.map((each) => each.version)).toEqual([2])
      expect(await the().eventsPage(second.at(-1)!.sequence, 3, {})).toEqual([])
      expect(await the().eventsPage(0, 9, { kind: 'charter' })).toHaveLength(1)
      expect(await the().eventsPage(0, 9, { kind: 'journey', aggregate: journeyNo(1) })).toHaveLength(2)
      expect(await the().eventsPage(0, 9, { charter: make.charterNo(1) })).toHaveLength(3)
      expect(await the().countEvents(make.charterNo(1))).toBe(3)
      expect(await the().countEvents(null)).toBe(4)
    })

    it('whoever follows it is told which aggregates were touched behind the last line seen', async () => {
      expect(await the().lastSequence()).toBe(0)
      await the().commit(commit([], { events: [event(1)] }))
      const seen = await the().lastSequence()
      expect(await the().touchedAfter(seen, 9)).toEqual([])
      const charter = make.charterNo(2)
      await the().commit(
        commit([], {
          events: [
            event(2),
            event(1, { kind: 'charter', aggregate: charter, charter }),
            event(1, { kind: 'room', aggregate: 'yiwu-garden/101', charter: null }),
          ],
        }),
      )
      const lines = await the().touchedAfter(seen, 9)
      expect(lines.map(({ sequence: _, ...line }) => line)).toEqual([
        { kind: 'journey', aggregate: journeyNo(1), charter: make.charterNo(1) },
        { kind: 'charter', aggregate: charter, charter },
        { kind: 'room', aggregate: 'yiwu-garden/101', charter: null },
      ])
      expect(await the().touchedAfter(seen, 2)).toEqual(lines.slice(0, 2))
      expect(await the().lastSequence()).toBe(lines.at(-1)!.sequence)
    })

    it('a mark is the last event of what is watched, and what came after a mark is told with where it belongs', async () => {
      const [mine, theirs] = [make.charterNo(1), make.charterNo(2)]
      const organiser = make.organisationNo(2)
      await the().commit(
        commit([make.putCharter(make.charter()), make.putCharter(make.charter({ id: theirs, organiser }))]),
      )
      const marks = async () => [
        await the().changeMark({ of: 'all' }),
        await the().changeMark({ of: 'organiser', organiser: make.organisationNo(1) }),
        await the().changeMark({ of: 'organiser', organiser }),
        await the().changeMark({ of: 'charters', charters: [mine] }),
        await the().changeMark({ of: 'charters', charters: [mine, theirs] }),
      ]
      expect(await marks()).toEqual([0, 0, 0, 0, 0])
      expect(await the().changeMark({ of: 'charters', charters: [] })).toBe(0)
      await the().commit(
        commit([], { events: [event(1), event(1, { kind: 'charter', aggregate: theirs, charter: theirs })] }),
      )
      const [first, second] = (await the().eventsPage(0, 9, {})).map(({ sequence }) => sequence) as [number, number]
      expect(await marks()).toEqual([second, first, second, first, second])
      const rule = event(1, {
        kind: 'desk',
        aggregate: 'editions',
        charter: null,
        type: 'EditionPublished',
      })
      await the().commit(commit([], { events: [rule, event(1, { kind: 'desk', aggregate: 'x', charter: null })] }))
      const [published, last] = (await the().eventsPage(second, 9, {})).map(({ sequence }) => sequence)
      expect(await marks()).toEqual([last, published, published, published, published])
      const ofTypes = (...types: readonly string[]) => the().changeMark({ of: 'types', types })
      expect(await Promise.all([ofTypes('EditionPublished'), ofTypes('EditionPublished', event(1).type)])).toEqual([
        published,
        last,
      ])
      expect(await Promise.all([ofTypes(), ofTypes('NeverHappened')])).toEqual([0, 0])
      // What is shown and sent is no change: a screen that looks again would wake itself.
      await the().commit(
        commit([], { journal: [event(1, { kind: 'journal', aggregate: 'B1', subject: journeyNo(1) })] }),
      )
      expect((await marks())[0]).toBe(last)
      expect(await the().changesAfter(first, 2)).toEqual([
        {
          sequence: second,
          aggregate: theirs,
          charter: theirs,
          organisation: event(1).actor.organisation,
          type: event(1).type,
        },
        {
          sequence: published,
          aggregate: 'editions',
          charter: null,
          organisation: event(1).actor.organisation,
          type: 'EditionPublished',
        },
      ])
      expect(await the().changesAfter(last!, 9)).toEqual([])
    })

    it('lines of the journal are read back as they were written, in a book that ends where it was told to', async () => {
      const line = (version: number) =>
        event(version, { kind: 'journal', aggregate: 'B1', type: 'PeopleShown', subject: journeyNo(1) })
      await the().commit(commit([], { journal: [line(1), line(2)] }))
      expect(await the().eventsOf('journal', 'B1')).toEqual([line(1), line(2)])
      expect(await the().journalPage(0, 9, make.charterNo(1))).toHaveLength(2)
      expect(await the().countEvents(null)).toBe(0)
      const end = { aggregate: 'B1', version: 2, head: line(2).digest }
      expect(await the().heads('journal')).toEqual([end])
      expect(await the().chainEnds()).toEqual([{ kind: 'journal', ...end }])
      const digests = await the().digestsPage('journal', 0, 9)
      expect(digests.map(({ digest }) => digest)).toEqual([line(1).digest, line(2).digest])
      const again = await the().commit(commit([], { journal: [line(2)] }))
      expect(again).toMatchObject({ outcome: 'conflict', on: 'event' })
    })

    it('either book is searched newest first, narrowed by whatever is given, behind the last line seen', async () => {
      const line = (version: number) =>
        event(version, { kind: 'journal', aggregate: 'B1', subject: journeyNo(version) })
      const events = [event(1), event(2, { type: 'Boarded' }), event(3, { charter: make.charterNo(2) })]
      await the().commit(commit([], { events, journal: [line(1), line(2)] }))
      const all = {
        from: make.at(0),
        until: make.at(9),
        before: { at: make.at(99), sequence: Number.MAX_SAFE_INTEGER },
        limit: 9,
      }
      const found = async (book: 'events' | 'journal', more: object) =>
        (await the().searchBook(book, { ...all, ...more })).map(({ version }) => version)
      expect(await found('events', {})).toEqual([3, 2, 1])
      expect(await found('events', { limit: 2 })).toEqual([3, 2])
      const [, second] = await the().searchBook('events', all)
      expect(await found('events', { before: { at: second!.at, sequence: second!.sequence } })).toEqual([1])
      expect(await found('events', { from: make.at(2), until: make.at(2) })).toEqual([2])
      expect(await found('events', { type: 'Boarded' })).toEqual([2])
      expect(await found('events', { charter: make.charterNo(2) })).toEqual([3])
      expect(await found('events', { organisation: make.organisationNo(9) })).toEqual([])
      expect(await found('events', { actor: make.actor.token, kind: 'journey', aggregate: journeyNo(1) })).toEqual([
        3, 2, 1,
      ])
      expect(await found('events', { person: make.personNo(1) })).toEqual([])
      const by = { ...make.actor, person: make.personNo(1) }
      await the().commit(commit([], { events: [event(4, { actor: by })] }))
      expect(await found('events', { person: make.personNo(1) })).toEqual([4])
      expect(await found('journal', { subject: journeyNo(2) })).toEqual([2])
    })

    it('a checkpoint is kept once under its number, and the newest is found', async () => {
      const checkpoint = (number: number) => ({ number, statement: `s${number}`, signature: 'x', at: make.at(number) })
      const put = (number: number) => the().commit(commit([{ on: 'checkpoint', checkpoint: checkpoint(number) }]))
      expect(await the().lastCheckpoint()).toBeNull()
      await put(1)
      await put(2)
      expect(await put(2)).toEqual({ outcome: 'conflict', on: 'checkpoint', id: '2' })
      expect(await the().checkpoints()).toEqual([checkpoint(1), checkpoint(2)])
      expect(await the().lastCheckpoint()).toEqual(checkpoint(2))
    })

    it('every aggregate of a kind has its head, and the desk’s is its last event', async () => {
      const desk = (version: number) => event(version, { kind: 'desk', aggregate: 'desk', charter: null })
      const merchant = { id: make.merchantNo(1), version: 0, sealed: 's' }
      await the().commit(
        commit(
          [
            make.putCharter(make.charter()),
            make.putJourney(make.journey(2)),
            make.putJourney(make.journey(1)),
            { on: 'room', expect: 0, room: make.room('1'), head: 'room' },
            { on: 'run', expect: 0, run: make.run(1), head: 'run' },
            { on: 'merchant', expect: 0, merchant, index: [], head: 'merchant' },
          ],
          { events: [desk(1), desk(2)] },
        ),
      )
      expect(await the().heads('journey')).toEqual([
        { aggregate: journeyNo(1), version: 1, head: 'head 1' },
        { aggregate: journeyNo(2), version: 1, head: 'head 1' },
      ])
      expect(await the().heads('charter')).toHaveLength(1)
      expect(await the().heads('room')).toMatchObject([{ head: 'room' }])
      expect(await the().heads('run')).toMatchObject([{ head: 'run' }])
      expect(await the().heads('merchant')).toMatchObject([{ aggregate: merchant.id, head: 'merchant' }])
      expect(await the().heads('desk')).toEqual([{ aggregate: 'desk', version: 2, head: 'desk 2' }])
    })
  })
}
