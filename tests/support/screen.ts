// A phone in somebody's hand: a real browser that opened the link of their letter; what it showed is kept where a story fails.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { onTestFailed } from 'vitest'
import { invite } from './browser.ts'
import type { TestDesk } from './desk.ts'

const pictures = path.resolve('var/screenshots')
export const phone = { width: 390, height: 844 }

/** Signed in as somebody new of the organisation, by the link in the letter that invites them. */
export async function signIn(
  browser: Browser,
  desk: TestDesk,
  organisation: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Page> {
  const { link } = await invite(desk, organisation, { language: 'en', ...more })
  const page = await openPage(browser, desk)
  await page.goto(`${desk.url}/enter/${link}`)
  await page.getByRole('main').getByRole('button').click()
  return page
}

/** A page that nobody has signed in on; closed with the test's browser. */
export async function openPage(browser: Browser, desk: TestDesk): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, locale: 'en', baseURL: desk.url })
  const page = await context.newPage()
  onTestFailed(async ({ task }) => {
    mkdirSync(pictures, { recursive: true })
    const file = path.join(pictures, `${task.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}.png`)
    await page.screenshot({ path: file, fullPage: true }).catch(() => {})
    process.stderr.write(`what the page showed: ${file}\n`)
  })
  return page
}
