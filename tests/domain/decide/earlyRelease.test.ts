// A release before its time: it passes over days and tests and says which, and never over an infection.
import { describe, expect, it } from 'vitest'
import type { FactOf } from '../../../src/domain/journey/events.ts'
import {
  RecordTest,
  Release,
  ReleaseEarly,
  atHome,
  given,
  homeDone,
  inTransfer,
  instant,
  landed,
  missing,
  naat,
  observed,
  onDay,
  play,
  shifted,
  stayingOn,
  when,
  type Case,
} from '../../support/journeys.ts'

/** What the fact says that was passed over. */
function passedOver(held: Case, at?: string): readonly string[] {
  const { decision } = at ? given(held).when(ReleaseEarly, at) : given(held).when(ReleaseEarly)
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision))
  const [fact] = decision.events as readonly FactOf<'ReleasedEarly'>[]
  return fact!.findings.map(({ code }) => code)
}

describe('A release before its time', () => {
  it('ends the way out of a room, frees the room and writes to the merchant', () => {
    const { journey } = given(observed())
      .when(ReleaseEarly, onDay(3))
      .then('ReleasedEarly')
      .stands('released')
      .follows('free.room', 'letter.released', 'wake.outcomeAsked')
    expect(journey.dossier.releasedAt).toBe(instant(onDay(3)))
    expect(journey.dossier.stays.at(-1)?.until).toBe(instant(onDay(3)))
    expect(journey.dossier.findings).toEqual([])
  })

  it('ends it at home, where no room is left', () => {
    given(atHome())
      .when(ReleaseEarly)
      .then('ReleasedEarly')
      .stands('released')
      .follows('letter.released', 'wake.outcomeAsked')
  })

  it('keeps what it passed over: days, tests, and the leg that was still ahead', () => {
    expect(passedOver(observed(), onDay(3))).toEqual(
      expect.arrayContaining(['periodNotOver', 'dayTestMissing', 'centralPeriodOpen']),
    )
    expect(passedOver(atHome())).toContain('periodNotOver')
    expect(passedOver(atHome())).not.toContain('centralPeriodOpen')
    expect(passedOver(stayingOn())).not.toContain('centralPeriodOpen')
  })

  it('is refused with an infection that nobody has treated', () => {
    const positive = play(observed(), RecordTest(naat(onDay(3), { result: 'positive' })), onDay(3, '18:00:00'))
    given(positive).when(ReleaseEarly).refused('policy-unmet', 'infectedNotReleased')
  })

  it('is refused where the usual release is open, and open a moment before it is', () => {
    given(homeDone()).when(ReleaseEarly).refused('out-of-sequence', 'nothingPassedOver')
    given(homeDone()).when(Release).then('Released')
    given(homeDone()).when(ReleaseEarly, shifted(when.homeEnds, -1)).then('ReleasedEarly')
  })

  it('is of somebody in a room or at home: nobody else is under observation', () => {
    for (const build of [landed, inTransfer, missing])
      given(build()).when(ReleaseEarly).refused('out-of-sequence', 'outOfSequence')
  })

  it('is refused where no edition of observation is known', () => {
    given(observed(), { observation: null }).when(ReleaseEarly).refused('policy-unmet', 'noEditionKnown')
  })
})
