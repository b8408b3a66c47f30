// The cast: organisations, their tokens, laboratories and the facility, set up over HTTP by the first administrator.
import type { createOffices } from './office.ts'
import { type Office } from './office.ts'
import type { Laboratories, Rooms, Scenario } from './scenario.ts'

type MakeOffice = ReturnType<typeof createOffices>

/** Tokens outlive any scenario. */
const tokensEnd = '2099-01-01T00:00:00Z'

export type Cast = {
  readonly ids: ReadonlyMap<string, string>
  readonly offices: Map<string, Office>
  readonly admin: Office
}

export async function castOrganisations(scenario: Scenario, makeOffice: MakeOffice, adminToken: string): Promise<Cast> {
  const admin = makeOffice('administrator', adminToken)
  const ids = new Map<string, string>()
  const offices = new Map<string, Office>()
  for (const { key, kind, name } of scenario.organisations) {
    const { body } = await admin.post('/v1/organisations', { name, kind })
    ids.set(key, (body as { id: string }).id)
  }
  // Whoever watches or organises needs no charter in the token; those along the way get theirs once it is drafted.
  const before = scenario.organisations.filter(({ kind }) =>
    ['chamber', 'company', 'reformOffice', 'auditor'].includes(kind),
  )
  for (const { key, name } of before) offices.set(key, makeOffice(name, await token(admin, ids.get(key)!, name, [])))
  return { ids, offices, admin }
}

export async function castAlongTheWay(
  scenario: Scenario,
  cast: Cast,
  makeOffice: MakeOffice,
  charter: string,
): Promise<void> {
  for (const { key, name } of scenario.organisations) {
    if (!cast.offices.has(key))
      cast.offices.set(key, makeOffice(name, await token(cast.admin, cast.ids.get(key)!, name, [charter])))
  }
}

async function token(admin: Office, organisation: string, label: string, charters: readonly string[]): Promise<string> {
  const { body } = await admin.post('/v1/tokens', { organisation, charters, label, expiresAt: tokensEnd })
  return (body as { token: string }).token
}

export async function furnish(
  cast: Cast,
  reformOffice: Office,
  laboratories: Laboratories,
  rooms: Rooms,
): Promise<void> {
  for (const laboratory of laboratories) await cast.admin.post('/v1/laboratories', laboratory)
  const { facilityId, name, city, zone } = rooms
  await reformOffice.post('/v1/facilities', {
    facility: { id: facilityId, name, city, zone },
    organisation: cast.ids.get(facilityId),
    rooms: rooms.rooms,
  })
}
