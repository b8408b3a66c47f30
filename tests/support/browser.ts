// Somebody's browser without scripts: it keeps cookies, says where a form comes from, and reads mail from the folder.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { expect } from 'vitest'
import { clientOf, type Answer } from './client.ts'
import type { TestDesk } from './desk.ts'

export type Browser = ReturnType<typeof openBrowser>
const formType = { 'Content-Type': 'application/x-www-form-urlencoded' }
export const fromOwnPage = { 'Sec-Fetch-Site': 'same-origin' }

export function openBrowser(desk: TestDesk, headers: Readonly<Record<string, string>> = {}) {
  const jar = new Map<string, string>()
  const client = clientOf(() => desk.url, '')
  const keep = (answer: Answer): Answer => {
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
      if (value) jar.set(name!, value)
      else jar.delete(name!)
    }
    return answer
  }
  const cookies = () => ({
    Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    'Accept-Language': 'en',
    ...headers,
  })
  return {
    jar,
    get session() {
      return jar.get('desk_session') ?? ''
    },
    get: async (address: string, more: Readonly<Record<string, string>> = {}) =>
      keep(await client.get(address, { ...cookies(), ...more })),
    post: async (
      address: string,
      fields: Readonly<Record<string, string>> = {},
      more: Readonly<Record<string, string>> = fromOwnPage,
    ) =>
      keep(await client.post(address, new URLSearchParams(fields).toString(), { ...cookies(), ...formType, ...more })),
    send: async (
      method: string,
      address: string,
      body?: unknown,
      more: Readonly<Record<string, string>> = fromOwnPage,
    ) =>
      keep(
        await client.send(method, address, {
          headers: { ...cookies(), ...more },
          ...(body === undefined ? {} : { body }),
        }),
      ),
  }
}

/** The links in the letters to an address, oldest first; what is due is sent before. */
export async function linksTo(desk: TestDesk, email: string): Promise<readonly string[]> {
  await desk.clock.work()
  const letters = await Promise.all(
    namesIn(desk.config.LETTER_FOLDER).map(async (name) =>
      simpleParser(readFileSync(path.join(desk.config.LETTER_FOLDER, name))),
    ),
  )
  return letters
    .filter(({ to }) => JSON.stringify(to).includes(email))
    .map(({ text }) => /\/enter\/([A-Za-z0-9_-]+)/.exec(text ?? '')?.[1])
    .filter((secret) => secret !== undefined)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.eml'))
      .sort()
  } catch {
    return []
  }
}

let invited = 0
/** Invited by the administrator's token; answers the id, the address and the link of the letter. */
export async function invite(desk: TestDesk, organisation: string, more: Readonly<Record<string, unknown>> = {}) {
  const email = `person-${++invited}@people.example`
  const answer = await desk.admin.post('/v1/people', { organisation, name: `Person ${invited}`, email, ...more })
  expect(answer.status, answer.text).toBe(201)
  const [link] = await linksTo(desk, email)
  return { id: answer.body.id as string, email, link: link! }
}

/** Somebody new of an organisation, signed in by the link of the invitation. */
export async function signedIn(desk: TestDesk, organisation: string, more: Readonly<Record<string, unknown>> = {}) {
  const person = await invite(desk, organisation, more)
  const browser = openBrowser(desk)
  expect((await browser.post('/enter', { secret: person.link })).status).toBe(303)
  return { ...person, browser }
}

/** Adds a code generator right after signing in; answers its secret. */
export async function addGenerator(browser: Browser, codeOf: (secret: string) => string): Promise<string> {
  const page = (await browser.post('/sessions/code')).text
  const secret = /<code>([A-Z2-7]+)<\/code>/.exec(page)![1]!
  const state = /name="state" value="([^"]+)"\/><label class="form-label" for="code"/.exec(page)![1]!
  const kept = await browser.post('/sessions/code/confirmation', { state, code: codeOf(secret) })
  expect(kept.status, kept.text).toBe(303)
  return secret
}
