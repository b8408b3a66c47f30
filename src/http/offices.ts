// The desk's own books over HTTP: organisations, tokens, laboratories, facilities, lockdowns.
import { z } from 'zod'
import type { Desk } from '../application/desk.ts'
import { notFound, type Answer } from '../application/handle.ts'
import type { Offices } from '../application/offices.ts'
import { acts } from '../domain/access/table.ts'
import { OrganisationKind } from '../domain/access/roles.ts'
import { ObservationFacility } from '../domain/facility/room.ts'
import { CharterId, charterOf, FacilityId, OrganisationId } from '../domain/ids.ts'
import { Instant } from '../domain/instant.ts'
import { route, type Reply, type Route } from './route.ts'

const LaboratoryBody = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{2,60}$/, 'must be 2 to 60 small letters, digits or dashes'),
  name: z.string().min(1).max(200),
  city: z.string().min(1).max(80),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter country code'),
  reagents: z.array(z.string().min(1).max(120)).max(50),
  turnaroundHours: z.number().positive().max(240),
  /** The missions' lists of admitted laboratories that it stands on. */
  admissions: z.array(z.enum(['designated', 'ICMR', 'CLIA', 'approved'])).default([]),
})
const FacilityBody = z.strictObject({
  facility: ObservationFacility,
  organisation: OrganisationId,
  rooms: z
    .array(z.strictObject({ id: z.string().regex(/^[A-Za-z0-9-]{1,20}$/), places: z.number().int().min(1).max(12) }))
    .min(1)
    .max(2_000),
})

export function officeRoutes(desk: Desk, offices: Offices, tokenRevoked: () => void): readonly Route[] {
  const { store } = desk
  const shown = <Value>(
    answer: Answer<Value>,
    status: number,
    body: (value: Value) => unknown = (value) => value,
  ): Reply => (answer.outcome === 'done' ? { status, body: body(answer.value) } : { refusal: answer })

  return [
    route({
      method: 'post',
      path: '/v1/organisations',
      act: 'KeepOrganisations',
      room: 'access',
      summary: 'Open an organisation',
      body: z.strictObject({ name: z.string().trim().min(1).max(200), kind: OrganisationKind }),
      answers: { 201: 'Organisation' },
      run: async ({ body, envelope }) => shown(await offices.openOrganisation(envelope, body.name, body.kind), 201),
    }),
    route({
      method: 'get',
      path: '/v1/organisations',
      act: 'KeepOrganisations',
      room: 'access',
      summary: 'All organisations',
      answers: { 200: 'a list of Organisation' },
      run: async () => ({ status: 200, body: await store.organisations() }),
    }),
    route({
      method: 'post',
      path: '/v1/tokens',
      act: 'KeepTokens',
      room: 'access',
      summary: 'Issue a token of an organisation; its text is answered once and kept as a digest',
      body: z.strictObject({
        organisation: OrganisationId,
        charters: z.array(CharterId).max(500).nullable().default([]),
        /** What it is for; all that its role may without it. */
        acts: z.array(z.enum(acts)).min(1).nullable().default(null),
        label: z.string().trim().min(1).max(120),
        expiresAt: Instant,
      }),
      answers: { 201: 'the token' },
      run: async ({ body, envelope }) =>
        shown(await offices.issueToken(envelope, body), 201, ({ token, secret }) => ({
          id: token.id,
          role: token.role,
          token: secret,
          expiresAt: token.expiresAt,
        })),
    }),
    route({
      method: 'get',
      path: '/v1/tokens',
      act: 'KeepTokens',
      room: 'access',
      summary: 'All tokens, without their text',
      answers: { 200: 'a list of tokens' },
      run: async () => ({ status: 200, body: (await store.tokens()).map(({ digest: _, ...token }) => token) }),
    }),
    route({
      method: 'delete',
      path: '/v1/tokens/:token',
      act: 'KeepTokens',
      room: 'access',
      summary: 'Revoke a token at once',
      params: z.object({ token: z.string().regex(/^T[0-9A-Z]{16}$/) }),
      answers: { 200: 'the id of the revoked token' },
      run: async ({ params, envelope }) => {
        const answer = await offices.revokeToken(envelope, params.token)
        tokenRevoked()
        return shown(answer, 200)
      },
    }),
    route({
      method: 'post',
      path: '/v1/laboratories',
      act: 'KeepLaboratories',
      room: 'access',
      summary: 'Keep a laboratory',
      body: LaboratoryBody,
      answers: { 201: 'Laboratory' },
      run: async ({ body, envelope }) => shown(await offices.keepLaboratory(envelope, body), 201),
    }),
    route({
      method: 'get',
      path: '/v1/laboratories',
      act: 'ViewReference',
      room: 'access',
      summary: 'All laboratories',
      answers: { 200: 'a list of Laboratory' },
      run: async () => ({ status: 200, body: await store.laboratories() }),
    }),
    route({
      method: 'post',
      path: '/v1/facilities',
      act: 'OpenFacility',
      room: 'facility',
      summary: 'Open an observation facility with its rooms',
      body: FacilityBody,
      answers: { 201: 'ObservationFacility' },
      run: async ({ body, envelope }) =>
        shown(await offices.openFacility(envelope, body.facility, body.organisation, body.rooms), 201),
    }),
    route({
      method: 'get',
      path: '/v1/facilities/:facility/rooms',
      act: 'ViewFacility',
      room: 'facility',
      summary: 'The rooms of a facility and how many places are taken',
      params: z.object({ facility: FacilityId }),
      answers: { 200: 'a list of Room' },
      run: async ({ params, caller }) => {
        const known = await store.facility(params.facility)
        const foreign = caller.role === 'facility' && known?.organisation !== caller.organisation
        if (!known || foreign) return { refusal: notFound(`facility ${params.facility}`) }
        // Who only passes through sees who is there of their own charters, and of the others that places are taken.
        const own = (charter: CharterId) =>
          caller.role !== 'transferCrew' || caller.charters === null || caller.charters.includes(charter)
        const rooms = (await store.roomsOf(params.facility)).map(({ state }) => ({
          ...state,
          occupants: state.occupants.map((occupant) =>
            own(charterOf(occupant.journey)) ? occupant : { journey: null, party: null },
          ),
        }))
        return { status: 200, body: rooms }
      },
    }),
    route({
      method: 'post',
      path: '/v1/lockdowns',
      act: 'DeclareLockdown',
      room: 'policy',
      summary: 'Declare that a destination is locked down, or until when it was: home monitoring there is impossible',
      body: z.strictObject({
        destination: z.string().min(1).max(80),
        from: Instant,
        until: Instant.nullable().default(null),
        reason: z.string().trim().min(1).max(300),
      }),
      answers: { 201: 'Lockdown' },
      run: async ({ body, envelope }) => shown(await offices.declareLockdown(envelope, body), 201),
    }),
  ]
}
