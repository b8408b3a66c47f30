// Plausible views of signing in, of one’s own sessions and second factors, and of colleagues.
import { passkeyRefused, linkSpent, secondCodeWrong, emailTaken } from '../../../src/domain/access/refusals.ts'
import type { Language } from '../../../src/domain/language.ts'
import type {
  SignInView,
  CheckMailView,
  ConfirmView,
  StepUpView,
  SessionsView,
  PeopleView,
} from '../../../src/web/signInViews.ts'
import { at, charterId } from '../../words/situation.ts'
import { languagesAt, merchantFrame, officeFrame } from './frames.ts'

export const signInView = (language: Language, refused: boolean): SignInView => ({
  frame: { ...merchantFrame(language), languages: languagesAt('/sign-in') },
  findings: refused ? passkeyRefused().findings : [],
})

export const checkMailView = (language: Language): CheckMailView => ({
  frame: signInView(language, false).frame,
  minutes: 15,
})

/** A link that is good, asks for an address beside it, or is good for nothing any more. */
export const confirmView = (language: Language, link: 'good' | 'nameless' | 'spent'): ConfirmView => ({
  frame: { ...merchantFrame(language), languages: languagesAt('/enter/abc') },
  secret: link === 'spent' ? null : 'abc',
  needsEmail: link === 'nameless',
  findings: link === 'spent' ? linkSpent().findings : [],
})

export const stepUpView = (language: Language, more: Partial<StepUpView> = {}): StepUpView => ({
  frame: { ...officeFrame(language), languages: languagesAt('/step-up') },
  minutes: 15,
  to: '/people',
  has: { code: true, passkey: true },
  done: false,
  findings: secondCodeWrong().findings,
  ...more,
})

/** `text` is what browsers and people name things. */
export const sessionsView = (language: Language, text: string, more: Partial<SessionsView> = {}): SessionsView => ({
  frame: { ...officeFrame(language), languages: languagesAt('/sessions') },
  sessions: ['S1', 'S2'].map((id, i) => ({
    id,
    agent: text,
    address: '203.0.113.7',
    createdAt: at('2022-08-21T10:00:00+09:00'),
    seenAt: at('2022-08-21T11:00:00+09:00'),
    expiresAt: at('2022-08-21T15:00:00+09:00'),
    current: i === 0,
  })),
  factors: [
    { id: 'F1', kind: 'code', label: '', createdAt: at('2022-08-21T10:00:00+09:00'), lastUsedAt: null },
    {
      id: 'F2',
      kind: 'passkey',
      label: text,
      createdAt: at('2022-08-21T10:00:00+09:00'),
      lastUsedAt: at('2022-08-21T11:00:00+09:00'),
    },
  ],
  newCode: null,
  findings: [],
  ...more,
})

export const peopleView = (language: Language, text: string): PeopleView => {
  const person = {
    name: text,
    email: 'somebody@people.example',
    organisation: text,
    invitedAt: at('2022-08-21T10:00:00+09:00'),
  }
  return {
    frame: { ...officeFrame(language), languages: languagesAt('/people') },
    people: [
      { ...person, id: 'P1', charters: null, joinedAt: null, removedAt: null, removable: true },
      { ...person, id: 'P2', charters: [charterId], joinedAt: person.invitedAt, removedAt: null, removable: false },
      { ...person, id: 'P3', charters: [], joinedAt: null, removedAt: person.invitedAt, removable: false },
    ],
    organisations: [{ id: 'O1', name: text }],
    typed: { name: text, email: text, language, organisation: 'O1', charters: text },
    sent: true,
    findings: emailTaken().findings,
  }
}
