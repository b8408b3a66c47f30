// Two screens at once: what one officer does is on the other's without a reload, a lost connection is said and misses nothing, and nobody's typing is swept away.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openChromium } from '../support/chromium.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { signIn } from '../support/screen.ts'
import { gathered, type World } from '../support/world.ts'

let browser: Browser
let desk: TestDesk
let world: World
let journeys: readonly string[]

beforeAll(async () => {
  browser = await openChromium()
  desk = await startDesk()
  ;({ world, journeys } = await gathered(desk, 8))
  await desk.clock.turnTo('2022-08-28T15:20:00+09:00')
}, 120_000)
afterAll(async () => {
  await browser.close()
  await desk.close()
})

const agent = () => signIn(browser, desk, world.cast.organisations.carrier, { charters: [world.charter] })
const chamber = () => signIn(browser, desk, world.cast.organisations.chamber)
const officer = () => signIn(browser, desk, world.cast.organisations.reformOffice)
const aboard = (page: Page) => page.locator('#live-tally li').filter({ hasText: 'Aboard' }).locator('strong')
const boardButtons = (page: Page) => page.getByRole('button', { name: 'Board', exact: true })
const lost = (page: Page) => page.getByText('Connection lost; shown as of')
const cutOff = async (page: Page): Promise<void> => {
  await page.context().setOffline(true)
  await lost(page).waitFor()
}
let done = 0
/** Somebody boards the next by the interface. */
const boardOne = async (): Promise<void> => {
  must(await world.cast.carrier.post(`/v1/journeys/${journeys.at(-1 - done++)}/boarding`))
}
const shows = (page: Page, count: number) =>
  aboard(page)
    .filter({ hasText: new RegExp(`^${count}$`) })
    .waitFor()
/** A page that was loaded anew would have lost this. */
const mark = (page: Page) => page.evaluate(() => void ((globalThis as { same?: boolean }).same = true))
const isSame = (page: Page) => page.evaluate(() => (globalThis as { same?: boolean }).same === true)

describe('Two screens', { timeout: 120_000 }, () => {
  it('show the same: what one does is on the other’s without a reload', async () => {
    const [one, other, office] = [await agent(), await agent(), await officer()]
    const [list, person] = [await chamber(), await chamber()]
    const faults: string[] = []
    for (const page of [one, other, office]) {
      page.on('pageerror', (error) => faults.push(String(error)))
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    }
    await one.goto(`/charters/${world.charter}/gate`)
    await other.goto(`/charters/${world.charter}/gate`)
    await office.goto('/charters')
    await list.goto(`/charters/${world.charter}/people`)
    const about = await boardButtons(one).first().locator('xpath=ancestor::article').getAttribute('id')
    await person.goto(`/journeys/${about}`)
    await mark(other)
    await mark(office)
    await mark(person)
    await boardButtons(one).first().click()
    await one.getByRole('status').filter({ hasText: 'Board' }).waitFor()
    await shows(other, 1)
    await office
      .locator('#live-cards tr')
      .filter({ hasText: 'Aboard' })
      .getByText('1', { exact: true })
      .first()
      .waitFor()
    await list.locator('#live-people tr').filter({ hasText: 'Aboard' }).waitFor()
    await person.locator('#live-now').getByText('Aboard').waitFor()
    expect(await boardButtons(other).count()).toBe(7)
    expect(await Promise.all([other, office, person].map(isSame))).toEqual([true, true, true])
    expect(faults).toEqual([])
  })

  it('after a lost connection miss nothing, and say that they are old while it lasts', async () => {
    const page = await agent()
    await page.goto(`/charters/${world.charter}/gate`)
    await shows(page, 1)
    await mark(page)
    await cutOff(page)
    await boardOne()
    expect(await aboard(page).textContent()).toBe('1')
    await page.context().setOffline(false)
    await shows(page, 2)
    await lost(page).waitFor({ state: 'detached' })
    expect(await isSame(page)).toBe(true)
  })

  it('leave alone what somebody is typing, and what they opened', async () => {
    const page = await agent()
    await page.goto(`/charters/${world.charter}/gate`)
    const first = page.getByRole('article').first()
    await first.locator('summary').click()
    await first.getByLabel('Reason').fill('the passport is ano')
    await mark(page)
    await boardOne()
    // What nobody types in follows; what somebody types in says that there is more.
    await shows(page, 3)
    await page.getByText('There is something new.').waitFor()
    expect(await first.getByLabel('Reason').inputValue()).toBe('the passport is ano')
    expect(await first.getByLabel('Reason').evaluate((field) => field === document.activeElement)).toBe(true)
    await first.getByLabel('Reason').fill('')
    await first.getByLabel('Reason').blur()
    await page.getByText('There is something new.').waitFor({ state: 'detached' })
    expect(await boardButtons(page).count()).toBe(5)
    expect(await page.getByRole('article').first().locator('details').getAttribute('open')).not.toBeNull()
    expect(await isSame(page)).toBe(true)
  })
})

describe('A form', { timeout: 120_000 }, () => {
  it('that is pressed twice is sent once', async () => {
    const page = await agent()
    await page.goto(`/charters/${world.charter}/gate`)
    let posts = 0
    page.on('request', (request) => void (posts += Number(request.method() === 'POST')))
    const about = await page.getByRole('article').first().getAttribute('id')
    await boardButtons(page).first().dblclick()
    await page.getByRole('status').filter({ hasText: 'Board' }).waitFor()
    expect(posts).toBe(1)
    const facts = await desk.open.desk.store.eventsOf('journey', about!)
    expect(facts.filter(({ type }) => type === 'Boarded')).toHaveLength(1)
  })

  it('that the browser kept and that is sent again is done once, and says so', async () => {
    const page = await agent()
    await page.goto(`/charters/${world.charter}/gate`)
    const about = await page.getByRole('article').first().getAttribute('id')
    const form = await page
      .locator(`#${about} form`)
      .first()
      .evaluate((each) => each.outerHTML)
    await page.locator(`#${about}`).getByRole('button', { name: 'Board', exact: true }).click()
    await page.getByRole('status').filter({ hasText: 'Board' }).waitFor()
    // A browser may show the page as it kept it: the same form is then sent once more.
    const kept = page.locator(`#${about}`)
    await page.setContent(form)
    await page.getByRole('button').click()
    await page.getByText('It was not done a second time.').waitFor()
    expect(await kept.getByRole('button', { name: 'Board', exact: true }).count()).toBe(0)
    const facts = await desk.open.desk.store.eventsOf('journey', about!)
    expect(facts.filter(({ type }) => type === 'Boarded')).toHaveLength(1)
  })

  it('without a connection keeps what was typed, says so, and goes when there is one', async () => {
    const page = await agent()
    await page.goto(`/charters/${world.charter}/gate`)
    const first = page.getByRole('article').first()
    await first.locator('summary').click()
    await first.getByLabel('Reason').fill('fever at the gate')
    await cutOff(page)
    await first.getByRole('button', { name: 'Deny boarding' }).click()
    await page.getByText('This was not sent: there is no connection.').waitFor()
    expect(await first.getByLabel('Reason').inputValue()).toBe('fever at the gate')
    await page.context().setOffline(false)
    await first.getByRole('button', { name: 'Send again' }).click()
    await page.getByRole('status').filter({ hasText: 'Deny boarding' }).waitFor()
  })

  it('that was refused keeps its reason and what was typed while others go on', async () => {
    const page = await agent()
    await page.goto(`/charters/${world.charter}/gate?find=HWANGBO`)
    await page.getByRole('article').nth(0).locator('summary').click()
    const id = await page.getByRole('article').first().getAttribute('id')
    const card = page.locator(`[id="${id}"]`)
    await card.getByLabel('Reason').fill('  ')
    await card.getByRole('button', { name: 'Deny boarding' }).click()
    await card.getByText('must say why').waitFor()
    await mark(page)
    await boardOne()
    await page.getByText('There is something new.').first().waitFor()
    expect(await card.getByText('must say why').isVisible()).toBe(true)
    expect(await isSame(page)).toBe(true)
    expect(await page.locator('[data-live]').getAttribute('hx-get')).toContain('find=HWANGBO')
  })

  it('of a test is kept without a connection too, whatever its fields are called', async () => {
    const page = await signIn(browser, desk, world.cast.organisations.laboratory, { charters: [world.charter] })
    await page.goto(`/charters/${world.charter}/laboratory`)
    const first = page.getByRole('article').first()
    await first.getByText('Something else…').click()
    await first.getByLabel('Result').selectOption('negative')
    await first.getByLabel('Ct value').fill('31.5')
    await cutOff(page)
    await first.getByRole('button', { name: 'Record a test' }).click()
    await page.getByText('This was not sent: there is no connection.').waitFor()
    expect(await first.getByLabel('Ct value').inputValue()).toBe('31.5')
  })
})
