// Delhi to Hangzhou, 9 August 2022: a rule book that is only assumed, and a home leg that a locked-down city makes impossible.
import { beforeAll, expect, it } from 'vitest'
import { play, type Played } from '../support/staging.ts'

let delhi: Played
beforeAll(async () => void (delhi = await play('delhi')), 480_000)

it('The Delhi charter brings 107 of 120 aboard and accounts for every one until release', () => {
  expect(delhi.story.figures).toMatchObject({
    registered: 120,
    aboard: 107,
    landed: 107,
    admitted: 107,
    released: 107,
    unaccounted: 0,
    auditIntact: true,
  })
})

it('Its mail server takes every letter that was written, once', () => {
  const { lettersQueued, lettersSent } = delhi.story.figures
  expect(lettersSent).toBe(lettersQueued)
  expect(lettersSent).toBeGreaterThan(0)
  expect(delhi.copies).toEqual({ second: 0, different: 0 })
})

it('India’s rule of that month is not known, and the report says that its edition is assumed', () => {
  expect(delhi.story.lines.join('\n')).toMatch(/ASSUMED {2}mission\/IN\/2022-07-01\/assumed/)
})

it('Yiwu is locked down, so all 107 spend the second leg where they are', () => {
  expect(delhi.story.lines.join('\n')).toContain('107  destinationLockedDown (Yiwu)')
})
