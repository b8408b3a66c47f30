// The words of an officer about a charter, held against everybody who is registered for it.
import type { DecidedCharterCommand } from '../domain/charter/commands.ts'
import { namesSomebody } from '../domain/charter/namesNobody.ts'
import type { Rejection } from '../domain/decision.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { MerchantDetails } from '../domain/journey/merchant.ts'
import type { Desk } from './desk.ts'
import { LostKey } from './keyPorts.ts'

/** The fields in which a command for a charter carries words, and those of its terms. */
const wordy = ['reason', 'reasons', 'answer', 'evidence', 'conditions', 'title', 'servicePoint'] as const

export async function namedIn(
  { store, vault }: Desk,
  command: DecidedCharterCommand,
  journeys: readonly Journey[],
): Promise<Rejection | null> {
  const carried: Readonly<Record<string, unknown>> = { ...command, ...('terms' in command ? command.terms : {}) }
  const texts = wordy.flatMap((field) => [carried[field] ?? []].flat()).filter((text) => typeof text === 'string')
  if (texts.length === 0 || journeys.length === 0) return null
  const rows = await store.merchants(journeys.map(({ merchant }) => merchant))
  const people = await Promise.all(
    rows
      .filter(({ sealed }) => sealed !== '')
      .map(async ({ id, sealed }) => {
        try {
          return [MerchantDetails.parse(JSON.parse(await vault.open(id, sealed)))]
        } catch (error) {
          if (error instanceof LostKey) return []
          throw error
        }
      }),
  )
  return namesSomebody(texts, people.flat())
}
