// The reform office, without a mouse: an edition is looked at and then published, a flight is re-timed after its report; the briefing is one sheet.
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byKeys } from '../support/byKeys.ts'
import { openChromium } from '../support/chromium.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { signIn } from '../support/screen.ts'
import { clearToBoard, furnish, openRegistration, type World } from '../support/world.ts'

let browser: Browser
let desk: TestDesk
let world: World
beforeAll(async () => {
  browser = await openChromium()
  desk = await startDesk()
  world = await furnish(desk)
  await openRegistration(world)
  const journeys = [
    await register(world.cast.chamber, world.charter, 1),
    await register(world.cast.chamber, world.charter, 2),
  ]
  await clearToBoard(desk, world, journeys)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await desk.close()
})

const office = () => signIn(browser, desk, world.cast.organisations.reformOffice)
const book = JSON.parse(
  readFileSync(new URL('../../db/editions/mission/kr-2022-07-01.json', import.meta.url), 'utf8'),
) as Record<string, unknown>
const next = {
  ...book,
  id: 'mission/KR/2022-08-28',
  effectiveFrom: '2022-08-28',
  adoptedFrom: '2022-08-28',
  effectiveUntil: null,
  transition: null,
}

describe('A reform officer', () => {
  it('re-times a charter: the report first, and then the same times', { timeout: 120_000 }, async () => {
    const page = await office()
    const keys = byKeys(page)
    await page.goto(`/charters/${world.charter}`)
    await keys.press(page.getByRole('link', { name: 'Re-time the flight' }))
    await keys.typeMoment(page.getByLabel('Departure'), '083120221000PM')
    await keys.emptyMoment(page.getByLabel('Boarding'))
    await keys.typeMoment(page.getByLabel('Arrival'), '083120221130PM')
    await keys.type(page.getByLabel('Reason'), 'fog at Incheon')
    await keys.press(page.getByRole('button', { name: 'See what it would do' }))
    const report = page.getByRole('status')
    expect(await report.textContent()).toContain('2 must do something again')
    const { store } = desk.open.desk
    expect((await store.charter(world.charter as never))?.state.record.retimings).toBe(0)
    await keys.press(report.locator('summary').filter({ hasText: '2 must do something again' }))
    expect(await report.locator('details > ul > li').filter({ hasText: 'Sample' }).count()).toBe(2)
    await keys.press(report.getByRole('button', { name: 'Re-time the flight' }))
    await page.waitForURL(`**/charters/${world.charter}`)
    const leg = (await store.charter(world.charter as never))?.state.record.leg
    expect([leg?.scheduledDeparture, leg?.scheduledArrival]).toEqual([
      '2022-08-31T13:00:00.000Z',
      '2022-08-31T15:30:00.000Z',
    ])
  })

  it('publishes an edition: looked at first, then published as it was looked at', { timeout: 120_000 }, async () => {
    const page = await office()
    const keys = byKeys(page)
    await page.goto('/editions')
    expect(await page.getByRole('button', { name: 'Publish', exact: true }).count()).toBe(0)
    // A file, as the mission's page is kept; a broken one is told and nothing that was typed is lost.
    const choose = (text: string) =>
      keys.attach(page.getByLabel('A file with the edition'), {
        ...{ name: 'edition.json', mimeType: 'application/json' },
        buffer: Buffer.from(text),
      })
    await keys.type(page.getByLabel('Reason'), 'the embassy announced it')
    await choose('{"id":')
    await keys.press(page.getByRole('button', { name: 'Preview' }))
    await page.getByText('The edition as JSON: is no JSON').waitFor()
    expect(await page.getByLabel('Reason').inputValue()).toBe('the embassy announced it')
    await choose(JSON.stringify(next, null, 2))
    await keys.type(page.getByLabel('Ends this edition'), String(book['id']))
    await keys.press(page.getByRole('button', { name: 'Preview' }))
    await page.getByRole('heading', { name: `${next.id} would touch` }).waitFor()
    const shelf = async () => (await desk.open.desk.store.editions()).map(({ id }) => id)
    expect(await shelf()).not.toContain(next.id)
    await keys.press(page.getByRole('button', { name: 'Publish', exact: true }))
    await page.getByRole('heading', { name: `${next.id} is published` }).waitFor()
    expect(await shelf()).toContain(next.id)
  })

  it('enters trade figures and prints the briefing on one sheet', { timeout: 120_000 }, async () => {
    const page = await office()
    await page.goto('/trade')
    await page.getByLabel('Country').selectOption('KR')
    await page.getByLabel('First month').fill('2022-01')
    await page.getByLabel('Last month').fill('2022-06')
    await page.getByLabel('Exports to it').fill('53.4')
    await page.getByLabel('Growth of exports').fill('12.7')
    await page.getByLabel('Source', { exact: true }).fill('Yiwu Customs')
    await page.getByRole('button', { name: 'Save figures' }).click()
    await page.getByRole('heading', { name: 'What was entered' }).waitFor()
    await page.goto(`/charters/${world.charter}/briefing`)
    expect(await page.getByRole('article').textContent()).toContain('CN¥5.34bn (+12.7%)')
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
    const sheet = await page.pdf({ preferCSSPageSize: true })
    expect(sheet.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1)
  })
})
