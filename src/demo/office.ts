// One actor with a token of their own, speaking the real HTTP API; a request that dies with the desk is sent again under its key.
import { createHash } from 'node:crypto'
import type { DeskProcess } from './deskProcess.ts'

export type Answer = { readonly status: number; readonly body: unknown; readonly version: number | null }
export type Office = {
  readonly name: string
  readonly token: string
  get<Body>(path: string): Promise<Body>
  /** Refusals (409, 412, 422) are answers; anything else that is no success is thrown. */
  post(path: string, body: unknown, more?: { readonly ifMatch?: string; readonly type?: string }): Promise<Answer>
}

/** What the player is told of every request: before it goes, and when a command was answered. */
export type Watch = {
  readonly before: () => Promise<void> | void
  readonly answered: (path: string, answer: Answer) => void
}

/** While a desk that was killed comes back, a request is tried so often, so far apart (milliseconds). */
const tries = 200
const pauseMs = 50

export function createOffices(desk: DeskProcess, watch: Watch) {
  let serial = 0

  async function send(
    token: string,
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body: string | Uint8Array<ArrayBuffer> | undefined,
  ): Promise<Answer> {
    await watch.before()
    let lastError: unknown
    for (let attempt = 0; attempt < tries; attempt++) {
      await desk.up()
      try {
        const response = await fetch(desk.url() + path, {
          method,
          headers: { Authorization: `Bearer ${token}`, ...headers },
          ...(body === undefined ? {} : { body }),
        })
        const text = await response.text()
        // The same key is still on its way in the desk: it will be answered.
        if (response.status === 503 || (response.status === 409 && text.includes('/problems/in-flight'))) {
          await pause()
          continue
        }
        const tag = /^"(\d+)"$/.exec(response.headers.get('etag') ?? '')
        const answer = {
          status: response.status,
          body: text ? (JSON.parse(text) as unknown) : null,
          version: tag ? Number(tag[1]) : null,
        }
        if (method === 'POST' && response.ok) watch.answered(path, answer)
        return answer
      } catch (error) {
        lastError = error
        await pause()
      }
    }
    throw new Error(`${method} ${path} was never answered`, { cause: lastError })
  }

  return function office(name: string, token: string): Office {
    return {
      name,
      token,
      get: async <Body>(path: string) => {
        const answer = await send(token, 'GET', path, {}, undefined)
        if (answer.status !== 200)
          throw new Error(`${name}: GET ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`)
        return answer.body as Body
      },
      post: async (path, body, more = {}) => {
        const bytes = body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body)
        const key = createHash('sha256').update(`${++serial} ${name} ${path}`).digest('hex').slice(0, 32)
        const headers = {
          'Content-Type': more.type ?? 'application/json',
          'Idempotency-Key': key,
          ...(more.ifMatch ? { 'If-Match': more.ifMatch } : {}),
        }
        const answer = await send(token, 'POST', path, headers, bytes)
        const refusal = answer.status === 409 || answer.status === 412 || answer.status === 422
        if (answer.status >= 300 && !refusal)
          throw new Error(`${name}: POST ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`)
        return answer
      },
    }
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, pauseMs))

/** Runs tasks with so many at a time; the order of starting is the order given. */
export async function together<Item>(
  items: readonly Item[],
  task: (item: Item) => Promise<unknown>,
  atOnce = 16,
): Promise<void> {
  const queue = [...items]
  await Promise.all(
    Array.from({ length: Math.min(atOnce, queue.length) }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await task(item)
    }),
  )
}
