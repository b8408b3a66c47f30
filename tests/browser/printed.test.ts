// Lists on paper: nothing to press, as wide as a sheet, black on white whatever the screen shows, headings on each sheet.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openChromium } from '../support/chromium.ts'
import { openShown } from '../support/look.ts'
import { everyPage } from '../web/views/everyPage.ts'

let browser: Browser
let page: Page
let show: (html: string) => Promise<void>
beforeAll(async () => {
  browser = await openChromium()
  // A4 within its margins, at 96 points an inch.
  const context = await browser.newContext({ viewport: { width: 703, height: 1_016 } })
  ;({ page, show } = await openShown(context))
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
})
afterAll(() => browser.close())

/** In a language from left to right and in one from right to left. */
const lists = [
  'board',
  'charter',
  'charterPeople',
  'station',
  'letters',
  'record',
  'demandCall',
  'briefing',
  'shelf',
  'ownLetters',
  'journey',
]
const printed = (['ko', 'ar'] as const).flatMap((language) => {
  const pages = everyPage(language)
  return lists.map((name) => [`${name} in ${language}`, pages[name]!] as const)
})

/** What does not belong on a sheet, a line each. */
const amiss = (): Promise<readonly string[]> =>
  page.evaluate(() => {
    const shown = (what: string) =>
      [...document.querySelectorAll<HTMLElement>(what)].filter((each) => each.checkVisibility())
    const named = (each: Element) => each.outerHTML.slice(0, 100)
    const pressed = shown('nav, button, .btn, input:not([type=hidden]), select, textarea, .navbar')
    const wide = document.documentElement.scrollWidth - window.innerWidth
    const cells = shown('td, th, li, p, dd').filter((each) => each.textContent?.trim())
    const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
    /** However a style writes it: red, green, blue and how solid, each to 255. */
    const painted = (colour: string) => {
      brush.clearRect(0, 0, 1, 1)
      brush.fillStyle = colour
      brush.fillRect(0, 0, 1, 1)
      return [...brush.getImageData(0, 0, 1, 1).data]
    }
    const light = (colour: string) =>
      painted(colour)
        .slice(0, 3)
        .every((part) => part > 200)
    const through = (colour: string) => painted(colour)[3] === 0
    const pale = cells.filter((each) => light(getComputedStyle(each).color))
    const dark = cells.filter((each) => {
      const { backgroundColor } = getComputedStyle(each)
      return !through(backgroundColor) && !light(backgroundColor)
    })
    const headless = shown('table')
      .flatMap((table) => [...table.querySelectorAll('thead')])
      .filter((head) => getComputedStyle(head).display !== 'table-header-group')
    const folded = [...document.querySelectorAll('details > :not(summary)')].filter(
      (each) => !each.checkVisibility() && !each.closest('.navbar, details:has(form)'),
    )
    return [
      ...pressed.map((each) => `can be pressed: ${named(each)}`),
      ...(wide > 0 ? [`is ${wide} too wide`] : []),
      ...pale.map((each) => `is too pale: ${named(each)}`),
      ...dark.map((each) => `is on a dark ground: ${named(each)}`),
      ...headless.map((each) => `has no headings on the next sheet: ${named(each)}`),
      ...folded.map((each) => `stays folded: ${named(each)}`),
    ]
  })

describe('On paper', () => {
  it.each(printed)('%s is only what somebody reads', async (_name, html) => {
    await show(html)
    expect(await page.evaluate(() => document.querySelector('main')?.textContent?.trim().length ?? 0)).toBeGreaterThan(
      20,
    )
    expect(await amiss()).toEqual([])
  })

  it('a long list goes on over several sheets, and no row is torn', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => `<tr><td>${i}</td><td>somebody</td></tr>`).join('')
    const list = everyPage('en')['charterPeople']!
    const table = /<tbody[\s\S]*?<\/tbody>/.exec(list)![0]
    await show(list.replace(table, `<tbody>${rows}</tbody>`))
    const row = page.locator('tbody tr').first()
    expect(await row.evaluate((each) => getComputedStyle(each).breakInside)).toBe('avoid')
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page[^s]/g)!
    expect(sheets.length).toBeGreaterThan(2)
  })
})
