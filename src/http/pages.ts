// Pages over HTTP: who is signed in, which language, and the way from an address to a page; what a page shows is asked in boards and status.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { reach } from '../domain/access/table.ts'
import { Zone } from '../domain/instant.ts'
import { Language } from '../domain/journey/merchant.ts'
import { errorPage } from '../web/errorPage.tsx'
import { signInPage } from '../web/signInPage.tsx'
import type { Frame } from '../web/views.ts'
import { boardAnswer, charterAnswer } from './boardPages.ts'
import { tickAnswer } from './conditionPages.ts'
import { demandAnswer, demandCallAnswer, replyAnswer } from './demandPages.ts'
import { cookieName } from './identify.ts'
import { letterAnswer, lettersAnswer } from './letterPages.ts'
import { offerFormAnswer } from './offerForm.ts'
import { isFromElsewhere } from './sameSite.ts'
import { publicationAnswer, shelfAnswer } from './shelfPage.ts'
import { calendarAnswer, missingLink, statusAnswer } from './statusPage.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

/** Officers without a place of their own read the clock of the city that receives. */
const officeZone = Zone.parse('Asia/Shanghai')
/** An edition as it is pasted, percent-encoded (bytes). */
const editionLimit = 512 * 1024
/** Words of evidence, percent-encoded (bytes). */
const tickLimit = 16 * 1024
/** A reply's form as it is typed, and its fields (bytes, and how many). */
const replyLimit = 512 * 1024
const replyFields = 5_000
/** An answer to an offer, as it is posted (bytes). */
const answerLimit = 4_096
const foreignForm = 'This form was not sent from a page of the desk. Open your status page and answer there.'
const languageCookie = 'desk_language'
const yearSeconds = 365 * 86_400

export function mountPages(app: Express, parts: PageParts): void {
  const style = readFileSync(new URL('../web/style.css', import.meta.url))
  app.get(
    '/style.css',
    (_request, response) => void response.type('text/css').set('Cache-Control', 'max-age=300').send(style),
  )
  mountReference(app)

  app.get('/', (_request, response) => response.redirect('/charters'))
  app.get('/sign-in', (request, response) =>
    html(response, 200, signInPage({ frame: frameFor(request, null, []), action: '/sign-in', refused: false })),
  )
  app.post('/sign-in', express.urlencoded({ extended: false, limit: 4_096 }), async (request, response) => {
    const { token } = (request.body ?? {}) as { token?: unknown }
    await enter(request, response, typeof token === 'string' ? token.trim() : '')
  })
  app.get('/enter/:token', async (request, response) => enter(request, response, String(request.params['token'])))
  app.post('/sign-out', (_request, response) => {
    response.clearCookie(cookieName, { path: '/' })
    response.redirect(303, '/sign-in')
  })

  signedIn('/charters', (visit) => boardAnswer(parts, visit))
  signedIn('/charters/:charter', (visit, id) => charterAnswer(parts, visit, id))
  app.post(
    '/charters/:charter',
    knownOnly,
    express.urlencoded({ extended: false, limit: tickLimit }),
    (request, response) =>
      visited(request, response, (visit, id) =>
        tickAnswer(parts, visit, id, (request.body ?? {}) as Readonly<Record<string, unknown>>),
      ),
  )
  signedIn('/charters/:charter/letters', (visit, id) => lettersAnswer(parts, visit, id))
  signedIn('/letters/:letter', (visit, id) => letterAnswer(parts, visit, id))
  signedIn('/demand', (visit) => demandAnswer(parts, visit))
  signedIn('/demand/:call', (visit, id) => demandCallAnswer(parts, visit, id))
  app.post(
    '/demand/:call',
    knownOnly,
    express.urlencoded({ extended: false, limit: replyLimit, parameterLimit: replyFields }),
    (request, response) =>
      visited(request, response, (visit, id) =>
        replyAnswer(parts, visit, id, (request.body ?? {}) as Readonly<Record<string, unknown>>),
      ),
  )
  signedIn('/editions', (visit) => shelfAnswer(parts, visit))
  app.post('/editions', knownOnly, express.urlencoded({ extended: false, limit: editionLimit }), (request, response) =>
    visited(request, response, (visit) =>
      publicationAnswer(parts, visit, (request.body ?? {}) as Readonly<Record<string, unknown>>),
    ),
  )

  // Before the page, whose address would take the ending for a part of the token.
  app.get('/status/:token.ics', async (request, response) => {
    const answer = await calendarAnswer(parts, String(request.params['token']), asked(request))
    if ('missing' in answer) return notThere(request, response, null, answer.missing)
    const { fileName, mediaType, text } = answer.calendar
    // Shown, not put aside: a phone then offers to enter it, and a browser that cannot show it keeps it under its name.
    response
      .set('Content-Type', mediaType)
      .set('Content-Disposition', `inline; filename="${fileName}"`)
      .set('Cache-Control', 'no-store')
      .send(Buffer.from(text))
  })
  app.get('/status/:token', async (request, response) => {
    const answer = await statusAnswer(parts, String(request.params['token']), asked(request), (language) =>
      frameFor(request, null, [], language),
    )
    if ('missing' in answer) return notThere(request, response, null, answer.missing)
    html(response, 200, answer.html)
  })
  // The link alone says who answers; it is read before anything that is sent with it.
  app.post(
    '/status/:token',
    liveLinkOnly,
    express.urlencoded({ extended: false, limit: answerLimit }),
    async (request, response) => {
      const token = String(request.params['token'])
      const answer = await offerFormAnswer(parts, token, request.body ?? {}, asked(request), (language) =>
        frameFor(request, null, [], language),
      )
      if ('missing' in answer) return notThere(request, response, null, answer.missing)
      if ('seeOther' in answer) return response.redirect(303, answer.seeOther)
      html(response, answer.status ?? 200, answer.html)
    },
  )

  async function liveLinkOnly(request: Request, response: Response, next: NextFunction): Promise<void> {
    if (isFromElsewhere(request)) {
      const frame = frameFor(request, null, [])
      const page = errorPage({ frame, status: 403, title: '403', detail: foreignForm, findings: [], back: null })
      return html(response, 403, page)
    }
    if (await parts.links.read(String(request.params['token']))) next()
    else notThere(request, response, null, missingLink.missing)
  }

  /** Who asks is known before anything that they send is read. */
  async function knownOnly(request: Request, response: Response, next: NextFunction): Promise<void> {
    if (await parts.identify(request)) next()
    else response.redirect(303, '/sign-in')
  }

  async function enter(request: Request, response: Response, token: string): Promise<void> {
    request.headers.authorization = `Bearer ${token}`
    if (!token || !(await parts.identify(request))) {
      return html(response, 401, signInPage({ frame: frameFor(request, null, []), action: '/sign-in', refused: true }))
    }
    response.cookie(cookieName, token, { httpOnly: true, sameSite: 'strict', path: '/', secure: request.secure })
    response.redirect(303, '/charters')
  }

  function signedIn(address: string, answer: (visit: Visit, id: string) => Promise<PageAnswer>): void {
    app.get(address, (request, response) => visited(request, response, answer))
  }

  async function visited(
    request: Request,
    response: Response,
    answer: (visit: Visit, id: string) => Promise<PageAnswer>,
  ): Promise<void> {
    const caller = await parts.identify(request)
    if (!caller) return response.redirect(303, '/sign-in')
    const organisation = caller.organisation
      ? ((await parts.desk.store.organisation(caller.organisation))?.name ?? null)
      : null
    const frame = frameFor(request, { role: caller.role, organisation }, [
      { to: 'board', href: '/charters', here: request.path === '/charters' },
      ...(reach(caller.role, 'ViewDemand')
        ? [{ to: 'demand' as const, href: '/demand', here: request.path === '/demand' }]
        : []),
      ...(reach(caller.role, 'ViewReference')
        ? [{ to: 'editions' as const, href: '/editions', here: request.path === '/editions' }]
        : []),
      { to: 'api', href: '/reference', here: false },
    ])
    const page = await answer(
      { frame, caller, query: request.query },
      String(request.params['charter'] ?? request.params['letter'] ?? request.params['call'] ?? ''),
    )
    if ('missing' in page) return notThere(request, response, frame.signedIn, page.missing)
    html(response, page.status ?? 200, page.html)
  }

  function notThere(request: Request, response: Response, who: Frame['signedIn'], detail: string): void {
    const frame = frameFor(request, who, [])
    html(
      response,
      404,
      errorPage({ frame, status: 404, title: '404', detail, findings: [], back: who ? '/charters' : null }),
    )
  }
}

/** The reference of the API: the description from /openapi.json shown by Swagger UI, from the desk's own address. */
function mountReference(app: Express): void {
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  app.use('/reference/assets', express.static(folder, { index: false, maxAge: 86_400_000 }))
  app.get(
    '/reference/start.js',
    (_request, response) =>
      void response
        .type('text/javascript')
        .send("SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', validatorUrl: null })"),
  )
  app.get(
    '/reference',
    (_request, response) =>
      void response
        // Swagger UI sets styles of its own on elements; this one page allows them.
        .set(
          'Content-Security-Policy',
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'",
        )
        .type('html')
        .send(
          '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Charter Desk: API</title><link rel="stylesheet" href="/reference/assets/swagger-ui.css"><div id="reference"></div><script src="/reference/assets/swagger-ui-bundle.js"></script><script src="/reference/start.js"></script></html>',
        ),
  )
}

function html(response: Response, status: number, page: string): void {
  const language = response.req.query['lang']
  if (Language.safeParse(language).success)
    response.cookie(languageCookie, language, { sameSite: 'lax', maxAge: yearSeconds * 1_000, path: '/' })
  response.status(status).type('html').set('Cache-Control', 'no-store').send(page)
}

/** The language that somebody chose, now or before; null where nobody did. */
function asked(request: Request): Language | null {
  const chosen =
    request.query['lang'] ?? new RegExp(`(?:^|; )${languageCookie}=(\\w+)`).exec(request.headers.cookie ?? '')?.[1]
  const language = Language.safeParse(chosen)
  return language.success ? language.data : null
}

function frameFor(request: Request, who: Frame['signedIn'], links: Frame['links'], own?: Language): Frame {
  const accepted = Language.safeParse(request.acceptsLanguages('zh', 'en', 'ko') || 'en')
  const language = own ?? asked(request) ?? (accepted.success ? accepted.data : 'en')
  return {
    language,
    languages: Language.options.map((each) => ({ language: each, href: `${request.path}?lang=${each}` })),
    styleHref: '/style.css',
    zone: officeZone,
    signedIn: who,
    links,
    signOut: who ? '/sign-out' : null,
  }
}
