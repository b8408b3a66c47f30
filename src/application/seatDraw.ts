// The draw of the round: digests that anybody with sha256sum can make again.
import { hash } from 'node:crypto'

/** Published before anybody registers: SHA-256 of the seed, hexadecimal. */
export const commitmentOf = (seed: string): string => hash('sha256', seed, 'hex')

/** SHA-256 of the seed, one space and the party's id, or the journey's of whoever comes alone, hexadecimal; the lower goes first. */
export const drawOf = (seed: string, partyOrJourney: string): string =>
  hash('sha256', `${seed} ${partyOrJourney}`, 'hex')
