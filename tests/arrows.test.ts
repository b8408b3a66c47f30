// The house: which room may import which, read from every import of src; no circles, no barrels, no names without a noun.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/**
 * Room -> the rooms it may import, beside itself; a file that lies directly in src is a room of its own. Edges look
 * inward: at the application's ports and at the domain's nouns, never at each other, but for letters and pages, which
 * share their words, and http, which hands out the pages.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  application: ['domain'],
  words: ['domain'],
  store: ['application', 'domain'],
  files: ['application', 'domain'],
  jobs: ['application', 'domain'],
  // The proofs that a library checks: passkeys and codes.
  signIn: ['application', 'domain'],
  mail: ['application', 'domain', 'words'],
  web: ['domain', 'words'],
  http: ['application', 'domain', 'web'],
  // The demo speaks HTTP to a desk of its own and takes its letters by SMTP; it never reaches into one.
  demo: ['domain', 'files', 'mail'],
  // Verbs open the house at its door, main.ts, and serving.ts lets it work; audit and migrate need the store alone, mrz the reader of passports, letter the reader of letters, rulebook what lies in db/, without a key.
  cli: [
    'main.ts',
    'serving.ts',
    'config.ts',
    'notice.ts',
    'reference.ts',
    'sealing.ts',
    'application',
    'domain',
    'store',
    'demo',
    'files',
    'mail',
  ],
  'config.ts': ['domain'],
  // What main.ts reads or leaves beside the database, taken out of it file by file.
  'deskKey.ts': ['config.ts'],
  'notice.ts': ['config.ts'],
  'sealing.ts': ['config.ts', 'deskKey.ts', 'application', 'store'],
  'reference.ts': ['application', 'domain'],
  'administrator.ts': ['application', 'domain'],
  'main.ts': [
    'config.ts',
    'sealing.ts',
    'reference.ts',
    'application',
    'domain',
    'store',
    'files',
    'http',
    'words',
    'mail',
    'jobs',
    'signIn',
  ],
  // The same house with its doors open: http, letters and what is due.
  'serving.ts': [
    'main.ts',
    'administrator.ts',
    'notice.ts',
    'config.ts',
    'application',
    'domain',
    'files',
    'http',
    'words',
    'mail',
    'jobs',
  ],
}

/** What the inner rooms may take from outside; the edges may take what their one outside thing needs. */
const fromOutside: Readonly<Record<string, readonly string[]>> = {
  domain: ['xstate', 'zod', 'temporal-polyfill'],
  application: ['node:crypto', 'zod'],
  words: ['i18next', 'temporal-polyfill'],
  'config.ts': ['zod'],
}
/** Words that every edge may use; any other package is known by one room. */
const shared = ['zod', 'temporal-polyfill']

type Import = { readonly target: string; readonly typeOnly: boolean }
const source = fileURLToPath(new URL('../src/', import.meta.url))
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(path.sep).join('/'))
  .filter((name) => /\.(ts|tsx|js|mjs)$/.test(name))
  .sort()
const texts = new Map(files.map((file) => [file, readFileSync(path.join(source, file), 'utf8')]))
const trees = new Map(
  [...texts].map(([file, text]) => [file, ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)]),
)
const imports = new Map([...trees].map(([file, tree]) => [file, importsOf(tree)]))

/** Imports, re-exports, `import('...')` as a call and as a type. */
function importsOf(tree: ts.SourceFile): readonly Import[] {
  const found: Import[] = []
  const add = (name: ts.Expression | undefined, typeOnly: boolean) => {
    if (name && ts.isStringLiteral(name)) found.push({ target: name.text, typeOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    } else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false)
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal as ts.Expression, true)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

const roomOf = (file: string): string => file.split('/')[0]!
const isRelative = ({ target }: Import): boolean => target.startsWith('.')
const resolve = (file: string, target: string): string => path.posix.join(path.posix.dirname(file), target)
const packageOf = (target: string): string =>
  target.startsWith('node:')
    ? target
    : target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/')
const arrows = files.flatMap((file) =>
  imports
    .get(file)!
    .filter(isRelative)
    .map(({ target, typeOnly }) => ({ file, to: resolve(file, target), typeOnly })),
)
const packages = files.flatMap((file) =>
  imports
    .get(file)!
    .filter((each) => !isRelative(each))
    .map(({ target }) => ({ file, name: packageOf(target) })),
)

describe('The arrows of the house', () => {
  it('begin and end in rooms of the table', () => {
    expect(files.filter((file) => !(roomOf(file) in rooms))).toEqual([])
    expect(
      arrows.filter(({ to }) => !existsSync(path.join(source, to))).map(({ file, to }) => `${file} -> ${to}`),
    ).toEqual([])
  })

  it('point only where the table lets them', () => {
    const broken = arrows
      .filter(({ file, to }) => roomOf(to) !== roomOf(file) && !rooms[roomOf(file)]?.includes(roomOf(to)))
      .map(({ file, to }) => `${file} must not import ${to}`)
    expect(broken).toEqual([])
  })

  it('lead out of the inner rooms only to what the table names', () => {
    const broken = packages
      .filter(({ file, name }) => fromOutside[roomOf(file)] && !fromOutside[roomOf(file)]!.includes(name))
      .map(({ file, name }) => `${file} must not import ${name}`)
    expect(broken).toEqual([])
  })

  it('lead to each outside thing from one room', () => {
    const knownBy = new Map<string, Set<string>>()
    for (const { file, name } of packages) {
      if (name.startsWith('node:') || shared.includes(name)) continue
      knownBy.set(name, (knownBy.get(name) ?? new Set()).add(roomOf(file)))
    }
    const shares = [...knownBy].filter(([, by]) => by.size > 1).map(([name, by]) => `${name}: ${[...by].join(', ')}`)
    expect(shares).toEqual([])
  })

  it('run in no circle when the desk runs', () => {
    expect(circles(arrows.filter(({ typeOnly }) => !typeOnly))).toEqual([])
  })

  it('run in no circle, types included', () => {
    expect(circles(arrows)).toEqual([])
  })
})

/** One line for each circle of files that a walk along the arrows comes upon. */
function circles(among: readonly { readonly file: string; readonly to: string }[]): readonly string[] {
  const next = new Map<string, string[]>()
  for (const { file, to } of among) next.set(file, [...(next.get(file) ?? []), to])
  const done = new Set<string>()
  const found: string[] = []
  const walk = (file: string, trail: readonly string[]): void => {
    const begins = trail.indexOf(file)
    if (begins >= 0) found.push([...trail.slice(begins), file].join(' -> '))
    if (begins >= 0 || done.has(file)) return
    for (const to of next.get(file) ?? []) walk(to, [...trail, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  return found
}

describe('A file', () => {
  it('is no barrel: a noun is imported from the file that owns it', () => {
    const barrels = [...trees].flatMap(([file, tree]) =>
      tree.statements
        .filter((node) => ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
        .map((node) => `${file}: ${node.getText()}`),
    )
    expect(barrels).toEqual([])
    expect(files.filter((file) => /(^|\/)index\.\w+$/.test(file))).toEqual([])
  })

  it('has a noun of the field for a name', () => {
    const empty = /(^|\/)(utils?|helpers?|commons?|types?|misc|shared|lib)(\/|\.\w+$)/i
    expect(files.filter((file) => empty.test(file))).toEqual([])
  })

  it('opens with one line that says what lives there', () => {
    const without = [...texts]
      .filter(([, text]) => {
        const [first = '', second = ''] = text.split('\n')
        return !/^\/\/ \S.{9,}/.test(first) || second.startsWith('//')
      })
      .map(([file]) => file)
    expect(without).toEqual([])
  })
})
