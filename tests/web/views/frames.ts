// The frames of plausible views: a merchant without a sign-in, and an office with one.
import { Zone } from '../../../src/domain/instant.ts'
import { Language } from '../../../src/domain/language.ts'
import type { Frame } from '../../../src/web/views.ts'

export const seoul = Zone.parse('Asia/Seoul')
export const shanghai = Zone.parse('Asia/Shanghai')

export const languagesAt = (path: string): Frame['languages'] =>
  Language.options.map((language) => ({ language, href: `${path}?language=${language}` }))

export const merchantFrame = (language: Language): Frame => ({
  language,
  languages: languagesAt('/s/abc'),
  assets: {
    styles: [language === 'ar' ? '/assets/1/tabler.rtl.css' : '/assets/1/tabler.css', '/assets/1/style.css'],
    scripts: [],
    passkey: '/assets/1/passkey.js',
  },
  zone: shanghai,
  signedIn: null,
  links: [],
  signOut: null,
})
export const officeFrame = (language: Language): Frame => ({
  ...merchantFrame(language),
  languages: languagesAt('/board'),
  assets: {
    ...merchantFrame(language).assets,
    scripts: ['/assets/1/htmx.js', '/assets/1/desk.js', '/assets/1/events.js'],
  },
  live: { stream: '/live?since=1', here: '/board' },
  signedIn: { role: 'reformOffice', organisation: 'Yiwu Reform Office' },
  links: [
    { to: 'board', href: '/board', here: true },
    { to: 'letters', href: '/letters', here: false },
  ],
  signOut: '/sign-out',
})

/** Scripts come from the desk's own addresses and stand nowhere in a page. */
export const withoutScripts = (html: string): string =>
  html.replaceAll(/<script src="\/assets\/1\/[a-z]+\.js" defer><\/script>/g, '')
