// A chamber's pages: its people found and narrowed by the address, each of them with their forms, and one more typed field by field.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JourneyId } from '../../src/domain/ids.ts'
import type { Client } from '../support/client.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { person, register, wishes } from '../support/merchants.ts'
import { rosterRow } from '../support/roster.ts'
import { furnish, openRegistration, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let journeys: string[]
beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  await openRegistration(world)
  journeys = []
  for (let i = 0; i < 4; i++) journeys.push(await register(world.cast.chamber, world.charter, i))
})
afterAll(() => desk.close())

const open = (who: Client, address: string) =>
  desk.nobody.get(address, { Authorization: `Bearer ${who.token}`, 'Accept-Language': 'en' })
const send = (who: Client, address: string, fields: Readonly<Record<string, string>>) =>
  desk.nobody.post(address, new URLSearchParams(fields).toString(), {
    Authorization: `Bearer ${who.token}`,
    'Accept-Language': 'en',
    'Content-Type': 'application/x-www-form-urlencoded',
  })
const people = () => `/charters/${world.charter}/people`
const rowsOf = (html: string): string[] =>
  [...html.matchAll(/<tr><th scope="row"><a href="([^"]+)"/g)].map(([, href]) => href!)

describe('The list of a charter’s people', () => {
  it('shows each with the first step that is open, and by when by the clock of the departure city', async () => {
    const { status, text } = await open(world.cast.chamber, people())
    expect(status).toBe(200)
    expect(rowsOf(text).sort()).toEqual(journeys.map((id) => `/journeys/${id}`).sort())
    expect(text).toContain('Korean Standard Time')
    expect(text).toMatch(/Test 1|First/)
  })

  it('finds by a part of the name or the passport, and the record says who was shown', async () => {
    const { surname, documentNumber } = person(2)
    for (const find of [surname.toLowerCase(), documentNumber.slice(3), `minseo ${surname}`]) {
      const { text } = await open(world.cast.chamber, `${people()}?find=${encodeURIComponent(find)}`)
      expect(rowsOf(text), find).toEqual([`/journeys/${journeys[2]}`])
    }
    const last = must(await world.cast.auditor.get('/v1/record?act=PeopleShown&limit=1')).body.rows[0]
    expect(last.data).toMatchObject({ what: 'peopleList', people: 1 })
  })

  it('finds for whoever sees people shortened nothing but what they are shown', async () => {
    const { surname, documentNumber } = person(2)
    const search = async (find: string) =>
      rowsOf((await open(world.cast.reformOffice, `${people()}?find=${find}`)).text)
    expect(await search(surname)).toEqual([])
    expect(await search(documentNumber.slice(0, 6))).toEqual([])
    expect(await search(documentNumber.slice(-3))).toEqual([`/journeys/${journeys[2]}`])
  })

  it('is narrowed by stage and sorted by name, and takes what it does not know for nothing', async () => {
    const none = await open(world.cast.chamber, `${people()}?stage=waitlisted`)
    expect(rowsOf(none.text)).toEqual([])
    expect(none.text).toContain('Nobody here is like that.')
    const sorted = await open(world.cast.chamber, `${people()}?sort=name`)
    expect(rowsOf(sorted.text)).toEqual(journeys.map((id) => `/journeys/${id}`))
    const unknown = await open(world.cast.chamber, `${people()}?stage=no&show=no&sort=no&from=-1&after=%00`)
    expect(unknown.status).toBe(200)
  })

  it('is paged through in the order of registration, without reading everybody', async () => {
    const first = await open(world.cast.chamber, `${people()}?sort=registered`)
    expect(rowsOf(first.text)).toEqual(journeys.map((id) => `/journeys/${id}`))
    const behind = await open(world.cast.chamber, `${people()}?sort=registered&after=${journeys[1]}`)
    expect(rowsOf(behind.text)).toEqual(journeys.slice(2).map((id) => `/journeys/${id}`))
  })
})

describe('The page of one person', () => {
  it('withdraws them with a reason, once, and says that the version was another where it was', async () => {
    const [, , , last] = journeys
    const here = `/journeys/${last}`
    const { text } = await open(world.cast.chamber, here)
    const version = /name="version" value="(\d+)"/.exec(text)![1]!
    const empty = await send(world.cast.chamber, here, { form: 'withdrawal', version, reason: '' })
    expect(empty.status).toBe(400)
    expect(empty.text).toContain('must say why')
    const stale = await send(world.cast.chamber, here, { form: 'withdrawal', version: '99', reason: 'a wedding' })
    expect(stale.status).toBe(412)
    expect(stale.text).toContain('value="a wedding"')
    const fields = { form: 'withdrawal', version, reason: 'a wedding' }
    const taken = await send(world.cast.chamber, here, fields)
    expect([taken.status, taken.headers.get('location')]).toEqual([303, `${here}?done=withdrawal`])
    expect((await send(world.cast.chamber, here, fields)).status).toBe(303)
    const after = await open(world.cast.chamber, `${here}?done=withdrawal`)
    expect(after.text).toContain('Done: Withdraw from the charter')
  })

  it('shows the status link only when it is asked for, and renews it', async () => {
    const here = `/journeys/${journeys[0]}`
    expect((await open(world.cast.chamber, here)).text).not.toContain('/status/')
    const linkIn = (text: string) => /\/status\/[\w.-]+/.exec(text)?.[0]
    const old = linkIn((await open(world.cast.chamber, `${here}?link=show`)).text)!
    expect((await desk.nobody.get(old)).status).toBe(200)
    const sent = await send(world.cast.chamber, here, { form: 'link-renewal', version: '1' })
    expect(sent.status).toBe(303)
    expect((await desk.nobody.get(old)).status).toBe(404)
    const renewed = linkIn((await open(world.cast.chamber, sent.headers.get('location')!)).text)!
    expect((await desk.nobody.get(renewed)).status).toBe(200)
    expect((await open(world.cast.reformOffice, `${here}?link=show`)).text).not.toContain('/status/')
  })

  it('offers whoever may do nothing no form', async () => {
    const { text } = await open(world.cast.mission, `/journeys/${journeys[0]}`)
    expect(text).not.toContain('name="form"')
  })
})

describe('The form of one merchant', () => {
  const cells = (number: number, more: Readonly<Record<string, string>> = {}) => {
    const { consentAt: _, ...row } = rosterRow(number)
    return { ...row, consentAt: '2022-08-10T10:00', visaKind: '', ...more }
  }
  const address = () => `${people()}/new`

  it('shows what is wrong at its field, keeps what was typed and begins at the first', async () => {
    const { status, text } = await send(
      world.cast.chamber,
      address(),
      cells(20, { documentNumber: 'x', email: 'nobody', mrz: '' }),
    )
    expect(status).toBe(400)
    const wrong = [...text.matchAll(/<input id="field-(\w+)"[^>]*aria-invalid/g)].map(([, column]) => column)
    expect(wrong).toEqual(['documentNumber', 'email'])
    expect(text).toMatch(
      /id="field-documentNumber"[^>]*aria-describedby="field-documentNumber-hint field-documentNumber-wrong"/,
    )
    expect(text.match(/autofocus/g)).toHaveLength(1)
    expect(text).toContain('value="nobody"')
    expect(text).toContain(`value="${person(20).surname}"`)
  })

  it('registers them and leads to their page; sent twice it is done once', async () => {
    const sent = await send(world.cast.chamber, address(), cells(21))
    expect(sent.status, sent.text).toBe(303)
    const there = sent.headers.get('location')!
    expect((await open(world.cast.chamber, there)).text).toContain(person(21).surname)
    const again = await send(world.cast.chamber, address(), cells(21))
    expect([again.status, again.headers.get('location')]).toEqual([303, there])
  })

  it('says that a passport is registered already, and asks of a namesake whether they are two', async () => {
    const twice = await send(world.cast.chamber, address(), cells(0, { purpose: 'a fair' }))
    expect(twice.status).toBe(409)
    const { documentNumber: _, mrz: __, ...known } = cells(1)
    const namesake = { ...known, documentNumber: 'M99999901', mrz: '' }
    const asked = await send(world.cast.chamber, address(), namesake)
    expect(asked.status).toBe(409)
    expect(asked.text).toContain('name="otherPerson"')
    const two = await send(world.cast.chamber, address(), { ...namesake, otherPerson: 'true' })
    expect(two.status, two.text).toBe(303)
  })

  it('corrects what is known, with the sheet’s own rules', async () => {
    const here = `/journeys/${journeys[1]}/details`
    const { text } = await open(world.cast.chamber, here)
    expect(text).toContain(`value="${person(1).email}"`)
    expect(text).toContain('value="2022-08-10T10:00"')
    const sent = await send(world.cast.chamber, here, cells(1, { email: 'new@lettersplace.example' }))
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/journeys/${journeys[1]}`])
    expect((await open(world.cast.chamber, here)).text).toContain('new@lettersplace.example')
    expect((await open(world.cast.reformOffice, here)).status).toBe(404)
  })

  describe('takes the departure of a connecting flight by a clock', () => {
    const departures = async (id: string) =>
      (await desk.open.desk.store.journey(id as JourneyId))!.state.dossier.traits.origin?.departsAt
    const typed = (number: number, country: string, clock = '2022-08-27T21:00') =>
      cells(number, { originCountry: country, originDeparture: clock, originCodeSeen: 'no' })
    const registered = async (number: number, country: string, clock?: string): Promise<string> => {
      const sent = await send(world.cast.chamber, address(), typed(number, country, clock))
      expect(sent.status, sent.text).toBe(303)
      return sent.headers.get('location')!.replace('/journeys/', '')
    }

    it('of the country it departs from, and of the charter’s departure city where that keeps several', async () => {
      const { text } = await open(world.cast.chamber, address())
      expect(text).toMatch(/<input[^>]*id="field-originDeparture"[^>]*type="datetime-local"/)
      expect(text).toContain('if that country keeps several clocks, by the clock of Seoul.<')
      expect(await departures(await registered(30, 'ng'))).toBe('2022-08-27T20:00:00.000Z')
      expect(await departures(await registered(31, 'US'))).toBe('2022-08-27T12:00:00.000Z')
    })

    it('and says whose clock that is where the country is known', async () => {
      const nigeria = `/journeys/${await registered(32, 'NG')}/details`
      const shown = (await open(world.cast.chamber, nigeria)).text
      expect(shown).toMatch(/<input[^>]*id="field-originDeparture"[^>]*value="2022-08-27T21:00"/)
      expect(shown).toContain('that is the clock of Nigeria.')
      const states = `/journeys/${await registered(33, 'US')}/details`
      expect((await open(world.cast.chamber, states)).text).toContain('that is the clock of Seoul.')
    })

    it('read anew where the country is corrected, and left to the second where nothing is', async () => {
      const origin = { country: 'NG', departsAt: '2022-08-27T20:00:31Z', codeSeen: false }
      const body = { merchant: person(34), wishes: wishes({ origin }) }
      const { id } = must(await world.cast.chamber.post(`/v1/charters/${world.charter}/journeys`, body)).body
      const correct = async (country: string) =>
        expect((await send(world.cast.chamber, `/journeys/${id}/details`, typed(34, country))).status).toBe(303)
      await correct('NG')
      expect(await departures(id)).toBe('2022-08-27T20:00:31.000Z')
      await correct('IN')
      expect(await departures(id)).toBe('2022-08-27T15:30:00.000Z')
    })

    it('and names what is none at its field, keeping what was typed', async () => {
      for (const clock of ['', '27 August "<', '2022-02-30T10:00']) {
        const { status, text } = await send(world.cast.chamber, address(), typed(35, 'NG', clock))
        expect(status).toBe(400)
        expect(text).toMatch(/<input[^>]*id="field-originDeparture"[^>]*aria-invalid/)
        expect(text).toContain(
          'id="field-originDeparture-wrong"><li>First flight departs: a day and a time are needed.',
        )
        const kept = clock.replace('"', '&quot;').replace('<', '&lt;')
        if (kept) expect(text).toContain(`type="datetime-local" max="9999-12-31T23:59" value="${kept}"`)
        expect(text).not.toContain('with its offset')
      }
    })
  })

  it('tells whoever corrects what another corrected meanwhile, and takes it once they have seen that', async () => {
    const here = `/journeys/${journeys[1]}/details`
    const hidden = (text: string) =>
      Object.fromEntries(
        ['nonce', 'version'].map((name) => [name, new RegExp(`name="${name}" value="([^"]+)"`).exec(text)![1]!]),
      )
    const email = 'first@lettersplace.example'
    const [one, two] = [
      hidden((await open(world.cast.chamber, here)).text),
      hidden((await open(world.cast.chamber, here)).text),
    ]
    expect((await send(world.cast.chamber, here, { ...cells(1, { email }), ...one })).status).toBe(303)
    const late = await send(world.cast.chamber, here, { ...cells(1, { phone: '+821099998888', email: '' }), ...two })
    expect(late.status).toBe(400)
    const told = await send(world.cast.chamber, here, { ...cells(1, { phone: '+821099998888' }), ...two })
    expect(told.status).toBe(412)
    expect(told.text).toContain('value="+821099998888"')
    expect(told.text).toContain('The chamber')
    expect((await open(world.cast.chamber, here)).text).toContain(email)
    // Back, something else typed, and sent with the form that was taken: told, and not taken for done.
    const back = await send(world.cast.chamber, here, { ...cells(1, { phone: '+821077776666' }), ...one })
    expect(back.status).toBe(409)
    expect(back.text).toContain('value="+821077776666"')
    const again = { ...cells(1, { phone: '+821099998888' }), ...hidden(told.text) }
    expect((await send(world.cast.chamber, here, again)).status).toBe(303)
    expect((await open(world.cast.chamber, here)).text).toContain('+821099998888')
  })
})
