// desk readme: writes the parts of README.md that are made from the code, between their marks.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { variables } from '../config.ts'
import { organisationKinds, type Role } from '../domain/access/roles.ts'
import { fields, showing, views, type ViewName } from '../domain/access/fields.ts'
import { acts, freshActs, table } from '../domain/access/table.ts'
import { needsTwo, twoPeople } from '../domain/access/twoPeople.ts'
import { journeyDiagram } from '../domain/journey/diagram.ts'
import { done, refusedInput, wrongCall, type Verb } from './verb.ts'

const file = fileURLToPath(new URL('../../README.md', import.meta.url))

/** Whoever may do anything: organisations by their tokens, merchants by their status link. */
const whoMay: readonly Role[] = [...organisationKinds, 'merchant']

/** The made parts, each by the name of its marks. */
export const madeParts: Readonly<Record<string, () => string>> = {
  diagram: () => ['```mermaid', journeyDiagram(), '```'].join('\n'),
  configuration: () =>
    rows(
      ['Variable', 'What it is', 'Without it'],
      Object.entries(variables).map(([name, { about, schema }]) => [
        `\`${name}\``,
        about,
        defaultOf(schema.safeParse(undefined)),
      ]),
    ),
  permissions: () =>
    rows(
      ['Act', ...whoMay, 'second factor', 'two people'],
      acts.map((act) => [
        act,
        ...whoMay.map((role) => table[act][role] ?? ''),
        freshActs.has(act) ? 'fresh' : '',
        needsTwo(act)
          ? `${twoPeople[act].confirmedBy.join(' or ')} confirms within ${twoPeople[act].standsHours} h`
          : '',
      ]),
    ),
  fields: () =>
    rows(
      ['View', 'opened by', 'Field', ...whoMay],
      (Object.keys(views) as ViewName[]).flatMap((view) =>
        fields
          .filter((field) => (views[view].fields as readonly string[]).includes(field))
          .map((field) => [view, views[view].by, field, ...whoMay.map((role) => showing(view, role, field) ?? '')]),
      ),
    ),
}

/** The text with every made part as the code makes it now; throws where a mark is missing. */
export function withMadeParts(text: string): string {
  return Object.entries(madeParts).reduce((readme, [name, make]) => {
    const [open, close] = [`<!-- made: ${name} -->`, `<!-- /made: ${name} -->`]
    const [from, to] = [readme.indexOf(open), readme.indexOf(close)]
    if (from < 0 || to < from) throw new Error(`README.md lacks the marks of ${name}`)
    return `${readme.slice(0, from + open.length)}\n\n${make()}\n\n${readme.slice(to)}`
  }, text)
}

export const readme: Verb = {
  usage: 'readme [--check]',
  about: 'write the parts of README.md that are made from the code, or say whether they are as they should be',
  run: async ({ args }) => {
    const check = args.includes('--check')
    if (args.some((arg) => arg !== '--check')) return wrongCall('readme takes --check and nothing else.')
    const before = readFileSync(file, 'utf8')
    const after = withMadeParts(before)
    if (before === after) return done({ changed: false }, ['README.md is as the code makes it.'])
    if (check) return refusedInput({ changed: true }, ['README.md is not as the code makes it: run desk readme.'])
    writeFileSync(file, after)
    return done({ changed: true }, ['README.md was written.'])
  },
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}

const defaultOf = (parsed: { readonly success: boolean; readonly data?: unknown }): string =>
  parsed.success && parsed.data !== undefined ? `\`${String(parsed.data)}\`` : '–'
