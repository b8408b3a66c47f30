// Where a demand call can stand.
import { z } from 'zod'

export const demandStages = ['open', 'closed', 'cancelled'] as const
export const DemandStage = z.enum(demandStages)
export type DemandStage = z.infer<typeof DemandStage>
