// Where a station's screen stands, and which one a role works at.
import type { Act } from '../domain/access/table.ts'
import type { CharterId } from '../domain/ids.ts'
import type { StationName } from '../web/stationLink.ts'
import { stations } from './stationForms.ts'

export const stationHref = (charter: CharterId, station: StationName): string => `/charters/${charter}/${station}`

/** A facility records tests as a laboratory does: its own screen comes first. */
const ownFirst: readonly StationName[] = ['gate', 'mission', 'facility', 'transfer', 'laboratory']

/** The station that a role works at, where it works at one. */
export const stationOf = (may: (act: Act) => boolean): StationName | null =>
  ownFirst.find((name) => may(stations[name].act)) ?? null
