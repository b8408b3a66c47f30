// Plausible views of demand calls and of the reply to one.
import { finding } from '../../../src/domain/decision.ts'
import { LocalDate } from '../../../src/domain/instant.ts'
import type { Language } from '../../../src/domain/language.ts'
import type { DemandCallView, DemandView } from '../../../src/web/demandViews.ts'
import { at, charter, mission, observation } from '../../words/situation.ts'
import { officeFrame } from './frames.ts'

const demandCard: DemandCallView['card'] = {
  href: '/demand/D0000000000000001',
  title: '多少客商需要来?',
  stage: 'open',
  from: { city: 'Seoul', zone: charter.record.leg.from.zone },
  to: { city: 'Hangzhou' },
  firstDay: LocalDate.parse('2022-08-26'),
  lastDay: LocalDate.parse('2022-08-30'),
  closesAt: at('2022-08-23T18:00:00+09:00'),
  interest: 139,
  leastLoad: 120,
  forecast: {
    eligible: 120,
    recommendation: {
      verdict: 'goLater',
      day: LocalDate.parse('2022-08-28'),
      findings: [finding('loadReached', 'Enough.', { eligible: 120, day: '2022-08-28', leastLoad: 120 })],
    },
  },
}
const told = {
  since: [
    { at: at('2022-08-21T10:00:00+09:00'), role: 'company' as const, organisation: 'A company', fact: 'DemandReplied' },
  ],
  sentBefore: false,
}
const blankLine = {
  country: '',
  nationality: '',
  purpose: '',
  earliestDate: '',
  merchants: '',
  passportUntil: '',
  visa: '',
  invitationLetter: '',
  company: '',
}

export const demandView = (language: Language): DemandView => ({
  frame: officeFrame(language),
  calls: [demandCard, { ...demandCard, href: '/demand/D0000000000000002', forecast: null }],
  next: '/demand?after=D0000000000000001',
})

export const demandCallView = (language: Language): DemandCallView => ({
  frame: officeFrame(language),
  card: demandCard,
  days: [
    {
      day: LocalDate.parse('2022-08-26'),
      interest: 139,
      eligible: 111,
      ineligible: 28,
      carried: 111,
      reachesLoad: false,
      papersBy: LocalDate.parse('2022-08-24'),
      editions: { mission: mission.id, observation: observation.id },
      reasons: [finding('papersLate', 'Late.', { merchants: 19, neededBy: '2022-08-24', date: '2022-09-12' })],
    },
    {
      day: LocalDate.parse('2022-08-28'),
      interest: 139,
      eligible: 120,
      ineligible: 19,
      carried: 120,
      reachesLoad: true,
      papersBy: null,
      editions: { mission: null, observation: null },
      reasons: [],
    },
  ],
  sheet: {
    action: '/demand/1',
    text: 'Country',
    rejected: [{ row: 2, column: 'Country', value: 'UK', explanation: 'Country "UK" should be a country.' }],
    findings: [],
    ...{ version: 2, nonce: 'n1', told: null },
    templates: [{ language: 'en', format: 'xlsx', href: '/v1/demand-template.xlsx?language=en' }],
  },
  charters: [
    { href: '/charters/1', title: 'Seoul to Hangzhou', flight: 'HU454', stage: 'applied', organiser: 'The chamber' },
  ],
  forms: { action: demandCard.href, version: 2, nonce: 'n1', offered: ['closing', 'reopening'], typed: null },
  replies: [{ organisation: 'A company', at: at('2022-08-21T10:00:00+09:00'), merchants: 130 }],
  form: {
    action: demandCard.href,
    lines: [blankLine, { ...blankLine, visa: 'needed', merchants: '12' }],
    findings: [finding('demandCallClosed', 'Closed.', { closedAt: '2022-08-23 18:00 (Asia/Seoul)' })],
    ...{ saved: true, version: 2, nonce: 'n1', told },
  },
})
