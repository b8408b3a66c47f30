// No finding without a test: every code that the domain can give is named by some test.
import { readFileSync, readdirSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (folder: string, ending: RegExp): readonly (readonly [string, string])[] =>
  readdirSync(new URL(`../../${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => [name, readFileSync(new URL(`../../${folder}/${name}`, import.meta.url), 'utf8')] as const)

const domain = read('src/domain', /\.ts$/)
const tests = read('tests', /\.test\.tsx?$/)

it('Every finding of the domain is named by a test', () => {
  const codes = new Map<string, string>()
  for (const [file, text] of domain) {
    for (const [, code] of text.matchAll(/finding\(\s*'(\w+)'/g)) codes.set(code!, file)
    // Written out where it is built without the helper: `{ code: 'codeMissing', message: ...`.
    for (const [, code] of text.matchAll(/code: '(\w+)',\s*message:.*facts:/g)) codes.set(code!, file)
  }
  expect(codes.size).toBeGreaterThan(50)
  const mentioned = tests.map(([, text]) => text).join('\n')
  const missing = [...codes].filter(([code]) => !mentioned.includes(`'${code}'`))
  expect(missing.map(([code, file]) => `${code} (${file})`)).toEqual([])
})

it('Every finding is made with its code written out, so that the test above can see it', () => {
  const hidden = domain.flatMap(([file, text]) =>
    file === 'decision.ts' ? [] : [...text.matchAll(/\bfinding\(\s*([^\s'])/g)].map(([found]) => `${file}: ${found}`),
  )
  expect(hidden).toEqual([])
})
