// Given people, sessions, links and second factors, when they are written and taken away, then each guard holds.
import { describe, expect, it } from 'vitest'
import type { Change, Store } from '../../../src/application/ports.ts'
import type { Factor, Pass, Person, Session } from '../../../src/application/signInPorts.ts'
import { sessionId } from '../../../src/domain/ids.ts'
import * as make from '../../support/rows.ts'

const { at, organisationNo } = make
const sessionNo = (number: number) => sessionId(String(number).padStart(16, '0'))

const person: Person = {
  id: make.personNo(1),
  organisation: organisationNo(1),
  version: 1,
  email: 'blind-1',
  sealed: 'v1.x',
  charters: [make.charterNo(1)],
  invitedAt: at(),
  joinedAt: null,
  removedAt: null,
}
const session: Session = {
  id: sessionNo(1),
  digest: 's1',
  person: person.id,
  createdAt: at(),
  seenAt: at(),
  freshUntil: null,
  sealed: 'v1.y',
}
const factor: Factor = {
  id: 'f1',
  person: person.id,
  kind: 'code',
  sealed: 'v1.z',
  counter: 5,
  label: '',
  createdAt: at(),
  lastUsedAt: null,
}
const pass: Pass = { digest: 'p1', purpose: 'link', person: person.id, expiresAt: at(15) }

export function signIn(the: () => Store): void {
  const put = (...changes: Change[]) => the().commit(make.commit(changes))

  describe('sign-in', () => {
    it('a person is found by id, address and organisation; an address is one living person’s', async () => {
      const other: Person = { ...person, id: make.personNo(2), organisation: organisationNo(2), charters: null }
      await put({ on: 'person', expect: 0, person })
      expect(await the().person(person.id)).toEqual(person)
      expect(await the().personByEmail('blind-1')).toEqual(person)
      expect(await put({ on: 'person', expect: 0, person: other })).toMatchObject({ outcome: 'conflict', on: 'person' })
      expect(await put({ on: 'person', expect: 2, person })).toMatchObject({ outcome: 'conflict', on: 'person' })
      const removed = { ...person, removedAt: at(1) }
      expect(await put({ on: 'person', expect: 1, person: removed })).toEqual({ outcome: 'committed' })
      expect(await put({ on: 'person', expect: 0, person: other })).toEqual({ outcome: 'committed' })
      expect(await the().personByEmail('blind-1')).toEqual(other)
      expect(await the().peopleOf(null)).toEqual([{ ...removed, version: 2 }, other])
      expect(await the().peopleOf(organisationNo(2))).toEqual([other])
    })

    it('people without an address do not stand in each other’s way', async () => {
      const nameless = { ...person, email: null }
      await put({ on: 'person', expect: 0, person: nameless })
      const second = { ...nameless, id: make.personNo(2) }
      expect(await put({ on: 'person', expect: 0, person: second })).toEqual({ outcome: 'committed' })
    })

    it('a session is found by its digest, renewed from the digest that stands, and ended', async () => {
      const second = { ...session, id: sessionNo(2), digest: 's2' }
      await put({ on: 'session', session }, { on: 'session', session: second })
      expect(await the().session('s1')).toEqual(session)
      await put({ on: 'sessionSeen', id: session.id, at: at(3) })
      const renewal = { on: 'sessionRenewed' as const, id: session.id, freshUntil: at(15) }
      expect(await put({ ...renewal, before: 's0', digest: 's3' })).toMatchObject({ on: 'sessionRenewed' })
      expect(await put({ ...renewal, before: 's1', digest: 's3' })).toEqual({ outcome: 'committed' })
      expect(await the().session('s1')).toBeNull()
      const renewed = { ...session, digest: 's3', seenAt: at(3), freshUntil: at(15) }
      expect(await the().sessionById(session.id)).toEqual(renewed)
      expect(await the().sessionsOf(person.id)).toEqual([renewed, second])
      await put({ on: 'sessionEnded', id: session.id })
      expect(await the().sessionsOf(person.id)).toEqual([second])
      await put({ on: 'sessionsEnded', person: person.id })
      expect(await the().sessionsOf(person.id)).toEqual([])
    })

    it('a link is taken once, and only a link', async () => {
      const spent: Pass = { ...pass, digest: 'p2', purpose: 'spent', person: null }
      await put({ on: 'pass', pass }, { on: 'pass', pass: spent })
      expect(await the().pass('p1')).toEqual(pass)
      expect(await put({ on: 'pass', pass: spent })).toMatchObject({ on: 'pass' })
      expect(await put({ on: 'passTaken', digest: 'p2' })).toMatchObject({ on: 'passTaken' })
      expect(await put({ on: 'passTaken', digest: 'p1' })).toEqual({ outcome: 'committed' })
      expect(await put({ on: 'passTaken', digest: 'p1' })).toMatchObject({ on: 'passTaken' })
      await put({ on: 'pass', pass })
      await put({ on: 'passesDropped', person: person.id })
      expect(await the().pass('p1')).toBeNull()
    })

    it('what has run out is swept, and nothing else', async () => {
      const later: Pass = { ...pass, digest: 'p2', expiresAt: at(30) }
      const young = { ...session, id: sessionNo(2), digest: 's2', createdAt: at(10) }
      await put({ on: 'pass', pass }, { on: 'pass', pass: later })
      await put({ on: 'session', session }, { on: 'session', session: young })
      await put({ on: 'swept', at: at(15), sessionsBefore: at(5) })
      expect([await the().pass('p1'), await the().pass('p2')]).toEqual([null, later])
      expect(await the().sessionsOf(person.id)).toEqual([young])
    })

    it('a second factor counts on from the count that stands, and goes with its person only', async () => {
      await put({ on: 'factor', factor })
      const used = { on: 'factorUsed' as const, id: 'f1', at: at(2) }
      expect(await put({ ...used, before: 4, counter: 6 })).toMatchObject({ on: 'factorUsed' })
      expect(await put({ ...used, before: 5, counter: 6 })).toEqual({ outcome: 'committed' })
      expect(await the().factor('f1')).toEqual({ ...factor, counter: 6, lastUsedAt: at(2) })
      expect(await put({ on: 'factorRemoved', id: 'f1', person: make.personNo(2) })).toMatchObject({
        on: 'factorRemoved',
      })
      await put({ on: 'factorsRemoved', person: person.id })
      expect(await the().factorsOf(person.id)).toEqual([])
    })

    it('the last use of a token is kept', async () => {
      const token = {
        id: 't1',
        digest: 'd1',
        role: 'chamber' as const,
        organisation: organisationNo(1),
        charters: null,
        acts: ['ViewCharter' as const],
        label: 'desk',
        expiresAt: at(600),
        revokedAt: null,
        lastUsedAt: null,
      }
      await put({ on: 'token', token })
      await put({ on: 'tokenUsed', id: 't1', at: at(4) })
      expect(await the().token('d1')).toEqual({ ...token, lastUsedAt: at(4) })
    })
  })
}
