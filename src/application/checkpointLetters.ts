// A checkpoint on its way to whoever keeps a copy outside: the address of the configuration, and each person who audits.
import type { SignedStatement } from './checkpoint.ts'
import type { CheckpointRecipient } from './checkpoints.ts'
import type { Desk } from './desk.ts'
import type { Post } from './letterPorts.ts'
import { withoutAddresses } from './serverWords.ts'
import { detailsOf } from './peopleView.ts'
import type { Instant } from '../domain/instant.ts'

/** Words the letter; `copy` tells letters to several apart. */
export type ComposeCheckpoint = (
  to: { readonly from: string; readonly to: string; readonly copy: string | null },
  checkpoint: SignedStatement & { readonly number: number; readonly at: Instant },
) => Parameters<Post['send']>[0]

/** Answers what became of it. Throws where the mail server did not take it. */
export function createMailCheckpoint(
  { store, vault }: Pick<Desk, 'store' | 'vault'>,
  compose: ComposeCheckpoint,
  post: Pick<Post, 'send'>,
  { from, auditor }: { readonly from: string; readonly auditor: string | null },
) {
  return async (number: number, person: CheckpointRecipient): Promise<string> => {
    const held = person && (await store.person(person))
    const to = person ? held && !held.removedAt && detailsOf(vault, held).email : auditor
    if (person && to === auditor?.toLowerCase()) return 'the same address has a letter of its own'
    const checkpoint = (await store.checkpoints()).find((each) => each.number === number)
    if (!to || !checkpoint) return 'nobody to send it to'
    return withoutAddresses(await post.send(compose({ from, to, copy: person }, checkpoint)))
  }
}
