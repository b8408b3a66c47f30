// Somebody whom a role sees shortened, before and after their name is asked for.
import { personalFields } from '../../../src/domain/access/fields.ts'
import { personView } from '../../../src/domain/access/masking.ts'
import type { Language } from '../../../src/domain/language.ts'
import type { UnmaskedView, UnmaskView } from '../../../src/web/views.ts'
import { person } from '../../words/situation.ts'
import { officeFrame } from './frames.ts'

export const unmaskView = (language: Language): UnmaskView => ({
  frame: officeFrame(language),
  action: '/journeys/2/unmasking',
  back: '/charters/1#people',
  person: personView(person('ko'), 'reformOffice', 'charterPage'),
  offered: personalFields,
  asked: ['contact'],
  reason: '',
  findings: [],
})
export const unmaskedView = (language: Language): UnmaskedView => ({
  frame: officeFrame(language),
  person: personView(person('ko'), 'reformOffice', 'unmasking'),
  fields: ['name', 'contact'],
  back: '/charters/1#people',
})
