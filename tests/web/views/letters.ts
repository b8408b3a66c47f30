// Plausible views of letters, and of one of them.
import type { Language } from '../../../src/domain/language.ts'
import type { LettersView, LetterView } from '../../../src/web/views.ts'
import { at } from '../../words/situation.ts'
import { officeFrame } from './frames.ts'

export const lettersView = (language: Language): LettersView => ({
  frame: officeFrame(language),
  letters: [
    {
      href: '/letters/1',
      to: 'm…@example.org',
      subject: 'HU454: 좌석이 확정되었습니다',
      at: at('2022-08-21T10:00:00+09:00'),
      state: 'sent',
      words: '250 2.0.0 kept as 42',
      nextAttempt: null,
    },
    {
      href: '/letters/2',
      to: 'k…@example.org',
      subject: 'HU454: your first test has been counted',
      at: null,
      state: 'deferred',
      nextAttempt: at('2022-08-21T10:08:00+09:00'),
      words: '451 4.7.1 Greylisted, please try again later',
    },
    {
      href: '/letters/3',
      to: 'x…@nowhere.example',
      subject: 'HU454：您可以登机',
      at: null,
      state: 'bounced',
      words: '550 5.1.1 No such user',
      nextAttempt: null,
    },
    {
      href: '/letters/4',
      to: 'y…@example.org',
      subject: null,
      at: at('2022-08-21T10:00:00+09:00'),
      state: 'queued',
      words: null,
      nextAttempt: at('2022-08-21T10:02:00+09:00'),
    },
  ],
  counts: [
    { state: 'deferred', count: 1, href: '/charters/1/letters?state=deferred' },
    { state: 'sent', count: 1, href: '/charters/1/letters?state=sent' },
    { state: 'bounced', count: 1, href: '/charters/1/letters?state=bounced' },
  ],
  only: null,
  all: '/charters/1/letters',
  next: null,
})

export const letterView = (language: Language, text: string): LetterView => ({
  frame: officeFrame(language),
  letter: {
    from: 'Charter Desk <desk@desk.example>',
    to: 'm…@example.org',
    subject: 'HU454: 좌석이 확정되었습니다',
    at: at('2022-08-21T10:00:00+09:00'),
    state: 'sent',
    words: '250 2.0.0 kept as 42',
    messageId: '<E01ABC@desk.example>',
    text,
    attempts: 1,
    nextAttempt: null,
  },
  back: '/letters',
  action: '/letters/1',
  resend: false,
  abort: false,
  findings: [],
  reason: '',
})

/** One that waits and was just refused to be stopped without a reason. */
export const waitingLetterView = (language: Language, text: string): LetterView => {
  const view = letterView(language, text)
  return {
    ...view,
    letter: {
      ...view.letter,
      ...{ state: 'deferred', words: '451 4.7.1 Greylisted', attempts: 2 },
      nextAttempt: at('2022-08-21T10:08:00+09:00'),
    },
    resend: true,
    abort: true,
    findings: [{ code: 'letterInHand', message: 'The letter is being sent at this moment.', facts: {} }],
    reason: 'wrong flight',
  }
}
