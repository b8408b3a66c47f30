// A merchant with a phone: the link of a letter shows where they are and what is next, in their language and by their clock, and how to ask.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byKeys } from '../support/byKeys.ts'
import { must } from '../support/client.ts'
import { openChromium } from '../support/chromium.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { openPage } from '../support/screen.ts'
import { furnish, openRegistration, type World } from '../support/world.ts'

let browser: Browser
let desk: TestDesk
let world: World
let link: string

beforeAll(async () => {
  browser = await openChromium()
  desk = await startDesk()
  world = await furnish(desk)
  await openRegistration(world)
  const journey = await register(world.cast.chamber, world.charter, 1, { language: 'en', phone: '+2348031234567' })
  link = must(await world.cast.chamber.get(`/v1/journeys/${journey}/status-link`)).body.path
  await desk.clock.turnTo('2022-08-20T10:10:00+09:00')
}, 120_000)
afterAll(async () => {
  await browser.close()
  await desk.close()
})

describe('A merchant', () => {
  it('reads where they are and by when, on the departure’s clock and their own', { timeout: 60_000 }, async () => {
    const page = await openPage(browser, desk)
    await page.goto(link)
    const headline = page.locator('.headline')
    expect(await headline.innerText()).toMatch(
      /Sample 1[\s\S]*Korean Standard Time[\s\S]*West Africa Time[\s\S]*in \d+/,
    )
    // Without scrolling, on a phone.
    const box = await headline.boundingBox()
    expect(box!.y + box!.height).toBeLessThan(844)
    const step = page.locator('.path [aria-current=step]')
    expect(await step.innerText()).toContain('Tests and health code')
    expect(await step.locator('.hidden').textContent()).toBe('(you are here)')
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })

  it(
    'chooses another clock by keys, which the page remembers, and Arabic, from right to left',
    { timeout: 60_000 },
    async () => {
      const page = await openPage(browser, desk)
      await page.goto(link)
      const keys = byKeys(page)
      await keys.press(page.getByRole('link', { name: 'Another time zone' }))
      await keys.choose(page.getByLabel('My time zone'), 'Europe/Mos')
      await keys.press(page.getByRole('button', { name: 'Use this time zone' }))
      await page.locator('.headline').filter({ hasText: 'Moscow' }).waitFor()
      await page.goto(link)
      expect(await page.locator('.headline').innerText()).toContain('Moscow')
      await keys.press(page.locator('.languages summary'))
      await keys.press(page.getByRole('link', { name: 'العربية' }))
      await page.locator('html[dir=rtl]').waitFor()
      expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
      expect(await page.locator('.headline').innerText()).toContain('موسكو')
      const [name, mark] = await Promise.all([
        page.locator('.path .now .station').boundingBox(),
        page.locator('.path .now .mark').boundingBox(),
      ])
      expect(mark!.x).toBeGreaterThan(name!.x)
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    },
  )

  it('reads the letters that they were sent, and whom to ask', { timeout: 60_000 }, async () => {
    const page = await openPage(browser, desk)
    await page.goto(`${link}?lang=en`)
    expect(await page.locator('#help').locator('..').innerText()).toContain('chamber')
    await page.getByRole('link', { name: 'My letters' }).click()
    expect(await page.locator('details.card').count()).toBeGreaterThan(0)
    expect(await page.locator('details.card pre').first().innerText()).toContain('HWANGBO')
    await page.getByRole('link', { name: 'Back to my status' }).click()
    await page.waitForURL(`**${link}*`)
  })
})
