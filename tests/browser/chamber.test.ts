// A chamber's officer: from the sign-in link to a roster that is looked at and taken, and to the people who came of it, by keys too.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byKeys } from '../support/byKeys.ts'
import { openChromium } from '../support/chromium.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { person, register } from '../support/merchants.ts'
import { rosterRow, rosterXlsx } from '../support/roster.ts'
import { signIn } from '../support/screen.ts'
import { furnish, openRegistration, type World } from '../support/world.ts'

let browser: Browser
let desk: TestDesk
let world: World

beforeAll(async () => {
  browser = await openChromium()
  desk = await startDesk()
  world = await furnish(desk)
  await openRegistration(world)
  await register(world.cast.chamber, world.charter, 1)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await desk.close()
})

describe('In a chamber', () => {
  it('an officer imports a roster from the sign-in link on, by keys alone', { timeout: 120_000 }, async () => {
    const page = await signIn(browser, desk, world.cast.organisations.chamber)
    const keys = byKeys(page)
    await keys.press(page.getByRole('link', { name: 'Import a roster' }))
    const rows = [
      rosterRow(1),
      ...[2, 3, 4, 5].map((number) => rosterRow(number)),
      rosterRow(6, { email: 'nobody' }),
      rosterRow(1, { documentNumber: 'M77777771', mrz: '' }),
    ]
    const name = 'people.xlsx'
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    await keys.attach(page.getByLabel('File (xlsx or csv)'), { name, mimeType, buffer: await rosterXlsx(rows) })
    await keys.press(page.getByRole('button', { name: 'Look at it first' }))
    await page.locator('.tally').waitFor()
    const told = await page.locator('.tally').innerText()
    expect(told.replaceAll(/\s+/g, ' ')).toMatch(
      /7 rows 4 clean and new 0 with new details 1 registered already 1 in doubt 1 rejected/,
    )
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      keys.press(page.getByRole('button', { name: 'Download the file with the reasons' })),
    ])
    expect(file.suggestedFilename()).toBe('roster-returned.xlsx')
    await keys.press(page.getByRole('button', { name: 'Import the clean rows (4)' }))
    await page.getByRole('status').filter({ hasText: 'Imported: 4 new' }).waitFor()
    await keys.tick(page.getByLabel('The same person: take the sheet’s facts'))
    await keys.type(page.getByLabel('Reason'), 'renewed in July')
    await keys.press(page.getByRole('button', { name: 'Decide' }))
    await page.getByText('No row is in doubt.').waitFor()

    await page.goto(`/charters/${world.charter}/people?sort=name`)
    expect(await page.locator('tbody tr').count()).toBe(5)
    await page.getByLabel('Name or passport').fill(person(3).surname)
    await page.getByRole('button', { name: 'Search' }).click()
    expect(await page.locator('tbody tr').count()).toBe(1)
    await page.getByRole('link', { name: person(3).surname }).click()
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(person(3).surname)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })

  it('a merchant is typed field by field, and the first wrong one has the focus', { timeout: 60_000 }, async () => {
    const page = await signIn(browser, desk, world.cast.organisations.chamber)
    await page.goto(`/charters/${world.charter}/people/new`)
    const { mrz: _, consentAt: __, ...row } = rosterRow(30)
    const typed = { ...row, documentNumber: 'x', consentAt: '2022-08-10T10:00' }
    for (const [column, value] of Object.entries(typed)) {
      const field = page.locator(`#field-${column}`)
      if (value && (await field.evaluate((each) => each.tagName)) === 'SELECT') await field.selectOption(value)
      else if (value) await field.fill(value)
    }
    await page.getByRole('button', { name: 'Register a merchant' }).click()
    await page.locator('#field-documentNumber:focus').waitFor()
    expect(await page.getByLabel('Surname').inputValue()).toBe(row.surname)
    await page.locator('#field-documentNumber').fill(row.documentNumber)
    await page.getByRole('button', { name: 'Register a merchant' }).click()
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(row.surname)
  })

  it('the list is walked by keys, and never while somebody types', { timeout: 60_000 }, async () => {
    const page = await signIn(browser, desk, world.cast.organisations.chamber)
    await page.goto(`/charters/${world.charter}/people?sort=registered`)
    const chosen = () => page.locator('tr.chosen').count()
    await page.keyboard.press('/')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('find')
    await page.keyboard.type('jk?')
    expect([await page.locator('#find').inputValue(), await chosen()]).toEqual(['jk?', 0])
    await page.locator('#find').fill('')
    await page.locator('h1').click()
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('j')
    expect(await chosen()).toBe(0)
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowUp')
    const href = await page.locator('tr.chosen a').first().getAttribute('href')
    expect(href).toBe(await page.locator('tbody tr a').first().getAttribute('href'))
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${href}`)
  })

  it('does all of it without a script', { timeout: 60_000 }, async () => {
    const state = await (await signIn(browser, desk, world.cast.organisations.chamber)).context().storageState()
    const context = await browser.newContext({ javaScriptEnabled: false, storageState: state, baseURL: desk.url })
    const page = await context.newPage()
    await page.goto(`/charters/${world.charter}/roster`)
    const buffer = await rosterXlsx([rosterRow(40)])
    await page.locator('#sheet').setInputFiles({ name: 'one.xlsx', mimeType: 'application/octet-stream', buffer })
    await page.getByRole('button', { name: /Look|查看|预览|미리/ }).click()
    await page.locator('button[value=clean]').click()
    expect(page.url()).toContain('created=1')
    await context.close()
  })
})
