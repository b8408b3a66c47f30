// What people may ask of a transfer run.
import { z } from 'zod'
import { HeadCount } from '../charter/events.ts'
import { command } from '../fact.ts'
import { FacilityId, JourneyId } from '../ids.ts'
import { Vehicle } from './vehicle.ts'

export const RunCommand = z.discriminatedUnion('type', [
  command('PlanRun', { vehicle: Vehicle, facility: FacilityId }),
  command('SeatPassengers', { passengers: z.array(JourneyId).min(1).max(100) }),
  command('TakeOffPassenger', { passenger: JourneyId, reason: z.string().trim().min(1, 'must say why').max(500) }),
  command('DepartRun', { handover: HeadCount }),
  command('ArriveRun', { handover: HeadCount }),
])
export type RunCommand = z.infer<typeof RunCommand>
