// A roster by the page's own forms, without script: looked at, mapped, sent back, taken once, and its rows in doubt decided.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/application/actor.ts'
import { sealSheet } from '../../src/application/keptSheet.ts'
import type { CharterId, PersonId } from '../../src/domain/ids.ts'
import { plusHours } from '../../src/domain/instant.ts'
import { sheetLetGo } from '../../src/domain/access/refusals.ts'
import type { Client } from '../support/client.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { person, register } from '../support/merchants.ts'
import { rosterCsv, rosterRow, rosterXlsx } from '../support/roster.ts'
import { furnish, openRegistration, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  await openRegistration(world)
  await register(world.cast.chamber, world.charter, 1)
})
afterAll(() => desk.close())

const here = () => `/charters/${world.charter}/roster`
type Fields = Readonly<Record<string, string>>

async function post(who: Client, fields: Fields, file?: { readonly name: string; readonly bytes: string | Buffer }) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const bytes = file && (typeof file.bytes === 'string' ? file.bytes : new Uint8Array(file.bytes))
  if (file) form.append('sheet', new Blob([bytes!]), file.name)
  const response = await fetch(desk.url + here(), {
    method: 'POST',
    redirect: 'manual',
    headers: { Authorization: `Bearer ${who.token}`, 'Accept-Language': 'en' },
    body: form,
  })
  const type = response.headers.get('content-type') ?? ''
  const body = Buffer.from(await response.arrayBuffer())
  return {
    status: response.status,
    location: response.headers.get('location'),
    type,
    body,
    text: body.toString('utf8'),
  }
}
const keptIn = (html: string): string => /name="kept" value="([^"]+)"/.exec(html)![1]!
const count = (html: string, of: string): number =>
  Number(new RegExp(`<strong class="figure">(\\d+)</strong> ${of}<`).exec(html)?.[1])
const look = (csv: string, name = 'people.csv') => post(world.cast.chamber, { form: 'preview' }, { name, bytes: csv })
const registered = async (): Promise<number> =>
  must(await world.cast.chamber.get(`/v1/charters/${world.charter}/journeys?limit=500`)).body.rows.length

const mixed = () =>
  rosterCsv([
    rosterRow(1),
    rosterRow(2),
    rosterRow(3),
    rosterRow(4, { email: 'nobody' }),
    rosterRow(1, { documentNumber: 'M77777771', mrz: '' }),
  ])

describe('A roster on its page', () => {
  it('is looked at first: what is clean, in doubt, rejected and registered already, and nothing is written', async () => {
    const before = await registered()
    const { status, text } = await look(mixed(), '명단 <b>.csv')
    expect(status, text).toBe(200)
    expect([count(text, 'rows'), count(text, 'clean and new'), count(text, 'registered already')]).toEqual([5, 2, 1])
    expect([count(text, 'in doubt'), count(text, 'rejected')]).toEqual([1, 1])
    expect(text).toContain('&lt;b>')
    expect(text).toMatch(/Email|E-mail/)
    expect(await registered()).toBe(before)
  })

  it('comes back with the reasons as a workbook', async () => {
    const kept = keptIn((await look(mixed())).text)
    const { status, type, body } = await post(world.cast.chamber, { form: 'returned', kept })
    expect([status, type]).toEqual([200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'])
    expect(body.subarray(0, 2).toString()).toBe('PK')
  })

  it('is taken from the page that showed it, once however often it is sent, and its row in doubt waits there', async () => {
    const kept = keptIn((await look(mixed())).text)
    const fields = { form: 'import', mode: 'clean', kept }
    const before = await registered()
    const [first, second] = [await post(world.cast.chamber, fields), await post(world.cast.chamber, fields)]
    expect(first.location, first.text).toBe(
      `${here()}?created=2&updated=0&unchanged=1&conflicts=1&rejected=1#conflicts`,
    )
    // The second time it tells what the first had come to, and that nothing was done again.
    expect([second.status, second.location]).toEqual([303, first.location!.replace('#', '&again=1#')])
    expect(await registered()).toBe(before + 2)
    const page = await desk.nobody.get(first.location!.replace('#conflicts', ''), {
      Authorization: `Bearer ${world.cast.chamber.token}`,
      'Accept-Language': 'en',
    })
    expect(page.text).toContain('Imported: 2 new, 0 with new details, 1 as they were, 1 in doubt, 1 rejected.')
    expect(page.text).toContain('the same person with another passport?')
    expect(page.text).toContain('M77777771')
  })

  it('has its row in doubt decided with a reason; an empty reason is told beside the row, with what was chosen', async () => {
    const { text } = await desk.nobody.get(here(), {
      Authorization: `Bearer ${world.cast.chamber.token}`,
      'Accept-Language': 'en',
    })
    const conflict = /name="conflict" value="(\w+)"/.exec(text)![1]!
    const empty = await post(world.cast.chamber, { form: 'decision', conflict, decision: 'takeNew', reason: ' ' })
    expect(empty.status).toBe(400)
    expect(empty.text).toContain('must say why')
    expect(empty.text).toMatch(/value="takeNew"[^>]*checked/)
    const fields = { form: 'decision', conflict, decision: 'takeNew', reason: 'renewed in July' }
    expect((await post(world.cast.chamber, fields)).location).toBe(`${here()}#conflicts`)
    const after = await desk.nobody.get(here(), { Authorization: `Bearer ${world.cast.chamber.token}` })
    expect(after.text).not.toContain(conflict)
  })

  it('offers to map a heading that it does not know, also where the column is needed, and keeps what was chosen', async () => {
    const csv = rosterCsv([rosterRow(6)])
      .replace('Surname', 'Clan')
      .replace('Purpose', 'Seat wish')
    const first = await look(csv)
    expect(first.text).toMatch(/name="heading-0" value="Clan"/)
    expect(first.text).not.toContain('name="mode"')
    const chosen = {
      form: 'mapping',
      kept: keptIn(first.text),
      'heading-0': 'Clan',
      'column-0': 'surname',
      'heading-1': 'Seat wish',
      'column-1': 'purpose',
    }
    const again = await post(world.cast.chamber, chosen)
    expect(count(again.text, 'clean and new'), again.text).toBe(1)
    expect(again.text).toMatch(/<option value="surname" selected/)
    const taken = await post(world.cast.chamber, { form: 'import', mode: 'all', kept: keptIn(again.text) })
    expect(taken.location).toContain('created=1')
  })

  it('takes workbooks as well, and says of what is no sheet what is wrong with it', async () => {
    const bytes = await rosterXlsx([rosterRow(7)])
    const read = await post(world.cast.chamber, { form: 'preview' }, { name: 'a.xlsx', bytes })
    expect(count(read.text, 'clean and new')).toBe(1)
    const none = await post(world.cast.chamber, { form: 'preview' })
    expect([none.status, none.text.includes('choose a file')]).toEqual([400, true])
    const broken = await post(
      world.cast.chamber,
      { form: 'preview' },
      { name: 'a.xlsx', bytes: 'PK\u0003\u0004nothing' },
    )
    expect(broken.status).toBe(400)
    expect(broken.text).toContain('id="refused"')
  })

  it('lets a preview go after an hour, to nobody else, for no other charter, and where it was changed', async () => {
    expect(sheetLetGo().findings.map(({ code }) => code)).toEqual(['sheetLetGo'])
    const gone = 'This preview has run out'
    const kept = keptIn((await look(mixed())).text)
    const changed = `${kept.slice(0, -4)}AAAA`
    const { vault, clock } = desk.open.desk
    const sheet = { name: 'x', mapping: {}, bytes: Buffer.from(mixed()) }
    const caller: Caller = {
      role: 'chamber',
      organisation: null,
      token: 'x',
      person: 'P0000000000000000' as PersonId,
      charters: null,
      acts: null,
      fresh: true,
    }
    const foreign = sealSheet(vault, world.charter as CharterId, caller, clock.now(), sheet)
    for (const wrong of [changed, foreign, '', 'x'])
      for (const form of ['import', 'returned', 'mapping']) {
        const answer = await post(world.cast.chamber, { form, mode: 'clean', kept: wrong })
        expect([answer.status, answer.text.includes(gone)], form).toEqual([422, true])
      }
    await desk.clock.turnTo(plusHours(clock.now(), 2))
    const late = await post(world.cast.chamber, { form: 'import', mode: 'clean', kept })
    expect([late.status, late.text.includes(gone)]).toEqual([422, true])
  })

  it('is there for the office to look at, shortened and without a form', async () => {
    const { status, text } = await desk.nobody.get(here(), {
      Authorization: `Bearer ${world.cast.reformOffice.token}`,
      'Accept-Language': 'en',
    })
    expect(status).toBe(200)
    expect(text).not.toContain('type="file"')
    expect(text).not.toContain(person(1).surname)
  })

  it('that is long tells how far it is, row by row, and ends with the way on', async () => {
    const csv = rosterCsv(Array.from({ length: 320 }, (_, i) => rosterRow(100 + i, { email: `p${i}@x.example` })))
    const kept = keptIn((await look(csv)).text)
    const { status, text } = await post(world.cast.chamber, { form: 'import', mode: 'clean', kept })
    expect(status).toBe(200)
    expect(text.match(/<progress/g)!.length).toBeGreaterThan(5)
    expect(text).toContain(`href="${here()}?created=`)
    expect(text.trimEnd().endsWith('</html>')).toBe(true)
  })

  it('tells who decided a row meanwhile, and keeps the reason that was typed', async () => {
    const csv = rosterCsv([rosterRow(1, { documentNumber: 'M77777772', mrz: '' })])
    await post(world.cast.chamber, { form: 'import', mode: 'clean', kept: keptIn((await look(csv)).text) })
    const { text } = await desk.nobody.get(here(), { Authorization: `Bearer ${world.cast.chamber.token}` })
    const conflict = /name="conflict" value="(\w+)"/.exec(text)![1]!
    const nonce = /name="nonce" value="([^"]+)"/.exec(text)![1]!
    const fields = { form: 'decision', conflict, decision: 'keepOld', reason: 'he keeps <it>', nonce }
    expect((await post(world.cast.chamber, fields)).location).toBe(`${here()}#conflicts`)
    expect((await post(world.cast.chamber, fields)).location).toBe(`${here()}?again=1#conflicts`)
    const changed = await post(world.cast.chamber, { ...fields, decision: 'takeNew' })
    expect(changed.status).toBe(409)
    expect(changed.text).toContain('This form had been sent before and was taken then.')
    expect(changed.text).toContain('he keeps &lt;it>')
    const late = await post(world.cast.chamber, { ...fields, nonce: 'another-page' })
    expect(late.status).toBe(409)
    expect(late.text).toMatch(/<strong>A row in doubt was decided<\/strong> · <bdi>The chamber · <\/bdi>chamber/)
  })

  it('sent from one page in another way after it was taken is not taken again, and says so', async () => {
    const page = (await look(rosterCsv([rosterRow(90)]))).text
    const nonce = /name="nonce" value="([^"]+\.import)"/.exec(page)![1]!
    const fields = { form: 'import', mode: 'clean', kept: keptIn(page), nonce }
    expect((await post(world.cast.chamber, fields)).location).toContain('created=1')
    const other = await post(world.cast.chamber, { ...fields, mode: 'all' })
    expect([other.status, other.text.includes('This form had been sent before')]).toEqual([409, true])
  })

  it('that is long and refused at its end says why on the page that told how far it was', async () => {
    const csv = rosterCsv(Array.from({ length: 320 }, (_, i) => rosterRow(500 + i, { email: `q${i}@x.example` })))
    const kept = keptIn((await look(csv)).text)
    const { store } = desk.open.desk
    const { commit } = store
    const before = await registered()
    // The charter is cancelled while the rows are read.
    Object.assign(store, {
      commit: async () => {
        Object.assign(store, { commit })
        const why = { reason: 'no aircraft' }
        must(await world.cast.reformOffice.post(`/v1/charters/${world.charter}/cancellation`, why, { 'If-Match': '*' }))
        return { outcome: 'conflict', on: 'version' }
      },
    })
    const { status, text } = await post(world.cast.chamber, { form: 'import', mode: 'clean', kept })
    expect(status).toBe(200)
    expect(text.match(/<progress/g)!.length).toBeGreaterThan(5)
    expect(text).toMatch(/id="refused" role="alert"><ul class="findings"><li>[^<]*registrations/)
    expect(text).toContain(`href="${here()}"`)
    expect(text).not.toContain('created=')
    expect(await registered()).toBe(before)
  })
})
