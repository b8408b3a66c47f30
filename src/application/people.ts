// People of the organisations: invited by e-mail, listed, removed; the first administrator, whom nobody could invite.
import type { PersonDetails } from '../domain/access/person.ts'
import { charterBeyondOwn, emailTaken, onlyPeople, removesThemselves } from '../domain/access/refusals.ts'
import { firstLinkMinutes, invitationMinutes } from '../domain/access/signIn.ts'
import { freshActs, type Act } from '../domain/access/table.ts'
import { organisationId, personId, type CharterId, type OrganisationId, type PersonId } from '../domain/ids.ts'
import type { Recorded } from '../domain/recorded.ts'
import { join, nothing, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import {
  handle,
  notFound,
  receiptFor,
  refused,
  type Answer,
  type Envelope,
  type Proposal,
  type Refusal,
} from './handle.ts'
import { reachOf } from './may.ts'
import { linkChanges, linkPart } from './passLetters.ts'
import { personView, type PersonView } from './peopleView.ts'
import { deskCaller } from './perform.ts'
import type { Caller } from './actor.ts'
import type { Person } from './signInPorts.ts'

export type Invitation = PersonDetails & {
  readonly organisation: OrganisationId
  readonly email: string
  readonly charters: readonly CharterId[] | null
}
export type People = {
  invite(envelope: Envelope, invitation: Invitation): Promise<Answer<PersonView>>
  /** Those of one organisation; null for all that the caller may see. */
  list(caller: Caller, organisation: OrganisationId | null): Promise<Answer<readonly PersonView[]>>
  remove(envelope: Envelope, id: PersonId): Promise<Answer<PersonView>>
  setReach(envelope: Envelope, id: PersonId, charters: readonly CharterId[] | null): Promise<Answer<PersonView>>
  /** The text of a link for the first administrator; null where one has signed in already. */
  firstLink(details: PersonDetails): Promise<string | null>
}

/** `forget` drops what is remembered of sessions. */
export function createPeople(desk: Desk, forget: () => void): People {
  const { store, vault, chance, clock } = desk

  const blind = (email: string): string => vault.blind('person', email)
  /** `own` is one's own organisation, and only for people: a token that is taken away must leave nobody behind. */
  function barred(caller: Caller, act: Act, organisation: OrganisationId, what: string): Refusal | null {
    const how = reachOf(caller, act)
    if (!how) return { outcome: 'forbidden', act }
    if (how === 'own' && organisation !== caller.organisation) return notFound(what)
    if (!freshActs.has(act)) return null
    if (how === 'own' && caller.person === null) return refused(onlyPeople())
    return caller.fresh ? null : { outcome: 'notFresh', act }
  }
  const beyond = (caller: Caller, charters: readonly CharterId[] | null): Refusal | null => {
    if (reachOf(caller, 'SetReach') === 'any' || caller.charters === null) return null
    const foreign = charters === null ? 'null' : charters.find((each) => !caller.charters?.includes(each))
    return foreign === undefined ? null : refused(charterBeyondOwn(foreign))
  }

  /** The person as they become, with the line in the record. */
  async function told(
    envelope: Envelope,
    before: Person | null,
    after: Person,
    event: Recorded,
    more: readonly Part[],
  ): Promise<Proposal<PersonView>> {
    const entry = await deskEntry(store, envelope, after.id, event, [
      { on: 'person', expect: before?.version ?? 0, person: after },
    ])
    const receipt = receiptFor(envelope, before ? 200 : 201, 'person', after.id)
    return { outcome: 'proposed', commit: join([entry, ...more], receipt), value: personView(vault, after) }
  }

  const change = (
    envelope: Envelope,
    act: Act,
    id: PersonId,
    how: (person: Person) => { after: Partial<Person>; event: Recorded; more: readonly Part[] } | Refusal,
  ): Promise<Answer<PersonView>> =>
    handle<PersonView>(store, async () => {
      const person = await store.person(id)
      if (!person || person.removedAt) return notFound(`person ${id}`)
      const refusal = barred(envelope.caller, act, person.organisation, `person ${id}`)
      if (refusal) return refusal
      const wanted = how(person)
      if ('outcome' in wanted) return wanted
      return told(envelope, person, { ...person, ...wanted.after }, wanted.event, wanted.more)
    })

  return {
    invite: (envelope, { organisation, charters, ...details }) =>
      handle<PersonView>(store, async () => {
        const refusal = barred(envelope.caller, 'InvitePerson', organisation, `organisation ${organisation}`)
        if (refusal) return refusal
        if (!(await store.organisation(organisation))) return notFound(`organisation ${organisation}`)
        const tooFar = beyond(envelope.caller, charters)
        if (tooFar) return tooFar
        const email = blind(details.email)
        if (await store.personByEmail(email)) return refused(emailTaken())
        const person: Person = {
          id: personId(chance.part()),
          organisation,
          version: 1,
          email,
          sealed: vault.sealOwn(JSON.stringify(details)),
          charters,
          invitedAt: envelope.now,
          joinedAt: null,
          removedAt: null,
        }
        const link = { secret: chance.secret(), invitation: true, minutes: invitationMinutes }
        return told(envelope, null, person, { type: 'PersonInvited', organisation, charters }, [
          linkPart(desk, person, link, envelope.now),
        ])
      }),

    list: async (caller, organisation) => {
      const how = reachOf(caller, 'ViewPeople')
      if (!how) return { outcome: 'forbidden', act: 'ViewPeople' }
      const wanted = how === 'any' ? organisation : (organisation ?? caller.organisation)
      if (how !== 'any' && wanted !== caller.organisation) return notFound(`organisation ${wanted}`)
      const people = await store.peopleOf(wanted)
      return { outcome: 'done', value: people.map((person) => personView(vault, person)) }
    },

    remove: async (envelope, id) => {
      const answer = await change(envelope, 'RemovePerson', id, (person) =>
        person.id === envelope.caller.person
          ? refused(removesThemselves())
          : {
              after: { removedAt: envelope.now },
              event: { type: 'PersonRemoved' },
              more: [
                {
                  ...nothing,
                  changes: [
                    { on: 'sessionsEnded', person: id },
                    { on: 'passesDropped', person: id },
                    { on: 'factorsRemoved', person: id },
                  ],
                },
              ],
            },
      )
      forget()
      return answer
    },

    setReach: async (envelope, id, charters) => {
      const answer = await change(
        envelope,
        'SetReach',
        id,
        () =>
          beyond(envelope.caller, charters) ?? {
            after: { charters },
            event: { type: 'ReachSet', charters },
            more: [],
          },
      )
      forget()
      return answer
    },

    firstLink: async (details) => {
      const administrators = (await store.organisations()).filter(({ kind }) => kind === 'administrator')
      const known = (await Promise.all(administrators.map(({ id }) => store.peopleOf(id)))).flat()
      const living = known.filter(({ removedAt }) => !removedAt)
      if (living.some(({ joinedAt }) => joinedAt)) return null
      const now = clock.now()
      const secret = chance.secret()
      const link = { secret, minutes: firstLinkMinutes }
      const [waiting] = living
      if (waiting) {
        await store.commit(join([{ ...nothing, changes: linkChanges(waiting.id, link, now) }]))
        return secret
      }
      const organisation = administrators[0] ?? {
        id: organisationId(chance.part()),
        kind: 'administrator' as const,
        name: 'Administration',
      }
      const person: Person = {
        id: personId(chance.part()),
        organisation: organisation.id,
        version: 1,
        email: details.email && blind(details.email),
        sealed: vault.sealOwn(JSON.stringify(details)),
        charters: null,
        invitedAt: now,
        joinedAt: null,
        removedAt: null,
      }
      const envelope = { caller: deskCaller, request: person.id, now, idempotency: null, ifMatch: null }
      const event: Recorded = { type: 'PersonInvited', organisation: organisation.id, charters: null }
      const entry = await deskEntry(store, envelope, person.id, event, [
        { on: 'organisation', organisation },
        { on: 'person', expect: 0, person },
        ...linkChanges(person.id, link, now),
      ])
      await store.commit(join([entry]))
      return secret
    },
  }
}
