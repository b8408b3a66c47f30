// The addresses of the stations: their screens, and what is sent from them.
import { formsOf } from './stationActs.ts'
import { stationScreen } from './stationScreen.ts'
import { taken } from './stationTaking.ts'
import type { StationName } from '../web/stationLink.ts'
import type { Page } from './page.ts'
import { stations } from './stationForms.ts'
import type { PageParts } from './visit.ts'
import type { Visits } from './visits.ts'

export function stationPages({ signedIn, posted }: Visits, parts: PageParts): readonly Page[] {
  return (Object.keys(stations) as StationName[]).flatMap((station) => {
    const address = `/charters/:charter/${station}`
    return [
      // Whoever sees journeys may look on; each form is for whoever may do what it asks.
      signedIn(address, 'ViewJourney', (visit, id) => stationScreen(parts, visit, station, id, null, 200)),
      posted(address, formsOf(station), (visit, id, body) => taken(parts, visit, station, id, body)),
    ]
  })
}
