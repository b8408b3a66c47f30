// Somebody who asks a desk over HTTP: what they send, what they are answered, and what must be true of the answer.
import { expect } from 'vitest'
import type { Finding } from '../../src/domain/decision.ts'

export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // Bodies are looked at as a client would: without a type of the desk's own.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any
  readonly version: string | null
}
export type Sent = { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
/** Somebody with a token: `body` is sent as JSON unless it is text or bytes. */
export type Client = {
  readonly token: string
  send(method: string, path: string, sent?: Sent): Promise<Answer>
  get(path: string, headers?: Sent['headers']): Promise<Answer>
  post(path: string, body?: unknown, headers?: Sent['headers']): Promise<Answer>
}

/** Somebody with this token, or nobody where it is empty, at the desk that answers under `url` by the time of asking. */
export function clientOf(url: () => string, token: string): Client {
  const send = async (method: string, address: string, { headers = {}, body }: Sent = {}): Promise<Answer> => {
    const raw = typeof body === 'string' || body instanceof Uint8Array
    const response = await fetch(url() + address, {
      method,
      redirect: 'manual',
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body === undefined || raw ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    })
    const text = await textOf(response)
    const json = (response.headers.get('content-type') ?? '').includes('json')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json && text ? JSON.parse(text) : null,
      version: response.headers.get('etag'),
    }
  }
  return {
    token,
    send,
    get: (address, headers = {}) => send('GET', address, { headers }),
    post: (address, body = {}, headers = {}) => send('POST', address, { body, headers }),
  }
}

/** All of an answer; of one that never ends, what comes first. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  const reader = response.body!.getReader()
  const { value } = await reader.read()
  await reader.cancel()
  return new TextDecoder().decode(value)
}

/** Takes an answer that must be a success, and says what the desk said where it is none. */
export function must(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`)
  return answer
}

/** RFC 9457: a problem in its own media type, whose status is the response's, with fields of the right kind. */
export function expectProblem(answer: Answer, status: number, slug?: string): readonly Finding[] {
  expect({ status: answer.status, type: answer.headers.get('content-type'), text: answer.text }).toMatchObject({
    status,
    type: expect.stringMatching(/^application\/problem\+json(;|$)/),
  })
  const { type, title, detail, instance, findings, ...rest } = answer.body
  expect(answer.body.status).toBe(status)
  expect(type).toMatch(/^\/problems\/[a-z-]+$/)
  if (slug) expect(type).toBe(`/problems/${slug}`)
  expect(typeof title === 'string' && title.length > 0).toBe(true)
  expect(detail === undefined || (typeof detail === 'string' && detail.length > 0)).toBe(true)
  expect(instance).toMatch(/^\/requests\/Q[0-9A-Z]{16}$/)
  expect(Object.keys(rest)).toEqual(['status'])
  for (const each of findings ?? []) {
    expect(each).toMatchObject({ code: expect.any(String), message: expect.any(String), facts: expect.any(Object) })
  }
  return (findings ?? []) as readonly Finding[]
}

export const fieldsOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ facts }) => String(facts['field'])).sort()
export const codesOf = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code)
