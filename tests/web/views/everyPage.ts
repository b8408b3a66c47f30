// Every page that the desk shows, with a plausible view, by its name: looked through in tests/web and in a real browser.
import type { Language } from '../../../src/domain/language.ts'
import { stages } from '../../../src/domain/journey/stage.ts'
import { boardPage } from '../../../src/web/boardPage.tsx'
import { briefingPage } from '../../../src/web/briefingPage.tsx'
import { charterPage } from '../../../src/web/charterPage.tsx'
import { charterPeoplePage } from '../../../src/web/charterPeoplePage.tsx'
import { journeyPage } from '../../../src/web/journeyPage.tsx'
import { ownLettersPage } from '../../../src/web/ownLettersPage.tsx'
import { merchantFrame, seoul, shanghai } from './frames.ts'
import { newMerchantPage } from '../../../src/web/newMerchantPage.tsx'
import { rosterPage } from '../../../src/web/rosterPage.tsx'
import { demandCallPage } from '../../../src/web/demandCallPage.tsx'
import { demandPage } from '../../../src/web/demandPage.tsx'
import { errorPage } from '../../../src/web/errorPage.tsx'
import { letterPage, lettersPage } from '../../../src/web/lettersPage.tsx'
import { mailboxLetterPage, mailboxPage } from '../../../src/web/mailboxPage.tsx'
import { pendingActsPage } from '../../../src/web/pendingActsPage.tsx'
import { peoplePage } from '../../../src/web/peoplePage.tsx'
import { recordPage } from '../../../src/web/recordPage.tsx'
import { retimingPage } from '../../../src/web/retimingPage.tsx'
import { sessionsPage } from '../../../src/web/sessionsPage.tsx'
import { shelfPage } from '../../../src/web/shelfPage.tsx'
import { checkMailPage, confirmPage, signInPage } from '../../../src/web/signInPage.tsx'
import { stationPage } from '../../../src/web/stationPage.tsx'
import { stepUpPage } from '../../../src/web/stepUpPage.tsx'
import { statusPage } from '../../../src/web/statusPage.tsx'
import { tradePage } from '../../../src/web/tradePage.tsx'
import { unmaskedPage, unmaskPage } from '../../../src/web/unmaskPage.tsx'
import { everyAct, pendingView } from './pending.ts'
import { stationView } from './station.ts'
import { unmaskedView, unmaskView } from './unmasking.ts'
import { appliedCharterView, boardView, charterView, toRuleCharterView } from './charters.ts'
import { charterPeopleView, journeyPageView, newMerchantView, rosterView } from './chamber.ts'
import { demandCallView, demandView } from './demand.ts'
import { letterView, lettersView, waitingLetterView } from './letters.ts'
import { mailboxLetterView, mailboxView } from './mailbox.ts'
import { statusView } from './merchants.ts'
import { errorView, recordView } from './record.ts'
import { shelfView } from './shelf.ts'
import { retimingReportView, retimingView } from './retiming.ts'
import { briefingView } from './briefing.ts'
import { tradeVersionsView, tradeView } from './trade.ts'
import { checkMailView, confirmView, peopleView, sessionsView, signInView, stepUpView } from './signIn.ts'

export const everyPage = (language: Language): Record<string, string> => ({
  board: boardPage(boardView(language)),
  charter: charterPage(charterView(language)),
  appliedCharter: charterPage(appliedCharterView(language)),
  toRuleCharter: charterPage(toRuleCharterView(language)),
  ownLetters: ownLettersPage({
    frame: merchantFrame(language),
    back: '/s/abc',
    zone: seoul,
    letters: [{ subject: 'Seat', at: statusView('registered', language).now, text: 'Dear Kim' }],
  }),
  statusWithZones: statusPage(
    statusView('registered', language, { zoneChoice: { action: '/s/abc', chosen: shanghai, open: true } }),
  ),
  charterPeople: charterPeoplePage(charterPeopleView(language)),
  journey: journeyPage(journeyPageView(language)),
  newMerchant: newMerchantPage(newMerchantView(language)),
  correctedMerchant: newMerchantPage(newMerchantView(language, true)),
  roster: rosterPage(rosterView(language)),
  demand: demandPage(demandView(language)),
  demandCall: demandCallPage(demandCallView(language)),
  letters: lettersPage(lettersView(language)),
  letter: letterPage(letterView(language, 'text')),
  waitingLetter: letterPage(waitingLetterView(language, 'text')),
  mailbox: mailboxPage(mailboxView(language)),
  mailboxLetter: mailboxLetterPage(mailboxLetterView(language, 'x')),
  record: recordPage(recordView(language, 'x')),
  ...Object.fromEntries(
    everyAct.map((act) => [
      `pending ${act}`,
      pendingActsPage(pendingView(language, { asking: { act, subject: '1', about: 'HU454', reason: 'x' } })),
    ]),
  ),
  retiming: retimingPage(retimingView(language)),
  retimingReport: retimingPage(retimingReportView(language)),
  briefing: briefingPage(briefingView(language)),
  trade: tradePage(tradeView(language)),
  tradeVersions: tradePage(tradeVersionsView(language)),
  shelf: shelfPage(shelfView(language)),
  station: stationPage(stationView(language)),
  signIn: signInPage(signInView(language, true)),
  checkMail: checkMailPage(checkMailView(language)),
  enter: confirmPage(confirmView(language, 'good')),
  enterNameless: confirmPage(confirmView(language, 'nameless')),
  enterSpent: confirmPage(confirmView(language, 'spent')),
  stepUp: stepUpPage(stepUpView(language)),
  stepUpDone: stepUpPage(stepUpView(language, { done: true, findings: [] })),
  stepUpWithout: stepUpPage(stepUpView(language, { has: { code: false, passkey: false }, findings: [] })),
  sessions: sessionsPage(sessionsView(language, 'A browser')),
  sessionsWithCode: sessionsPage(
    sessionsView(language, 'A browser', { newCode: { secret: 'ABCD', href: 'otpauth://totp/x', state: 'v1' } }),
  ),
  people: peoplePage(peopleView(language, 'Somebody')),
  error: errorPage(errorView(language)),
  unmask: unmaskPage(unmaskView(language)),
  unmasked: unmaskedPage(unmaskedView(language)),
  ...Object.fromEntries(stages.map((stage) => [stage, statusPage(statusView(stage, language))])),
})
