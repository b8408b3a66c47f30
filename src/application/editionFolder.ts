// A folder of rule books at the start: each checked by itself, against those the desk knows, and against each other; all or none. The desk keeps what it had.
import type { ZodError } from 'zod'
import type { Finding } from '../domain/decision.ts'
import { beginsOn, collisions, issuerFindings, type Missions } from '../domain/policy/binding.ts'
import { Edition, EditionShape, unknownSources, type EditionKind } from '../domain/policy/edition.ts'
import type { Sources } from '../domain/policy/sourced.ts'
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

  constructor(folder: string, mistakes: readonly EditionMistake[], words?: string) {
    const lines = mistakes.map(({ file, field, reason }) => `  ${file}: ${field}: ${reason}`)
    super(words ?? [`The editions in ${folder} are wrong, and none of them was taken:`, ...lines].join('\n'))
    this.mistakes = mistakes
  }
}

/** Stops the start: what another version of the desk stored cannot be read by this one. */
export class OutdatedEdition extends FaultyEditions {
  override name = 'OutdatedEdition'

  constructor(id: string, mistakes: readonly EditionMistake[]) {
    const fields = mistakes.map(({ field, reason }) => `${field}: ${reason}`).join('; ')
    super(
      '(database)',
      mistakes,
      `The edition ${id} in the database has a shape that this version of the desk does not read (${fields}): ` +
        'start the version that stored it, or restore its row from a backup that this version wrote.',
    )
  }
}

/** The stored rule books as this version reads them. Throws `OutdatedEdition` for one that it cannot read. */
export const readShelf = (stored: readonly StoredEdition[]): readonly Edition[] =>
  stored.map(({ id, body }) => {
    const parsed = EditionShape.safeParse(body)
    if (parsed.success) return parsed.data
    throw new OutdatedEdition(id, mistakesOf(id, parsed.error))
  })

/** What an edition is held against beside the others: missions and sources that the desk knows. */
export type Known = {
  readonly missions: Missions
  readonly sources: Sources
  /** Whether a publication moved the end of this stored edition: its file still has the one before. */
  readonly ended: (id: string) => boolean
}
/** A file that rules otherwise than the edition of its id that the desk has, which stays as it is. */
export type OtherwiseFiled = { readonly file: string; readonly edition: string; readonly fields: readonly string[] }

type Read = { readonly file: string; readonly edition: Edition }

/** Answers what the desk does not know yet, in the order in which it begins, or everything that is wrong. */
export function checkEditions(
  files: readonly EditionFile[],
  stored: readonly StoredEdition[],
  { missions, sources, ended }: Known,
):
  | { readonly fresh: readonly Edition[]; readonly otherwise: readonly OtherwiseFiled[] }
  | { readonly mistakes: readonly EditionMistake[] } {
  const shelf = readShelf(stored)
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
  const known = new Map(shelf.map((edition) => [edition.id, edition]))
  const fresh = read.filter(({ edition }) => !known.has(edition.id)).sort(byBeginning)
  mistakes.push(
    ...fresh.flatMap(({ file, edition }) =>
      [...issuerFindings(edition, missions), ...unknownSources(edition, sources)].map((each) => mistake(file, each)),
    ),
    ...wrongTogether(fresh, shelf),
  )
  if (mistakes.length) return { mistakes }
  const otherwise = read.flatMap(({ file, edition }) => {
    const fields = differing(edition, known.get(edition.id), ended(edition.id))
    return fields.length ? [{ file, edition: edition.id, fields }] : []
  })
  return { fresh: fresh.map(({ edition }) => edition), otherwise }
}

const mistake = (file: string, { message, facts }: Finding): EditionMistake => ({
  file,
  field: String(facts['field']),
  reason: message,
})

function wrongByItself(each: EditionFile, error: ZodError | undefined): readonly EditionMistake[] {
  const { file } = each
  if ('unreadable' in each) return [{ file, field: '(file)', reason: each.unreadable }]
  if (!error) return [{ file, field: 'kind', reason: `is not ${each.kind}, in whose folder the file lies` }]
  return mistakesOf(file, error)
}

const mistakesOf = (file: string, error: ZodError): readonly EditionMistake[] =>
  error.issues.flatMap((issue) => {
    const path = issue.path.map(String)
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ file, field: [...path, key].join('.'), reason: 'is not a field of an edition' }))
      : [{ file, field: path.join('.') || '(file)', reason: issue.message }]
  })

/** Words about an edition, and how sure it is of itself: what they say may be put better, and nothing is ruled otherwise. */
const wordsOnly = new Set(['title', 'notes', 'sources', 'confidence', 'note', 'unit', 'words', 'name'])

/** Fields in which the file rules otherwise; a value stands for itself, whatever is said around it. */
function differing(edition: Edition, stored: Edition | undefined, ended: boolean): readonly string[] {
  if (!stored) return []
  const [filed, kept] = [edition, stored] as [object, object] as [Fields, Fields]
  return [...new Set([...Object.keys(filed), ...Object.keys(kept)])]
    .filter((field) => !wordsOnly.has(field) && !(ended && field === 'effectiveUntil'))
    .filter((field) => canonical(ruling(filed[field])) !== canonical(ruling(kept[field])))
}
type Fields = Readonly<Record<string, unknown>>

function ruling(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ruling)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => (wordsOnly.has(name) ? [] : [[name, ruling(each)]])),
  )
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
    return collisions(edition, [...others, ...original]).map((each) => mistake(file, each))
  })
}

const byBeginning = (a: Read, b: Read): number =>
  beginsOn(a.edition) < beginsOn(b.edition) ? -1 : beginsOn(a.edition) > beginsOn(b.edition) ? 1 : 0
