// What is next: every stage has an answer and a person to turn to, with the moments that the plan and the editions give.
import { describe, expect, it } from 'vitest'
import { LocalDate } from '../../src/domain/instant.ts'
import { Language } from '../../src/domain/language.ts'
import { stages } from '../../src/domain/journey/stage.ts'
import { observationDays } from '../../src/words/days.ts'
import { headlineFor, helpFor, nextFor } from '../../src/words/next.ts'
import { observation, situationAt } from './situation.ts'

const wordsOf = (where: Parameters<typeof situationAt>[0], language: Language): string =>
  JSON.stringify(nextFor(situationAt(where), language))

describe.each(Language.options)('in %s', (language) => {
  it.each(stages)('%s has something to say about what is next and whom to ask', (stage) => {
    expect(wordsOf(stage, language)).not.toMatch(/^\[\]$|\{\{|undefined/)
    expect(helpFor(situationAt(stage), language)).not.toMatch(/^$|\{\{/)
  })
})

describe('before the flight', () => {
  it('gives the best time and the latest moment of each open step', () => {
    const words = wordsOf('seated.awaitingFirstNegative', 'en')
    expect(words).toContain('Best time: Fri 26 Aug 15:10 – Sat 27 Aug 06:10 (Korean Standard Time)')
    expect(words).toContain('Latest moment under the rule: Saturday, 27 August 2022 15:10 (Korean Standard Time)')
  })

  it('says that the mission is closed over the weekend, since 28 August 2022 is a Sunday', () => {
    expect(wordsOf('seated.awaitingFirstNegative', 'en')).toContain(
      'Embassy in Seoul is closed from Friday, 26 August 2022',
    )
  })

  it('leads with the nearest deadline', () => {
    expect(headlineFor(situationAt('seated.awaitingSecondNegative.codeOutstanding'), 'en')).toEqual({
      at: '2022-08-27T21:10:00.000Z',
      label: 'Sample 2',
      value: 'by Sunday, 28 August 2022 06:10 (Korean Standard Time) = 05:10 (China Standard Time)',
    })
    expect(headlineFor(situationAt('withdrawn'), 'en')).toBeNull()
  })

  it('names the second report only where the gate checks it', () => {
    expect(wordsOf('clearedToBoard', 'en')).toContain('the second one is checked at the gate')
    const situation = situationAt('clearedToBoard')
    const gateChecks = { ...situation.mission!.gateChecks, value: ['code' as const] }
    const words = JSON.stringify(nextFor({ ...situation, mission: { ...situation.mission!, gateChecks } }, 'en'))
    expect(words).not.toContain('checked at the gate')
  })
})

describe('the days of observation', () => {
  it('follow the edition: seven and three, tests on 1, 2, 3, 5, 7 and on the third at home', () => {
    const { journey, now } = situationAt('underMedicalObservation')
    const days = observationDays(observation, journey.dossier, now)
    expect(days.filter(({ asksTest }) => asksTest).map(({ leg, number }) => `${leg} ${number}`)).toEqual([
      'central 1',
      'central 2',
      'central 3',
      'central 5',
      'central 7',
      'home 3',
    ])
    expect(days.find(({ when }) => when === 'today')).toMatchObject({ number: 2, date: LocalDate.parse('2022-08-30') })
    expect(days.at(-1)?.date).toBe('2022-09-07')
  })

  it('are empty before admission', () => {
    const { journey, now } = situationAt('inClosedLoopTransfer')
    expect(observationDays(observation, journey.dossier, now)).toEqual([])
  })
})
