// Plausible views of the page of rule books.
import { finding } from '../../../src/domain/decision.ts'
import type { Language } from '../../../src/domain/language.ts'
import type { ShelfView } from '../../../src/web/views.ts'
import { at, mission, observation } from '../../words/situation.ts'
import { languagesAt, officeFrame } from './frames.ts'

export const shelfView = (language: Language, more: Partial<ShelfView> = {}): ShelfView => ({
  frame: { ...officeFrame(language), languages: languagesAt('/editions') },
  books: [mission, observation].map((edition) => ({ ...edition, sources: 4 })),
  form: {
    action: '/editions',
    text: '{ "id": "observation/CN-33/2022-09-01" }',
    reason: '',
    findings: [finding('editionKnown', 'It is published already.', { field: 'id', edition: observation.id })],
  },
  touched: {
    edition: observation.id,
    published: false,
    counts: { shorter: 1, longer: 0, unchanged: 0, needsDecision: 1 },
    bindsOnLanding: 12,
    journeys: [
      {
        href: '/charters/1',
        journey: 'C0123456789ABCDEF-J0123456789ABCDEF',
        stage: 'underMedicalObservation',
        impact: {
          kind: 'observation',
          outcome: 'shorter',
          before: { edition: 'old', days: 10, expectedRelease: at('2022-09-08T00:00:00+08:00'), credit: 0 },
          after: { edition: observation.id, days: 8, expectedRelease: null, credit: 0 },
          findings: [],
        },
      },
      {
        href: '/charters/1',
        journey: 'C0123456789ABCDEF-J0123456789ABCDEG',
        stage: 'clearedToBoard',
        impact: {
          kind: 'mission',
          outcome: 'needsDecision',
          before: { edition: 'old', stepsToDo: 4, feasible: true, latest: [] },
          after: { edition: mission.id, stepsToDo: 3, feasible: true, latest: [] },
          windowsMove: true,
          findings: [
            finding('eitherAccepted', 'Old or new.', { day: '2022-07-01', other: 'old', edition: mission.id }),
          ],
        },
      },
    ],
  },
  ...more,
})
