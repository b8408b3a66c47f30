// Is it alive, can it work, and what can be asked of it: routes that need no token.
import type { Store } from '../application/ports.ts'
import type { Heartbeat } from '../domain/letters/heartbeat.ts'
import { openapi } from './openapi.ts'
import { route, type Route } from './route.ts'

export function healthRoutes(
  store: Store,
  mailState: () => Promise<Heartbeat | null>,
  documented: () => readonly Route[],
): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/healthz',
      act: null,
      room: 'health',
      summary: 'The process answers',
      run: async () => ({ status: 200, body: { status: 'ok' } }),
    }),
    route({
      method: 'get',
      path: '/health',
      act: null,
      room: 'health',
      summary:
        'The store answers, and whether letters that come in are being read: a mailbox that is silent is the alarm',
      answers: { 200: 'all is well', 503: 'the store does not answer, or no letters are being read' },
      run: async () => {
        if (!(await store.ready())) return { status: 503, body: { status: 'the store does not answer', mail: null } }
        const mail = await mailState()
        const silent = mail?.state === 'silent'
        const status = silent ? 'no letters are being read' : 'well'
        return {
          status: silent ? 503 : 200,
          body: { status, mail: mail && { state: mail.state, since: sinceOf(mail) } },
        }
      },
    }),
    route({
      method: 'get',
      path: '/readyz',
      act: null,
      room: 'health',
      summary: 'The store answers as well',
      answers: { 200: 'ready', 503: 'the store does not answer' },
      run: async () =>
        (await store.ready())
          ? { status: 200, body: { status: 'ready' } }
          : { status: 503, body: { status: 'the store does not answer' } },
    }),
    route({
      method: 'get',
      path: '/openapi.json',
      act: null,
      room: 'health',
      summary: 'This description',
      run: async () => ({ status: 200, body: openapi(documented()) }),
    }),
  ]
}

const sinceOf = (mail: Heartbeat): string | null => (mail.state === 'opening' ? null : mail.since)
