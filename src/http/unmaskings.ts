// One person in full over HTTP: for a reason, which the record keeps before anything is shown.
import { z } from 'zod'
import type { Unmasked, Unmaskings } from '../application/unmaskings.ts'
import { personalFields } from '../domain/access/fields.ts'
import { lookAt, type Look } from '../domain/access/looked.ts'
import { JourneyId } from '../domain/ids.ts'
import { reason } from './reason.ts'
import { route, type Route } from './route.ts'

export const UnmaskingBody = z.strictObject({
  reason,
  fields: z.array(z.enum(personalFields)).min(1, 'must name a field').max(personalFields.length),
})

export const unmaskingLook = ({ journey, person, sealedReason }: Unmasked): Look => ({
  ...lookAt(
    'unmasking',
    journey,
    personalFields.filter((field) => !person.masked.includes(field)),
  ),
  reason: sealedReason,
})

export const unmaskingRoute = (unmaskings: Unmaskings): Route =>
  route({
    method: 'post',
    path: '/v1/journeys/:journey/unmasking',
    act: 'UnmaskMerchant',
    room: 'access',
    summary: 'Show what a role sees shortened of a person in full, for a reason: it is a fact of the record',
    params: z.object({ journey: JourneyId }),
    body: UnmaskingBody,
    answers: { 200: 'the person, with those fields whole' },
    run: async ({ params, body, envelope }) => {
      const answer = await unmaskings.show(envelope, params.journey, body)
      if (answer.outcome !== 'done') return { refusal: answer }
      const { journey, person } = answer.value
      return { status: 200, body: { journey, person }, looked: unmaskingLook(answer.value) }
    },
  })
