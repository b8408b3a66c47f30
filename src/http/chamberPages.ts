// The pages of a chamber: its people on a charter, each of them, one more, and a roster of many.
import { charterPeopleAnswer } from './charterPeople.ts'
import { journeyAnswer, journeyFormAnswer, journeyForms } from './journeyPage.ts'
import { correctionAnswer, newMerchantAnswer } from './newMerchant.ts'
import type { Page } from './page.ts'
import { rosterPages } from './rosterPages.ts'
import type { PageParts } from './visit.ts'
import type { Visits } from './visits.ts'

const people = '/charters/:charter/people'
const journey = '/journeys/:journey'

export function chamberPages(visits: Visits, parts: PageParts): readonly Page[] {
  const { signedIn, posted } = visits
  return [
    signedIn(people, 'ViewPlan', (visit, id) => charterPeopleAnswer(parts, visit, id)),
    signedIn(`${people}/new`, 'RegisterMerchant', (visit, id) => newMerchantAnswer(parts, visit, id)),
    posted(`${people}/new`, 'RegisterMerchant', (visit, id, fields) => newMerchantAnswer(parts, visit, id, fields)),
    signedIn(journey, 'ViewJourney', (visit, id) => journeyAnswer(parts, visit, id)),
    posted(journey, journeyForms, (visit, id, fields) => journeyFormAnswer(parts, visit, id, fields)),
    signedIn(`${journey}/details`, 'ImportRoster', (visit, id) => correctionAnswer(parts, visit, id)),
    posted(`${journey}/details`, 'ImportRoster', (visit, id, fields) => correctionAnswer(parts, visit, id, fields)),
    ...rosterPages(visits, parts),
  ]
}
