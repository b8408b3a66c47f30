// Where a form comes from, as browsers tell it: of the desk's own pages, of another site, or not said.
import type { Request } from 'express'
import { expect, it } from 'vitest'
import { createPostedFrom, type Sender } from '../../src/http/postedFrom.ts'

const sent = (headers: Readonly<Record<string, string>>, publicUrl?: string): Sender =>
  createPostedFrom(publicUrl)({ get: (name: string) => headers[name] } as unknown as Request)

it.each<[string, Readonly<Record<string, string>>, Sender]>([
  ['the desk’s own page', { 'sec-fetch-site': 'same-origin' }, 'own'],
  ['another site', { 'sec-fetch-site': 'cross-site' }, 'elsewhere'],
  ['another name of the same site', { 'sec-fetch-site': 'same-site' }, 'elsewhere'],
  ['somebody’s own typing', { 'sec-fetch-site': 'none' }, 'unsaid'],
  ['a page of the same host', { origin: 'http://desk.example:8080', host: 'desk.example:8080' }, 'own'],
  ['a page of another port', { origin: 'http://desk.example:9090', host: 'desk.example:8080' }, 'elsewhere'],
  ['a page that keeps its address to itself', { origin: 'null', host: 'desk.example' }, 'unsaid'],
  ['what is no address', { origin: 'desk.example', host: 'desk.example' }, 'elsewhere'],
  ['what is no browser', {}, 'unsaid'],
])('a form from %s', (_from, headers, sender) => {
  expect(sent(headers)).toBe(sender)
})

it('what the browser says of the site goes before what it says of the origin', () => {
  expect(sent({ 'sec-fetch-site': 'cross-site', origin: 'http://desk.example', host: 'desk.example' })).toBe(
    'elsewhere',
  )
})

it('behind a proxy that asks by another host the public address is the desk’s own too', () => {
  const behind = { origin: 'https://desk.example', host: '127.0.0.1:8080' }
  expect(sent(behind, 'https://desk.example/')).toBe('own')
  expect(sent(behind)).toBe('elsewhere')
})
