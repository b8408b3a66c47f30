// The page of acts that need two people, filled with each of them and every state.
import type { Language } from '../../../src/domain/language.ts'
import { toInstant } from '../../../src/domain/instant.ts'
import { twoPeople, type TwoPeopleAct } from '../../../src/domain/access/twoPeople.ts'
import type { PendingRow, PendingView } from '../../../src/web/pendingViews.ts'
import { officeFrame } from './frames.ts'

const at = (text: string) => toInstant(Date.parse(text))
const row = (n: number, act: TwoPeopleAct, more: Partial<PendingRow> = {}): PendingRow => ({
  id: `X${n}`,
  act,
  charter: { href: '/charters/1', title: 'HU454 Seoul – Hangzhou' },
  person: null,
  askedBy: { role: 'chamber', organisation: 'Yiwu Korean Chamber of Commerce' },
  askedAt: at('2022-08-28T15:12:00+08:00'),
  expiresAt: at('2022-08-29T15:12:00+08:00'),
  reason: 'the sixth sample came back after the list was closed',
  state: 'waits',
  mayConfirm: true,
  mayRefuse: true,
  ...more,
})

export const pendingView = (language: Language, more: Partial<PendingView> = {}): PendingView => ({
  frame: officeFrame(language),
  rows: [
    row(1, 'ReopenManifest'),
    row(2, 'ReleaseEarly', { person: 'K. M.', state: 'confirmed', mayConfirm: false, mayRefuse: false }),
    row(3, 'EraseMerchant', {
      askedBy: { role: 'administrator', organisation: null },
      ...{ person: 'K. M.', reason: null, state: 'lapsed', mayConfirm: false, mayRefuse: false },
    }),
    row(4, 'ReleaseEarly', { person: 'K. M.', state: 'refused', mayConfirm: false, mayRefuse: false }),
    row(5, 'ReopenManifest', { mayConfirm: false }),
  ],
  next: '/pending-acts?after=X5',
  asking: { act: 'ReleaseEarly', subject: 'J1', about: 'HU454 · K. M.', reason: '' },
  findings: [],
  ...more,
})

export const everyAct = Object.keys(twoPeople) as readonly TwoPeopleAct[]
