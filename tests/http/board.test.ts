// Given charters on the board, when they change or are looked for, then the next look says so, and nobody sees what is not theirs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { furnish, openRegistration, type World } from '../support/world.ts'

describe('the board and the page of a charter', () => {
  let desk: TestDesk
  let world: World
  beforeAll(async () => {
    desk = await startDesk()
    world = await furnish(desk)
    await openRegistration(world)
  })
  afterAll(() => desk.close())

  const page = async (client: World['cast']['chamber'], path: string): Promise<string> => {
    const answer = await client.get(path, { Accept: 'text/html', 'Accept-Language': 'en' })
    expect(answer.status).toBe(200)
    return answer.text
  }

  it('shows the office every charter and a chamber its own', async () => {
    const { cast, charter, rivalCharter } = world
    const office = await page(cast.reformOffice, '/charters')
    for (const id of [charter, rivalCharter]) expect(office).toContain(`/charters/${id}`)
    const own = await page(cast.chamber, '/charters')
    expect(own).toContain(`/charters/${charter}`)
    expect(own).not.toContain(rivalCharter)
  })

  it('keeps its search in the address, and says where nothing fits', async () => {
    const { cast, rivalCharter, charter } = world
    const found = await page(cast.reformOffice, '/charters?find=another')
    expect(found).toContain(rivalCharter)
    expect(found).not.toContain(charter)
    expect(found).toContain('value="another"')
    expect(await page(cast.reformOffice, '/charters?find=nowhere&from=-3')).toContain('No charter fits this search.')
  })

  it('says at the next look who came, who is at risk and until when', async () => {
    const { cast, charter } = world
    expect(await page(cast.reformOffice, `/charters/${charter}`)).toContain('Nobody is stuck.')
    await register(cast.chamber, charter, 1)
    await desk.clock.turnTo('2022-08-27T20:00:00+09:00')
    const html = await page(cast.chamber, `/charters/${charter}`)
    expect(html).toMatch(/Overdue: \d+\. Plan at risk: 1\./)
    expect(html).toMatch(/id="stuck"/)
    expect(html).toContain('<th scope="col">Until</th>')
    expect(await page(cast.reformOffice, '/charters')).toMatch(/data-label="At risk"><span class="badge alarm">1</)
    must(await cast.chamber.get(`/v1/charters/${charter}/roster`))
  })

  it('draws the way of its people without a style or a script of the drawing’s own', async () => {
    const html = await page(world.cast.reformOffice, `/charters/${world.charter}`)
    expect(html).toContain('<figure class="chart"><div role="img" tabindex="0" aria-label="How far, over time">')
    expect(html).toContain('var(--soft)')
    expect(html).not.toMatch(/<style| style="/)
  })
})
