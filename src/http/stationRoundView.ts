// A round of tests as it is shown: those who are due, and first whoever was refused in it, wherever they are by now.
import type { Journey } from '../domain/journey/journey.ts'
import type { RoundView, TaskField } from '../web/stationViews.ts'
import { testFields, type Given } from './stationForms.ts'
import { refilled, type Typed } from './stationTyped.ts'

type Round = {
  readonly given: Given
  /** Whoever has a test due on this page. */
  readonly due: readonly { readonly journey: Journey; readonly number: number | null }[]
  readonly typed: Typed | null
  /** Whoever was named in the round and may be seen. */
  readonly known: (journey: string) => Journey | undefined
  readonly nameOf: (journey: string) => string
  /** Whether a test may still be recorded of them here. */
  readonly may: (journey: Journey) => boolean
}

/** Null where there is nothing to record for many, and nothing to tell of a round that was sent. */
export function roundView({ given, due, typed, known, nameOf, may }: Round): RoundView | null {
  const sent = typed?.round ?? null
  if (due.length < 2 && !sent) return null
  const refused = [...(sent?.refused ?? [])].map(([journey, { result, findings, told = null }]) => {
    const held = known(journey)
    return {
      journey,
      name: nameOf(journey),
      number: due.find((each) => each.journey.id === journey)?.number ?? null,
      version: held && may(held) ? held.version : null,
      // Taken before: nothing is left to be recorded by a second tap.
      result: told?.sentBefore ? '' : result,
      refused: findings,
      told,
    }
  })
  const shared = testFields(given)
  return {
    // Whoever was taken may have another test due: what is sent next is a round of its own.
    fields: [
      { kind: 'hidden', name: 'id', value: given.part() } satisfies TaskField,
      ...(typed && sent ? shared.map((field) => refilled(field, typed.fields)) : shared),
    ],
    sent: sent && { taken: sent.taken, refused: refused.length },
    due: due.length,
    people: [
      ...refused,
      ...due
        .filter(({ journey }) => !sent?.refused.has(journey.id))
        .map(({ journey, number }) => ({
          journey: journey.id,
          name: nameOf(journey.id),
          number,
          version: journey.version,
          result: '',
          refused: [],
          told: null,
        })),
    ],
  }
}
