// A passport's machine-readable zone: two lines of 44, their check digits, and what they must agree with (ICAO 9303, part 4).
import { parse } from 'mrz'

export type ZoneAnswer = { readonly wrong: readonly { readonly rule: string; readonly explanation: string }[] }

/** Holds the zone against what stands beside it in the roster; every check digit and every disagreement is named. */
export function checkZone(
  zone: string,
  beside: {
    readonly documentNumber: string
    readonly nationality: string
    readonly birthDate: string
    readonly documentExpiry: string
  },
): ZoneAnswer {
  const lines = zone
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  if (lines.length !== 2 || lines.some((line) => line.length !== 44)) {
    return {
      wrong: [
        {
          rule: 'zoneShape',
          explanation: `The machine-readable zone has ${lines.length} line(s) of ${lines.map((line) => line.length).join(' and ')} characters; a passport has two of 44.`,
        },
      ],
    }
  }
  const result = parse(lines)
  const wrong = result.details
    .filter((detail) => !detail.valid)
    .map((detail) => ({
      rule: 'zoneCheck',
      explanation: `The machine-readable zone is wrong at ${detail.label}: ${detail.error ?? 'not valid'}`,
    }))
  const { fields } = result
  const compact = (date: string) => date.slice(2).replaceAll('-', '')
  const agree = (name: string, zoneValue: string | null | undefined, value: string) => {
    if (zoneValue && zoneValue !== value)
      wrong.push({
        rule: 'zoneDiffers',
        explanation: `The machine-readable zone gives ${name} ${zoneValue}; the roster gives ${value}.`,
      })
  }
  agree('document number', fields.documentNumber, beside.documentNumber)
  agree('nationality', fields.nationality, beside.nationality)
  agree('birth date', fields.birthDate, compact(beside.birthDate))
  agree('expiry date', fields.expirationDate, compact(beside.documentExpiry))
  return { wrong }
}
