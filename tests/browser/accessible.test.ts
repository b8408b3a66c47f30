// Every page in five languages and both modes, in a real browser, held against the rules of WCAG 2.2 AA that a machine can check.
import axe, { type AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Language } from '../../src/domain/language.ts'
import { openChromium } from '../support/chromium.ts'
import { openShown } from '../support/look.ts'
import { everyPage } from '../web/views/everyPage.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())

/** What is wrong with the page as it is shown, one line each; by these rules, or by all. */
async function faults(page: Page, rules: readonly string[] | null): Promise<readonly string[]> {
  const violations = await page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }
    return (await axe.run({ resultTypes: ['violations'], ...(runOnly && { runOnly }) })).violations
  }, rules)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  )
}

/** Too small for a gloved finger, or wider than a phone; links within a sentence are as large as its letters (WCAG 2.5.8). */
const clumsy = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const small = [...document.querySelectorAll('button, input, select, textarea, summary, nav a, a.btn')]
      .filter((each) => each.getAttribute('type') !== 'hidden' && each.getClientRects().length > 0)
      .map((each) => {
        // A label that belongs to a box or a choice is pressed with it.
        const pressed = each.matches('[type=checkbox], [type=radio]') ? (each.closest('label') ?? each) : each
        return { each, box: pressed.getBoundingClientRect() }
      })
      .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
      .map(
        ({ each, box }) => `${each.outerHTML.slice(0, 120)} is ${Math.round(box.width)} by ${Math.round(box.height)}`,
      )
    const wide = document.documentElement.scrollWidth
    return wide > window.innerWidth ? [...small, `the page is ${wide} wide`] : small
  })

/** What keys cannot reach: no stop for Tab, out of the order of the page, or without a sign that it has the focus. */
async function unreached(page: Page): Promise<readonly string[]> {
  // From here on the focus is shown as it is to hands without a mouse.
  await page.keyboard.press('Tab')
  return page.evaluate(() => {
    // What is folded is reached once it is opened.
    for (const each of document.querySelectorAll('details')) each.open = true
    const lookOf = (each: Element): string => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(each)
      const outline = outlineStyle === 'none' || outlineWidth === '0px' ? '' : `${outlineWidth} ${outlineColor}`
      return `${outline} ${boxShadow}`
    }
    return [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')]
      .filter((each) => each.getAttribute('type') !== 'hidden' && !each.matches(':disabled') && each.checkVisibility())
      .flatMap((each) => {
        const named = each.outerHTML.slice(0, 120)
        const [before, at] = [lookOf(each), document.activeElement === each]
        each.focus()
        if (each.tabIndex < 0 || document.activeElement !== each) return [`Tab does not stop at ${named}`]
        if (each.tabIndex > 0) return [`Tab leaves the order of the page for ${named}`]
        return at || lookOf(each) !== before ? [] : [`the focus is not seen on ${named}`]
      })
  })
}

/** Each page in one language, another for the next, so that all five are seen; `LANGUAGES=all` asks every page in every language. */
const everyLanguage = process.env['LANGUAGES'] === 'all'
const pages = Language.options.map((language) => Object.entries(everyPage(language)))
const shown = pages.flatMap((ofLanguage, at) =>
  ofLanguage
    .filter((_page, number) => everyLanguage || number % pages.length === at)
    .map(([name, html]) => ({ name: `${name} in ${Language.options[at]}`, html })),
)

describe('Every page', () => {
  it('has nothing that keeps somebody out, in the light and in the dark', { timeout: 900_000 }, async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 390, height: 844 } })
    const { page, show } = await openShown(context)
    const found: string[] = []
    for (const { name, html } of shown) {
      await page.emulateMedia({ colorScheme: 'light' })
      await show(html)
      await page.evaluate(axe.source)
      const wrong = [...(await faults(page, null)), ...(await clumsy(page)), ...(await unreached(page))]
      // The same document, but for its colours.
      await page.emulateMedia({ colorScheme: 'dark' })
      wrong.push(...(await faults(page, ['color-contrast'])).map((fault) => `dark: ${fault}`))
      found.push(...wrong.map((fault) => `${name}: ${fault}`))
    }
    await context.close()
    expect(shown.length).toBeGreaterThanOrEqual(pages[0]!.length)
    expect(found).toEqual([])
  })
})
