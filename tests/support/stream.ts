// Somebody who listens to a page's stream of events, one event at a time.
import type { TestDesk } from './desk.ts'

export type StreamEvent = { readonly id: string | null; readonly event: string | null; readonly data: string | null }
export type Stream = Awaited<ReturnType<typeof openStream>>

export async function openStream(desk: TestDesk, address: string, headers: Readonly<Record<string, string>> = {}) {
  const leaving = new AbortController()
  const response = await fetch(desk.url + address, {
    headers: { Accept: 'text/event-stream', ...headers },
    redirect: 'manual',
    signal: leaving.signal,
  })
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''

  /** The next block with an id or an event; null where the stream ends. */
  async function next(): Promise<StreamEvent | null> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const block = text.slice(0, end)
        text = text.slice(end + 2)
        const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? null
        const found = { id: field('id'), event: field('event'), data: field('data') }
        if (found.id !== null || found.event !== null) return found
        continue
      }
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
      if (done) return null
      text += decoder.decode(value, { stream: true })
    }
  }
  return {
    status: response.status,
    headers: response.headers,
    next,
    /** The next event of the name; null where the stream ends before it. */
    async heard(event: string): Promise<StreamEvent | null> {
      for (;;) {
        const found = await next()
        if (!found || found.event === event) return found
      }
    },
    leave: () => leaving.abort(),
  }
}
