// The checklist of ASVS 5.0 says what is so: every file and test that it names is there, and what no other test shows is shown here.
import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openBrowser, signedIn } from '../support/browser.ts'
import { expectProblem, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const cells = (line: string): string[] => line.slice(2, -2).split(' | ')
const rows = read('tests/access/asvs.md')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [number = '', words = '', verdict = '', where = '', shown = ''] = cells(line).map((cell) => cell.trim())
    const spans = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, span]) => span!)
    const tests = spans(shown).map((span) => span.split(' › ') as [string, string])
    const files = spans(where).filter((span) => /\.\w+$/.test(span))
    return { number, words, verdict, where, tests, files }
  })

/** The requirements of levels 1 and 2 by section, as the standard counts them; L3 has the gaps. */
const asked: Readonly<Record<string, readonly number[]>> = {
  '5.1': [1],
  '5.2': [1, 2, 3],
  '5.3': [1, 2],
  '5.4': [1, 2, 3],
  '6.1': [1, 2, 3],
  '6.2': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  '6.3': [1, 2, 3],
  '6.4': [1, 2, 3, 4],
  '6.5': [1, 2, 3, 4, 5],
  '6.6': [1, 2, 3],
  '6.8': [1, 2, 3, 4],
  '7.1': [1, 2, 3],
  '7.2': [1, 2, 3, 4],
  '7.3': [1, 2],
  '7.4': [1, 2, 3, 4, 5],
  '7.5': [1, 2],
  '7.6': [1, 2],
  '8.1': [1, 2],
  '8.2': [1, 2, 3],
  '8.3': [1],
  '8.4': [1],
  '14.1': [1, 2],
  '14.2': [1, 2, 3, 4],
  '14.3': [1, 2, 3],
  '16.1': [1],
  '16.2': [1, 2, 3, 4, 5],
  '16.3': [1, 2, 3, 4],
  '16.4': [1, 2, 3],
  '16.5': [1, 2, 3],
}

describe('The checklist', () => {
  it('has a row for every requirement on authentication, sessions, access, files, logs and data, and each once', () => {
    const numbers = rows.map(({ number }) => number)
    expect(numbers.filter((number, i) => numbers.indexOf(number) !== i)).toEqual([])
    const wanted = Object.entries(asked).flatMap(([section, each]) => each.map((number) => `${section}.${number}`))
    const chapters = ['5', '6', '7', '8', '14', '16']
    expect(numbers.filter((number) => chapters.includes(number.split('.')[0]!)).sort()).toEqual(wanted.sort())
  })

  it('says of each whether it is met, by which file and which test, or why not', () => {
    for (const { number, words, verdict, where, tests, files } of rows) {
      expect(['met', 'does not apply', 'not met'], number).toContain(verdict)
      expect(words.length, number).toBeGreaterThan(5)
      expect(where.length, number).toBeGreaterThan(5)
      if (verdict === 'met')
        expect({ number, shown: files.length > 0 && tests.length > 0 }).toEqual({ number, shown: true })
      if (verdict === 'does not apply') expect({ number, tests }).toEqual({ number, tests: [] })
    }
  })

  it('names no file and no test that is not there', () => {
    const absent = rows.flatMap(({ number, files, tests }) => [
      ...files.filter((file) => !existsSync(path.join(root, file))).map((file) => `${number}: ${file}`),
      ...tests.filter(([file, name]) => !isThere(file, name)).map(([file, name]) => `${number}: ${file} › ${name}`),
    ])
    expect(absent).toEqual([])
  })

  /** As the name of a test, in quotes. */
  const isThere = (file: string, name: string): boolean =>
    existsSync(path.join(root, file)) && ["'", '`'].some((quote) => read(file).includes(quote + name + quote))
})

describe('What no other test shows: the desk', () => {
  const sources = (readdirSync(path.join(root, 'src'), { recursive: true }) as string[])
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ name, text: read(path.join('src', name)) }))
  const naming = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name)

  let desk: TestDesk
  beforeAll(async () => {
    desk = await startDesk()
  })
  afterAll(() => desk.close())

  const chamber = async (): Promise<string> =>
    must(await desk.admin.post('/v1/organisations', { name: 'The chamber', kind: 'chamber' })).body.id

  it('is the only place where a server is opened, and it parses strictly', () => {
    expect(naming(/\.listen\(config\.PORT/)).toEqual(['serving.ts'])
    expect(naming(/insecureHTTPParser|insecure-http-parser/)).toEqual([])
  })

  it('turns off no check of certificates', () => {
    expect(naming(/rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity/)).toEqual([])
  })

  it('makes no code of text, and stores nothing in the browser', () => {
    expect(naming(/\beval\(|new Function\(|node:vm/)).toEqual([])
    expect(naming(/localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML/)).toEqual([])
  })

  it('has no field for a password or a question', async () => {
    const { browser } = await signedIn(desk, await chamber())
    for (const address of ['/sign-in', '/sessions', '/step-up', '/people'])
      expect((await browser.get(address)).text, address).not.toMatch(/type="password"|secret question/i)
  })

  it('has the way out on every page of somebody signed in', async () => {
    const { browser } = await signedIn(desk, await chamber())
    for (const address of ['/charters', '/demand', '/people', '/sessions', '/step-up', '/charters/none'])
      expect((await browser.get(address)).text, address).toContain('action="/sign-out"')
    expect((await openBrowser(desk).get('/sign-in')).text).not.toContain('action="/sign-out"')
  })

  it('shows no listing and answers no TRACE', async () => {
    for (const address of [
      '/reference/assets',
      '/reference/assets/',
      '/.git/config',
      '/.env',
      '/reference/assets/package.json',
    ])
      expect((await desk.nobody.get(address)).status, address).toBeGreaterThanOrEqual(300)
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(
        `${desk.url}/charters`,
        { method: 'TRACE', headers: { 'X-Secret': 'echo' } },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        },
      )
      sent.on('error', reject)
      sent.end()
    })
    expect(status).toBe(404)
  })

  it('logs a failure under the id that was answered, and answers nothing else of it', async () => {
    const error = vi.spyOn(desk.open.log, 'error').mockImplementation(() => {})
    const failing = vi
      .spyOn(desk.open.desk.store, 'organisations')
      .mockRejectedValue(new Error('SELECT secret FROM organisations of somebody@people.example'))
    try {
      const answer = await desk.admin.get('/v1/organisations')
      expectProblem(answer, 500, 'broken')
      expect(answer.text).not.toMatch(/SELECT|secret|at .*\.ts/)
      const [line] = error.mock.calls[0] as unknown as [{ request: string; error: string }]
      expect(answer.body.instance).toBe(`/requests/${line.request}`)
      expect(JSON.stringify(line)).not.toContain('somebody@')
    } finally {
      failing.mockRestore()
      error.mockRestore()
    }
  })
})
