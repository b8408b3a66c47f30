// The days of observation in words: the same as the expected release, whatever edition somebody was moved to.
import { describe, expect, it } from 'vitest'
import { Language } from '../../src/domain/language.ts'
import { localDate, plusDays } from '../../src/domain/instant.ts'
import { expectedRelease } from '../../src/domain/policy/leg.ts'
import type { ObservationEdition } from '../../src/domain/policy/observationEdition.ts'
import { composeLetter } from '../../src/mail/letters/letter.ts'
import { agendaIn } from '../../src/words/agenda.ts'
import { observationDays } from '../../src/words/days.ts'
import { nextFor } from '../../src/words/next.ts'
import { statusPage } from '../../src/web/statusPage.tsx'
import {
  CompleteCentralPeriod,
  FollowEdition,
  atHome,
  defaultPolicy,
  given,
  instant,
  observed,
  onDay,
  play,
  sampledOn,
  type Case,
} from '../support/journeys.ts'
import { ninth, observationOnFile } from '../support/policy.ts'
import { merchantFrame } from '../web/views/frames.ts'
import { person, situationAt } from './situation.ts'

const eighth = observationOnFile('cn-2022-04-20')
const sevenAndSeven = observationOnFile('cn-33-2022-06-18')
const twenty = observationOnFile('cn-33-2022-11-11')

const under = (observation: ObservationEdition) => ({ policy: defaultPolicy({ observation }) })
const moved = (held: Case, observation: ObservationEdition, at: string): Case =>
  given(held, { observation, former: held.policy.observation })
    .when(FollowEdition(observation.id), at)
    .then('ObservationEditionRedecided').case
const daysOf = ({ journey, policy }: Case, at: string) =>
  observationDays(policy.observation!, journey.dossier, instant(at))
const situation = ({ journey, policy }: Case, at: string) => ({
  ...situationAt('underMedicalObservation'),
  journey,
  observation: policy.observation,
  now: instant(at),
})
const said = (held: Case, at: string, language: Language = 'en'): string =>
  JSON.stringify(nextFor(situation(held, at), language))

describe('The last day of all', () => {
  const tenth = moved(sampledOn(observed(under(eighth)), 1, 4, 7), ninth, onDay(10))
  const credited = moved(sampledOn(observed(under(eighth)), 1, 4, 7), sevenAndSeven, onDay(10))
  const fifth = moved(sampledOn(observed(under(eighth)), 1, 4), ninth, onDay(5))
  it.each([
    ['as it was begun', observed(), onDay(2), '2022-09-07'],
    ['at home', atHome(), onDay(9), '2022-09-07'],
    ['on the tenth day of fourteen, moved to seven and three', tenth, onDay(10), '2022-09-09'],
    ['and two days later, not gone home yet', tenth, onDay(12), '2022-09-11'],
    ['on the tenth day of fourteen, moved to seven and seven with credit', credited, onDay(10), '2022-09-11'],
    ['on the fifth day of fourteen, moved to seven and three', fifth, onDay(5), '2022-09-07'],
  ] as const)('is the one before the expected release: %s', (_, held, at, last) => {
    const release = expectedRelease(held.policy.observation!, held.journey.dossier, instant(at))!
    expect(daysOf(held, at).at(-1)?.date).toBe(last)
    expect(plusDays(daysOf(held, at).at(-1)!.date, 1)).toBe(localDate(release, ninth.zone))
  })

  it('of a central leg that is over and not closed is no day to be told', () => {
    expect(said(tenth, onDay(10))).not.toContain('until the end of')
    expect(said(tenth, onDay(10))).toContain('after Friday, 9 September 2022 has ended')
  })
})

describe('After a re-decision', () => {
  const held = moved(sampledOn(observed(under(eighth)), 1, 4, 7), sevenAndSeven, onDay(10))
  const asking = (each: Case, at: string) =>
    daysOf(each, at)
      .filter(({ asksTest }) => asksTest)
      .map(({ leg, number }) => `${leg} ${number}`)

  it('test days that the edition before governed are left out', () => {
    expect(asking(held, onDay(10))).toEqual(['home 4', 'home 7'])
  })

  it('they stay where they were missed', () => {
    const missed = moved(sampledOn(observed(under(eighth)), 1, 7), sevenAndSeven, onDay(10))
    expect(asking(missed, onDay(10))).toEqual(['central 5', 'central 7', 'home 4', 'home 7'])
  })

  it.each([
    ['en', '2 more negative test(s)', '1 more negative test(s)'],
    ['ko', '음성 검사 2회', '음성 검사 1회'],
    ['zh', '还需2次阴性检测', '还需1次阴性检测'],
  ] as const)('the tests still asked for surplus days are named, in %s', (language, two, one) => {
    expect(said(held, onDay(10), language)).toContain(two)
    const half = sampledOn(held, 10)
    expect(said(half, half.now, language)).toContain(one)
    const done = sampledOn(held, 10, 10)
    expect(said(done, done.now, language)).not.toMatch(/more negative|음성 검사|阴性检测/)
  })

  it('nothing is said of tests to whoever stands where they stood', () => {
    expect(said(observed(), onDay(2))).not.toContain('more negative')
  })
})

describe('The second leg', () => {
  const isolated = (): Case => {
    const held = sampledOn(observed(under(twenty)), 1, 2, 3, 5)
    return play(held, CompleteCentralPeriod, onDay(6, '00:00:00'))
  }
  const names = {
    en: /Home isolation \(please do not go out\)/,
    ko: /자택 격리 \(외출 금지\)/,
    zh: /居家隔离（不得外出）/,
    ru: /Домашняя изоляция \(пожалуйста, не выходите\)/,
    ar: /العزل المنزلي \(يُرجى عدم الخروج\)/,
  }
  const stayIn = {
    en: /nobody goes out/,
    ko: /외출할 수 없습니다/,
    zh: /不得外出，请留在室内/,
    ru: /выходить нельзя/,
    ar: /لا يخرج أحد/,
  }

  it.each(Language.options)('of the twenty measures is isolation, and nobody goes out, in %s', (language) => {
    const held = isolated()
    const where = situation(held, onDay(6))
    expect(said(held, onDay(6), language)).toMatch(names[language])
    expect(said(held, onDay(6), language)).toMatch(stayIn[language])
    expect(JSON.stringify(agendaIn(where, language))).toMatch(names[language])
    const letter = composeLetter({
      ...where,
      names: ['letter.underHomeMonitoring'],
      person: person(language),
      statusUrl: 'https://desk.example/s/a',
    })
    expect(letter.text).toMatch(stayIn[language])
    expect(letter.text).toMatch(names[language])
    expect(letter.subject).toMatch(/isolation|격리|隔离|изоляци|عزل/)
    const page = statusPage({
      ...where,
      name: 'KIM MINSU',
      editions: [],
      calendarHref: '/status/a.ics',
      roundHref: '/status/a/round.json',
      answerHref: '/status/a',
      refused: [],
      own: null,
      lettersHref: '/status/a/letters',
      writeTo: null,
      zoneChoice: { action: '/status/a', chosen: null, open: false },
      frame: merchantFrame(language),
    })
    expect(page).toMatch(stayIn[language])
    expect(page).toMatch(names[language])
  })

  it.each(Language.options)('of seven and three is monitoring, and says nothing of staying in, in %s', (language) => {
    const held = atHome()
    expect(said(held, onDay(9), language)).not.toMatch(names[language])
    expect(said(held, onDay(9), language)).not.toMatch(stayIn[language])
  })
})
