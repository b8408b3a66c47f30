// An envelope for what a page's form asks.
import type { Envelope } from '../application/handle.ts'
import type { Caller } from '../application/actor.ts'
import type { Desk } from '../application/desk.ts'

export const envelopeOf = ({ clock, chance }: Desk, caller: Caller): Envelope => ({
  caller,
  request: `Q${chance.part()}`,
  now: clock.now(),
  idempotency: null,
  ifMatch: null,
})
