// What is asked after landing: days in the facility and at home, on which of them tests are due, and what ends it.
import { z } from 'zod'
import { Zone } from '../instant.ts'
import { dayNumber, header, hours, sourced } from './sourced.ts'

const leg = z.strictObject({
  days: z.number().int().min(0),
  testDays: z.array(dayNumber),
  /** Days on which two samples are taken and tested apart ("double sample, double test"). */
  doubleTestDays: z.array(dayNumber),
})

export const ObservationEdition = z.strictObject({
  ...header,
  kind: z.literal('observation'),
  zone: Zone,
  central: sourced(leg),
  home: sourced(leg.extend({ manner: z.enum(['healthMonitoring', 'isolation']) })),
  /** Which calendar day counts as day 1. */
  dayOneConvention: sourced(z.enum(['arrivalDay', 'dayAfterArrival'])),
  /**
   * What a positive result means: below `ctBelow` an infection (null: every positive); from there up to `assessBelow` a
   * risk assessment decides (null: none is asked). Cycle thresholds, dimensionless.
   */
  positive: sourced(
    z.strictObject({ ctBelow: z.number().positive().nullable(), assessBelow: z.number().positive().nullable() }),
  ),
  /** What ends a leg beside its days: every test due was taken and the last is negative, or the days alone. */
  release: sourced(z.enum(['testsNegative', 'daysAlone'])),
  /** Whoever is re-decided to this edition with more days behind them than its central leg has. */
  credit: sourced(z.strictObject({ surplusDays: z.literal('toHomeLeg'), tests: z.number().int().min(1) }).nullable()),
  homeUnsuitable: sourced(z.enum(['stayInFacility'])),
  destinationLockedDown: sourced(z.enum(['stayInFacility'])),
  care: sourced(
    z.strictObject({
      /** Clear tests after an infection, and after a fever or illness that was none. */
      dischargeTests: z.number().int().min(1),
      clearTests: z.number().int().min(1),
      leastInterval: hours,
      ctAtLeast: z.number().positive(),
      daysInCareCount: z.boolean(),
    }),
  ),
})
export type ObservationEdition = z.infer<typeof ObservationEdition>
