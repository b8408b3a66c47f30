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
  styleHref: '/style.css',
  zone: shanghai,
  signedIn: null,
  links: [],
  signOut: null,
})
export const officeFrame = (language: Language): Frame => ({
  ...merchantFrame(language),
  languages: languagesAt('/board'),
  signedIn: { role: 'reformOffice', organisation: 'Yiwu Reform Office' },
  links: [
    { to: 'board', href: '/board', here: true },
    { to: 'letters', href: '/letters', here: false },
  ],
  signOut: '/sign-out',
})
