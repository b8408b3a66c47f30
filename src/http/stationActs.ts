// What may be sent from a station's screen.
import type { Act } from '../domain/access/table.ts'
import type { StationName } from '../web/stationLink.ts'
import type { Forms } from './page.ts'
import { stations } from './stationForms.ts'
import { charterTasks, runTasks } from './stationRuns.ts'

export function formsOf(station: StationName): Forms {
  const { act, commands } = stations[station]
  const others: readonly Act[] =
    station === 'gate'
      ? charterTasks
      : station === 'transfer'
        ? ['PlanRun', ...runTasks, 'LandCharter']
        : station === 'facility'
          ? ['ArriveRun']
          : []
  const acts = Object.fromEntries([act, ...commands, ...others].map((name) => [name, name as Act]))
  return {
    field: 'form',
    acts: { ...acts, ...((commands as readonly Act[]).includes('RecordTest') ? { round: 'RecordTest' as const } : {}) },
  }
}
