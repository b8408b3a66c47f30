// The clock that officers read.
import { Zone } from './instant.ts'

/** Officers without a place of their own read the clock of the city that receives. */
export const officeZone = Zone.parse('Asia/Shanghai')
