// The draw of the round: digests that anybody with sha256sum can make again.
import { hash } from 'node:crypto'
import type { JourneyId } from '../domain/ids.ts'

/** Published before anybody registers: SHA-256 of the seed, hexadecimal. */
export const commitmentOf = (seed: string): string => hash('sha256', seed, 'hex')

/** SHA-256 of the seed, one space and the journey's id, hexadecimal; the lower goes first. */
export const drawOf = (seed: string, journey: JourneyId): string => hash('sha256', `${seed} ${journey}`, 'hex')
