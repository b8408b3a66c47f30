// What the list of a charter's people shows, as plain data.
import type { PersonView } from '../domain/access/masking.ts'
import type { Finding } from '../domain/decision.ts'
import type { Instant, Zone } from '../domain/instant.ts'
import type { Pressing } from '../domain/journey/pressing.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { Frame, SeatRuleView, TallyView } from './views.ts'
import type { Charter } from '../domain/charter/charter.ts'

export type ListedPerson = {
  readonly href: string
  readonly person: PersonView
  readonly stage: Stage
  readonly missing: readonly Finding[]
  readonly pressing: Pressing
  /** Letters to them come back; null for whoever does not review letters. */
  readonly unreachable: boolean | null
}
export const shows = ['', 'missing', 'risk', 'unreachable'] as const
export type Shows = (typeof shows)[number]
export const sorts = ['urgency', 'name', 'registered'] as const
export type Sort = (typeof sorts)[number]

/** What the address asks for. */
export type PeopleQuery = {
  readonly stage: Stage | null
  readonly show: Shows
  readonly find: string
  readonly sort: Sort
}
export type CharterPeopleView = {
  readonly frame: Frame
  readonly now: Instant
  readonly charter: Charter
  readonly href: string
  readonly title: string
  /** Before boarding moments are told in the first, afterwards in the second. */
  readonly zones: { readonly departure: Zone; readonly arrival: Zone }
  readonly action: string
  readonly asked: PeopleQuery
  readonly tallies: readonly TallyView[]
  readonly people: readonly ListedPerson[]
  /** How many there are in all, where they were counted. */
  readonly found: number | null
  readonly next: string | null
  /** Why those who wait do, under a published rule. */
  readonly seats: SeatRuleView | null
  readonly links: {
    readonly add: string | null
    readonly roster: string | null
    readonly letters: string | null
  }
}
