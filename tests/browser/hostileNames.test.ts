// Names that were made to do harm, as a phone of 390 pixels draws them: nothing runs, nothing is pushed aside, nothing around them turns.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openChromium } from '../support/chromium.ts'
import { openShown } from '../support/look.ts'
import { phone } from '../support/screen.ts'
import { hostileNames, pagesNaming } from '../web/views/hostileNames.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())

/** By turns from left to right and from right to left: each name and each page meets both. */
const directions = ['en', 'ar'] as const

it('every page keeps its width and runs nothing', { timeout: 240_000 }, async () => {
  const context = await browser.newContext({ viewport: phone })
  const { page, show } = await openShown(context)
  const found: string[] = []
  page.on('dialog', (dialog) => {
    found.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  for (const [n, [what, name]] of Object.entries(hostileNames).entries()) {
    const shown = directions.map((language) => pagesNaming(language, name))
    for (const [m, where] of Object.keys(shown[0]!).entries()) {
      const at = (n + m) % directions.length
      await show(shown[at]![where]!)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (wide > 0) found.push(`${where} in ${directions[at]} with ${what} is ${wide} too wide`)
    }
  }
  await context.close()
  expect(found).toEqual([])
})

it('what stands behind a name with an override stays behind it', { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } })
  const { page, show } = await openShown(context)
  await show(pagesNaming('en', hostileNames['override']!)['unmask']!)
  const [name, number] = await page.evaluate(() =>
    [...document.querySelectorAll('bdi.typed')].slice(0, 2).map((each) => each.getBoundingClientRect().left),
  )
  expect(name).toBeLessThan(number!)
  await context.close()
})
