// Publishing a rule book: refused where it collides with another, else kept and told, with a preview of everybody it touches.
import { policyUnmet } from '../domain/decision.ts'
import type { Instant, LocalDate } from '../domain/instant.ts'
import { collisions, endedBy, issuerFindings, transitionFindings } from '../domain/policy/binding.ts'
import { unknownSources, type Edition } from '../domain/policy/edition.ts'
import { join } from './commit.ts'
import type { Desk } from './desk.ts'
import { bodyDigest, shelfChain, toldBehind, type ShelfFact } from './deskRecord.ts'
import { readShelf } from './editionFolder.ts'
import { handle, notFound, receiptFor, refused, type Answer, type Envelope } from './handle.ts'
import { refusedAccess } from './may.ts'
import type { Caller } from './actor.ts'
import type { Change } from './ports.ts'
import { previewOf, type Preview } from './touched.ts'

export type Publication = {
  readonly edition: Edition
  readonly reason: string
  /** The edition that ends where this one begins; null where none has to. */
  readonly ends: string | null
  readonly dryRun: boolean
}
export type Editions = {
  /**
   * Refuses an edition that collides with those published: its id is taken, or it overlaps another. `ends` ends the one
   * that it follows on the day before, in the same commit. `dryRun` answers the same preview and writes nothing. People
   * keep the editions they stand under.
   */
  publish(envelope: Envelope, publication: Publication): Promise<Answer<Preview>>
  /** The same preview for an edition that is published already. */
  impact(caller: Caller, id: string, now: Instant): Promise<Answer<Preview>>
}

export function createEditions(desk: Desk): Editions {
  const { store, policies } = desk
  return {
    publish: async (envelope, { edition, reason, ends, dryRun }) => {
      const answer = await handle<null>(store, async () => {
        const barred = refusedAccess(envelope.caller, 'PublishEdition', null)
        if (barred) return barred
        // The chain before the shelf: what is published between the two is a conflict, and asked again.
        const history = await store.eventsOf('desk', shelfChain)
        const stored = await store.editions()
        const shelf = readShelf(stored)
        const ending = ends === null ? null : endedBy(edition, ends, shelf)
        const ended = ending && 'ended' in ending ? ending.ended : null
        const findings = [
          ...issuerFindings(edition, policies.missions()),
          ...unknownSources(edition, policies.sources()),
          ...(ending && 'finding' in ending ? [ending.finding] : []),
          ...collisions(
            edition,
            shelf.map((each) => (each.id === ended?.id ? ended : each)),
          ),
          ...transitionFindings(edition, shelf),
        ]
        if (findings.length) return refused(policyUnmet(...findings))
        const told: ShelfFact[] = [
          { type: 'EditionPublished', edition: edition.id, digest: bodyDigest(edition), reason },
          ...(ended ? [endOf(ended, edition)] : []),
        ]
        const changes = [
          shelved(edition, envelope.now),
          ...stored.flatMap(({ id, at }) => (ended?.id === id ? [shelved(ended, at)] : [])),
        ]
        const entry = toldBehind(history, envelope, shelfChain, told, changes)
        const commit = dryRun ? join([]) : join([entry], receiptFor(envelope, 201, 'edition', edition.id))
        return { outcome: 'proposed', commit, value: null }
      })
      if (answer.outcome !== 'done') return answer
      if (!dryRun) await policies.refresh()
      return { outcome: 'done', value: await previewOf(desk, edition, envelope.now) }
    },

    impact: async (caller, id, now) => {
      const barred = refusedAccess(caller, 'ViewImpact', null)
      if (barred) return barred
      await policies.keepUp(now, [id])
      const edition = policies.edition(id)
      return edition ? { outcome: 'done', value: await previewOf(desk, edition, now) } : notFound(`edition ${id}`)
    },
  }
}

const shelved = (edition: Edition, at: Instant): Change => ({
  on: 'edition',
  edition: { id: edition.id, kind: edition.kind, body: edition, at },
})

const endOf = (ended: Edition & { readonly effectiveUntil: LocalDate }, { id }: Edition): ShelfFact => ({
  type: 'EditionEnded',
  edition: ended.id,
  until: ended.effectiveUntil,
  by: id,
  digest: bodyDigest(ended),
})
