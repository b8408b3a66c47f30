// Passports, telephone numbers and state codes from published lists: each gives its expected answer, or a refusal with the reason.
import { expect, it } from 'vitest'
import { readZone } from '../../src/files/passport.ts'
import { rosterReader } from '../../src/files/roster.ts'
import { states } from '../../src/files/states.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { describeShared, sharedFile, sharedJson } from '../support/shared.ts'

type Zone = {
  readonly structureOk: boolean
  readonly issuer: string
  readonly surname: string
  readonly givenNames: string
  readonly documentNumber: string
  readonly nationality: string
  readonly birthDate: string
  readonly sex: string
  readonly expiryDate: string
  readonly allCheckDigitsValid: boolean
}

describeShared('mrz', () => {
  const listed = () => {
    const lines = sharedJson('mrz/td3-lines.json') as { readonly lines: readonly string[]; readonly recomputed: Zone }[]
    const images = Object.values(
      sharedJson('mrz/expected.json') as Record<string, Zone & { readonly line1: string; readonly line2: string }>,
    )
    return [...lines, ...images.map((zone) => ({ lines: [zone.line1, zone.line2], recomputed: zone }))]
  }

  it('are read field by field', () => {
    for (const { lines, recomputed } of listed()) {
      const read = readZone(lines.join('\n'))
      if (!recomputed.structureOk) {
        expect(read.wrong.map(({ rule }) => rule)).toEqual(['zoneShape'])
        continue
      }
      expect(read).toMatchObject({
        issuingState: recomputed.issuer,
        surname: recomputed.surname,
        givenNames: recomputed.givenNames,
        documentNumber: recomputed.documentNumber,
        nationality: recomputed.nationality,
        birthDate: recomputed.birthDate,
        expiryDate: recomputed.expiryDate,
      })
      expect(recomputed.sex === '<' ? 'X' : recomputed.sex).toBe(read.sex)
    }
  })

  it('are right where every check digit is, but for the state that is none', () => {
    for (const { lines, recomputed } of listed()) {
      const { wrong } = readZone(lines.join('\n'))
      expect(
        wrong.some(({ rule }) => rule === 'zoneCheck' || rule === 'zoneShape'),
        lines.join('\n'),
      ).toBe(!recomputed.allCheckDigitsValid)
      expect(wrong.some(({ rule }) => rule === 'stateUnknown')).toBe(lines.join('').includes('UTO'))
    }
  })
})

describeShared('phones', () => {
  it('are read as numbers of their country, in E.164', async () => {
    const numbers = Object.entries(sharedJson('phones/examples.mobile.json') as Record<string, string>)
    const alpha3 = new Map([...states].map(([code, { alpha2 }]) => [alpha2, code]).reverse() as [string, string][])
    const rows = numbers.map(([country, phone], i) =>
      rosterRow(i, { phone, nationality: alpha3.get(country)!, mrz: '' }),
    )
    const answer = await rosterReader.read(Buffer.from(rosterCsv(rows)))
    if (answer.outcome !== 'read') throw new Error(answer.explanation)
    expect(answer.rejected).toEqual([])
    for (const [place, { details }] of answer.entries.entries()) {
      const [, national] = numbers[place]!
      expect(details.phone).toMatch(new RegExp(`^\\+\\d{1,3}${national}$`))
    }
  })
})

describeShared('codes', () => {
  it('of ISO 3166-1 are the states of the desk, and no other', () => {
    const published = sharedFile('codes/states-iso3166.tsv')
      .toString('utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .filter((cells) => /^[A-Z]{3}$/.test(cells[3] ?? ''))
    expect(published.length).toBeGreaterThan(240)
    for (const [, , alpha2, alpha3] of published) expect(states.get(alpha3!), alpha3).toMatchObject({ alpha2 })
    const extra = sharedFile('codes/icao-extra-codes.txt')
      .toString('utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('#') ? [] : (/ ([A-Z]{1,3})\s*$/.exec(line)?.[1] ?? [])))
    expect(extra.length).toBeGreaterThan(20)
    for (const code of extra) expect(states.has(code), code).toBe(true)
    const known = new Set([...published.map((cells) => cells[3]), ...extra])
    // The two later ICAO codes and the one that ISO lends to Kosovo stand in no list there.
    expect([...states.keys()].filter((code) => !known.has(code)).sort()).toEqual(['XKX', 'XMP'])
  })
})
