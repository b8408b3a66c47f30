// The pages of a chamber: its people on a charter, each of them, one more, and a roster of many.
import { charterPeopleAnswer } from './charterPeople.ts'
import type { Page } from './page.ts'
import type { PageParts } from './visit.ts'
import type { Visits } from './visits.ts'

export function chamberPages({ signedIn }: Visits, parts: PageParts): readonly Page[] {
  return [signedIn('/charters/:charter/people', 'ViewPlan', (visit, id) => charterPeopleAnswer(parts, visit, id))]
}
