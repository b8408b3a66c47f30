// A hotel corridor: a medic admits ten merchants, records their day in one round, and sends one of them to a doctor.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byKeys } from '../support/byKeys.ts'
import { openChromium } from '../support/chromium.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { signIn } from '../support/screen.ts'
import { flyAndTransfer, gathered, type World } from '../support/world.ts'

let browser: Browser
let desk: TestDesk
let world: World
let journeys: readonly string[]
const people = 10

beforeAll(async () => {
  browser = await openChromium()
  desk = await startDesk()
  ;({ world, journeys } = await gathered(desk, people))
  await flyAndTransfer(desk, world, journeys)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await desk.close()
})

const dossierOf = async (journey: string) => (await desk.open.desk.store.journey(journey as never))!.state
/** The station's screen, from the tab that the sign-in link leads to. */
async function onDuty(): Promise<Page> {
  const page = await signIn(browser, desk, world.cast.organisations.facility, { charters: [world.charter] })
  await page.getByRole('link', { name: 'Observation' }).click()
  return page
}

describe('A medic', () => {
  it('admits ten merchants by one tap each, every one to a room of their own', { timeout: 120_000 }, async () => {
    const page = await onDuty()
    const admit = page.getByRole('button', { name: 'Admit', exact: true })
    for (let left = people; left > 0; left--) {
      expect(await admit.count()).toBe(left)
      await admit.first().click()
      await page.getByRole('status').waitFor()
    }
    const rooms = await Promise.all(journeys.map(async (id) => (await dossierOf(id)).dossier.stays.at(-1)))
    expect(new Set(rooms.map((stay) => JSON.stringify(stay))).size).toBe(people)
  })

  it(
    'records the day of ten in one round, by keys alone: one result for all, another for one',
    { timeout: 120_000 },
    async () => {
      await desk.clock.turnTo('2022-08-29T09:00:00+08:00')
      const page = await onDuty()
      const keys = byKeys(page)
      await keys.press(page.getByText(`One round for those due on this page: ${people}`))
      await keys.press(page.getByRole('button', { name: 'Record the results' }))
      await page.getByText('No result is chosen yet').waitFor()
      await keys.typeMoment(page.getByLabel('Sampled at').first(), '082920220830AM')
      await keys.choose(page.getByLabel('For everybody left open below'), 'neg')
      await keys.choose(page.locator(`[name="result ${journeys[3]!}"]`), 'inc')
      await keys.press(page.getByRole('button', { name: 'Record the results' }))
      await page
        .getByRole('status')
        .filter({ hasText: String(people) })
        .waitFor()
      const results = await Promise.all(
        journeys.map(async (id) => {
          const { result, sampledAt } = (await dossierOf(id)).dossier.tests.at(-1)!
          return [result, Date.parse(sampledAt)] as const
        }),
      )
      const sampled = Date.parse('2022-08-29T08:30:00+08:00')
      expect(results).toEqual(journeys.map((_, i) => [i === 3 ? 'inconclusive' : 'negative', sampled]))
      // Whoever was recorded is due no more.
      expect(await page.getByText('One round for those').count()).toBe(0)
    },
  )

  it('sends one with a fever to medical care, and the head-count follows', { timeout: 60_000 }, async () => {
    const page = await onDuty()
    const card = page.locator(`[id="${journeys[5]!}"]`)
    await card.getByText('Something else…').click()
    const care = card.getByRole('form', { name: 'Take to medical care' })
    await care.getByLabel('Cause').selectOption({ index: 0 })
    await care.getByLabel('Place of care').fill('Yiwu Central Hospital')
    await care.getByRole('button', { name: 'Take to medical care' }).click()
    await page.getByRole('status').waitFor()
    expect((await dossierOf(journeys[5]!)).stage).toBe('inMedicalCare')
    expect(await page.getByRole('listitem').filter({ hasText: 'In medical care' }).textContent()).toContain('1')
  })
})
