// Plausible views of a chamber's pages: its people, one of them, a merchant's form, and a roster that was looked at.
import { dossierView, personView, type PersonView } from '../../../src/domain/access/masking.ts'
import { finding } from '../../../src/domain/decision.ts'
import { pressing } from '../../../src/domain/journey/pressing.ts'
import type { Language } from '../../../src/domain/language.ts'
import { rosterReader } from '../../../src/files/roster.ts'
import type { CharterPeopleView, ListedPerson } from '../../../src/web/charterPeopleViews.ts'
import type { JourneyPageView } from '../../../src/web/journeyViews.ts'
import type { NewMerchantView } from '../../../src/web/newMerchantPage.tsx'
import type { RosterView } from '../../../src/web/rosterViews.ts'
import { wordsIn } from '../../../src/words/words.ts'
import { charter, charterId, person, policy, situationAt } from '../../words/situation.ts'
import { officeFrame, seoul, shanghai } from './frames.ts'

const title = 'HU454 · Seoul – Hangzhou'
/** Named, or as the given name. */
type Named = { readonly name?: string }

/** The view under that name, however long; whoever registers somebody is held to fewer characters. */
const named = (view: PersonView, { name }: Named): PersonView =>
  name === undefined ? view : { ...view, name, nativeName: name }

const listed = (where: Parameters<typeof situationAt>[0], by: Named, more: Partial<ListedPerson> = {}) => {
  const { journey, now } = situationAt(where)
  return {
    href: `/journeys/${journey.id}`,
    person: named(personView(person('ko'), 'chamber', 'peopleList'), by),
    stage: journey.stage,
    missing: journey.dossier.findings,
    pressing: pressing(journey, policy, now),
    unreachable: false,
    ...more,
  } satisfies ListedPerson
}

export const charterPeopleView = (language: Language, by: Named = {}): CharterPeopleView => ({
  frame: officeFrame(language),
  now: situationAt('seated.awaitingFirstNegative').now,
  charter,
  href: `/charters/${charterId}`,
  title,
  zones: { departure: seoul, arrival: shanghai },
  action: `/charters/${charterId}/people`,
  asked: { stage: null, show: '', find: by.name?.slice(0, 20) ?? '', sort: 'urgency' },
  tallies: [{ stage: 'waitlisted', standing: 3, reached: 9 }],
  people: [
    listed('seated.awaitingFirstNegative', by, { unreachable: true }),
    listed('deferred', by, { unreachable: null }),
    listed('waitlisted', by),
    listed('underMedicalObservation', by),
  ],
  found: 4,
  next: `/charters/${charterId}/people?from=100`,
  seats: null,
  links: { add: '/a', roster: '/b', letters: '/c' },
})

export const journeyPageView = (language: Language, by: Named = {}): JourneyPageView => {
  const { journey, plan, now } = situationAt('seated.awaitingSecondNegative.codeOutstanding')
  const { name = 'KIM' } = by
  return {
    frame: officeFrame(language),
    now,
    charter,
    back: `/charters/${charterId}/people`,
    person: named(personView(person('ko'), 'chamber', 'journey'), by),
    stage: journey.stage,
    dossier: dossierView(journey.dossier, 'chamber', 'journey'),
    missing: [finding('testMissing', 'Test 2 is missing.', { slot: 2, until: '2022-08-28 15:10 (Asia/Seoul)' })],
    warnings: [finding('visaMissing', 'There is no visa.', {})],
    plan,
    letters: [{ href: '/letters/E1', subject: `Re: ${name}`, at: now, state: 'sent' }],
    unreachable: true,
    forms: {
      action: `/journeys/${journey.id}`,
      version: 3,
      nonce: 'n1',
      offered: [
        'code-application',
        'seat-acceptance',
        'seat-decline',
        'seat-request',
        'withdrawal',
        'outcome',
        'link-renewal',
      ],
      typed: { form: 'withdrawal', fields: { reason: name }, findings: [finding('invalid', 'reason: must say why')] },
    },
    statusLink: '/status/abc',
    links: {
      ...{ statusLink: '/x?link=show', details: '/x/details', unmask: '/x/unmasking', copy: '/v1/x/copy' },
      ...{ print: '/x/last-letter', letters: '/y/letters' },
    },
    asks: [],
    done: 'withdrawal',
  }
}

export const newMerchantView = (language: Language, known = false, { name = 'KIM' }: Named = {}): NewMerchantView => ({
  frame: officeFrame(language),
  form: {
    action: '/x/new',
    ...{ nonce: 'nonce-1', version: known ? 3 : null, told: null },
    fields: rosterReader.columns(language).map((column) => ({
      ...column,
      value: column.column === 'surname' ? name : '',
      wrong: ['documentNumber', 'email', 'originDeparture'].includes(column.column) ? [`${column.name}: …`] : [],
      noClock: column.column === 'originDeparture',
      ...(column.column === 'originDeparture' ? { clock: { city: 'Seoul', country: 'NG', oneClock: true } } : {}),
    })),
    wrong: [wordsIn(language)('error.422')],
    doubted: true,
  },
  back: '/x',
  title,
  known,
})

export const rosterView = (language: Language, by: Named = {}): RosterView => {
  const { name = 'KIM' } = by
  const known = named(personView(person('ko'), 'chamber', 'conflicts'), by)
  return {
    frame: officeFrame(language),
    title,
    back: '/x',
    action: '/x/roster',
    mayImport: true,
    mayDecide: true,
    findings: [finding('sheetLetGo', 'This preview has run out.')],
    preview: {
      name: `${name}.xlsx`,
      sealed: 'abc',
      counts: { rows: 5, created: 2, updated: 0, unchanged: 1, conflicts: 1, rejected: 1 },
      lacking: '',
      reasons: (['rejected', 'conflict', 'warning'] as const).map((kind, i) => ({
        ...{ row: i + 2, column: 'Email', value: name, kind, words: `${name} …` },
      })),
      more: 3,
      headings: [{ heading: name, column: 'surname' }],
      columns: rosterReader.columns(language),
    },
    imported: { created: 2, updated: 0, unchanged: 1, conflicts: 1, rejected: 1 },
    conflicts: (['renewedPassport', 'sameDocument'] as const).map((kind, i) => ({
      id: `K${i}`,
      row: 5,
      kind,
      href: '/journeys/1',
      known,
      given: { ...known, documentNumber: 'M77777771' },
      typed: i
        ? null
        : { decision: 'takeNew', reason: name, findings: [finding('invalid', 'reason: must say why')], told: null },
    })),
    moreConflicts: 2,
    ...{ told: null, reason: 'the same person', nonce: 'n1' },
    templates: [{ language: 'ko', format: 'xlsx', href: '/t' }],
  }
}
