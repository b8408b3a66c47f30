// The letters of a charter, and one of them as it went out; reading one is for those who may see whom it is for.
import { createHash } from 'node:crypto'
import { refusedAccess } from '../application/may.ts'
import { LostKey } from '../application/keyPorts.ts'
import { type StoredLetter } from '../application/letterPorts.ts'
import { shownTo, showsWhole } from '../domain/access/fields.ts'
import { lookAt } from '../domain/access/looked.ts'
import type { Finding } from '../domain/decision.ts'
import { CharterId } from '../domain/ids.ts'
import { decideOutbox, letterStates, type OutboxCommand } from '../domain/letters/outbox.ts'
import { letterPage, lettersPage } from '../web/lettersPage.tsx'
import { envelopeOf } from './envelopes.ts'
import { LetterId, mostUnworded } from './letters.ts'
import type { Forms } from './page.ts'
import { textOf } from './pageForm.ts'
import { fieldFindings, refusedAs } from './problem.ts'
import { ReasonBody } from './reason.ts'
import { liveFrame } from './live.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const lettersAPage = 100
const gone = { missing: 'letter' } as const

export async function lettersAnswer(parts: PageParts, visit: Visit, id: string): Promise<PageAnswer> {
  const { caller, query } = visit
  const { store } = parts.desk
  const parsed = CharterId.safeParse(id)
  const charter = parsed.success ? await store.charter(parsed.data) : null
  if (!charter || refusedAccess(caller, 'ViewLetters', charter.state)) return { missing: 'letter' }
  const frame = await liveFrame(parts, visit, charter.state.id)
  const here = `/charters/${charter.state.id}/letters`
  const only = letterStates.find((state) => state === query['state']) ?? null
  const after = typeof query['after'] === 'string' ? query['after'] : null
  const page = await store.lettersPage({
    charter: charter.state.id,
    journey: null,
    state: only,
    after,
    limit: lettersAPage,
  })
  const rows = [
    ...(after === null && (only ?? 'queued') === 'queued'
      ? (await parts.outbox.unworded(charter.state.id, mostUnworded)).map((letter) => ({ letter, kept: null }))
      : []),
    ...(await Promise.all(
      page.rows.map(async (kept) => ({ letter: (await parts.outbox.look(kept.id)) ?? { ...kept, ...untried }, kept })),
    )),
  ]
  const journeys = (
    await Promise.all([...new Set(rows.map(({ letter }) => letter.journey))].map((each) => store.journey(each)))
  ).flatMap((held) => held?.state ?? [])
  const people = await parts.views.people(journeys, caller.role, 'letters')
  const letters = await Promise.all(
    rows.map(async ({ letter, kept }) => ({
      href: `/letters/${letter.id}`,
      to: people.get(letter.journey)?.email ?? '',
      subject: kept ? ((await opened(parts, kept))?.subject ?? '…') : null,
      at: letter.sentAt ?? letter.createdAt,
      state: letter.state,
      words: letter.words,
      nextAttempt: letter.nextAttempt,
    })),
  )
  const counts = await store.letterCounts(charter.state.id)
  const links = [...frame.links, { to: 'letters' as const, href: here, here: true }]
  return {
    html: lettersPage({
      frame: { ...frame, links },
      letters,
      counts: letterStates.flatMap((state) =>
        counts[state] ? [{ state, count: counts[state], href: `${here}?state=${state}` }] : [],
      ),
      only,
      all: here,
      next: page.next
        ? `${here}?${new URLSearchParams({ ...(only ? { state: only } : {}), after: page.next }).toString()}`
        : null,
    }),
    looked: {
      what: 'letters',
      charter: charter.state.id,
      journeys: journeys.map((journey) => journey.id).sort(),
      fields: shownTo('letters', caller.role),
    },
  }
}

const untried = { nextAttempt: null }
type Refused = { readonly findings: readonly Finding[]; readonly reason: string; readonly status: number }
const nothingRefused: Refused = { findings: [], reason: '', status: 200 }

export async function letterAnswer(
  parts: PageParts,
  { frame, caller }: Visit,
  id: string,
  refused: Refused = nothingRefused,
): Promise<PageAnswer> {
  const { store } = parts.desk
  const seen = LetterId.safeParse(id).success ? await parts.outbox.look(id) : null
  const charter = seen ? await store.charter(seen.charter) : null
  const held = seen ? await store.journey(seen.journey) : null
  if (!seen || !charter || !held || refusedAccess(caller, 'ViewLetters', charter.state, held.state)) return gone
  const kept = await store.letter(id)
  const content = kept && (await opened(parts, kept))
  if (kept && !content) return gone
  // Whoever sees the merchant only masked sees that a letter went, not what stands in it.
  const whole = (await parts.views.people([held.state], caller.role, 'letter')).get(held.state.id)
  const readable = showsWhole('letter', caller.role, 'letter')
  const mail = content && (await parts.parseLetter(Buffer.from(content.bytes, 'latin1')))
  const stand = await parts.outbox.stand(id)
  const may = (command: OutboxCommand) =>
    stand !== null &&
    !refusedAccess(caller, command.type, charter.state, held.state) &&
    decideOutbox(command, stand).outcome === 'accepted'
  return {
    status: refused.status,
    html: letterPage({
      frame,
      letter: {
        to: whole?.email ?? '',
        from: (mail?.from ?? []).map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', '),
        subject: content?.subject ?? null,
        at: seen.sentAt ?? seen.createdAt,
        state: seen.state,
        words: seen.words,
        nextAttempt: seen.nextAttempt,
        attempts: seen.attempts,
        messageId: seen.messageId,
        text: !content
          ? ''
          : readable
            ? (mail?.text ?? '')
            : `SHA-256 ${createHash('sha256').update(content.bytes).digest('hex')}`,
      },
      back: `/charters/${seen.charter}/letters`,
      action: `/letters/${id}`,
      resend: may({ type: 'ResendLetter' }),
      abort: may({ type: 'AbortLetter', reason: '' }),
      findings: refused.findings,
      reason: refused.reason,
    }),
    looked: lookAt(`letter ${id}`, seen.journey, shownTo('letter', caller.role)),
  }
}

/** Each has a form of its own at the letter's address. */
export const outboxForms: Forms = { field: 'act', acts: { ResendLetter: 'ResendLetter', AbortLetter: 'AbortLetter' } }

/** Tried now, or stopped, from the page of the letter. */
export async function outboxAnswer(
  parts: PageParts,
  visit: Visit,
  id: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<PageAnswer> {
  const type = textOf(fields, 'act') as OutboxCommand['type']
  const reason = textOf(fields, 'reason')
  const body = ReasonBody.safeParse({ reason })
  if (type === 'AbortLetter' && !body.success)
    return letterAnswer(parts, visit, id, { findings: fieldFindings(body.error), reason, status: 400 })
  const command: OutboxCommand = type === 'AbortLetter' ? { type, reason: reason.trim() } : { type }
  const answer = await parts.outbox.act(envelopeOf(parts.desk, visit.caller), id, command)
  if (answer.outcome === 'done' || answer.outcome === 'answered') return { to: `/letters/${id}` }
  if (answer.outcome === 'notFound' || answer.outcome === 'forbidden') return gone
  const { findings, status } = refusedAs(answer)
  return letterAnswer(parts, visit, id, {
    findings,
    reason,
    status,
  })
}

async function opened(parts: PageParts, letter: StoredLetter) {
  try {
    return await parts.readLetter(letter)
  } catch (error) {
    if (error instanceof LostKey) return null
    throw error
  }
}
