// A charter of two hundred that is re-timed again and again: merchants between seat and code, and the times of the n-th re-timing.
import type { Answer, Envelope } from '../../src/application/handle.ts'
import { deskCaller } from '../../src/application/perform.ts'
import { RetimeCharter } from '../../src/domain/charter/commands.ts'
import { plusHours, plusMinutes, type Instant } from '../../src/domain/instant.ts'
import type { JourneyId } from '../../src/domain/ids.ts'
import type { PersonalCommand } from '../../src/domain/journey/commands.ts'
import { NaatTest } from '../../src/domain/journey/naat.ts'
import { openDesk } from '../../src/main.ts'
import { configOf, departure, moment, perCharter, reportedAt, sampledAt, type Furnished } from './furnished.ts'
import type { Request } from './load.ts'

export type NewTimes = {
  readonly scheduledDeparture: Instant
  readonly scheduledArrival: Instant
  readonly reason: string
}
export const retimingOf = (times: NewTimes) => RetimeCharter.parse({ type: 'RetimeCharter', ...times })

/** A minute later each time: every test still counts, so that each re-timing meets the same charter. */
export function newTimes(n: number): NewTimes {
  const scheduledDeparture = plusMinutes(departure, n + 1)
  return { scheduledDeparture, scheduledArrival: plusHours(scheduledDeparture, 2), reason: 'a later slot' }
}

export const retiming = ({ chamberToken, charter }: Furnished, n: number): Request => ({
  method: 'POST',
  path: `/v1/charters/${charter}/retiming`,
  token: chamberToken,
  ifMatch: '*',
  body: newTimes(n),
})

/** A quarter each: a seat, a first negative, the code applied for, the code in hand. Answers what `copy` takes. */
export async function mixStages(furnished: Furnished): Promise<Readonly<Record<string, string>>> {
  const environment = furnished.copy()
  const open = await openDesk(configOf({ ...environment, CLOCK: 'real' }))
  const envelope: Envelope = { caller: deskCaller, request: 'Q0', now: moment, idempotency: null, ifMatch: null }
  for (const [place, id] of furnished.journeys.slice(0, perCharter).entries()) {
    const test = NaatTest.parse({
      id: `T-${id}`,
      sampledAt,
      precision: 'minute',
      reportedAt,
      laboratory: 'lab-kr-01',
      reagent: 'KoraSure nCoV-2',
      result: 'negative',
      ct: 39.5,
    })
    const steps: readonly PersonalCommand[] = [
      { type: 'RecordTest', test },
      { type: 'ApplyForCode' },
      { type: 'IssueCode', colour: 'blue', validUntil: null },
    ]
    for (const command of steps.slice(0, place % 4)) done(await open.journeys.act(envelope, id as JourneyId, command))
  }
  await open.close()
  return environment
}

function done<Value>(answer: Answer<Value>): void {
  if (answer.outcome !== 'done') throw new Error(`the stages could not be mixed: ${JSON.stringify(answer)}`)
}
