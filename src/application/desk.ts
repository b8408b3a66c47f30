// What every room of the application takes: the ports and the few settings that are not rules.
import type { PermitBook } from '../domain/charter/permit.ts'
import type { TransferRules } from '../domain/transfer/vehicle.ts'
import type { LetterPatience } from './commit.ts'
import type { Journal } from './journal.ts'
import type { Policies } from './policies.ts'
import type { Vault } from './keyPorts.ts'
import type { Chance, Clock, Store } from './ports.ts'

export type Desk = {
  readonly store: Store
  readonly vault: Vault
  readonly journal: Journal
  readonly clock: Clock
  readonly chance: Chance
  readonly policies: Policies
  readonly patience: LetterPatience
  readonly transferRules: TransferRules
  readonly permits: PermitBook
  /** How old a letter of invitation may be at the landing. */
  readonly invitationMonths: number
  /** The wording of the consent that merchants sign, by its version. */
  readonly consentText: string
}
