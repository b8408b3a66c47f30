// Every view that shows a person, asked by every role: whole is what the table of fields says, the rest is shortened or not there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fields, showing, shownTo, views, type Field, type ViewName } from '../../src/domain/access/fields.ts'
import { lastThree, shortenEmail, shortenName, shortenWords } from '../../src/domain/access/masking.ts'
import { organisationKinds, type OrganisationKind } from '../../src/domain/access/roles.ts'
import { reach } from '../../src/domain/access/table.ts'
import { arrived, resolve, signed, written } from '../support/arriving.ts'
import { must, type Client } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { person, register } from '../support/merchants.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { clearToBoard, closeManifest, flyAndTransfer, furnish, openRegistration, termsBody } from '../support/world.ts'
import type { World } from '../support/world.ts'

type Place = {
  readonly charter: string
  readonly journey: string
  readonly letter: string
  /** What they wrote, and a person has to look at. */
  readonly incoming: string
  readonly number: number
}

/** Nothing that the desk could answer by itself. */
const asked = 'my grandmother in Gunsan turns ninety'
/** Does not end like a passport. */
const phone = { phone: '+821055512987' }

let desk: TestDesk
let world: World
let chambers: Place
let companys: Place
beforeAll(async () => {
  desk = await startDesk({}, undefined, { resolve })
  world = await furnish(desk)
  await openRegistration(world)
  const { cast, charter } = world
  const flying = [await register(cast.chamber, charter, 1, phone), await register(cast.chamber, charter, 2)] as const
  const other = await register(cast.chamber, charter, 3)
  must(await cast.chamber.post(`/v1/journeys/${other}/withdrawal`, { reason: 'a wedding' }, { 'If-Match': '*' }))
  const doubted = rosterCsv([rosterRow(1, { birthDate: '1970-01-01', mrz: '' })])
  must(await cast.chamber.post(`/v1/charters/${charter}/roster`, doubted, { 'Content-Type': 'text/csv' }))
  const theirs: string = must(await cast.company.post('/v1/charters', termsBody())).body.id
  must(await cast.company.post(`/v1/charters/${theirs}/application`, {}, { 'If-Match': '*' }))
  const employed = await register(cast.company, theirs, 4, phone)
  await clearToBoard(desk, world, flying)
  await closeManifest(desk, world)
  await flyAndTransfer(desk, world, flying)
  const letterTo = async (of: string, journey: string): Promise<string> =>
    must(await cast.reformOffice.get(`/v1/charters/${of}/letters`)).body.rows.find(
      (row: { journey: string }) => row.journey === journey,
    ).id
  const letterFrom = async (number: number): Promise<string> => {
    const { surname, givenNames, email } = person(number)
    const from = `${surname} ${givenNames} <${email}>`
    const bytes = await signed(written({ from, subject: 'hello', text: asked }))
    return (await desk.open.receive.receive(arrived(bytes)))!.id
  }
  chambers = {
    ...{ charter, journey: flying[0], letter: await letterTo(charter, flying[0]) },
    ...{ incoming: await letterFrom(1), number: 1 },
  }
  companys = {
    ...{ charter: theirs, journey: employed, letter: await letterTo(theirs, employed) },
    ...{ incoming: await letterFrom(4), number: 4 },
  }
})
afterAll(() => desk.close())

const placeOf = (role: OrganisationKind): Place => (role === 'company' ? companys : chambers)
const asPage = (who: Client, address: string) => desk.nobody.get(address, { Authorization: `Bearer ${who.token}` })
/** How each view is opened by whoever belongs to an organisation; where nothing was closed yet, a manifest is empty. */
const openings: Readonly<Partial<Record<ViewName, (who: Client, place: Place) => ReturnType<Client['get']>>>> = {
  journey: (who, { journey }) => who.get(`/v1/journeys/${journey}`),
  charterPage: (who, { charter }) => asPage(who, `/charters/${charter}`),
  peopleList: (who, { charter }) => asPage(who, `/charters/${charter}/people`),
  reasons: (who, { charter }) => who.get(`/v1/charters/${charter}/reasons`),
  plan: (who, { journey }) => who.get(`/v1/journeys/${journey}/plan`),
  manifest: (who, { charter }) => who.get(`/v1/charters/${charter}/manifest`),
  manifestFile: (who, { charter }) => who.get(`/v1/charters/${charter}/manifest.csv`),
  peopleFile: (who, { charter }) => who.get(`/v1/charters/${charter}/people.csv`),
  rosterFile: (who, { charter }) => who.get(`/v1/charters/${charter}/roster`, { Accept: 'text/csv' }),
  conflicts: (who, { charter }) => who.get(`/v1/charters/${charter}/conflicts`),
  letters: (who, { charter }) => asPage(who, `/charters/${charter}/letters`),
  letter: (who, { letter }) => asPage(who, `/letters/${letter}`),
  incoming: (who, { incoming }) => asPage(who, `/mail/${incoming}`),
  statusLink: (who, { journey }) => who.get(`/v1/journeys/${journey}/status-link`),
  record: (who, { journey }) => who.get(`/v1/record?journey=${journey}`),
}

/** What stands for a field where it is whole, in whichever form; each is looked for by itself. */
function wholeOf(number: number): Readonly<Partial<Record<Field, readonly (string | RegExp)[]>>> {
  const { surname, givenNames, nativeName, documentNumber, birthDate, email, phone: called } = person(number, phone)
  return {
    name: [surname, givenNames, nativeName, nativeName.slice(1)],
    document: [documentNumber, documentNumber.slice(0, 6)],
    birthDate: [birthDate, birthDate.slice(5)],
    contact: [email, email.split('@')[0]!, 'lettersplace', called!, called!.slice(3, 10)],
  }
}
/** In the answer on a journey: names of parts that are left out for whoever does not see them. */
const parts: Readonly<Partial<Record<Field, RegExp>>> = {
  words: /"purpose":"orders"/,
  tests: /"tests":\[/,
  infection: /"pastInfection":/,
  reasons: /"findings":/,
}
const shortOf = (number: number): Readonly<Partial<Record<Field, string>>> => ({
  name: 'H. M.',
  document: lastThree(person(number).documentNumber),
  contact: 'm…@….example',
})

describe.each(organisationKinds)('To the %s', (role) => {
  it('every view shows whole what the table says, shortened what it says, and nothing else', async () => {
    const place = placeOf(role)
    const who = world.cast[role]
    const [whole, short] = [wholeOf(place.number), shortOf(place.number)]
    const opened: string[] = []
    for (const [name, open] of Object.entries(openings) as [ViewName, NonNullable<(typeof openings)[ViewName]>][]) {
      const { status, text } = await open(who, place)
      const may = reach(role, views[name].by as Parameters<typeof reach>[1]) !== null
      expect(status, `${name}: ${text}`).toBe(
        may ? 200 : ['peopleList', 'letters', 'letter', 'incoming'].includes(name) ? 404 : 403,
      )
      if (may) opened.push(name)
      if (name === 'incoming') expect(text.includes(asked)).toBe(may && showing(name, role, 'words') === 'whole')
      // The text of a letter says all of it; and on the company's charter nobody is listed or in doubt yet.
      if (showing(name, role, 'letter')) expect(text).toContain('황보민서')
      const listed = role !== 'company' || !['manifest', 'manifestFile', 'conflicts'].includes(name)
      if (showing(name, role, 'letter') || !listed) continue
      for (const field of fields) {
        const how = may ? showing(name, role, field) : null
        for (const word of whole[field] ?? [])
          if (how !== 'whole') expect(text.includes(String(word)), `${name} shows ${field} ${word}`).toBe(false)
        const [first] = whole[field] ?? []
        if (how === 'whole' && first) expect(text, `${name} lacks ${field}`).toContain(first)
        const shortened = short[field]
        if (shortened) expect(text.includes(shortened), `${name} ${field} shortened`).toBe(how === 'short')
        const part = parts[field]
        if (name === 'journey' && part) expect(part.test(text), `${name} ${field}`).toBe(how === 'whole')
      }
      expect(text.includes('/status/'), `${name} link`).toBe(showing(name, role, 'link') === 'whole')
    }
    expect(opened).toEqual(Object.keys(openings).filter((name) => shownBy(role, name as ViewName)))
  })

  it('a list of journeys shows what one of them does', async () => {
    const { charter, number } = placeOf(role)
    const { text } = must(await world.cast[role].get(`/v1/charters/${charter}/journeys`))
    for (const [field, words] of Object.entries(wholeOf(number)) as [Field, readonly string[]][]) {
      const seen = showing('journey', role, field) === 'whole'
      for (const word of words) expect(text.includes(word) && !seen, `${field} ${word}`).toBe(false)
      expect(text.includes(words[0]!), field).toBe(seen)
    }
    for (const [field, part] of Object.entries(parts) as [Field, RegExp][])
      expect(part.test(text), field).toBe(showing('journey', role, field) === 'whole')
  })

  it('why people do not fly is told with numbers of journeys only where their reasons are shown', async () => {
    const { body } = must(await world.cast[role].get(`/v1/charters/${placeOf(role).charter}/reasons`))
    expect(body).toMatchObject([{ code: role === 'company' ? 'testMissing' : 'withdrawn', count: 1 }])
    expect('journeys' in body[0]).toBe(showing('reasons', role, 'reasons') === 'whole')
  })
})
const shownBy = (role: OrganisationKind, name: ViewName): boolean => {
  const { by } = views[name]
  return by !== 'link' && reach(role, by) !== null
}

describe('The table of fields', () => {
  it('has no view beside those asked here, but those that are asked by a link or for a reason, and parts of pages', () => {
    const asked = Object.keys(openings)
    expect(Object.keys(views).filter((name) => !asked.includes(name))).toEqual([
      // In tests/http/stations.test.ts, with people who stand there.
      'station',
      'seatLine',
      'givenReasons',
      'unmasking',
      'pendingActs',
      'pendingReason',
      'copy',
      'statusPage',
      'ownLetters',
      'calendar',
    ])
  })

  it('is what the record says was shown', async () => {
    const { cast, charter } = world
    must(await cast.chamber.get(`/v1/charters/${charter}/roster`, { Accept: 'text/csv' }))
    const { rows } = must(await cast.auditor.get('/v1/record?act=PeopleShown&limit=1')).body
    expect(rows[0].data).toMatchObject({ what: 'rosterFile', people: 3, fields: shownTo('rosterFile', 'chamber') })
    must(await cast.transferCrew.get(`/v1/charters/${charter}/manifest`))
    const last = must(await cast.auditor.get('/v1/record?act=PeopleShown&limit=1')).body.rows[0]
    expect(last.data).toMatchObject({ what: 'manifest', people: 2, fields: ['name'] })
  })
})

describe('What is shortened', () => {
  it('is a name’s first character as a reader counts them, and nothing of a name of one', () => {
    expect(shortenName('KIM')).toBe('K.')
    expect(shortenName('𠮷田')).toBe('𠮷.')
    expect(shortenName('e\u0301lodie')).toBe('e\u0301.')
    expect(shortenName('👩‍👩‍👧x')).toBe('👩‍👩‍👧.')
    expect(shortenName('김민준'.normalize('NFD'))).toBe('김.'.normalize('NFD'))
    for (const one of ['O', '𠮷', 'e\u0301', '吴']) expect(shortenName(one)).toBe('…')
    expect(shortenName('')).toBe('')
    expect(shortenWords(' KIM  Min-jun 민준 ')).toBe('K. M. 민.')
    expect(shortenWords('')).toBe('')
  })

  it('is a number’s last three, and nothing of one that they would tell', () => {
    expect(lastThree('M12345678')).toBe('…678')
    expect(lastThree('123456')).toBe('…456')
    for (const few of ['', '1', '123', '12345', '𠮷𠮷𠮷𠮷']) expect(lastThree(few)).toBe('…')
    expect(lastThree('12345𠮷')).toBe('…45𠮷')
  })

  it('is an address without its name and its host, whatever it looks like', () => {
    expect(shortenEmail('minjun@kim-trading.co.kr')).toBe('m…@….kr')
    expect(shortenEmail('k@example.org')).toBe('…@….org')
    expect(shortenEmail('no address')).toBe('…')
    expect(shortenEmail('')).toBe('…')
    expect(shortenEmail('@host')).toBe('…@…')
    expect(shortenEmail('minjun@localhost')).toBe('m…@…')
    expect(shortenEmail('"a@b"@example.net')).toBe('"…@….net')
    expect(shortenEmail('𠮷田@example.jp')).toBe('𠮷…@….jp')
  })
})
