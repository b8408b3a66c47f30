// The same twenty journeys under every edition: every outcome pinned, and every cell traceable to the edition's own source.
import { describe, expect, it } from 'vitest'
import { rulebookTable } from '../../src/domain/rulebook/table.ts'
import { readEditions, readSketchBook } from '../../src/reference.ts'

const book = readSketchBook()
const editions = readEditions()
const table = rulebookTable(book, editions)
const column = (id: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    table.map(({ journey, departure, observation }) => [
      journey,
      [...departure, ...observation].find(({ edition }) => edition === id)!.outcome,
    ]),
  )

describe('The same twenty journeys', () => {
  it('are twenty, and each is played under every edition of the two kinds that decide', () => {
    expect(table).toHaveLength(20)
    const deciding = editions.filter(({ kind }) => kind !== 'circuitBreaker').map(({ id }) => id)
    for (const { departure, observation } of table)
      expect([...departure, ...observation].map(({ edition }) => edition).sort()).toEqual([...deciding].sort())
  })

  it.each(editions.filter(({ kind }) => kind !== 'circuitBreaker').map(({ id }) => id))(
    'come out under %s as they did',
    (id) => {
      expect(column(id)).toMatchSnapshot()
    },
  )

  it('have a source or an honest "not found" behind every cell', () => {
    const byId = new Map(editions.map((edition) => [edition.id, edition]))
    for (const { departure, observation } of table) {
      for (const { edition, because } of [...departure, ...observation]) {
        expect(because.length).toBeGreaterThan(0)
        for (const { field, sources, confidence } of because) {
          const book = byId.get(edition) as unknown as Record<string, { sources: string[]; confidence: string }>
          const stands = field === 'header' ? byId.get(edition)! : book[field]!
          expect({ sources, confidence }).toEqual({ sources: stands.sources, confidence: stands.confidence })
          if (!sources.length) expect(['notFound', 'GK', 'assumed']).toContain(confidence)
        }
      }
    }
  })

  it('change where one value of an edition does: without another reagent two more board under the July rule', () => {
    const boards = (all: typeof table) =>
      all.flatMap(({ journey, departure }) =>
        departure.some(({ edition, outcome }) => edition === 'mission/KR/2022-07-01' && outcome === 'boards')
          ? [journey]
          : [],
      )
    const loosened = editions.map((edition) =>
      edition.kind === 'mission'
        ? { ...edition, distinct: { ...edition.distinct, value: { asks: 'laboratory' as const, slots: null } } }
        : edition,
    )
    const more = boards(rulebookTable(book, loosened)).filter((journey) => !boards(table).includes(journey))
    expect(more).toEqual(['same reagent'])
  })
})
