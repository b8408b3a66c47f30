// The mailbox for development: what arrived, one letter, and an answer to it. Shown on the machine itself, to who opened its link.
import { hash, timingSafeEqual } from 'node:crypto'
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { isLoopback } from '../domain/loopback.ts'
import { mailboxLetterPage, mailboxPage } from '../web/mailboxPage.tsx'
import { frameFor, html } from './frames.ts'
import { open, type Page } from './page.ts'
import type { PageParts } from './visit.ts'
import { notThere } from './visits.ts'

/** An answer, percent-encoded (bytes). */
const replyLimit = 64 * 1024
const gone = 'letter'
/** What stands between a proxy and the desk: whoever asks through one may sit anywhere. */
const passedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const
/** The letter as it came: no script runs in it, it loads nothing, and only the desk's own page frames it. */
const letterPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"

const cookieName = 'desk_mailbox'
/** Kept by the browser while it is open: the next start of the desk has another link. */
const cookieOptions = { httpOnly: true, sameSite: 'lax', path: '/mailbox' } as const

/** None where the desk has a mail server, or may be reached from elsewhere. */
export function mailboxPages(parts: PageParts): readonly Page[] {
  const { mailbox, mailboxSecret, takeIn } = parts
  if (!mailbox) return []
  const frame = (request: Request) => frameFor(request, null, [{ to: 'mailbox', href: '/mailbox', here: true }])
  const letterOf = (request: Request) => mailbox.open(Number(request.params['arrival']))

  return [
    open('get', '/mailbox/open/:secret', onThisMachine, (request, response) => {
      if (!isSame(String(request.params['secret']), mailboxSecret)) return notThere(request, response, null, gone)
      response.cookie(cookieName, mailboxSecret, cookieOptions).redirect(303, '/mailbox')
    }),
    open('get', '/mailbox', onThisMachine, opened, (request, response) => {
      const to = typeof request.query['to'] === 'string' ? request.query['to'] : null
      const replied = request.query['replied'] !== undefined
      html(response, 200, mailboxPage({ frame: frame(request), letters: mailbox.list(to), to, replied }))
    }),
    open('get', '/mailbox/:arrival', onThisMachine, opened, async (request, response) => {
      const letter = await letterOf(request)
      if (!letter) return notThere(request, response, null, gone)
      response.set('Content-Security-Policy', `${response.get('Content-Security-Policy') ?? ''};frame-src 'self'`)
      html(response, 200, mailboxLetterPage({ frame: frame(request), letter }))
    }),
    open('get', '/mailbox/:arrival/html', onThisMachine, opened, async (request, response) => {
      const letter = await letterOf(request)
      if (!letter?.html) return notThere(request, response, null, gone)
      response
        .set({ 'Content-Security-Policy': letterPolicy, 'X-Frame-Options': 'SAMEORIGIN' })
        .type('html')
        .send(letter.html)
    }),
    open('post', '/mailbox/:arrival', onThisMachine, opened, ownForm, smallForm(), async (request, response) => {
      const { text } = (request.body ?? {}) as { readonly text?: unknown }
      const { chance, clock } = parts.desk
      const words = typeof text === 'string' ? text.trim() : ''
      const bytes = words
        ? await mailbox.reply(Number(request.params['arrival']), words, chance.part(), clock.now())
        : null
      if (!bytes) return notThere(request, response, null, gone)
      await takeIn(bytes)
      response.redirect(303, '/mailbox?replied')
    }),
  ]

  /** Whoever sits at this machine may be anybody’s proxy that says nothing of it: so the link is asked for too. */
  function opened(request: Request, response: Response, next: NextFunction): void {
    if (cookiesOf(request).some((value) => isSame(value, mailboxSecret))) next()
    else notThere(request, response, null, gone)
  }

  function ownForm(request: Request, response: Response, next: NextFunction): void {
    if (parts.postedFrom(request) === 'own') next()
    else notThere(request, response, null, gone)
  }
}

const smallForm = (): RequestHandler => express.urlencoded({ extended: false, limit: replyLimit })

/** Every cookie of that name: a site beside the desk may have set another. */
const cookiesOf = (request: Request): readonly string[] =>
  (request.headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${cookieName}=`))
    .map((part) => part.slice(cookieName.length + 1))

/** By digests, so that they are of one length, and the time of the answer tells nothing. */
const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'))

/** By the connection, by the name that was asked for (another site's name may lead here too), and without anybody between. */
function onThisMachine(request: Request, response: Response, next: NextFunction): void {
  const from = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  const asked = (request.headers.host ?? '').replace(/:\d+$/, '')
  const between = passedOn.some((name) => request.headers[name] !== undefined)
  if (isLoopback(from) && isLoopback(asked) && !between) next()
  else notThere(request, response, null, gone)
}
