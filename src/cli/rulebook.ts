// desk rulebook: the same twenty journeys under every edition, as a table whose every cell names the rule that it follows from.
import { done, type Verb } from './verb.ts'
import { citedIn } from '../domain/policy/edition.ts'
import { sourceLine } from '../domain/policy/sourced.ts'
import { readEditions, readSketchBook, readSources } from '../reference.ts'
import { rulebookTable, type Cell, type Row } from '../domain/rulebook/table.ts'

export const rulebook: Verb = {
  usage: 'rulebook',
  about: 'the same twenty journeys under every edition: what becomes of each, and by which rule',
  run: async ({ config }) => {
    const editions = readEditions(config.EDITION_FOLDER)
    const rows = rulebookTable(readSketchBook(), editions)
    const known = readSources()
    // What is cited in words stands in the edition itself.
    const cited = citedIn(...editions).flatMap((number) => {
      const places = known.get(number)
      return places ? [{ number, places }] : []
    })
    return done({ journeys: rows, sources: Object.fromEntries(cited.map(({ number, places }) => [number, places])) }, [
      ...part('Before the flight', rows, 'departure'),
      ...part('After the landing', rows, 'observation'),
      '',
      'Sources',
      '',
      ...cited.map(({ number, places }) => `  ${number.padStart(2)}  ${sourceLine(places)}`),
    ])
  },
}

/** One block an edition, one line a journey: a table of twenty columns fits no terminal. */
function part(title: string, rows: readonly Row[], side: 'departure' | 'observation'): readonly string[] {
  const editions = rows[0]?.[side].map(({ edition }) => edition) ?? []
  const width = Math.max(...rows.map(({ journey }) => journey.length)) + 2
  return [
    '',
    title,
    ...editions.flatMap((edition, column) => [
      '',
      `  ${edition}`,
      ...rows.map((row) => `    ${row.journey.padEnd(width)}${told(row[side][column]!)}`),
    ]),
  ]
}

const told = ({ outcome, because }: Cell): string =>
  `${outcome}  [${because.map(({ field, sources, confidence }) => `${field}: ${[...sources, confidence].join(' ')}`).join('; ')}]`
