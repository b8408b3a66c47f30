// Names that were made to do harm: whatever page shows one, it is text, stands by itself, and turns nothing around it.
import { describe, expect, it } from 'vitest'
import { visible } from '../../src/web/name.tsx'
import { hostileNames, pagesNaming } from './views/hostileNames.ts'

/** What a reader sees: neither tags nor what stands in a field, which is a line of its own. */
const readIn = (html: string): string =>
  html
    .replaceAll(/<textarea[\s\S]*?<\/textarea>|<pre[\s\S]*?<\/pre>|<title[\s\S]*?<\/title>/g, '')
    .replaceAll(/<[^>]*>/g, '')

describe.each(['en', 'ar'] as const)('In %s', (language) => {
  it.each(Object.entries(hostileNames))('a name with %s is text on every page, and turns no line', (_what, name) => {
    for (const [page, html] of Object.entries(pagesNaming(language, name))) {
      const plain = html.replaceAll(/<script src="\/assets\/[^"]+" defer><\/script>/g, '')
      expect(plain, page).not.toMatch(/<script|<img/i)
      expect(plain.includes('alert(1)') ? plain.includes('&lt;script>') : true, page).toBe(true)
      const read = readIn(html)
      expect(read, page).not.toMatch(/[\u202a-\u202e]/)
      const opened = read.match(/[\u2066-\u2068]/g)?.length ?? 0
      expect(read.match(/\u2069/g)?.length ?? 0, page).toBe(opened)
    }
  })
})

describe('A name', () => {
  it('shows a mark for each sign that nobody would see, and keeps what letters and emoji need', () => {
    expect(visible('KIM\u202eUSNIM')).toBe('KIM\ufffdUSNIM')
    expect(visible('\u2067a\u2069\u200f\u0000')).toBe('\ufffda\ufffd\ufffd\ufffd')
    for (const whole of ['👩‍👩‍👧‍👦', 'می‌خواهم', 'Zoe\u0308', '김민수', 'محمد']) expect(visible(whole)).toBe(whole)
  })
})
