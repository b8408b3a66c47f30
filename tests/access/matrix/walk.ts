// Walking: an address is filled from where somebody stands and asked as they would ask it.
import type { Client, Answer } from '../../support/client.ts'
import type { Act } from '../../../src/domain/access/table.ts'
import type { Page } from '../../../src/http/page.ts'
import type { Route } from '../../../src/http/route.ts'
import { bodyOf, book, fieldsOf, type Stand } from './bodies.ts'
import type { Where } from './expected.ts'
import type { Worlds } from './place.ts'
import { noTarget, targetOf, type Walker } from './walker.ts'

export type Stands = Readonly<Record<Where, Stand>>

/** The three places of a walker, with somebody in each on whom an act on people can be tried. */
export async function standsOf(worlds: Worlds, { role, organisation, self }: Walker): Promise<Stands> {
  const { auditor, facility, rivalChamber } = worlds.world.cast.organisations
  const same = { auditor, station: facility }
  return {
    own: { ...worlds.own[role], ...(await targetOf(worlds, organisation, self)), organisation, ...same },
    foreign: {
      ...worlds.foreign,
      ...(await targetOf(worlds, rivalChamber, null)),
      organisation: rivalChamber,
      ...same,
    },
    unknown: { ...worlds.unknown, ...noTarget, organisation: 'O0000000000000000', ...same },
  }
}

/** An address with its parameters filled: what a place has not is what is the same for all. */
export const filled = (path: string, stand: Stand, more: Readonly<Record<string, string>>): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const all: Readonly<Record<string, string>> = { ...stand, condition: '1', edition: book.id, ...more }
    const found = all[name]
    if (found === undefined) throw new Error(`no ${name} for ${path}`)
    return encodeURIComponent(found)
  })

/** A version that never was: whoever may send the command is told so, and nothing is changed by asking. */
const never = { 'If-Match': '"999"' }

export function askRoute(who: Client, route: Route, stand: Stand, spareToken: string): Promise<Answer> {
  const type = route.raw ? { 'Content-Type': 'text/csv' } : {}
  const takes = route.method === 'post' || route.method === 'put'
  return who.send(route.method.toUpperCase(), filled(route.path, stand, { token: spareToken }), {
    headers: { ...never, ...type },
    ...(takes ? { body: bodyOf(route.path, stand) } : {}),
  })
}

/** A page, or one of the forms that are sent to its address. */
export type Opened = { readonly page: Page; readonly act: Act; readonly form: Readonly<Record<string, string>> }

export const openedOf = (pages: readonly Page[]): readonly Opened[] =>
  pages.flatMap((page): readonly Opened[] => {
    const { may } = page
    if (may === null) return []
    if (typeof may === 'string') return [{ page, act: may, form: {} }]
    return Object.entries(may.acts).map(([name, act]) => ({ page, act, form: name ? { [may.field]: name } : {} }))
  })

export const nameOf = ({ page, form }: Opened): string => [page.method, page.path, ...Object.values(form)].join(' ')

const formType = { 'Content-Type': 'application/x-www-form-urlencoded' }
let visits = 0

/** From an address of the network of its own, as nobody is to be told here that they try too often. */
export function askPage(who: Client, { page, form }: Opened, stand: Stand, token = 'no-link'): Promise<Answer> {
  const from = { 'X-Forwarded-For': `2001:db8:${(++visits).toString(16)}::1`, 'Accept-Language': 'en' }
  const address = filled(page.path, stand, { token })
  if (page.method === 'get') return who.get(address, from)
  const fields = { ...fieldsOf(page.path, stand), ...form }
  return who.post(address, new URLSearchParams(fields).toString(), { ...formType, ...from })
}

/** An answer without what tells one asking from another: ids of the place, of the request, and times. */
export function withoutIds(text: string, stand: Stand): string {
  const ids = Object.values(stand).filter((id) => id !== '')
  return ids
    .sort((a, b) => b.length - a.length)
    .reduce((left, id) => left.replaceAll(id, '#'), text.replaceAll(/\/requests\/Q\w{16}/g, '#'))
}
