// Letters that came in, over HTTP: what waits for a person, an answer to it, and addresses that refuse letters.
import { z } from 'zod'
import type { Caller } from '../application/actor.ts'
import type { Answer } from '../application/handle.ts'
import { incomingStates } from '../application/incomingPorts.ts'
import type { IncomingReview } from '../application/incomingReview.ts'
import { shownTo } from '../domain/access/fields.ts'
import type { Look } from '../domain/access/looked.ts'
import { JourneyId } from '../domain/ids.ts'
import { PageQuery } from './journeys.ts'
import { route, type Reply, type Route } from './route.ts'

export const IncomingId = z.string().regex(/^I[0-9A-Z]{16}$/)
const byIncoming = z.object({ incoming: IncomingId })
/** Longer answers are written by hand elsewhere (characters). */
export const mostWords = 4_000
const AnswerBody = z.strictObject({ words: z.string().trim().min(1).max(mostWords) })

/** Whose letters were shown; of nobody's there is nothing to tell. */
export function incomingLook(
  what: string,
  all: readonly (JourneyId | null)[],
  { role }: Caller,
): { readonly looked?: Look } {
  const journeys = [...new Set(all.filter((each) => each !== null))].sort()
  return journeys.length ? { looked: { what, charter: null, journeys, fields: shownTo('incoming', role) } } : {}
}

export function incomingRoutes(review: IncomingReview): readonly Route[] {
  /** Its number alone: whoever may answer need not be one who may read. */
  const decided = (answer: Answer<string>): Reply =>
    answer.outcome === 'done' ? { status: 200, body: { letter: answer.value } } : { refusal: answer }
  return [
    route({
      method: 'get',
      path: '/v1/mail',
      act: 'ReviewLetters',
      room: 'letters',
      summary:
        'Letters that came in, newest first: whose they are, what became of them and why; of merchants whom one registered, and for whoever administers also those that are nobody’s',
      query: PageQuery.extend({ state: z.enum(incomingStates).optional() }),
      answers: { 200: 'a page of letters' },
      run: async ({ query, caller }) => {
        const { after = null, limit, state = null } = query
        const page = await review.page(caller, { state, after, limit })
        if ('outcome' in page) return { refusal: page }
        const journeys = page.rows.map(({ journey }) => journey)
        return { status: 200, body: page, ...incomingLook('incomingLetters', journeys, caller) }
      },
    }),
    route({
      method: 'get',
      path: '/v1/mail/:incoming',
      act: 'ReviewLetters',
      room: 'letters',
      summary: 'One letter that came in, with what the desk would answer where it waits for a person',
      params: byIncoming,
      answers: { 200: 'the letter, and `suggested`' },
      run: async ({ params, caller }) => {
        const letter = await review.one(caller, params.incoming)
        if ('outcome' in letter) return { refusal: letter }
        const suggested = letter.text ? await review.suggest(caller, params.incoming) : null
        const look = incomingLook(`incoming letter ${letter.id}`, [letter.journey], caller)
        return { status: 200, body: { ...letter, suggested }, ...look }
      },
    }),
    route({
      method: 'post',
      path: '/v1/mail/:incoming/answer',
      act: 'AnswerLetter',
      room: 'letters',
      summary: 'Answer a letter that waits, in one’s own words: they go to the registered address, whoever wrote',
      params: byIncoming,
      body: AnswerBody,
      answers: { 200: 'its number' },
      run: async ({ params, body, envelope }) => decided(await review.answer(envelope, params.incoming, body.words)),
    }),
    route({
      method: 'post',
      path: '/v1/mail/:incoming/settling',
      act: 'AnswerLetter',
      room: 'letters',
      summary: 'Take a letter off the list without an answer',
      params: byIncoming,
      answers: { 200: 'its number' },
      run: async ({ params, envelope }) => decided(await review.close(envelope, params.incoming)),
    }),
    route({
      method: 'get',
      path: '/v1/dead-addresses',
      act: 'ReviewLetters',
      room: 'letters',
      summary: 'Merchants whose registered address refuses letters, with the telephone number to call',
      answers: { 200: 'a list' },
      run: async ({ caller }) => {
        const dead = await review.dead(caller)
        const journeys = dead.map(({ journey }) => journey)
        return { status: 200, body: dead, ...incomingLook('deadAddresses', journeys, caller) }
      },
    }),
    route({
      method: 'post',
      path: '/v1/journeys/:journey/address-revival',
      act: 'AnswerLetter',
      room: 'letters',
      summary: 'Write again to the registered address of this merchant, which had refused letters',
      params: z.object({ journey: JourneyId }),
      answers: { 200: 'the journey' },
      run: async ({ params, envelope }) => {
        const answer = await review.revive(envelope, params.journey)
        return answer.outcome === 'done' ? { status: 200, body: { journey: answer.value } } : { refusal: answer }
      },
    }),
  ]
}
