// Pages of letters that came in: what waits for a person, one of them, and the last letter to whoever gets none by mail.
import { z } from 'zod'
import { answerName } from '../application/answers.ts'
import { incomingStates } from '../application/incomingPorts.ts'
import { LostKey } from '../application/keyPorts.ts'
import { reachOf } from '../application/may.ts'
import { seeJourney } from '../application/see.ts'
import { shownTo } from '../domain/access/fields.ts'
import { lookAt } from '../domain/access/looked.ts'
import { finding, type Finding } from '../domain/decision.ts'
import { JourneyId } from '../domain/ids.ts'
import { incomingPage, mailPage, printedLetterPage } from '../web/incomingPage.tsx'
import { envelopeOf } from './envelopes.ts'
import { IncomingId, incomingLook, mostWords } from './incoming.ts'
import type { Forms, Page } from './page.ts'
import { textOf } from './pageForm.ts'
import { refusedAs } from './problem.ts'
import { liveFrame } from './live.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'
import type { Visits } from './visits.ts'

const here = '/mail'
const lettersAPage = 50
const gone = { missing: 'letter' } as const
/** Either form of one letter asks the same. */
const deciding: Forms = { field: 'do', acts: { answer: 'AnswerLetter', close: 'AnswerLetter' } }

export function incomingPages({ signedIn, posted }: Visits, parts: PageParts): readonly Page[] {
  const { desk, incomingReview: review } = parts
  const { store } = desk

  async function list(visit: Visit, findings: readonly Finding[], status: number) {
    const { caller, query } = visit
    // What was refused stays as it is: not every address that is posted to can be looked at.
    const frame = visit.request.method === 'GET' ? await liveFrame(parts, visit, null) : visit.frame
    const only = incomingStates.find((state) => state === query['state']) ?? null
    const after = IncomingId.safeParse(query['after'])
    const page = await review.page(caller, { state: only, after: after.data ?? null, limit: lettersAPage })
    if ('outcome' in page) return gone
    const dead = await review.dead(caller)
    const mayRevive = reachOf(caller, 'AnswerLetter') !== null
    return {
      status,
      html: mailPage({
        frame,
        heartbeat: await parts.mailState(),
        rows: page.rows.map(({ id, from, subject, receivedAt, state, why }) => ({
          ...{ href: `${here}/${id}`, from, subject, at: receivedAt, state, why },
        })),
        only,
        states: [null, ...incomingStates].map((state) => ({ state, href: state ? `${here}?state=${state}` : here })),
        next: page.next
          ? `${here}?${new URLSearchParams({ ...(only ? { state: only } : {}), after: page.next }).toString()}`
          : null,
        dead: dead.map((row) => ({ ...row, print: `/journeys/${row.journey}/last-letter`, mayRevive })),
        findings,
      }),
      ...incomingLook(
        'incomingLetters',
        [...page.rows.map(({ journey }) => journey), ...dead.map(({ journey }) => journey)],
        caller,
      ),
    }
  }

  async function one(
    visit: Visit,
    id: string,
    typed: string | null,
    findings: readonly Finding[],
    status: number,
  ): Promise<PageAnswer> {
    const { frame, caller } = visit
    const letter = IncomingId.safeParse(id).success ? await review.one(caller, id) : null
    if (!letter || 'outcome' in letter) return gone
    const { from, name, subject, text, written, answer, receivedAt, state, why, charter, journey } = letter
    const open = state === 'review' && reachOf(caller, 'AnswerLetter') !== null
    // Whoever does not see the letter has nothing to answer to.
    const suggested = open && text ? await review.suggest(caller, id) : null
    return {
      status,
      html: incomingPage({
        frame,
        letter: {
          ...{ from, name, subject, text, written, answer, state, why, at: receivedAt },
          charter: charter && `/charters/${charter}#people`,
        },
        action: `${here}/${id}`,
        form: suggested === null ? null : { words: typed ?? suggested },
        mayClose: open,
        findings,
      }),
      ...incomingLook(`incoming letter ${id}`, [journey], caller),
    }
  }

  async function printed({ frame, caller }: Visit, id: string): Promise<PageAnswer> {
    const journey = JourneyId.safeParse(id)
    const seen = journey.success ? await seeJourney(store, caller, 'PrintLetter', journey.data) : null
    if (!seen || 'refusal' in seen) return gone
    const { state } = seen.held
    let after: string | null = null
    let last = null
    do {
      const page = await store.lettersPage({ charter: state.charter, journey: state.id, after, limit: 200 })
      // Not an answer: one to a shared address holds the links of others.
      last = page.rows.filter(({ name, sealed }) => sealed !== '' && name !== answerName).at(-1) ?? last
      after = page.next
    } while (after !== null)
    if (!last) return gone
    try {
      const { to, subject, bytes } = await parts.readLetter(last)
      const { text } = await parts.parseLetter(Buffer.from(bytes, 'latin1'))
      const at = last.sentAt ?? last.createdAt
      return {
        html: printedLetterPage({ frame, subject, to, at, text, back: here }),
        looked: lookAt(`letter ${last.id}`, state.id, shownTo('letter', caller.role)),
      }
    } catch (error) {
      if (error instanceof LostKey) return gone
      throw error
    }
  }

  return [
    signedIn(here, 'ReviewLetters', (visit) => list(visit, [], 200)),
    posted(here, 'AnswerLetter', async (visit, _id, fields) => {
      const journey = JourneyId.safeParse(fields['journey'])
      if (!journey.success) return gone
      const answer = await review.revive(envelopeOf(desk, visit.caller), journey.data)
      return answer.outcome === 'done' || answer.outcome === 'answered' ? { to: here } : gone
    }),
    signedIn(`${here}/:incoming`, 'ReviewLetters', (visit, id) => one(visit, id, null, [], 200)),
    posted(`${here}/:incoming`, deciding, async (visit, id, fields) => {
      if (!IncomingId.safeParse(id).success) return gone
      const envelope = envelopeOf(desk, visit.caller)
      const typed = textOf(fields, 'words').replaceAll('\r\n', '\n')
      if (fields['do'] === 'answer') {
        const words = z.string().trim().min(1).max(mostWords).safeParse(typed)
        const wrong = finding('invalid', `words: must be 1 to ${mostWords} characters`, { field: 'words' })
        if (!words.success) return one(visit, id, typed, [wrong], 400)
      }
      const answer = await (fields['do'] === 'answer'
        ? review.answer(envelope, id, typed.trim())
        : review.close(envelope, id))
      if (answer.outcome === 'done' || answer.outcome === 'answered') return { to: `${here}/${id}` }
      if (answer.outcome === 'notFound' || answer.outcome === 'forbidden') return gone
      const { findings, status } = refusedAs(answer)
      return one(visit, id, typed, findings, status)
    }),
    signedIn('/journeys/:journey/last-letter', 'PrintLetter', printed),
  ]
}
