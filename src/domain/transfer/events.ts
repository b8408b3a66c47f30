// The facts of a transfer run.
import { z } from 'zod'
import { HeadCount } from '../charter/events.ts'
import { fact } from '../fact.ts'
import { FacilityId, JourneyId } from '../ids.ts'
import { Instant } from '../instant.ts'
import { Vehicle } from './vehicle.ts'

export const RunEvent = z.discriminatedUnion('type', [
  fact('RunPlanned', { vehicle: Vehicle, facility: FacilityId, places: z.number().int() }),
  fact('PassengersSeated', { passengers: z.array(JourneyId) }),
  fact('PassengerTakenOff', { passenger: JourneyId, reason: z.string() }),
  fact('RunDeparted', { at: Instant, handover: HeadCount }),
  fact('RunArrived', { at: Instant, handover: HeadCount }),
])
export type RunEvent = z.infer<typeof RunEvent>
