// A new edition is published: refused with the field and the reason, or put on the shelf once, by the API or the page.
import { describe, expect, it } from 'vitest'
import { codesOf, expectProblem, fieldsOf, must, type Answer } from '../support/client.ts'
import { at, bookAt, oneTest, reason, seven, shelfInUse, twenty, vietnam, type Book } from '../support/shelf.ts'

const shelf = shelfInUse()
const { publish, published } = shelf
const factsOfTheShelf = async () =>
  (await shelf.desk.open.desk.store.eventsOf('desk', 'editions')).filter(({ type }) => type !== 'EditionSeeded')

describe('An edition that cannot stand', () => {
  const tests = (slots: readonly object[]): Book => {
    const korea = bookAt('mission/kr-2022-07-01.json') as Book & { tests: { value: { slots: object[] }[] } }
    const [way] = korea.tests.value
    return {
      ...korea,
      id: oneTest.id,
      effectiveFrom: '2022-09-15',
      adoptedFrom: '2022-09-15',
      transition: null,
      tests: { ...korea.tests, value: [{ ...way!, slots: slots.map((each, i) => ({ ...way!.slots[i], ...each })) }] },
    } as Book
  }
  const malformed: readonly (readonly [string, unknown, readonly string[], RegExp])[] = [
    ['names an unknown zone', { ...twenty, zone: 'Asia/Yiwu' }, ['edition.zone'], /IANA/],
    [
      'has a negative window',
      tests([{ opens: -48 }, { opens: 24 }]),
      ['edition.tests.value.0.slots.0.opens', 'edition.tests.value.0.slots.0.closes'],
      /negative/,
    ],
    [
      'has an empty window',
      tests([{ opens: 72 }, { opens: 24, closes: 24 }]),
      ['edition.tests.value.0.slots.1.closes'],
      /empty/,
    ],
    [
      'ends before it begins',
      { ...twenty, effectiveUntil: '2022-08-31' },
      ['edition.effectiveUntil'],
      /before effectiveFrom/,
    ],
    [
      'is wrong in several places',
      { ...twenty, zone: 'Asia/Yiwu', confidence: 'sure', effectiveFrom: 'soon', surplus: 1 },
      ['edition.confidence', 'edition.effectiveFrom', 'edition.surplus', 'edition.zone'],
      /surplus/,
    ],
    [
      'speaks of no country',
      { ...vietnam, id: 'mission/VIETNAM/2022-09-15', jurisdiction: 'VIETNAM' },
      ['edition.jurisdiction'],
      /ISO 3166/,
    ],
    ['is none', 'an edition', ['edition'], /./],
  ]
  const colliding: readonly (readonly [string, Book, string, string])[] = [
    ['is published already', bookAt('observation/cn-2022-06-28.json'), 'editionKnown', 'id'],
    [
      'overlaps without a transition clause',
      {
        ...oneTest,
        id: 'mission/KR/2022-04-15',
        effectiveFrom: '2022-04-15',
        adoptedFrom: '2022-04-15',
        effectiveUntil: '2022-04-30',
      },
      'editionOverlaps',
      'effectiveFrom',
    ],
    [
      'corrects nothing that is known',
      { ...twenty, corrects: 'observation/CN-33/2020-01-01' },
      'correctsUnknown',
      'corrects',
    ],
    [
      'overlaps under another spelling of whoever issued it',
      { ...twenty, issuer: 'Zhejiang' },
      'editionOverlaps',
      'effectiveFrom',
    ],
    ['is that of a mission that nobody has', { ...oneTest, issuer: 'KR-SEOUL' }, 'issuerUnknown', 'issuer'],
    ['is that of a mission elsewhere', { ...vietnam, issuer: 'KR-SEL-EMB' }, 'issuerUnknown', 'issuer'],
    ['cites a number that is on no list', { ...vietnam, sources: ['29', '999'] }, 'sourceUnknown', 'sources.1'],
    [
      'accepts the rule before, and there is none',
      { ...vietnam, transition: { days: ['2022-09-15'], words: 'old or new' } },
      'transitionAlone',
      'transition',
    ],
  ]

  async function leavesTheDesk(ask: () => Promise<Answer>): Promise<Answer> {
    const look = async () => ({
      books: await published(),
      events: await shelf.desk.countEvents(),
      charter: must(await shelf.world.cast.reformOffice.get(`/v1/charters/${shelf.later.charter}`)).body,
      plan: must(await shelf.world.cast.reformOffice.get(`/v1/journeys/${shelf.later.journey}/plan`)).body,
    })
    const before = await look()
    const answer = await ask()
    expect(await look()).toEqual(before)
    return answer
  }

  it.each(malformed)('because it %s is refused with the field and the reason', async (_why, edition, fields, words) => {
    for (const more of [{}, { dryRun: true }]) {
      const findings = expectProblem(await leavesTheDesk(() => publish(edition, more)), 400, 'malformed')
      expect(fieldsOf(findings)).toEqual([...fields].sort())
      expect(findings.map(({ message }) => message).join('\n')).toMatch(words)
    }
  })

  it.each(colliding)('because it %s is refused with the field and the reason', async (_why, edition, code, field) => {
    for (const more of [{}, { dryRun: true }]) {
      const findings = expectProblem(await leavesTheDesk(() => publish(edition, more)), 422, 'policy-unmet')
      expect(codesOf(findings)).toEqual([code])
      expect(fieldsOf(findings)).toEqual([field])
      expect(findings[0]!.message.length).toBeGreaterThan(20)
    }
  })

  it.each([
    ['one that nobody published', twenty, 'observation/CN-33/2020-01-01', 'endsUnknown'],
    ['one of another place', twenty, 'observation/CN/2022-06-28', 'endsUnknown'],
    ['one that begins behind it', { ...oneTest, effectiveFrom: '2022-09-15' }, 'mission/KR/2022-11-14', 'endsUnknown'],
    ['one that is over by then', oneTest, 'mission/KR/2022-05-20', 'endedAlready'],
  ] as const)('because it would end %s is refused, and nothing ends', async (_what, edition, ends, code) => {
    const findings = expectProblem(await leavesTheDesk(() => publish(edition, { ends })), 422, 'policy-unmet')
    expect(findings[0]).toMatchObject({ code, facts: { field: 'ends', edition: ends } })
    // What it does overlap is told in the same answer.
    expect(codesOf(findings)).toContain('editionOverlaps')
  })

  it('without a reason, or from anybody but the reform office, is not published', async () => {
    const bare = await leavesTheDesk(() =>
      shelf.world.cast.reformOffice.post('/v1/editions', { edition: twenty, reason: ' ' }),
    )
    expect(fieldsOf(expectProblem(bare, 400))).toEqual(['reason'])
    for (const role of ['chamber', 'facility', 'auditor', 'administrator', 'mission'] as const) {
      expectProblem(await shelf.world.cast[role].post('/v1/editions', { edition: twenty, reason }), 403)
      const impact = await shelf.world.cast[role].get(at(seven, 'impact'))
      if (role === 'auditor' || role === 'administrator') must(impact)
      else expectProblem(impact, 403)
      expectProblem(await shelf.world.cast[role].post(at(seven, 'redecision'), { choice: 'keep', reason }), 403)
    }
  })
})

describe('An edition that comes in the middle of an observation', () => {
  it('is published with the same preview, once, ends the one before, and is told on the desk’s own chain', async () => {
    const looked = must(await publish(twenty, { ends: seven, dryRun: true })).body
    const key = { 'Idempotency-Key': 'twenty' }
    const body = { edition: twenty, ends: seven, reason }
    const before = (await published()).find(({ id }) => id === seven)!
    const answer = must(await shelf.world.cast.reformOffice.post('/v1/editions', body, key))
    expect(answer.status).toBe(201)
    expect(answer.headers.get('location')).toBe(at(twenty.id, 'impact'))
    expect(answer.body).toEqual(looked)
    expect((await published()).find(({ id }) => id === twenty.id)).toMatchObject({ effectiveFrom: '2022-09-01' })
    // Its rules stay what they were; only its last day is another.
    expect((await published()).find(({ id }) => id === seven)).toEqual({ ...before, effectiveUntil: '2022-08-31' })
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/)
    expect((await factsOfTheShelf()).map(({ type, data, actor }) => ({ type, data, role: actor.role }))).toEqual([
      { type: 'EditionPublished', data: { edition: twenty.id, digest, reason }, role: 'reformOffice' },
      {
        type: 'EditionEnded',
        data: { edition: seven, until: '2022-08-31', by: twenty.id, digest },
        role: 'reformOffice',
      },
    ])
    const again = must(await shelf.world.cast.reformOffice.post('/v1/editions', body, key))
    expect({ status: again.status, body: again.body }).toEqual({ status: 201, body: answer.body })
    expect(codesOf(expectProblem(await publish(twenty), 422))).toEqual(['editionKnown'])
    expect(await factsOfTheShelf()).toHaveLength(2)
    expect(must(await shelf.world.cast.reformOffice.get(at(twenty.id, 'impact'))).body).toEqual(looked)
  })
})

describe('The page of rule books', () => {
  const thailand: Book = {
    ...bookAt('mission/in-2022-11-14.json'),
    id: 'mission/TH/2022-10-01',
    jurisdiction: 'TH',
    effectiveFrom: '2022-10-01',
    adoptedFrom: '2022-10-01',
  }
  const cookie = (who: { token: string }) => ({ Authorization: `Bearer ${who.token}`, 'Accept-Language': 'en' })
  const post = (who: { token: string }, fields: Record<string, string>) =>
    shelf.desk.nobody.post('/editions', new URLSearchParams(fields).toString(), {
      ...cookie(who),
      'Content-Type': 'application/x-www-form-urlencoded',
    })

  it('shows where everything stands that the books cite, which the API tells as well', async () => {
    const { text } = await shelf.desk.nobody.get('/editions', cookie(shelf.world.cast.chamber))
    const sources = must(await shelf.world.cast.chamber.get('/v1/sources')).body as Record<string, { site: string }[]>
    expect(sources['4']).toEqual([
      {
        site: 'wqb.huzhou.gov.cn',
        path: 'art_1229207131_58835829',
        date: '2022-06-21',
        note: 'Huzhou foreign affairs office',
      },
    ])
    const cited = new Set((await published()).flatMap(({ sources: numbers }) => numbers as string[]))
    expect(cited.size).toBeGreaterThan(10)
    for (const number of cited) expect(text, number).toContain(sources[number]![0]!.site)
  })

  it('shows the shelf to everybody who is signed in, and the form to the reform office alone', async () => {
    const { reformOffice, chamber } = shelf.world.cast
    const office = await shelf.desk.nobody.get('/editions', cookie(reformOffice))
    expect(office.text).toContain(seven)
    expect(office.text).toContain('<textarea')
    const other = await shelf.desk.nobody.get('/editions', cookie(chamber))
    expect({ status: other.status, form: other.text.includes('<textarea') }).toEqual({ status: 200, form: false })
    expect((await shelf.desk.nobody.get('/editions')).headers.get('location')).toBe('/sign-in')
    expect((await post(shelf.desk.nobody, { act: 'publish' })).headers.get('location')).toBe('/sign-in')
    expect((await post(chamber, { act: 'publish', edition: JSON.stringify(thailand), reason })).status).toBe(404)
  })

  it('refuses with the field and the reason, keeps what was typed, and publishes only on the second button', async () => {
    const { reformOffice } = shelf.world.cast
    const before = await published()
    const wrong = await post(reformOffice, { act: 'publish', edition: '{ "no": ', reason })
    expect(wrong.status).toBe(400)
    expect(wrong.text).toContain('is no JSON')
    const zone = await post(reformOffice, {
      act: 'publish',
      edition: JSON.stringify({ ...thailand, zone: 'x' }),
      reason,
    })
    expect(zone.status).toBe(400)
    expect(zone.text).toContain('edition.zone')
    expect(zone.text).toContain('mission/TH/2022-10-01')
    const twice = await post(reformOffice, { act: 'publish', edition: JSON.stringify(twenty), reason })
    expect(twice.status).toBe(422)
    const nothing = await post(reformOffice, {
      act: 'publish',
      edition: JSON.stringify(thailand),
      reason,
      ends: 'mission/TH/2022-01-01',
    })
    expect(nothing.status).toBe(422)
    expect(nothing.text).toContain('value="mission/TH/2022-01-01"')
    const looked = await post(reformOffice, { act: 'preview', edition: JSON.stringify(thailand), reason })
    expect(looked.status).toBe(200)
    expect(looked.text).toContain('mission/TH/2022-10-01 would touch')
    expect(await published()).toEqual(before)
    const done = await post(reformOffice, { act: 'publish', edition: JSON.stringify(thailand), reason })
    const led = done.headers.get('location')!
    expect([done.status, led]).toEqual([303, '/editions?published=mission%2FTH%2F2022-10-01'])
    expect((await shelf.desk.nobody.get(led, cookie(reformOffice))).text).toContain(
      'mission/TH/2022-10-01 is published',
    )
    expect((await shelf.desk.nobody.get(led, cookie(shelf.world.cast.chamber))).text).not.toContain('is published')
    expect((await shelf.desk.nobody.get('/editions?published=none', cookie(reformOffice))).status).toBe(200)
    expect((await published()).map(({ id }) => id)).toContain('mission/TH/2022-10-01')
  })

  it('publishes from a preview what was previewed; changed since, it is previewed again', async () => {
    const { reformOffice } = shelf.world.cast
    const myanmar = { ...thailand, id: 'mission/MM/2022-10-01', jurisdiction: 'MM' }
    expect((await shelf.desk.nobody.get('/editions', cookie(reformOffice))).text).not.toContain('value="publish"')
    const looked = await post(reformOffice, { act: 'preview', edition: JSON.stringify(myanmar), reason })
    expect(looked.text).toContain('value="publish"')
    const seen = /name="seen" value="(\w+)"/.exec(looked.text)![1]!
    const other = JSON.stringify({ ...myanmar, title: 'Another title' })
    const changed = await post(reformOffice, { act: 'publish', edition: other, reason, seen })
    expect(changed.text).toContain('so this is a preview again')
    expect((await published()).map(({ id }) => id)).not.toContain(myanmar.id)
    const lines = `\r\n${JSON.stringify(myanmar)}`
    const done = await post(reformOffice, { act: 'publish', edition: lines, reason, seen })
    expect(done.headers.get('location')).toBe('/editions?published=mission%2FMM%2F2022-10-01')
  })

  it('publishes once what is sent twice from one page, at once or after it, and says so', async () => {
    const { reformOffice } = shelf.world.cast
    const laos = { ...thailand, id: 'mission/LA/2022-10-01', jurisdiction: 'LA' }
    const looked = await post(reformOffice, { act: 'preview', edition: JSON.stringify(laos), reason })
    const nonce = /name="nonce" value="(\w+)"/.exec(looked.text)![1]!
    const form = { act: 'publish', edition: JSON.stringify(laos), reason, nonce }
    const answers = await Promise.all([post(reformOffice, form), post(reformOffice, form)])
    const to = '/editions?published=mission%2FLA%2F2022-10-01'
    expect(answers.map(({ headers }) => headers.get('location')).sort()).toEqual([to, `${to}&again=1`])
    const again = await post(reformOffice, form)
    expect(again.headers.get('location')).toBe(`${to}&again=1`)
    const { text } = await shelf.desk.nobody.get(`${to}&again=1`, cookie(reformOffice))
    expect(text).toContain('It was not done a second time.')
    const other = await post(reformOffice, { ...form, reason: 'another reason' })
    expect(other.status).toBe(409)
    expect(other.text).toContain('This form had been sent before and was taken then.')
    expect((await published()).filter(({ id }) => id === laos.id)).toHaveLength(1)
  })
})

describe('Two who publish at once', () => {
  it('are decided one after the other: of two that overlap one is refused', async () => {
    const from = (day: string): Book => ({
      ...bookAt('mission/in-2022-11-14.json'),
      id: `mission/VN/${day}`,
      jurisdiction: 'VN',
      effectiveFrom: day,
      adoptedFrom: day,
      effectiveUntil: '2022-12-31',
    })
    const answers = await Promise.all(['2022-10-01', '2022-10-02', '2022-10-03'].map((day) => publish(from(day))))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422])
    expect((await published()).filter(({ id }) => id.startsWith('mission/VN/'))).toHaveLength(1)
  })
})
