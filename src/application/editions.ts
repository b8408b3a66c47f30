// Publishing a rule book: refused where it collides with another, else kept and told, with a preview of everybody it touches.
import { policyUnmet } from '../domain/decision.ts'
import type { Instant } from '../domain/instant.ts'
import { collisions } from '../domain/policy/binding.ts'
import { Edition } from '../domain/policy/edition.ts'
import { join } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import { handle, notFound, receiptFor, refused, type Answer, type Envelope } from './handle.ts'
import { refusedAccess } from './may.ts'
import type { Caller } from './ports.ts'
import { previewOf, type Preview } from './touched.ts'

export type Editions = {
  /**
   * Refuses an edition that collides with those published: its id is taken, or it overlaps another. `dryRun` answers the
   * same preview and writes nothing. People keep the editions they stand under.
   */
  publish(envelope: Envelope, edition: Edition, reason: string, dryRun: boolean): Promise<Answer<Preview>>
  /** The same preview for an edition that is published already. */
  impact(caller: Caller, id: string, now: Instant): Promise<Answer<Preview>>
}

/** The chain on which publications are told: one for all, so that two at the same time are decided one after the other. */
const chainOfEditions = 'editions'

export function createEditions(desk: Desk): Editions {
  const { store, policies } = desk
  return {
    publish: async (envelope, edition, reason, dryRun) => {
      const answer = await handle<null>(store, async () => {
        const barred = refusedAccess(envelope.caller, 'PublishEdition', null)
        if (barred) return barred
        const event = { type: 'EditionPublished', edition: edition.id, reason }
        // The chain before the shelf: what is published between the two is a conflict, and asked again.
        const told = await deskEntry(store, envelope, chainOfEditions, event, [
          { on: 'edition', edition: { id: edition.id, kind: edition.kind, body: edition, at: envelope.now } },
        ])
        const shelf = (await store.editions()).map(({ body }) => Edition.parse(body))
        const findings = collisions(edition, shelf)
        if (findings.length) return refused(policyUnmet(...findings))
        const commit = dryRun ? join([]) : join([told], receiptFor(envelope, 201, 'edition', edition.id))
        return { outcome: 'proposed', commit, value: null }
      })
      if (answer.outcome !== 'done') return answer
      if (!dryRun) await policies.refresh()
      return { outcome: 'done', value: await previewOf(desk, edition, envelope.now) }
    },

    impact: async (caller, id, now) => {
      const barred = refusedAccess(caller, 'RedecideEdition', null)
      if (barred) return barred
      const edition = policies.edition(id)
      return edition ? { outcome: 'done', value: await previewOf(desk, edition, now) } : notFound(`edition ${id}`)
    },
  }
}
