// Names that were made to be taken for markup, to turn the line that they stand in, or to push a page apart; and every page that shows one.
import { personView } from '../../../src/domain/access/masking.ts'
import type { Language } from '../../../src/domain/language.ts'
import { charterPage } from '../../../src/web/charterPage.tsx'
import { charterPeoplePage } from '../../../src/web/charterPeoplePage.tsx'
import { journeyPage } from '../../../src/web/journeyPage.tsx'
import { letterPage, lettersPage } from '../../../src/web/lettersPage.tsx'
import { newMerchantPage } from '../../../src/web/newMerchantPage.tsx'
import { peoplePage } from '../../../src/web/peoplePage.tsx'
import { rosterPage } from '../../../src/web/rosterPage.tsx'
import { stationPage } from '../../../src/web/stationPage.tsx'
import { statusPage } from '../../../src/web/statusPage.tsx'
import { unmaskedPage, unmaskPage } from '../../../src/web/unmaskPage.tsx'
import { person } from '../../words/situation.ts'
import { charterPeopleView, journeyPageView, newMerchantView, rosterView } from './chamber.ts'
import { charterView } from './charters.ts'
import { letterView, lettersView } from './letters.ts'
import { statusView } from './merchants.ts'
import { peopleView } from './signIn.ts'
import { stationView } from './station.ts'
import { unmaskedView, unmaskView } from './unmasking.ts'

export const hostileNames: Readonly<Record<string, string>> = {
  markup: `"><script>alert(1)</script><img src=x onerror=alert(1)>`,
  override: 'KIM\u202eUSNIM',
  embedding: '\u202bKIM\u202a\u202d',
  isolate: 'KIM\u2067\u2066MINSU',
  marks: '\u200f\u200eKIM\u061c\ufeff',
  lines: 'KIM\u2028MIN\u2029SU\u0000\u0007',
  long: 'W'.repeat(300),
  longWords: 'WOLFESCHLEGELSTEINHAUSEN '.repeat(12),
  emoji: '👩‍👩‍👧‍👦'.repeat(60),
  combining: `Z${'\u0351\u0322'.repeat(80)}`,
  arabic: 'محمد بن عبد الله',
  placeholder: '{{name}} $t(nav.board)',
}

export function pagesNaming(language: Language, name: string): Readonly<Record<string, string>> {
  const shown = {
    ...personView(person('ko'), 'chamber', 'journey'),
    name,
    nativeName: name,
    email: `${name}@x.example`,
  }
  const charter = charterView(language)
  const station = stationView(language)
  const letters = lettersView(language)
  return {
    charterPeople: charterPeoplePage(charterPeopleView(language, { name })),
    journey: journeyPage(journeyPageView(language, { name })),
    newMerchant: newMerchantPage(newMerchantView(language, false, { name })),
    roster: rosterPage(rosterView(language, { name })),
    charter: charterPage({
      ...charter,
      people: charter.people.map((each) => ({ ...each, person: shown })),
      due: charter.due.map((each) => ({ ...each, who: name })),
    }),
    station: stationPage({ ...station, people: station.people.map((each) => ({ ...each, person: shown })) }),
    unmask: unmaskPage({ ...unmaskView(language), person: shown }),
    unmasked: unmaskedPage({ ...unmaskedView(language), person: shown }),
    status: statusPage(statusView('seated.awaitingFirstNegative', language, { name, organiser: name })),
    letters: lettersPage({
      ...letters,
      letters: letters.letters.map((each) => ({ ...each, to: name, subject: name })),
    }),
    letter: letterPage(letterView(language, name)),
    colleagues: peoplePage(peopleView(language, name)),
  }
}
