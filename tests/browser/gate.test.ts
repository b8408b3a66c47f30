// The gate: twenty merchants board by one tap each, a stranger to the rules is told why not, and the door is closed with a head-count.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byKeys } from '../support/byKeys.ts'
import { openChromium } from '../support/chromium.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { when } from '../support/handClock.ts'
import { signIn } from '../support/screen.ts'
import { gathered, type World } from '../support/world.ts'

let browser: Browser
let desk: TestDesk
let world: World
const people = 20

beforeAll(async () => {
  browser = await openChromium()
  desk = await startDesk()
  // The last of them has no test.
  ;({ world } = await gathered(desk, people + 1, people))
  await desk.clock.turnTo('2022-08-28T15:20:00+09:00')
}, 120_000)
afterAll(async () => {
  await browser.close()
  await desk.close()
})

describe('At the gate', () => {
  it('an agent boards twenty merchants from the sign-in link on', { timeout: 120_000 }, async () => {
    const page = await signIn(browser, desk, world.cast.organisations.carrier, { charters: [world.charter] })
    await page.getByRole('link', { name: 'Gate' }).click()
    const board = page.getByRole('button', { name: 'Board', exact: true })
    expect(await board.count()).toBe(people)
    // The first of them by keys alone.
    await byKeys(page).press(board.first())
    await page.getByRole('status').waitFor()
    expect(await board.count()).toBe(people - 1)
    for (let left = people - 1; left > 0; left--) {
      await board.first().click()
      await page.getByRole('status').waitFor()
      expect(await board.count()).toBe(left - 1)
    }
    expect(await page.getByRole('listitem').filter({ hasText: 'Aboard' }).textContent()).toContain('20')
    expect(
      (await desk.open.desk.store.tallies(world.charter as never)).find(({ stage }) => stage === 'aboard')?.standing,
    ).toBe(people)
  })

  it(
    'finds one of them by the passport, and is told that nobody departs with another count than is aboard',
    { timeout: 60_000 },
    async () => {
      const page = await signIn(browser, desk, world.cast.organisations.carrier, { charters: [world.charter] })
      await page.goto(`/charters/${world.charter}/gate`)
      await page.getByLabel('Name or passport').fill('M52340007')
      await page.getByRole('button', { name: 'Search' }).click()
      expect(await page.getByRole('article').count()).toBe(1)
      await page.goto(`/charters/${world.charter}/gate`)
      await desk.clock.turnTo(when.boarding)
      await page.getByText('Departed, with the head-count').first().click()
      await page.getByLabel('Head-count').fill('19')
      await page.getByLabel('Handed over by').fill('Gate 12')
      await page.getByLabel('Taken over by').fill('Purser')
      await page.getByRole('button', { name: 'Departed, with the head-count' }).click()
      expect(await page.getByRole('alert').textContent()).toContain('19')
      expect(await page.getByLabel('Handed over by').inputValue()).toBe('Gate 12')
      await page.getByLabel('Head-count').fill('20')
      await page.getByRole('button', { name: 'Departed, with the head-count' }).click()
      await page.getByRole('status').waitFor()
      expect((await desk.open.desk.store.charter(world.charter as never))?.state.stage).toBe('departed')
    },
  )
})
