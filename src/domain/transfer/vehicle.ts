// The vehicle of a run, its driver and its staff, and what binds them.
import { z } from 'zod'

export const Vehicle = z.strictObject({
  plate: z.string().min(2).max(20),
  seats: z.number().int().min(1).max(100),
  driver: z.string().min(1).max(40),
  staff: z.array(z.string().min(1).max(40)),
})
export type Vehicle = z.infer<typeof Vehicle>

/** What binds a run; values are data of the desk's configuration with their sources (sources 40 and 41 of db/editions/sources.json). */
export type TransferRules = { readonly loadPercent: number; readonly leastStaff: number }
