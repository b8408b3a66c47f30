// The page of what needs two people, as a chamber asks there and a reform officer decides.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedIn, type Browser } from '../support/browser.ts'
import type { TestDesk } from '../support/desk.ts'
import { clearedDesk, closeManifest, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let chamber: Browser
let office: Browser
beforeAll(async () => {
  ;({ desk, world } = await clearedDesk())
  await closeManifest(desk, world)
  chamber = (await signedIn(desk, world.cast.organisations.chamber)).browser
  office = (await signedIn(desk, world.cast.organisations.reformOffice)).browser
})
afterAll(() => desk.close())

const href = (page: string, act: string): string | null =>
  new RegExp(`href="(/pending-acts\\?act=${act}[^"]+)"`).exec(page)?.[1]?.replaceAll('&amp;', '&') ?? null
const hidden = (page: string, name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)![1]!
const buttons = (page: string, word: string): readonly string[] =>
  [...page.matchAll(new RegExp(`action="(/pending-acts/X[^"]+/${word})"`, 'g'))].map(([, action]) => action!)

describe('The page of what needs two people', () => {
  it('is reached from the charter whose manifest is closed, asks why, and shows what waits', async () => {
    const link = href((await chamber.get(`/charters/${world.charter}`)).text, 'ReopenManifest')!
    const form = (await chamber.get(link)).text
    const fields = { act: hidden(form, 'act'), subject: hidden(form, 'subject') }
    const empty = await chamber.post('/pending-acts', { ...fields, reason: '  ' })
    expect(empty.status).toBe(400)
    expect(empty.text).toContain('role="alert"')
    expect((await chamber.post('/pending-acts', { ...fields, reason: 'six <b>late</b> results' })).status).toBe(303)
    const again = await chamber.post('/pending-acts', { ...fields, reason: 'once more' })
    expect(again.status).toBe(409)
    expect(again.text).toContain('once more')
    const page = (await chamber.get('/pending-acts')).text
    expect(page).toContain('six &lt;b>late&lt;/b> results')
    expect(buttons(page, 'confirmation')).toEqual([])
    expect(buttons(page, 'refusal')).toHaveLength(1)
  })

  it('gives the office both buttons, and a refusal of what cannot be decided twice', async () => {
    const page = (await office.get('/pending-acts')).text
    const [confirm] = buttons(page, 'confirmation')
    expect(confirm).toBeDefined()
    // Whoever may not confirm is refused in words, also where they forge the address.
    const refused = await chamber.post(confirm!)
    expect(refused.status).toBe(422)
    // What is shown at the address of a decision looks again at the page.
    expect(refused.text).toContain('hx-get="/pending-acts"')
    expect((await office.post(confirm!)).status).toBe(303)
    expect((await office.post(confirm!)).status).toBe(409)
    expect(buttons((await office.get('/pending-acts')).text, 'confirmation')).toEqual([])
    expect(href((await chamber.get(`/charters/${world.charter}`)).text, 'ReopenManifest')).toBeNull()
  })

  it('is not there for whoever sees nothing of it, and shows no other chamber’s', async () => {
    const carrier = (await signedIn(desk, world.cast.organisations.carrier, { charters: [world.charter] })).browser
    expect((await carrier.get('/pending-acts')).status).toBe(404)
    const rival = (await signedIn(desk, world.cast.organisations.rivalChamber)).browser
    const asked = await rival.get(`/pending-acts?act=ReopenManifest&subject=${world.charter}`)
    expect(asked.status).toBe(200)
    expect(asked.text).not.toContain('HU454')
    expect(asked.text).not.toContain('<textarea')
    const posted = await rival.post('/pending-acts', { act: 'ReopenManifest', subject: world.charter, reason: 'mine' })
    expect(posted.status).toBe(404)
    const forged = { act: 'CancelCharter', subject: world.charter, reason: 'x' }
    expect((await office.post('/pending-acts', forged)).status).toBe(404)
  })
})
