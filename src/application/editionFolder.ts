// A folder of rule books at the start: each checked by itself, against those the desk knows, and against each other; all or none.
import type { ZodError } from 'zod'
import { beginsOn, collisions } from '../domain/policy/binding.ts'
import { Edition, type EditionKind } from '../domain/policy/edition.ts'
import { canonical } from './chain.ts'
import type { StoredEdition } from './ports.ts'

/** A file below the folder of its kind; `unreadable` says why it is no JSON. */
export type EditionFile = { readonly file: string; readonly kind: EditionKind } & (
  { readonly content: unknown } | { readonly unreadable: string }
)
export type EditionMistake = { readonly file: string; readonly field: string; readonly reason: string }

/** Stops the start: every mistake of the folder at once, and nothing of it taken. */
export class FaultyEditions extends Error {
  override name = 'FaultyEditions'
  readonly mistakes: readonly EditionMistake[]

  constructor(folder: string, mistakes: readonly EditionMistake[]) {
    const lines = mistakes.map(({ file, field, reason }) => `  ${file}: ${field}: ${reason}`)
    super([`The editions in ${folder} are wrong, and none of them was taken:`, ...lines].join('\n'))
    this.mistakes = mistakes
  }
}

type Read = { readonly file: string; readonly edition: Edition }

/** Answers what the desk does not know yet, in the order in which it begins, or everything that is wrong. */
export function checkEditions(
  files: readonly EditionFile[],
  stored: readonly StoredEdition[],
): { readonly fresh: readonly Edition[] } | { readonly mistakes: readonly EditionMistake[] } {
  const mistakes: EditionMistake[] = []
  const read: Read[] = []
  for (const each of files) {
    const parsed = 'content' in each ? Edition.safeParse(each.content) : null
    const edition = parsed?.success && parsed.data.kind === each.kind ? parsed.data : null
    const twin = edition && read.find((other) => other.edition.id === edition.id)
    if (!edition) mistakes.push(...wrongByItself(each, parsed?.error))
    else if (twin)
      mistakes.push({ file: each.file, field: 'id', reason: `${edition.id} stands in ${twin.file} as well` })
    else read.push({ file: each.file, edition })
  }
  const known = new Map(stored.map((each) => [each.id, each]))
  mistakes.push(...read.flatMap((each) => changed(each, known.get(each.edition.id))))
  const fresh = read.filter(({ edition }) => !known.has(edition.id)).sort(byBeginning)
  mistakes.push(
    ...wrongTogether(
      fresh,
      stored.flatMap(({ body }) => Edition.safeParse(body).data ?? []),
    ),
  )
  return mistakes.length ? { mistakes } : { fresh: fresh.map(({ edition }) => edition) }
}

function wrongByItself(each: EditionFile, error: ZodError | undefined): readonly EditionMistake[] {
  const { file } = each
  if ('unreadable' in each) return [{ file, field: '(file)', reason: each.unreadable }]
  if (!error) return [{ file, field: 'kind', reason: `is not ${each.kind}, in whose folder the file lies` }]
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String)
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ file, field: [...path, key].join('.'), reason: 'is not a field of an edition' }))
      : [{ file, field: path.join('.') || '(file)', reason: issue.message }]
  })
}

/** An edition does not change once the desk knows it: a mistake in it is corrected by another that names it. */
function changed({ file, edition }: Read, stored: StoredEdition | undefined): readonly EditionMistake[] {
  if (!stored) return []
  const body = (Edition.safeParse(stored.body).data ?? stored.body) as Readonly<Record<string, unknown>>
  const fields = [...new Set([...Object.keys(edition), ...Object.keys(body)])]
  return fields
    .filter((field) => canonical(edition[field as keyof Edition]) !== canonical(body[field]))
    .map((field) => ({
      file,
      field,
      reason: `differs from ${edition.id} as the desk knows it; an edition does not change, a correction names it in "corrects"`,
    }))
}

/** Each against those that the desk knows and those that begin before it, so that a pair is told once; what is corrected overlaps nobody. */
function wrongTogether(fresh: readonly Read[], books: readonly Edition[]): readonly EditionMistake[] {
  const all = [...books, ...fresh.map(({ edition }) => edition)]
  const corrected = new Set(all.map(({ corrects }) => corrects))
  const standing = [...books]
  return fresh.flatMap(({ file, edition }): readonly EditionMistake[] => {
    const others = corrected.has(edition.id) ? [] : standing.filter(({ id }) => !corrected.has(id))
    const original = all.filter(({ id }) => id === edition.corrects)
    if (!corrected.has(edition.id)) standing.push(edition)
    return collisions(edition, [...others, ...original]).map(({ message, facts }) => ({
      file,
      field: String(facts['field']),
      reason: message,
    }))
  })
}

const byBeginning = (a: Read, b: Read): number =>
  beginsOn(a.edition) < beginsOn(b.edition) ? -1 : beginsOn(a.edition) > beginsOn(b.edition) ? 1 : 0
