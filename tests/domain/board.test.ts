// Given charters of every kind, when somebody looks at the board, then what matters next stands first, and what is sought is found.
import { describe, expect, it } from 'vitest'
import { soughtOnBoard, type BoardEntry, type BoardQuery } from '../../src/domain/charter/board.ts'
import { instant } from '../support/journeys.ts'
import { charterNo, organisationNo } from '../support/rows.ts'

const now = instant('2022-08-28T12:00:00Z')
const entry = (number: number, departure: string, over: Partial<BoardEntry> = {}): BoardEntry => ({
  id: charterNo(number),
  organiser: organisationNo(1),
  stage: 'open',
  title: 'Seoul to Hangzhou',
  flightNumber: `HU45${number}`,
  cities: ['Seoul', 'Hangzhou'],
  country: 'KR',
  departure: instant(departure),
  ...over,
})
const everything: BoardQuery = { text: '', stage: null, country: '', organiser: '' }
const found = (entries: readonly BoardEntry[], query: Partial<BoardQuery> = {}) =>
  soughtOnBoard(entries, { ...everything, ...query }, now).map(({ flightNumber }) => flightNumber)

const all = [
  entry(1, '2022-08-01T00:00:00Z', { stage: 'completed' }),
  entry(2, '2022-09-20T00:00:00Z'),
  entry(3, '2022-08-28T06:00:00Z', { stage: 'landed' }),
  entry(4, '2022-09-02T00:00:00Z', { stage: 'applied', cities: ['Delhi', 'Hangzhou'], country: 'IN' }),
  entry(5, '2022-08-20T00:00:00Z', { stage: 'landed', organiser: organisationNo(2) }),
  entry(6, '2022-08-28T06:00:00Z', { stage: 'manifestClosed' }),
  entry(7, '2022-08-10T00:00:00Z', { title: 'Never told of again' }),
]

describe('the board', () => {
  it('has the next to depart first, then those under way or overdue, the latest first, and what is over last', () => {
    expect(found(all)).toEqual(['HU456', 'HU454', 'HU452', 'HU453', 'HU455', 'HU457', 'HU451'])
  })

  it('is narrowed by stage, country, organiser and any part of a flight number, a city or a title', () => {
    expect(found(all, { stage: 'landed' })).toEqual(['HU453', 'HU455'])
    expect(found(all, { country: 'IN' })).toEqual(['HU454'])
    expect(found(all, { organiser: organisationNo(2) })).toEqual(['HU455'])
    expect(found(all, { text: ' 452 ' })).toEqual(['HU452'])
    expect(found(all, { text: 'delhi' })).toEqual(['HU454'])
    expect(found(all, { text: 'told of' })).toEqual(['HU457'])
    expect(found(all, { text: 'nowhere' })).toEqual([])
  })
})
