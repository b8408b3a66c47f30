// When a merchant may be erased: not while a journey is under way, and not while their data is held back.
import { finding, outOfSequence, policyUnmet, type Rejection } from '../decision.ts'
import type { Instant } from '../instant.ts'
import type { Journey } from '../journey/journey.ts'
import { isFinal, type Stage } from '../journey/stage.ts'

export function erasable(journeys: readonly Pick<Journey, 'id' | 'stage'>[], held: boolean): Rejection | null {
  const under = journeys.find(({ stage }) => !isFinal(stage))
  if (under)
    return outOfSequence(
      finding(
        'journeyUnderWay',
        `Journey ${under.id} is under way (${under.stage}): it ends, or is withdrawn, before anybody is erased.`,
        { journey: under.id, stage: under.stage },
      ),
    )
  if (held)
    return policyUnmet(finding('erasureHeld', 'The data of this merchant is held back: lift the hold before erasing.'))
  return null
}

/** When the last of them ended; null while one is under way, or where there is none. */
export function endedAt(journeys: readonly Pick<Journey, 'stage' | 'dossier'>[]): Instant | null {
  const ends = journeys.map(({ stage, dossier }) => (isFinal(stage) ? dossier.reached[stage as Stage] : undefined))
  if (!ends.length || ends.includes(undefined)) return null
  return (ends as Instant[]).reduce((last, at) => (at > last ? at : last))
}
