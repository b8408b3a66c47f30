// A passport's machine-readable zone: two lines of 44, their check digits, and what they must agree with (ICAO 9303, part 4).
import { parse } from 'mrz'
import { inFull } from '../domain/journey/merchant.ts'
import { isNameOf } from './passportNames.ts'
import { states } from './states.ts'

export type ZoneFault = {
  readonly rule: 'zoneShape' | 'zoneCheck' | 'zoneDiffers' | 'stateUnknown'
  readonly explanation: string
  readonly facts: Readonly<Record<string, string | number>>
}
export type ZoneAnswer = { readonly wrong: readonly ZoneFault[] }

/** What a zone says, as it stands there: days with two digits for the year. */
export type Zone = {
  readonly documentNumber: string
  readonly issuingState: string
  readonly nationality: string
  readonly surname: string
  readonly givenNames: string
  readonly birthDate: string
  readonly sex: string
  readonly expiryDate: string
}

export const linesOf = (zone: string): readonly string[] =>
  zone
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)

/** The zone's fields, empty where it has not the shape of a passport's, with everything that is wrong in itself. */
export function readZone(zone: string): Zone & ZoneAnswer {
  const lines = linesOf(zone)
  const [first = '', second = ''] = lines
  const [surname = '', ...given] = first.slice(5).split('<<')
  const read: Zone = {
    // Only what fills it up: a filler may stand inside a number.
    documentNumber: second.slice(0, 9).replace(/<+$/, ''),
    issuingState: plain(first.slice(2, 5)),
    nationality: plain(second.slice(10, 13)),
    surname: plain(surname),
    givenNames: plain(given.join('<')),
    birthDate: second.slice(13, 19),
    sex: plain(second.slice(20, 21)) || 'X',
    expiryDate: second.slice(21, 27),
  }
  return { ...read, wrong: faultsOf(lines, read) }
}

const plain = (field: string): string => field.replaceAll('<', ' ').trim().replaceAll(/ +/g, ' ')

function faultsOf(lines: readonly string[], read: Zone): readonly ZoneFault[] {
  if (lines.length !== 2 || lines.some((line) => !/^[A-Z0-9<]{44}$/.test(line))) {
    const lengths = lines.map((line) => line.length).join(' and ') || 'no'
    return [
      {
        rule: 'zoneShape',
        explanation: `The machine-readable zone has ${lines.length} line(s) of ${lengths} characters; a passport has two of 44, in capital letters, digits and <.`,
        facts: { lines: lines.length, lengths },
      },
    ]
  }
  const unknown = [...new Set([read.issuingState, read.nationality])].filter((state) => !states.has(state))
  const faults = parse([...lines])
    .details.filter(({ valid, field }) => !valid && field !== 'issuingState' && field !== 'nationality')
    .map(({ label, error }): ZoneFault => ({
      rule: 'zoneCheck',
      explanation: `The machine-readable zone is wrong at ${label}: ${error ?? 'not valid'}.`,
      facts: { field: label },
    }))
  const strangers = unknown.map((state): ZoneFault => ({
    rule: 'stateUnknown',
    explanation: `The machine-readable zone names ${state || 'no state'}, which is no state of ISO 3166-1 or ICAO 9303.`,
    facts: { state },
  }))
  return [...faults, ...strangers]
}

/** Fields of a person that a zone repeats. */
export type Repeated = Readonly<
  Record<
    | 'surname'
    | 'givenNames'
    | 'documentNumber'
    | 'issuingState'
    | 'nationality'
    | 'birthDate'
    | 'sex'
    | 'documentExpiry',
    string
  >
>

/** Holds the zone against what stands beside it; every check digit and every disagreement is named. */
export function checkZone(zone: string, beside: Repeated): ZoneAnswer {
  const read = readZone(zone)
  if (read.wrong.some(({ rule }) => rule === 'zoneShape')) return { wrong: read.wrong }
  const compact = (date: string) => date.slice(2).replaceAll('-', '')
  // Names fill the line to its end only where something of them was left out.
  const cutOff = linesOf(zone)[0]?.at(-1) !== '<'
  const same = (a: string, b: string) => a === b
  const name = (inZone: string, written: string) => isNameOf(inZone, written, cutOff)
  const pairs = [
    ['surname', 'surname', read.surname, beside.surname, name],
    ['givenNames', 'given names', read.givenNames, beside.givenNames, name],
    ['documentNumber', 'document number', read.documentNumber, beside.documentNumber, same],
    ['issuingState', 'issuing state', inFull(read.issuingState), inFull(beside.issuingState), same],
    ['nationality', 'nationality', inFull(read.nationality), inFull(beside.nationality), same],
    ['birthDate', 'birth date', read.birthDate, compact(beside.birthDate), same],
    ['sex', 'sex', read.sex, beside.sex, same],
    ['documentExpiry', 'expiry date', read.expiryDate, compact(beside.documentExpiry), same],
  ] as const
  const differs = pairs
    .filter(([, , inZone, written, agree]) => !agree(inZone, written))
    .map(([field, what, inZone, written]): ZoneFault => ({
      rule: 'zoneDiffers',
      explanation: `The machine-readable zone gives ${what} ${inZone}; the column beside it gives ${written}.`,
      facts: { field, zone: inZone, roster: written },
    }))
  return { wrong: [...read.wrong, ...differs] }
}
