// What the rules before the flight look at: a dossier, or as much of one as there is.
import type { Dossier } from '../journey/journey.ts'

export type Papers = Pick<Dossier, 'tests' | 'traits' | 'code' | 'application'>
