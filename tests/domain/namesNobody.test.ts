// Words about a charter name nobody: by whatever name, number or address, and however it is spaced.
import { describe, expect, it } from 'vitest'
import { namesSomebody } from '../../src/domain/charter/namesNobody.ts'

const one = {
  surname: 'HWANGBO',
  givenNames: 'MIN SEO',
  nativeName: '황보민서',
  documentNumber: 'M70812345',
  email: 'minseo@people.example',
  phone: '+821012345678',
}
const refused = (text: string) => namesSomebody([text], [one])?.findings.map(({ code }) => code) ?? []

describe('Words about a charter', () => {
  it.each([
    'the result of Hwangbo Min-Seo came late',
    'MIN SEO HWANGBO is ill',
    '황보 민서 씨의 검사',
    'passport M 7081 2345',
    'write to MinSeo@people.example first',
    'call 010-1234-5678',
    'call +82 10 1234 5678',
  ])('that say "%s" are refused', (text) => {
    expect(refused(text)).toEqual(['namesSomebody'])
  })

  it.each(['six results came after the list was closed', 'the Hwangbo hotel is full', 'gate M7', '12345'])(
    'that say "%s" name nobody',
    (text) => {
      expect(refused(text)).toEqual([])
    },
  )

  it('are looked through one by one', () => {
    expect(namesSomebody(['nothing', 'M70812345'], [one])).not.toBeNull()
    expect(namesSomebody([], [one])).toBeNull()
    expect(namesSomebody(['anything'], [])).toBeNull()
  })
})
