// Why an edition binds, told to whoever reads the page: by which day, in force when, and what is not certain of it.
import { describe, expect, it } from 'vitest'
import { bindMission, bindObservation } from '../../src/domain/policy/binding.ts'
import { Zone } from '../../src/domain/instant.ts'
import { Language } from '../../src/domain/language.ts'
import { bindingIn } from '../../src/words/binding.ts'
import { either, koreaFrom, zhejiangFrom } from '../support/drafts.ts'
import { day, india, korea } from '../support/policy.ts'

const seoul = Zone.parse('Asia/Seoul')
const inKorea = (date: string, editions = [korea]) =>
  bindMission(editions, { jurisdiction: 'KR', issuer: 'KR-SEL-EMB', day: day(date) })

describe('An edition that binds', () => {
  it('is told with its day, from when until when, and when it was adopted', () => {
    expect(bindingIn('en', inKorea('2022-08-28'), seoul)).toBe(
      'mission/KR/2022-07-01 binds by the flight date, Sunday, 28 August 2022. ' +
        'In force from Friday, 1 July 2022 until Sunday, 13 November 2022. Adopted there on Friday, 1 July 2022.',
    )
  })

  it('says what is not certain: assumed, of a layer above, one of two that are accepted', () => {
    const assumed = bindMission([india], { jurisdiction: 'IN', issuer: 'IN-DEL-EMB', day: day('2022-08-09') })
    expect(bindingIn('en', assumed, seoul)).toContain('It is assumed: no notice of that time was found.')
    const ofTheCountry = zhejiangFrom('2022-07-01', { jurisdiction: 'CN' })
    const above = bindObservation([ofTheCountry], { jurisdiction: 'CN-33', day: day('2022-08-28') })
    expect(bindingIn('en', above, seoul)).toContain(
      'CN-33 has no edition of its own for that day, so that of CN governs.',
    )
    const two = inKorea('2022-07-01', [koreaFrom('2022-05-20'), koreaFrom('2022-07-01', either('2022-07-01'))])
    expect(bindingIn('en', two, seoul)).toContain('is accepted as well: “The old or the new rule is accepted.”')
  })

  it('is told in every language, and none that is known as well', () => {
    for (const language of Language.options) {
      expect(bindingIn(language, inKorea('2022-08-28'), seoul)).toContain('mission/KR/2022-07-01')
      const none = bindingIn(language, inKorea('2030-01-01'), seoul)
      if (language !== 'en') expect(none).not.toMatch(/No edition known/)
    }
    expect(new Set(Language.options.map((each) => bindingIn(each, inKorea('2022-08-28'), seoul))).size).toBe(5)
  })
})
