// Unmasking: somebody is shown whole to whoever says why, and the record has it before it is answered.
import { personalFields, showsWhole, type PersonalField } from '../domain/access/fields.ts'
import { unmaskedView, type PersonView } from '../domain/access/masking.ts'
import { finding, policyUnmet } from '../domain/decision.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { Recorded } from '../domain/recorded.ts'
import { join } from './commit.ts'
import type { Desk } from './desk.ts'
import { deskEntry } from './deskRecord.ts'
import { sealText } from './freeText.ts'
import { handle, notFound, refused, type Answer, type Envelope } from './handle.ts'
import { LostKey } from './keyPorts.ts'
import { merchantDetailsOf } from './knownPeople.ts'
import { seeJourney } from './see.ts'

export type Unmasked = {
  readonly journey: JourneyId
  readonly person: PersonView
  /** As it stands in the record: it may name the person, and is lost with their key. */
  readonly sealedReason: string
}
export type Unmaskings = {
  show(
    envelope: Envelope,
    journey: JourneyId,
    asked: { readonly reason: string; readonly fields: readonly PersonalField[] },
  ): Promise<Answer<Unmasked>>
}

export function createUnmaskings(desk: Desk): Unmaskings {
  const { store, vault } = desk
  return {
    // Asked again it is shown again, which is another fact: no receipt is kept.
    show: (envelope, journey, { reason, fields: asked }) =>
      handle<Unmasked>(store, async () => {
        const { role } = envelope.caller
        const seen = await seeJourney(store, envelope.caller, 'UnmaskMerchant', journey)
        if ('refusal' in seen) return seen.refusal
        const { merchant, version } = seen.held.state
        if (envelope.ifMatch !== null && envelope.ifMatch !== version) return { outcome: 'stale', version }
        const fields = personalFields.filter((field) => asked.includes(field))
        const open = fields.find((field) => showsWhole('journey', role, field))
        if (open)
          return refused(
            policyUnmet(finding('fieldNotMasked', `Your role sees this whole already: ${open}.`, { field: open })),
          )
        const row = await store.merchant(merchant)
        const details = row && (await merchantDetailsOf(desk, merchant, row.sealed))
        const sealedReason = await sealText(vault, merchant, reason).catch((error: unknown) => {
          if (error instanceof LostKey) return null
          throw error
        })
        if (!details || sealedReason === null) return notFound(`data of journey ${journey}`)
        const fact: Recorded = { type: 'MerchantUnmasked', journey, fields, reason: sealedReason }
        const told = await deskEntry(store, envelope, merchant, fact, [])
        const person = unmaskedView(details, role, fields)
        return { outcome: 'proposed', commit: join([told]), value: { journey, person, sealedReason } }
      }),
  }
}
