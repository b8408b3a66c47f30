// Plausible views of the mailbox for development.
import type { Language } from '../../../src/domain/language.ts'
import { at } from '../../words/situation.ts'
import { merchantFrame } from './frames.ts'

const delivered = (subject: string) => ({
  id: 3,
  messageId: '<E1@desk.example>',
  to: 'minsu.kim@example.org',
  subject,
  at: at('2022-08-21T10:00:00+09:00'),
})
export const mailboxView = (language: Language) => ({
  frame: merchantFrame(language),
  letters: [delivered('A seat is yours'), { ...delivered(''), id: 2 }],
  to: 'minsu.kim@example.org',
  replied: true,
})
export const mailboxLetterView = (language: Language, text: string) => ({
  frame: merchantFrame(language),
  letter: {
    ...delivered(text),
    headers: ['Auto-Submitted: auto-generated', text],
    text: `${text} https://desk.example/status/1`,
    html: text,
    attachments: [{ name: text, mediaType: 'text/calendar', bytes: 800 }],
    replyTo: 'desk+token@desk.example',
  },
})
