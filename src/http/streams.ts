// Streams of server-sent events: they say that something changed and never what, and end with the session.
import type { Request, Response } from 'express'
import type { Caller } from '../application/actor.ts'
import type { Changes, Listener } from '../application/changes.ts'
import { isTopic, seesWhole, topics, type Shown } from '../application/topics.ts'
import { reachOf, refusedAccess } from '../application/may.ts'
import type { Store } from '../application/ports.ts'

export type Streams = ReturnType<typeof createStreams>

/** A browser asks again so long after a lost connection. */
const retryMs = 2_000
/** So often a stream is written to, so that nobody on the way takes it for dead, and its session is asked for. */
const heartbeatMs = 5_000
/** One account's screens at the same time. */
const streamsAnAccount = 30
/** Who takes nothing in any more is let go, and resumes where they were (bytes). */
const mostUnsent = 16 * 1024

/** `again` answers who the request is from now: null once their session has ended. */
export function createStreams(
  store: Store,
  changes: Changes,
  again: (request: Request) => Promise<Caller | null>,
  everyMs: number = heartbeatMs,
) {
  const ends = new Set<() => void>()
  const open = new Map<string, number>()
  let closed = false

  const sees = async (caller: Caller, shown: Shown): Promise<boolean> => {
    if (isTopic(shown)) return reachOf(caller, topics[shown].act) !== null
    if (shown === null) return reachOf(caller, 'ViewCharter') !== null
    const held = await store.charter(shown)
    return held !== null && !refusedAccess(caller, 'ViewCharter', held.state)
  }

  return {
    sees,
    async open(first: Caller, shown: Shown, request: Request, response: Response): Promise<void> {
      const account = first.person ?? first.token
      const count = open.get(account) ?? 0
      if (closed || count >= streamsAnAccount) {
        response.setHeader('Retry-After', '10')
        return void response.sendStatus(closed ? 503 : 429)
      }
      open.set(account, count + 1)
      let caller = first
      const charter = isTopic(shown) ? null : shown
      const end = (): void => void response.end()
      const listener: Listener = { shown, caller: () => caller, changed: (mark) => void tell(mark) }
      const timer = setInterval(() => void beat(), everyMs)
      ends.add(end)
      response.once('close', () => {
        clearInterval(timer)
        changes.leave(listener)
        ends.delete(end)
        const left = (open.get(account) ?? 1) - 1
        if (left) open.set(account, left)
        else open.delete(account)
      })
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        // What is ended is over: a server that closes waits for no further request here.
        Connection: 'close',
        'X-Accel-Buffering': 'no',
      })
      write(`retry: ${retryMs}\n\n`)
      try {
        const mark = await changes.listen(listener)
        const since = sinceOf(request)
        // To whom a part is shown each beginning is told alike: whether anything happened meanwhile would tell of the rest.
        if (!seesWhole(caller, shown)) await tell(0)
        // An id alone tells nothing, and is what the browser asks again with; no id comes before what it stands for is told.
        else if (since === null || since === mark) write(`id: ${mark}\n\n`)
        else await tell(mark)
      } catch (error) {
        end()
        throw error
      }

      function write(text: string): void {
        if (response.writableEnded || response.destroyed) return
        if (response.writableLength > mostUnsent) response.destroy()
        else response.write(text)
      }
      /** Whoever was signed out, or may not look any more, is told nothing from then on. */
      async function mayStill(): Promise<boolean> {
        const now = await again(request).catch(() => caller)
        const may = now && (await sees(now, shown))
        if (now && may) caller = now
        else {
          write('event: ended\ndata: {}\n\n')
          end()
        }
        return Boolean(may)
      }
      async function tell(mark: number): Promise<void> {
        if (await mayStill()) write(`id: ${mark}\nevent: changed\ndata: ${JSON.stringify({ charter, mark })}\n\n`)
      }
      async function beat(): Promise<void> {
        if (await mayStill()) write(':\n\n')
      }
    },
    /** Ends every stream, so that the server need not wait for them; none is opened afterwards. */
    close(): void {
      closed = true
      for (const end of [...ends]) end()
    },
  }
}

/** The mark that was seen last: the browser's own word after a lost connection, else the page's. */
function sinceOf(request: Request): number | null {
  const said = request.get('last-event-id') ?? request.query['since']
  return typeof said === 'string' && /^\d{1,15}$/.test(said) ? Number(said) : null
}
