// Until when somebody who has no test yet can begin on a charter, by the working windows of its flight.
import type { Charter } from '../domain/charter/charter.ts'
import type { Instant } from '../domain/instant.ts'
import { lastStart } from '../domain/journey/offer.ts'
import { planOf } from '../domain/policy/plan.ts'
import type { Papers } from '../domain/policy/papers.ts'
import type { Desk } from './desk.ts'

/** Also for a charter as it would become: nothing of it is kept. */
export const lastStartOf = ({ policies }: Pick<Desk, 'policies'>, charter: Charter, now: Instant): Instant | null =>
  lastStart(planOf(policies.proposed(charter)(null), untested, now))

const untested: Papers = {
  tests: [],
  code: null,
  application: null,
  traits: {
    language: 'en',
    destination: '',
    costBearer: '',
    purpose: '',
    homeSuitable: true,
    testExempt: false,
    minor: false,
    pastInfection: false,
    origin: null,
  },
}
