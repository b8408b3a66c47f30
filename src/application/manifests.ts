// The closed passenger manifest on its way out, each person as the role may see them.
import type { Role } from '../domain/access/roles.ts'
import type { Charter } from '../domain/charter/charter.ts'
import type { Store } from './ports.ts'
import type { RosterReader } from './sheetPorts.ts'
import type { Views } from './views.ts'

const headings = ['Position', 'Name', 'Passport number', 'Nationality', 'Birth date', 'Stage', 'Journey']

export async function manifestCsv(
  store: Store,
  views: Views,
  { toCsv }: Pick<RosterReader, 'toCsv'>,
  charter: Charter,
  role: Role,
): Promise<string> {
  const entries = charter.record.manifest?.entries ?? []
  const journeys = new Map((await store.journeysOf(charter.id)).map(({ state }) => [state.id, state]))
  const listed = entries.flatMap((id) => journeys.get(id) ?? [])
  const people = await views.people(listed, role, 'manifestFile')
  const rows = listed.map((journey, i) => {
    const person = people.get(journey.id)
    return [
      String(i + 1),
      person?.name ?? '',
      person?.documentNumber ?? '',
      person?.nationality ?? '',
      person?.birthDate ?? '',
      journey.stage,
      journey.id,
    ]
  })
  return toCsv([headings, ...rows])
}
