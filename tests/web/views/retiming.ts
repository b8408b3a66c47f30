// Plausible views of a re-timing: before a look, after it, and after somebody changed the charter in between.
import { finding } from '../../../src/domain/decision.ts'
import type { Language } from '../../../src/domain/language.ts'
import type { RetimingView } from '../../../src/web/retimingViews.ts'
import { at, charter, mission } from '../../words/situation.ts'
import { languagesAt, officeFrame } from './frames.ts'

export const retimingView = (language: Language, more: Partial<RetimingView> = {}): RetimingView => ({
  frame: { ...officeFrame(language), languages: languagesAt('/charters/1/retiming') },
  action: '/charters/1/retiming',
  back: '/charters/1',
  leg: charter.record.leg,
  typed: { departure: '2022-08-28T15:40', boarding: '', arrival: '2022-08-28T17:05', reason: 'fog' },
  findings: [finding('arrivalBeforeDeparture', 'The aircraft would land before it departs.')],
  changed: false,
  ...{ told: null, nonce: 'n1' },
  report: null,
  ...more,
})

export const retimingReportView = (language: Language): RetimingView =>
  retimingView(language, {
    findings: [],
    changed: true,
    report: {
      version: 7,
      counts: { staysValid: 120, mustTestAgain: 1, cannotMakeIt: 1, notTouched: 3 },
      edition: mission.id,
      permit: null,
      obstacles: [],
      warnings: [],
      papers: 2,
      people: [
        {
          name: 'K. M.',
          stage: 'clearedToBoard',
          outcome: 'mustTestAgain',
          step: { step: 'sample', slot: 2 },
          by: at('2022-08-28T12:00:00+09:00'),
          findings: [],
        },
        {
          name: 'L. S.',
          stage: 'seated.awaitingFirstNegative',
          outcome: 'cannotMakeIt',
          step: null,
          by: null,
          findings: [finding('codeMissing', 'There is no health code.')],
        },
      ],
    },
  })
