// What the desk itself keeps: organisations, their tokens, laboratories, facilities with their rooms, lockdowns.
import { createHash } from 'node:crypto'
import type { OrganisationKind } from '../domain/access/roles.ts'
import { actBeyondRole } from '../domain/access/refusals.ts'
import { reach, type Act } from '../domain/access/table.ts'
import { finding, policyUnmet } from '../domain/decision.ts'
import { openRoom, type ObservationFacility } from '../domain/facility/room.ts'
import { organisationId, roomId, type CharterId, type OrganisationId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Recorded } from '../domain/recorded.ts'
import { join, nothing, record, type Part } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import { handle, notFound, receiptFor, refused, type Answer, type Envelope } from './handle.ts'
import { refusedAccess } from './may.ts'
import type { Change, Laboratory, Lockdown, Organisation } from './ports.ts'
import type { AccessToken } from './signInPorts.ts'

export const tokenDigest = (token: string): string => createHash('sha256').update(token).digest('hex')

export type Offices = {
  openOrganisation(envelope: Envelope, name: string, kind: OrganisationKind): Promise<Answer<Organisation>>
  /** Answers the token's text once; only its digest is kept. */
  issueToken(
    envelope: Envelope,
    wanted: {
      organisation: OrganisationId
      charters: readonly CharterId[] | null
      /** What it is for; all that its role may without it. */
      acts?: readonly Act[] | null
      label: string
      expiresAt: Instant
    },
  ): Promise<Answer<{ readonly token: AccessToken; readonly secret: string }>>
  revokeToken(envelope: Envelope, id: string): Promise<Answer<{ readonly id: string }>>
  keepLaboratory(envelope: Envelope, laboratory: Laboratory): Promise<Answer<Laboratory>>
  openFacility(
    envelope: Envelope,
    facility: ObservationFacility,
    organisation: OrganisationId,
    rooms: readonly { readonly id: string; readonly places: number }[],
  ): Promise<Answer<ObservationFacility>>
  declareLockdown(envelope: Envelope, lockdown: Lockdown): Promise<Answer<Lockdown>>
}

export function createOffices(desk: Desk): Offices {
  const { store, chance } = desk

  async function keep<Value>(
    envelope: Envelope,
    act: Act,
    aggregate: string,
    event: Recorded,
    changes: readonly Change[],
    value: Value,
    /** What an answer that is asked for again is made from. */
    receipt: { readonly status: number; readonly kind: string; readonly reference: string },
  ): Promise<Answer<Value>> {
    const answer = await handle<Value>(store, async () => {
      const barred = refusedAccess(envelope.caller, act, null)
      if (barred) return barred
      const part = await deskEntry(store, envelope, aggregate, event, changes)
      const { status, kind, reference } = receipt
      return { outcome: 'proposed', commit: join([part], receiptFor(envelope, status, kind, reference)), value }
    })
    if (answer.outcome === 'done') await desk.policies.refresh()
    return answer
  }

  return {
    openOrganisation: (envelope, name, kind) => {
      const organisation: Organisation = { id: organisationId(chance.part()), kind, name }
      return keep(
        envelope,
        'KeepOrganisations',
        organisation.id,
        { type: 'OrganisationOpened', ...organisation },
        [{ on: 'organisation', organisation }],
        organisation,
        { status: 201, kind: 'organisation', reference: organisation.id },
      )
    },

    issueToken: async (envelope, wanted) => {
      const organisation = await store.organisation(wanted.organisation)
      if (!organisation) return notFound(`organisation ${wanted.organisation}`)
      const foreign = wanted.acts?.find((act) => !reach(organisation.kind, act))
      if (foreign) return refused(actBeyondRole(foreign, organisation.kind))
      const secret = `cd_${chance.secret()}`
      const token: AccessToken = {
        id: `T${chance.part()}`,
        digest: tokenDigest(secret),
        role: organisation.kind,
        organisation: organisation.id,
        charters: wanted.charters,
        acts: wanted.acts ?? null,
        label: wanted.label,
        expiresAt: wanted.expiresAt,
        revokedAt: null,
        lastUsedAt: null,
      }
      const event: Recorded = {
        type: 'TokenIssued',
        organisation: organisation.id,
        charters: wanted.charters,
        acts: wanted.acts ?? null,
        label: wanted.label,
        expiresAt: wanted.expiresAt,
      }
      return keep(
        envelope,
        'KeepTokens',
        token.id,
        event,
        [{ on: 'token', token }],
        { token, secret },
        { status: 201, kind: 'token', reference: token.id },
      )
    },

    revokeToken: async (envelope, id) => {
      if (!(await store.tokens()).some((token) => token.id === id)) return notFound(`token ${id}`)
      return keep(
        envelope,
        'KeepTokens',
        id,
        { type: 'TokenRevoked' },
        [{ on: 'tokenRevoked', id, at: envelope.now }],
        { id },
        { status: 200, kind: 'tokenRevoked', reference: id },
      )
    },

    keepLaboratory: (envelope, laboratory) =>
      keep(
        envelope,
        'KeepLaboratories',
        `laboratory ${laboratory.id}`,
        { type: 'LaboratoryKept', ...laboratory },
        [{ on: 'laboratory', laboratory }],
        laboratory,
        { status: 201, kind: 'laboratory', reference: laboratory.id },
      ),

    openFacility: (envelope, facility, organisation, rooms) =>
      handle<ObservationFacility>(store, async () => {
        const barred = refusedAccess(envelope.caller, 'OpenFacility', null)
        if (barred) return barred
        if (envelope.caller.role === 'facility' && envelope.caller.organisation !== organisation)
          return { outcome: 'forbidden', act: 'OpenFacility' }
        if (await store.facility(facility.id)) {
          return refused(
            policyUnmet(
              finding('facilityKnown', `Facility ${facility.id} is open already.`, { facility: facility.id }),
            ),
          )
        }
        const opened = rooms.map(({ id, places }): Part => {
          const room = { ...openRoom(roomId(facility.id, id), places), version: 1 }
          const about = { kind: 'room' as const, aggregate: room.id, charter: null, version: 1, head: '' }
          const { events, head } = record(envelope, about, [{ type: 'RoomOpened', places }])
          return { ...nothing, changes: [{ on: 'room', expect: 0, room, head }], events }
        })
        const told = await deskEntry(
          store,
          envelope,
          `facility ${facility.id}`,
          { type: 'FacilityOpened', ...facility },
          [{ on: 'facility', facility, organisation }],
        )
        return {
          outcome: 'proposed',
          commit: join([told, ...opened], receiptFor(envelope, 201, 'facility', facility.id)),
          value: facility,
        }
      }),

    declareLockdown: (envelope, lockdown) =>
      keep(
        envelope,
        'DeclareLockdown',
        `lockdown ${lockdown.destination}`,
        { type: 'LockdownDeclared', ...lockdown },
        [{ on: 'lockdown', lockdown }],
        lockdown,
        { status: 201, kind: 'lockdown', reference: `${lockdown.from} ${lockdown.destination}` },
      ),
  }
}
