// Checkpoints are made: over everything written since the last one, signed, kept in the store, marked beside it, and mailed.
import type { PersonId } from '../domain/ids.ts'
import { hoursBetween, type Instant } from '../domain/instant.ts'
import { beforeAll, walk } from './bookWalk.ts'
import { keyId, readStatement, statementDigest, statementText } from './checkpoint.ts'
import { nothing } from './commit.ts'
import type { Effect } from './effect.ts'
import type { KeyStore } from './keyPorts.ts'
import type { Chance, Change, Store } from './ports.ts'
import type { Signer, StoredCheckpoint } from './recordLines.ts'

export type Checkpoints = {
  /** Makes the next one, whatever has happened since the last. */
  make(now: Instant): Promise<StoredCheckpoint>
  /** Makes one where it is time and something was written since the last; null where it made none. */
  makeDue(now: Instant): Promise<StoredCheckpoint | null>
}
/** The outbox's name for the letter that takes a checkpoint to the auditor; its subject is the number. */
export const mailCheckpoint = 'mailCheckpoint'

/** Somebody who audits, or the configured address, which is null: a letter each, so that one that fails is sent again alone. */
export type CheckpointRecipient = PersonId | null

/** Who has signed in for an organisation that audits. */
export async function auditorsOf(store: Store): Promise<readonly PersonId[]> {
  const organisations = (await store.organisations()).filter(({ kind }) => kind === 'auditor')
  const people = await Promise.all(organisations.map(({ id }) => store.peopleOf(id)))
  return people.flat().flatMap(({ id, joinedAt, removedAt }) => (joinedAt && !removedAt ? [id] : []))
}

/** Another desk on the same store may make the same number first. */
const attempts = 5

export function createCheckpoints(
  parts: {
    readonly store: Store
    readonly keys: Pick<KeyStore, 'markCheckpoint' | 'checkpointMark'>
    readonly chance: Chance
    readonly signer: () => Signer
  },
  settings: { readonly everyHours: number; readonly recipients: () => Promise<readonly CheckpointRecipient[]> },
): Checkpoints {
  const { store, keys } = parts
  /** When one was made last, as far as this process knows: asked of the store once. */
  let lastAt: Instant | null = null

  async function make(now: Instant): Promise<StoredCheckpoint> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const [last, mark] = [await store.lastCheckpoint(), await keys.checkpointMark()]
      const checkpoint = await next(last, mark, now)
      const changes: Change[] = [{ on: 'checkpoint', checkpoint }]
      const effects = (await settings.recipients()).map((to) => letter(parts.chance, checkpoint, to))
      const answer = await store.commit({ ...nothing, changes, effects, receipt: null })
      if (answer.outcome !== 'committed') continue
      await keys.markCheckpoint({ number: checkpoint.number, digest: statementDigest(checkpoint.statement) })
      lastAt = now
      return checkpoint
    }
    throw new Error('another desk made every checkpoint first')
  }

  async function next(
    last: StoredCheckpoint | null,
    mark: Awaited<ReturnType<KeyStore['checkpointMark']>>,
    now: Instant,
  ): Promise<StoredCheckpoint> {
    const before = last ? readStatement(last.statement) : null
    if (last && !before) throw new Error(`checkpoint ${last.number} cannot be read: run desk audit`)
    const { books, heads } = await walk(store.digestsPage, before?.books ?? beforeAll, null)
    const lost = mark && mark.number > (last?.number ?? 0) ? mark : null
    const { publicKey, sign } = parts.signer()
    const statement = statementText({
      number: (lost?.number ?? last?.number ?? 0) + 1,
      at: now,
      previous: last ? statementDigest(last.statement) : null,
      books,
      heads,
      lost,
      key: keyId(publicKey),
    })
    const { number } = readStatement(statement)!
    return { number, statement, signature: sign(Buffer.from(statement)), at: now }
  }

  return {
    make,
    makeDue: async (now) => {
      if (settings.everyHours === 0) return null
      lastAt ??= (await store.lastCheckpoint())?.at ?? null
      if (lastAt !== null && hoursBetween(lastAt, now) < settings.everyHours) return null
      const last = await store.lastCheckpoint()
      const covered = last ? readStatement(last.statement)?.books : beforeAll
      const [events, journal] = await Promise.all([
        store.digestsPage('events', covered?.events.through ?? 0, 1),
        store.digestsPage('journal', covered?.journal.through ?? 0, 1),
      ])
      if (last && hoursBetween(last.at, now) < settings.everyHours) lastAt = last.at
      else if (events.length || journal.length) return make(now)
      return null
    },
  }
}

const letter = (chance: Chance, { number, at }: StoredCheckpoint, to: CheckpointRecipient): Effect => ({
  id: `E${chance.part()}`,
  kind: 'command',
  charter: null,
  subject: String(number),
  name: mailCheckpoint,
  payload: to === null ? {} : { person: to },
  dueAt: at,
  createdAt: at,
})
