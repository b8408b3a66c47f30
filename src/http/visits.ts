// The way of a visit: who comes is known and comes from the desk's own pages, before anything that they send is read.
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { reachOf } from '../application/may.ts'
import type { Caller } from '../application/actor.ts'
import { errorPage } from '../web/errorPage.tsx'
import type { Frame } from '../web/views.ts'
import { frameFor, html } from './frames.ts'
import { bearer } from './identify.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

export type Fields = Readonly<Record<string, unknown>>
export type Visits = ReturnType<typeof createVisits>
export type Mount = Pick<Visits, 'signedIn' | 'posted'>

const formLimit = 64 * 1024
const form = express.urlencoded({ extended: false, limit: formLimit })
export const smallForm: RequestHandler = form

export function createVisits(app: Express, parts: PageParts) {
  function signedIn(address: string, answer: (visit: Visit, id: string) => Promise<PageAnswer>): void {
    app.get(address, (request, response) => visited(request, response, answer))
  }

  /** A form; its fields come after who sends them is known. */
  function posted(
    address: string,
    answer: (visit: Visit, id: string, fields: Fields) => Promise<PageAnswer>,
    read: RequestHandler = form,
  ): void {
    const known = async (request: Request, response: Response, next: NextFunction): Promise<void> => {
      if (!(await visitor(parts, request))) return response.redirect(303, '/sign-in')
      if (isForeign(parts, request)) return refuseForeign(request, response)
      next()
    }
    app.post(address, known, read, (request, response) =>
      visited(request, response, (visit, id) => answer(visit, id, (request.body ?? {}) as Fields)),
    )
  }

  async function visited(
    request: Request,
    response: Response,
    answer: (visit: Visit, id: string) => Promise<PageAnswer>,
  ): Promise<void> {
    const caller = await visitor(parts, request)
    if (!caller) return response.redirect(303, '/sign-in')
    const frame = await frameOf(parts, request, caller)
    const { charter, letter, call, person, session } = request.params
    const page = await answer(
      { frame, caller, query: request.query, request, response },
      String(charter ?? letter ?? call ?? person ?? session ?? ''),
    )
    if ('missing' in page) return notThere(request, response, frame.signedIn, page.missing)
    if ('to' in page) return response.redirect(303, page.to)
    if (page.looked) await parts.tell(caller, `Q${parts.desk.chance.part()}`, page.looked)
    response.set('Referrer-Policy', 'same-origin')
    html(response, page.status ?? 200, page.html)
  }

  return { signedIn, posted, notThere }
}

/** Pages are for people; a token shows them where it is for all that its role may. */
export async function visitor(parts: PageParts, request: Request): Promise<Caller | null> {
  const caller = await parts.identify(request)
  return caller?.acts === null ? caller : null
}

/**
 * A browser sends no token of its own accord, so only a session can be made use of by another site's page. It does send
 * the password of a proxy before the desk, which is no token.
 */
export const isForeign = (parts: PageParts, request: Request): boolean =>
  bearer(request) === null && parts.postedFrom(request) !== 'own'

export function refuseForeign(request: Request, response: Response): void {
  const frame = frameFor(request, null, [])
  const detail = 'The form was sent from another site.'
  html(response, 403, errorPage({ frame, status: 403, title: '403', detail, findings: [], back: '/charters' }))
}

export async function frameOf(parts: PageParts, request: Request, caller: Caller): Promise<Frame> {
  const organisation = caller.organisation
    ? ((await parts.desk.store.organisation(caller.organisation))?.name ?? null)
    : null
  const at = (href: string) => ({ href, here: request.path === href })
  return frameFor(request, { role: caller.role, organisation }, [
    { to: 'board', ...at('/charters') },
    ...(reachOf(caller, 'ViewDemand') ? [{ to: 'demand' as const, ...at('/demand') }] : []),
    ...(reachOf(caller, 'ViewReference') ? [{ to: 'editions' as const, ...at('/editions') }] : []),
    ...(reachOf(caller, 'SearchRecord') ? [{ to: 'record' as const, ...at('/record') }] : []),
    ...(reachOf(caller, 'ViewPeople') ? [{ to: 'people' as const, ...at('/people') }] : []),
    ...(caller.person ? [{ to: 'sessions' as const, ...at('/sessions') }] : []),
    { to: 'api', href: '/reference', here: false },
  ])
}

export function notThere(request: Request, response: Response, who: Frame['signedIn'], detail: string): void {
  const frame = frameFor(request, who, [])
  html(
    response,
    404,
    errorPage({ frame, status: 404, title: '404', detail, findings: [], back: who ? '/charters' : null }),
  )
}
