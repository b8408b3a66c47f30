// People and their sessions over HTTP.
import { z } from 'zod'
import type { Answer } from '../application/handle.ts'
import type { People } from '../application/people.ts'
import type { Sessions } from '../application/sessions.ts'
import { Email, PersonDetails } from '../domain/access/person.ts'
import { CharterId, OrganisationId, PersonId, SessionId } from '../domain/ids.ts'
import { route, type Reply, type Route } from './route.ts'

const Reach = z.array(CharterId).max(500).nullable()
export const InvitationBody = z.strictObject({
  ...PersonDetails.shape,
  email: Email,
  organisation: OrganisationId,
  charters: Reach.default([]),
})
const OnePerson = z.object({ person: PersonId })

export function peopleRoutes(people: People, sessions: Sessions): readonly Route[] {
  const shown = <Value>(answer: Answer<Value>, status: number): Reply =>
    answer.outcome === 'done' ? { status, body: answer.value } : { refusal: answer }

  return [
    route({
      method: 'post',
      path: '/v1/people',
      act: 'InvitePerson',
      room: 'access',
      summary: 'Invite somebody into an organisation; the letter carries a link to sign in with',
      body: InvitationBody,
      answers: { 201: 'Person' },
      run: async ({ body, envelope }) => shown(await people.invite(envelope, body), 201),
    }),
    route({
      method: 'get',
      path: '/v1/people',
      act: 'ViewPeople',
      room: 'access',
      summary: 'The people of one organisation, or of all that the caller may see',
      query: z.strictObject({ organisation: OrganisationId.optional() }),
      answers: { 200: 'a list of Person' },
      run: async ({ query, caller }) => shown(await people.list(caller, query.organisation ?? null), 200),
    }),
    route({
      method: 'put',
      path: '/v1/people/:person/reach',
      act: 'SetReach',
      room: 'access',
      summary: 'Name the charters that somebody reaches beside their organisation’s own; null for every one',
      params: OnePerson,
      body: z.strictObject({ charters: Reach }),
      answers: { 200: 'Person' },
      run: async ({ params, body, envelope }) =>
        shown(await people.setReach(envelope, params.person, body.charters), 200),
    }),
    route({
      method: 'get',
      path: '/v1/sessions',
      act: 'ViewSessions',
      room: 'access',
      summary: 'One’s own sessions; whoever administers may name another person',
      query: z.strictObject({ person: PersonId.optional() }),
      answers: { 200: 'a list of sessions' },
      run: async ({ query, caller }) => shown(await sessions.list(caller, query.person ?? null), 200),
    }),
    route({
      method: 'delete',
      path: '/v1/sessions/:session',
      act: 'EndSession',
      room: 'access',
      summary: 'End a session at once',
      params: z.object({ session: SessionId }),
      answers: { 200: 'the id of the ended session' },
      run: async ({ params, envelope }) => shown(await sessions.end(envelope, params.session), 200),
    }),
    route({
      method: 'delete',
      path: '/v1/people/:person',
      act: 'RemovePerson',
      room: 'access',
      summary: 'Remove somebody: every session, link and second factor of theirs ends at once',
      params: OnePerson,
      answers: { 200: 'Person' },
      run: async ({ params, envelope }) => shown(await people.remove(envelope, params.person), 200),
    }),
  ]
}
