// The way of a visit: who comes is known, may come here and comes from the desk's own pages, before anything that they send is read.
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { reachOf } from '../application/may.ts'
import type { Caller } from '../application/actor.ts'
import type { Act } from '../domain/access/table.ts'
import { errorPage } from '../web/errorPage.tsx'
import type { Frame, Missing } from '../web/views.ts'
import { frameFor, html } from './frames.ts'
import { bearer } from './identify.ts'
import { actsOf, type Forms, type Page } from './page.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

export type Fields = Readonly<Record<string, unknown>>
export type Visits = ReturnType<typeof createVisits>

const formLimit = 64 * 1024
const form = express.urlencoded({ extended: false, limit: formLimit })
export const smallForm: RequestHandler = form
const hidden = 'any'

export function createVisits(parts: PageParts) {
  const callers = new WeakMap<Request, Caller>()

  /** A page of whoever the act names. */
  const signedIn = (path: string, may: Act, answer: (visit: Visit, id: string) => Promise<PageAnswer>): Page => ({
    method: 'get',
    path,
    may,
    handlers: [known(may), (request, response) => visited(request, response, answer)],
  })

  /** What a page listens to: answered as it happens, unless there is nothing that the caller may see. */
  const heard = (
    path: string,
    may: Act,
    answer: (
      caller: Caller,
      id: string,
      request: Request,
      response: Response,
    ) => Promise<{ readonly missing: Missing } | null>,
  ): Page => ({
    method: 'get',
    path,
    may,
    handlers: [
      known(may),
      async (request, response) => {
        const caller = callers.get(request)!
        const barred = await answer(caller, String(request.params['charter'] ?? ''), request, response)
        if (barred) notThere(request, response, (await frameOf(parts, request, caller)).signedIn, barred.missing)
      },
    ],
  })

  /** A form, or several by their field; what it holds comes after who sends it is known. */
  const posted = (
    path: string,
    may: Act | Forms,
    answer: (visit: Visit, id: string, fields: Fields) => Promise<PageAnswer>,
    ...readers: readonly RequestHandler[]
  ): Page => ({
    method: 'post',
    path,
    may,
    handlers: [
      known(may),
      ...(readers.length ? readers : [form]),
      (request, response) =>
        visited(request, response, async (visit, id) => {
          const fields = (request.body ?? {}) as Fields
          return mayOf(may, fields, visit.caller) ? answer(visit, id, fields) : { missing: hidden }
        }),
    ],
  })

  /** What a page's script asks for: refused by a status, for nobody reads a page there. */
  const asked = (
    path: string,
    may: Act,
    answer: (caller: Caller) => Promise<object | null>,
    ...limits: readonly RequestHandler[]
  ): Page => ({
    method: 'post',
    path,
    may,
    handlers: [
      ...limits,
      async (request, response) => {
        const caller = await visitor(parts, request)
        if (!caller) return void response.sendStatus(401)
        if (isForeign(parts, request)) return void response.sendStatus(403)
        const found = reachOf(caller, may) ? await answer(caller) : null
        if (found) response.json(found)
        else response.sendStatus(404)
      },
    ],
  })

  const known =
    (may: Act | Forms): RequestHandler =>
    async (request: Request, response: Response, next: NextFunction): Promise<void> => {
      const caller = await visitor(parts, request)
      if (!caller) return response.redirect(303, '/sign-in')
      if (request.method === 'POST' && isForeign(parts, request)) return refuseForeign(request, response)
      if (!actsOf(may).some((act) => reachOf(caller, act)))
        return notThere(request, response, (await frameOf(parts, request, caller)).signedIn, hidden)
      callers.set(request, caller)
      next()
    }

  async function visited(
    request: Request,
    response: Response,
    answer: (visit: Visit, id: string) => Promise<PageAnswer>,
  ): Promise<void> {
    const caller = callers.get(request)!
    const frame = await frameOf(parts, request, caller)
    const { charter, journey, letter, incoming, call, person, session, pending } = request.params
    const page = await answer(
      { frame, caller, query: request.query, request, response },
      String(charter ?? journey ?? letter ?? incoming ?? call ?? person ?? session ?? pending ?? ''),
    )
    if ('missing' in page) return notThere(request, response, frame.signedIn, page.missing)
    if ('sent' in page) return
    if ('to' in page) return response.redirect(303, page.to)
    if (page.looked) await parts.tell(caller, `Q${parts.desk.chance.part()}`, page.looked)
    if ('file' in page) {
      const { name, type, bytes } = page.file
      return void response.attachment(name).type(type).send(bytes)
    }
    response.set('Referrer-Policy', 'same-origin')
    html(response, page.status ?? 200, page.html)
  }

  return {
    signedIn,
    heard,
    posted,
    asked,
    /** Who sends the request, once that is known. */
    personOf: (request: Request): string => callers.get(request)?.person ?? '',
    /** The same, and a token's number where it is one. */
    whoOf: (request: Request): string => callers.get(request)?.person ?? callers.get(request)?.token ?? '',
  }
}

function mayOf(may: Act | Forms, fields: Fields, caller: Caller): boolean {
  if (typeof may === 'string') return true
  const named = fields[may.field]
  const name = typeof named === 'string' ? named : ''
  return Object.hasOwn(may.acts, name) && reachOf(caller, may.acts[name]!) !== null
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
  html(response, 403, errorPage({ frame, status: 403, title: '403', why: 'foreign', back: '/charters' }))
}

export async function frameOf(parts: PageParts, request: Request, caller: Caller): Promise<Frame> {
  const organisation = caller.organisation
    ? ((await parts.desk.store.organisation(caller.organisation))?.name ?? null)
    : null
  const at = (href: string) => ({ href, here: request.path === href, within: request.path.startsWith(`${href}/`) })
  return frameFor(request, { role: caller.role, organisation }, [
    { to: 'board', ...at('/charters') },
    ...(reachOf(caller, 'ViewDemand') ? [{ to: 'demand' as const, ...at('/demand') }] : []),
    ...(reachOf(caller, 'ViewReference') ? [{ to: 'editions' as const, ...at('/editions') }] : []),
    ...(reachOf(caller, 'ViewTradeFigures') ? [{ to: 'trade' as const, ...at('/trade') }] : []),
    ...(reachOf(caller, 'ReviewLetters') ? [{ to: 'mail' as const, ...at('/mail') }] : []),
    ...(reachOf(caller, 'SearchRecord') ? [{ to: 'record' as const, ...at('/record') }] : []),
    ...(reachOf(caller, 'ViewPendingActs') ? [{ to: 'pending' as const, ...at('/pending-acts') }] : []),
    ...(reachOf(caller, 'ViewPeople') ? [{ to: 'people' as const, ...at('/people') }] : []),
    ...(caller.person ? [{ to: 'sessions' as const, ...at('/sessions') }] : []),
    { to: 'api', href: '/reference', here: false },
  ])
}

export function notThere(request: Request, response: Response, who: Frame['signedIn'], why: Missing): void {
  const frame = frameFor(request, who, [])
  html(response, 404, errorPage({ frame, status: 404, title: '404', why, back: who ? '/charters' : null }))
}

export const nobody = { missing: 'any' } as const

/** A token has neither sessions nor second factors. */
export const ofPeople =
  (answer: (visit: Visit, fields: Fields) => Promise<PageAnswer>) =>
  async (visit: Visit, _id: string, fields: Fields): Promise<PageAnswer> =>
    visit.caller.person ? answer(visit, fields) : nobody
