// HU454 from the roster to the last release, and what one changed fact or one changed value makes of it.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { differing, play, playChanged, playUnder } from '../support/staging.ts'
import { wholeDemo, type WholeDemo } from '../support/wholeDemo.ts'

const minutes = 60_000
/** When everybody who flies is in the air; what follows does not bear on who flies. */
const inTheAir = '2022-08-28T15:50:00+09:00'

describe('HU454', () => {
  let hu454: WholeDemo
  beforeAll(async () => void (hu454 = await wholeDemo()), 8 * minutes)

  it('brings 163 of 195 registered merchants aboard and accounts for every one of them until release', () => {
    expect(hu454.story.figures).toMatchObject({
      registered: 195,
      withdrawn: 6,
      deferred: 25,
      notTravelled: 1,
      entryRefused: 0,
      aboard: 163,
      landed: 163,
      transferred: 162,
      admitted: 163,
      inMedicalCare: 2,
      released: 163,
      unaccounted: 0,
      auditIntact: true,
    })
  })

  it('leaves every letter that was written in the folder', () => {
    const folder = path.join(hu454.folder, 'letters')
    const letters = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'latin1'))
    // Beside them lie the links with which somebody of each role signs in afterwards.
    const ofTheCharter = letters.filter((letter) => !/^to:.*@people\.example/im.test(letter))
    const names = ofTheCharter.map((letter) => /^message-id:\s*(\S+)/im.exec(letter)?.[1])
    expect(names).not.toContain(undefined)
    expect(new Set(names).size).toBe(hu454.story.figures.lettersQueued)
    expect(names).toHaveLength(hu454.story.figures.lettersQueued)
    expect(names.length).toBeGreaterThan(1_000)
  })

  it('says why 32 did not fly, in the desk’s own findings', () => {
    const counts = new Map<string | null, number>()
    for (const { stage, finding } of hu454.story.fates.values()) {
      if (stage !== 'released') counts.set(finding ?? stage, (counts.get(finding ?? stage) ?? 0) + 1)
    }
    expect(Object.fromEntries(counts)).toEqual({
      withdrawn: 6,
      positive: 7,
      guardianStaysBehind: 2,
      sampledTooLate: 4,
      sampledTooEarly: 2,
      sameLaboratory: 3,
      sameReagent: 3,
      intervalTooShort: 1,
      codeRefused: 3,
      notTravelled: 1,
    })
  })

  it('said beforehand that the embassy is closed on the weekend in which the codes are applied for', () => {
    expect(hu454.story.lines.join('\n')).toMatch(/The plan said: Embassy in Seoul is closed from 2022-08-26 21:40/)
  })

  it('marks seats and load cap as assumed, and counts windows from the scheduled departure with the reason', () => {
    const report = hu454.story.lines.join('\n')
    expect(report).toContain('256 (assumed) seats at 75 (assumed) % load')
    expect(report).toContain('since no boarding time is planned yet')
  })

  it(
    'is another story for exactly one merchant when one sample moves by an hour',
    async () => {
      const who = 'M78562406'
      const moved = await playChanged(
        'hu454',
        (scenario) => {
          const sample = scenario.samples.find((each) => each.who === who)!
          expect(sample.at).toBe('2022-08-26T16:10:00+09:00')
          sample.at = '2022-08-26T15:10:00+09:00'
        },
        { until: inTheAir },
      )
      expect(differing(hu454, moved)).toEqual([who])
      expect(moved.story.fates.get(who)).toEqual({ stage: 'deferred', finding: 'sampledTooEarly' })
      expect(moved.story.figures.aboard).toBe(162)
    },
    8 * minutes,
  )

  it(
    'has another funnel when one value of the edition changes',
    async () => {
      const changed = await playUnder(
        'hu454',
        'mission/kr-2022-07-01.json',
        (edition) => (edition['distinct']!.value = { asks: 'laboratory', slots: null }),
        { until: inTheAir },
      )
      expect(changed.story.figures.aboard).toBe(166)
      expect(differing(hu454, changed)).toHaveLength(3)
    },
    8 * minutes,
  )

  it(
    'comes to the same figures when the desk is killed in the middle of it, and loses no answered command',
    async () => {
      const killed = await play('hu454', { kills: 4 })
      const { wallMs: _, lettersSent, ...figures } = killed.story.figures
      expect(killed.kills).toBe(4)
      expect(hu454.story.figures).toMatchObject(figures)
      expect(killed.lostCommands).toEqual([])
      expect(lettersSent).toBe(figures.lettersQueued)
      expect(killed.copies.different).toBe(0)
      expect(differing(hu454, killed)).toEqual([])
    },
    10 * minutes,
  )
})
