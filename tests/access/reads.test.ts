// Whoever is shown a person is in the record before the answer leaves: every route, every page, and the merchant's own link.
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createJournal } from '../../src/application/journal.ts'
import type { BookLine } from '../../src/application/recordLines.ts'
import { audit as auditStore } from '../../src/application/audit.ts'
import { shownTo } from '../../src/domain/access/fields.ts'
import type { JourneyId } from '../../src/domain/ids.ts'
import { must, type Client } from '../support/client.ts'
import { person } from '../support/merchants.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { travelledDesk } from '../support/travelled.ts'

let travelled: Awaited<ReturnType<typeof travelledDesk>>
beforeAll(async () => {
  travelled = await travelledDesk()
})
afterAll(() => travelled.desk.close())

const people = [1, 2].map((number) => person(number))
/** Anything that shows one of the two, whole or shortened, or the way to their page. */
const shows = (text: string): boolean =>
  people.some(({ surname, documentNumber, email, phone }) =>
    [surname, documentNumber, `…${documentNumber.slice(-3)}`, email, phone, '황보'].some((word) => text.includes(word)),
  ) ||
  text.includes('/status/') ||
  text.includes('"tests":[{')

const journal = async (): Promise<readonly BookLine[]> => {
  const lines: BookLine[] = []
  for (let after = 0; ; after = lines.at(-1)!.sequence) {
    const page = await travelled.desk.open.desk.store.journalPage(after, 1_000, null)
    lines.push(...page)
    if (page.length < 1_000) return lines
  }
}
/** What the journal gained while something was asked. */
async function gained<Value>(
  ask: () => Promise<Value>,
): Promise<{ readonly answer: Value; readonly lines: readonly BookLine[] }> {
  const before = (await journal()).length
  const answer = await ask()
  return { answer, lines: (await journal()).slice(before) }
}
const signedIn = (who: Client) => ({ Authorization: `Bearer ${who.token}` })

describe('A read of personal data', () => {
  it('of every route that shows somebody has its one line, with who asked; what shows nobody has none', async () => {
    const { desk, world, journeys } = travelled
    const { cast, charter } = world
    const csv = rosterCsv([rosterRow(1, { birthDate: '1970-01-01', mrz: '' })])
    const rivals = `/v1/charters/${world.rivalCharter}/roster`
    must(await cast.rivalChamber.post(rivals, csv, { 'Content-Type': 'text/csv' }))
    const shown: string[] = []
    for (const role of ['chamber', 'reformOffice', 'laboratory', 'carrier', 'facility', 'auditor'] as const) {
      for (const route of desk.routes().filter(({ method, act }) => method === 'get' && act !== null)) {
        if (route.path === '/v1/record/export') continue
        const address = route.path
          .replace(':charter', charter)
          .replace(':journey', journeys[0])
          .replace(':facility', 'yw-obs-01')
        if (address.includes('/:') || address.includes('template')) continue
        const { answer, lines } = await gained(() => cast[role].get(address))
        if (answer.status !== 200) expect(lines, address).toEqual([])
        else if (shows(answer.text)) {
          shown.push(route.path)
          expect(
            lines.map(({ request }) => request),
            `${role} ${address}`,
          ).toEqual([answer.headers.get('request-id')])
          const organisation = world.cast.organisations[role]
          expect(lines[0]).toMatchObject({ type: 'PeopleShown', actor: { role, organisation } })
        }
      }
    }
    expect([...new Set(shown)]).toEqual(
      expect.arrayContaining([
        '/v1/charters/:charter/journeys',
        '/v1/charters/:charter/manifest',
        '/v1/charters/:charter/manifest.csv',
        '/v1/journeys/:journey',
        '/v1/journeys/:journey/status-link',
      ]),
    )
  })

  it('says of whom, of which charter, how many, and what was shown whole', async () => {
    const { world, journeys } = travelled
    const { cast, charter } = world
    const one = (await gained(() => cast.chamber.get(`/v1/journeys/${journeys[0]}`))).lines
    expect(one[0]).toMatchObject({
      charter,
      subject: journeys[0],
      data: { what: 'journey', people: 1, fields: shownTo('journey', 'chamber') },
    })
    const all = (await gained(() => cast.reformOffice.get(`/v1/charters/${charter}/journeys`))).lines
    expect(all[0]).toMatchObject({
      charter,
      subject: null,
      data: {
        what: 'journeys',
        people: 2,
        from: journeys[0],
        to: journeys[1],
        fields: ['tests', 'infection', 'reasons'],
      },
    })
    const manifest = (await gained(() => cast.carrier.get(`/v1/charters/${charter}/manifest.csv`))).lines
    expect(manifest[0]).toMatchObject({ data: { what: 'manifestFile', people: 2, fields: ['name', 'document'] } })
    expect(JSON.stringify([one, all, manifest])).not.toMatch(/HWANGBO|M5234/)
  })

  it('of the conflicts, the plan and a new status link is told as well', async () => {
    const { world, journeys } = travelled
    const { cast } = world
    const what = async (who: Client, address: string) =>
      (await gained(async () => must(await who.get(address)))).lines.map(({ data }) => (data as { what: string }).what)
    expect(await what(cast.rivalChamber, `/v1/charters/${world.rivalCharter}/conflicts`)).toEqual(['conflicts'])
    expect(await what(cast.chamber, `/v1/charters/${world.charter}/plan`)).toEqual(['plan'])
    expect(await what(cast.chamber, `/v1/journeys/${journeys[0]}/plan`)).toEqual(['plan'])
    const renewed = await gained(() => cast.chamber.post(`/v1/journeys/${journeys[0]}/status-link`))
    expect(renewed.lines).toMatchObject([{ subject: journeys[0], data: { what: 'newStatusLink', fields: ['link'] } }])
  })

  it('of the whole roster as a file is told, whichever shape it is asked in', async () => {
    const { world, journeys } = travelled
    const address = `/v1/charters/${world.charter}/roster`
    for (const accept of ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']) {
      const { answer, lines } = await gained(() => world.cast.chamber.get(address, { Accept: accept }))
      expect(answer.status).toBe(200)
      expect(lines).toMatchObject([
        {
          charter: world.charter,
          actor: { role: 'chamber' },
          data: { what: 'rosterFile', people: 2, from: journeys[0], to: journeys[1] },
        },
      ])
      expect((lines[0]!.data as { fields: string[] }).fields).toContain('document')
    }
  })

  it('by an officer on a page is told: people, letters, and one letter', async () => {
    const { desk, world, journeys } = travelled
    const { cast, charter } = world
    const page = async (who: Client, address: string) => {
      const { answer, lines } = await gained(() => desk.nobody.get(address, signedIn(who)))
      expect(answer.status).toBe(200)
      return lines
    }
    expect(await page(cast.chamber, `/charters/${charter}`)).toMatchObject([
      { data: { what: 'charterPage', people: 2 } },
    ])
    expect(await page(cast.reformOffice, `/charters/${charter}/letters`)).toMatchObject([{ data: { what: 'letters' } }])
    const { rows } = must(await cast.chamber.get(`/v1/charters/${charter}/letters`)).body
    const letter = rows.find(({ journey }: { journey: string }) => journey === journeys[1])
    const read = await page(cast.chamber, `/letters/${letter.id}`)
    expect(read).toMatchObject([{ subject: journeys[1], data: { what: `letter ${letter.id}`, people: 1 } }])
    expect((read[0]!.data as { fields: string[] }).fields).toContain('letter')
    const masked = await page(cast.auditor, `/letters/${letter.id}`)
    expect(masked).toMatchObject([{ actor: { role: 'auditor' }, data: { fields: [] } }])
  })

  it('by the merchant’s own link is a read too', async () => {
    const { desk, world, journeys } = travelled
    const { path: address } = must(await world.cast.chamber.get(`/v1/journeys/${journeys[1]}/status-link`)).body
    const { lines } = await gained(() => desk.nobody.get(address))
    expect(lines).toMatchObject([
      { actor: { role: 'merchant', organisation: null }, subject: journeys[1], data: { what: 'statusPage' } },
    ])
    expect((await gained(() => desk.nobody.get(`${address}x`))).lines).toEqual([])
  })

  it('that cannot be recorded is not answered', async () => {
    const { desk, world, journeys } = travelled
    const address = `/v1/journeys/${journeys[0]}`
    const { store } = desk.open.desk
    const commit = store.commit.bind(store)
    store.commit = async (wanted) => {
      if (wanted.journal?.length) throw new Error('the disk is full')
      return commit(wanted)
    }
    try {
      const answer = await world.cast.chamber.get(address)
      expect(answer.status).toBe(500)
      expect(shows(answer.text)).toBe(false)
      const page = await desk.nobody.get(`/charters/${world.charter}`, signedIn(world.cast.chamber))
      expect({ status: page.status, shows: shows(page.text) }).toEqual({ status: 500, shows: false })
    } finally {
      store.commit = commit
    }
    must(await world.cast.chamber.get(address))
    expect(await auditStore(store)).toMatchObject({ intact: true })
  })

  it('is one line each however many come at once, in one unbroken chain a desk', async () => {
    const { world, journeys, desk } = travelled
    const { lines } = await gained(() =>
      Promise.all(Array.from({ length: 40 }, (_, i) => world.cast.chamber.get(`/v1/journeys/${journeys[i % 2]!}`))),
    )
    expect(lines).toHaveLength(40)
    expect(new Set(lines.map(({ request }) => request)).size).toBe(40)
    const second = createJournal(desk.open.desk.store, desk.open.desk.chance)
    const line = { caller: { role: 'auditor', organisation: null, token: 't', person: null, charters: null, acts: null, fresh: true }, request: 'Q', now: desk.clock.now(), charter: null, subject: null, told: { type: 'PeopleShown' } } as const // prettier-ignore
    await Promise.all([second.write(line), second.write(line)])
    const books = new Set((await journal()).map(({ aggregate }) => aggregate))
    expect(books.size).toBeGreaterThanOrEqual(2)
    expect(await auditStore(desk.open.desk.store)).toMatchObject({ intact: true })
  })

  it('that finds nothing newer than what was shown before shows nothing and is no read', async () => {
    const { world, journeys } = travelled
    const address = `/v1/journeys/${journeys[0]}`
    const { version } = must(await world.cast.chamber.get(address))
    const { answer, lines } = await gained(() => world.cast.chamber.get(address, { 'If-None-Match': version! }))
    expect({ status: answer.status, lines: lines.length }).toEqual({ status: 304, lines: 0 })
  })
})

describe('A letter that was sent', () => {
  it('is in the record: to which journey, when, and under which Message-ID, without a name or an address', async () => {
    const { desk, journeys } = travelled
    const sent = (await journal()).filter(({ type }) => type === 'LetterSent')
    const { rows } = await desk.open.desk.store.lettersPage({ charter: null, journey: null, after: null, limit: 500 })
    const went = rows.filter(({ state }) => state === 'sent')
    expect(went.length).toBeGreaterThan(5)
    for (const { id, messageId, journey, sentAt } of went) {
      const line = sent.find(({ data }) => (data as { letter: string }).letter === id)
      expect(line).toMatchObject({ subject: journey, at: sentAt, data: { messageId }, actor: { role: 'desk' } })
    }
    expect(JSON.stringify(sent)).not.toMatch(/HWANGBO|lettersplace/)
    expect(sent.some(({ subject }) => subject === (journeys[0] as JourneyId))).toBe(true)
    expect(path.isAbsolute(desk.folder)).toBe(true)
  })
})
