// What is sent: a laboratory’s first negative test for a seated merchant, and a look at a journey.
import { reportedAt, sampledAt, type Furnished } from './furnished.ts'
import type { Request } from './load.ts'

/** One test for each of these merchants; every test and every key is new. */
export const firstTests = ({ laboratoryToken }: Furnished, journeys: readonly string[]): readonly Request[] =>
  journeys.map((journey) => ({
    method: 'POST',
    path: `/v1/journeys/${journey}/tests`,
    token: laboratoryToken,
    key: `report-${journey}`,
    body: {
      id: `T-${journey}`,
      sampledAt,
      precision: 'minute',
      reportedAt,
      laboratory: 'lab-kr-01',
      reagent: 'KoraSure nCoV-2',
      result: 'negative',
      ct: 39.5,
    },
  }))

/** One look at each of these journeys. */
export const statusReads = ({ laboratoryToken }: Furnished, journeys: readonly string[]): readonly Request[] =>
  journeys.map((journey) => ({ method: 'GET', path: `/v1/journeys/${journey}`, token: laboratoryToken }))
