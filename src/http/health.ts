// Is it alive, can it work, and what can be asked of it: routes that need no token.
import type { Store } from '../application/ports.ts'
import { openapi } from './openapi.ts'
import { route, type Route } from './route.ts'

export function healthRoutes(store: Store, documented: () => readonly Route[]): readonly Route[] {
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
