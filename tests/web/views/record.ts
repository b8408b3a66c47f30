// Plausible views of the record, and of a refusal.
import { finding } from '../../../src/domain/decision.ts'
import type { Language } from '../../../src/domain/language.ts'
import type { RecordView } from '../../../src/web/recordPage.tsx'
import type { ErrorView } from '../../../src/web/views.ts'
import { at } from '../../words/situation.ts'
import { officeFrame } from './frames.ts'

export const recordView = (language: Language, text: string): RecordView => ({
  frame: officeFrame(language),
  typed: {
    organisation: 'O1',
    actor: text,
    act: text,
    charter: '',
    journey: '',
    merchant: '',
    from: '2022-08-20',
    until: '',
  },
  findings: [finding('invalid', text, { field: 'act' })],
  organisations: [{ id: 'O1', name: text }],
  lines: [
    {
      at: at('2022-08-28T08:02:00Z'),
      role: 'chamber',
      organisation: text,
      actor: 'T1',
      act: 'PeopleShown',
      about: 'C1-J1',
      details: text,
    },
  ],
  next: '/record?after=x',
  exportHref: '/v1/record/export',
  keyHref: '/v1/record/key',
})

export const errorView = (language: Language): ErrorView => ({
  frame: officeFrame(language),
  status: 422,
  title: 'A rule is not met yet',
  why: 'charter',
  back: '/board',
})
