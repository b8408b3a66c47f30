// The frame of a page for who asks and in which language, and a page as it is answered.
import type { Request, Response } from 'express'
import { directionOf, Language } from '../domain/language.ts'
import { Zone } from '../domain/instant.ts'
import { officeZone } from '../domain/officeZone.ts'
import { isInner } from './innerAddress.ts'
import type { Frame } from '../web/views.ts'
import type { AskedZone } from './statusPage.ts'
import { scripts, styles } from './assets.ts'

const languageCookie = ({ app }: Request): string => (app.enabled('https') ? '__Host-language' : 'desk_language')
const yearSeconds = 365 * 86_400

export function html(response: Response, status: number, page: string): void {
  const language = Language.safeParse(response.req.query['lang'])
  if (language.success) keepLanguage(response, language.data)
  response.status(status).type('html').send(page)
}

const zoneCookie = ({ app }: Request): string => (app.enabled('https') ? '__Host-zone' : 'desk_zone')

/** The clock that a merchant chose for their page, and kept; `choose` asks for all of them. What is no zone is none. */
export function askedZone(request: Request, response: Response): AskedZone {
  const wanted = request.query['zone']
  const named = Zone.safeParse(wanted)
  if (named.success) {
    response.cookie(zoneCookie(request), named.data, {
      httpOnly: true,
      sameSite: 'lax',
      secure: response.app.enabled('https'),
      maxAge: yearSeconds * 1_000,
      path: '/',
    })
    return { chosen: named.data, open: false }
  }
  const kept = new RegExp(`(?:^|; )${zoneCookie(request)}=([\\w%+-]+)`).exec(request.headers.cookie ?? '')?.[1]
  const before = Zone.safeParse(decoded(kept ?? ''))
  return { chosen: before.success ? before.data : null, open: wanted === 'choose' }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

export const keepLanguage = (response: Response, language: Language): void =>
  void response.cookie(languageCookie(response.req), language, {
    httpOnly: true,
    sameSite: 'lax',
    secure: response.app.enabled('https'),
    maxAge: yearSeconds * 1_000,
    path: '/',
  })

/** The language that somebody chose, now or before; null where nobody did. */
export function asked(request: Request): Language | null {
  const chosen =
    request.query['lang'] ??
    new RegExp(`(?:^|; )${languageCookie(request)}=(\\w+)`).exec(request.headers.cookie ?? '')?.[1]
  const language = Language.safeParse(chosen)
  return language.success ? language.data : null
}

/** The same page: what was asked for stays asked for. What a form sent is in no address. */
function inLanguage({ method, path, originalUrl }: Request, language: Language): string {
  const asks = method === 'GET' && originalUrl.includes('?')
  const query = new URLSearchParams(asks ? originalUrl.slice(originalUrl.indexOf('?') + 1) : '')
  query.delete('lang')
  if (!isInner(query.get('to') ?? '/')) query.delete('to')
  query.append('lang', language)
  return `${path}?${query.toString()}`
}

export function frameFor(request: Request, who: Frame['signedIn'], links: Frame['links'], own?: Language): Frame {
  const accepted = Language.safeParse(request.acceptsLanguages([...Language.options]) || 'en')
  const language = own ?? asked(request) ?? (accepted.success ? accepted.data : 'en')
  return {
    language,
    languages: Language.options.map((each) => ({ language: each, href: inLanguage(request, each) })),
    // A merchant's page needs no script, and what is not there cannot fail on an old telephone.
    assets: {
      styles: styles[directionOf(language)],
      scripts: who ? scripts.everywhere : [],
      passkey: scripts.passkey,
    },
    zone: officeZone,
    signedIn: who,
    links,
    sentBefore: request.query['again'] === '1',
    signOut: who ? '/sign-out' : null,
  }
}
