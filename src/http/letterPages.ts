// The letters of a charter, and one of them as it went out; reading one is for those who may see whom it is for.
import { createHash } from 'node:crypto'
import { refusedAccess } from '../application/may.ts'
import { LostKey } from '../application/keyPorts.ts'
import { type StoredLetter } from '../application/letterPorts.ts'
import { shownTo, showsWhole } from '../domain/access/fields.ts'
import { lookAt } from '../domain/access/looked.ts'
import { CharterId } from '../domain/ids.ts'
import { letterPage, lettersPage } from '../web/lettersPage.tsx'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const lettersAPage = 100
const gone = { missing: 'There is no such letter that you can see.' }

export async function lettersAnswer(
  parts: PageParts,
  { frame, caller, query }: Visit,
  id: string,
): Promise<PageAnswer> {
  const { store } = parts.desk
  const parsed = CharterId.safeParse(id)
  const charter = parsed.success ? await store.charter(parsed.data) : null
  if (!charter || refusedAccess(caller, 'ViewLetters', charter.state))
    return { missing: 'There are no letters that you can see.' }
  const page = await store.lettersPage({
    charter: charter.state.id,
    journey: null,
    after: typeof query['after'] === 'string' ? query['after'] : null,
    limit: lettersAPage,
  })
  const rows = await Promise.all(
    page.rows.map(async (letter) => ({ letter, journey: (await store.journey(letter.journey))?.state })),
  )
  const people = await parts.views.people(
    rows.flatMap(({ journey }) => (journey ? [journey] : [])),
    caller.role,
    'letters',
  )
  const letters = await Promise.all(
    rows.map(async ({ letter }) => ({
      href: `/letters/${letter.id}`,
      to: people.get(letter.journey)?.email ?? '',
      subject: (await opened(parts, letter))?.subject ?? '…',
      at: letter.sentAt ?? letter.createdAt,
      state: letter.state,
      words: letter.words,
    })),
  )
  const links = [...frame.links, { to: 'letters' as const, href: `/charters/${charter.state.id}/letters`, here: true }]
  return {
    html: lettersPage({
      frame: { ...frame, links },
      letters,
      counts: await store.letterCounts(charter.state.id),
      next: page.next ? `/charters/${charter.state.id}/letters?after=${page.next}` : null,
    }),
    looked: {
      what: 'letters',
      charter: charter.state.id,
      journeys: [...new Set(page.rows.map(({ journey }) => journey))].sort(),
      fields: shownTo('letters', caller.role),
    },
  }
}

export async function letterAnswer(parts: PageParts, { frame, caller }: Visit, id: string): Promise<PageAnswer> {
  const { store } = parts.desk
  const letter = await store.letter(id)
  const charter = letter ? await store.charter(letter.charter) : null
  const held = letter ? await store.journey(letter.journey) : null
  if (!letter || !charter || !held || refusedAccess(caller, 'ViewLetters', charter.state, held.state)) return gone
  const content = await opened(parts, letter)
  if (!content) return gone
  // Whoever sees the merchant only masked sees that a letter went, not what stands in it.
  const whole = (await parts.views.people([held.state], caller.role, 'letter')).get(held.state.id)
  const readable = showsWhole('letter', caller.role, 'letter')
  const mail = await parts.parseLetter(Buffer.from(content.bytes, 'latin1'))
  return {
    html: letterPage({
      frame,
      letter: {
        to: whole?.email ?? '',
        from: mail.from.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', '),
        subject: content.subject,
        at: letter.sentAt ?? letter.createdAt,
        state: letter.state,
        words: letter.words,
        messageId: letter.messageId,
        text: readable ? mail.text : `SHA-256 ${createHash('sha256').update(content.bytes).digest('hex')}`,
      },
      back: `/charters/${letter.charter}/letters`,
    }),
    looked: lookAt(`letter ${letter.id}`, letter.journey, shownTo('letter', caller.role)),
  }
}

async function opened(parts: PageParts, letter: StoredLetter) {
  try {
    return await parts.readLetter(letter)
  } catch (error) {
    if (error instanceof LostKey) return null
    throw error
  }
}
