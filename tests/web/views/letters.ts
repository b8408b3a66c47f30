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
    },
    {
      href: '/letters/2',
      to: 'k…@example.org',
      subject: 'HU454: your first test has been counted',
      at: null,
      state: 'queued',
      words: '451 4.7.1 Greylisted, please try again later',
    },
    {
      href: '/letters/3',
      to: 'x…@nowhere.example',
      subject: 'HU454：您可以登机',
      at: null,
      state: 'givenUp',
      words: null,
    },
  ],
  counts: { queued: 1, sent: 1, givenUp: 1 },
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
  },
  back: '/letters',
})
