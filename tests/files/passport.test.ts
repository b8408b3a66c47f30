// The machine-readable zone: no single wrong character of the lines that carry check digits goes unseen.
import { describe, expect, it } from 'vitest'
import { checkZone } from '../../src/files/passport.ts'
import { isNameOf } from '../../src/files/passportNames.ts'
import { rosterRow } from '../support/roster.ts'

const row = rosterRow(1)
const rulesOf = (zone: string, beside: Parameters<typeof checkZone>[1] = row) =>
  checkZone(zone, beside).wrong.map(({ rule }) => rule)

describe('A machine-readable zone', () => {
  it('of the standard’s own example is right (ICAO 9303, part 4, appendix A)', () => {
    const zone = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'
    const beside = {
      surname: 'Eriksson',
      givenNames: 'Anna Maria',
      issuingState: 'UTO',
      sex: 'F',
      documentNumber: 'L898902C3',
      nationality: 'UTO',
      birthDate: '1974-08-12',
      documentExpiry: '2012-04-15',
    }
    // Utopia is no state, which is all that may be said against it.
    expect(checkZone(zone, beside).wrong.filter(({ explanation }) => !/state|national/i.test(explanation))).toEqual([])
  })

  it('that agrees with its row is right', () => {
    expect(rulesOf(row.mrz)).toEqual([])
  })

  it('with any one character of its second line changed is wrong', () => {
    const [first, second] = row.mrz.split('\n') as [string, string]
    const unseen: number[] = []
    for (const place of [...second].map((_, place) => place)) {
      const digit = second[place] === '5' ? '6' : '5'
      if (rulesOf(`${first}\n${second.slice(0, place)}${digit}${second.slice(place + 1)}`).length === 0)
        unseen.push(place)
    }
    expect(unseen).toEqual([])
  })

  it('with two neighbouring digits exchanged is wrong', () => {
    const [first, second] = row.mrz.split('\n') as [string, string]
    for (let place = 0; place < 27; place++) {
      if (second[place] === second[place + 1] || place === 19 || place === 20) continue
      const swapped = second.slice(0, place) + second[place + 1] + second[place] + second.slice(place + 2)
      expect(rulesOf(`${first}\n${swapped}`), swapped).not.toEqual([])
    }
  })

  it('names each field that its row says otherwise, with both values', () => {
    const told = (more: Partial<typeof row>) => checkZone(row.mrz, { ...row, ...more }).wrong.map(({ facts }) => facts)
    expect(told({ surname: 'NAMGUNG' })).toEqual([{ field: 'surname', zone: 'HWANGBOB', roster: 'NAMGUNG' }])
    expect(told({ givenNames: 'MINSU' })).toEqual([{ field: 'givenNames', zone: 'MINSEO', roster: 'MINSU' }])
    expect(told({ issuingState: 'CHN' })).toEqual([{ field: 'issuingState', zone: 'KOR', roster: 'CHN' }])
    expect(told({ sex: 'M' })).toEqual([{ field: 'sex', zone: 'F', roster: 'M' }])
    expect(told({ givenNames: 'Min-Seo' })).toEqual([])
  })

  it.each([
    ['MUELLER', 'Müller', false, true],
    ['MULLER', 'Müller', false, true],
    ['OCONNOR', 'O’Connor', false, true],
    ['VAN DER BERG', 'van der Berg', false, true],
    ['SORENSEN', 'Sørensen', false, true],
    ['NUXX', 'Nü', false, true],
    ['PAPANDROPOULOUS', 'Papandropoulous Stavropoulos', true, true],
    ['JONATHON WARREN T', 'Jonathon Warren Trevor', true, true],
    ['JONATHON WARREN T', 'Jonathon Warren Trevor', false, false],
    ['KIM', 'Lee', true, false],
  ])('takes %s for %s where it was cut off (%s): %s', (inZone, written, cutOff, same) => {
    expect(isNameOf(inZone, written, cutOff)).toBe(same)
  })

  it('of another shape than a passport’s says how many lines and characters it has', () => {
    const { wrong } = checkZone('I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6', row)
    expect(wrong).toMatchObject([{ rule: 'zoneShape', explanation: expect.stringMatching(/2 line\(s\) of 30 and 30/) }])
    expect(rulesOf('')).toEqual(['zoneShape'])
  })
})
