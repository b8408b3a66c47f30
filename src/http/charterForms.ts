// The forms of a charter's page: conditions, the application, and what the office decides on it.
import type { z } from 'zod'
import { refusedAccess } from '../application/may.ts'
import { charterStep } from '../domain/charter/chart.ts'
import type { Charter } from '../domain/charter/charter.ts'
import {
  ApproveCharter,
  CancelCharter,
  CloseManifest,
  CompleteCharter,
  FulfilCondition,
  OpenRegistration,
  PublishSeatRule,
  RefuseApplication,
  ReturnApplication,
  ReturnEvidence,
  SubmitApplication,
  SubmitEvidence,
  TurnBackCharter,
  type CharterCommand,
} from '../domain/charter/commands.ts'
import type { CharterEventType } from '../domain/charter/events.ts'
import { knownNeeds } from '../domain/charter/seatRule.ts'
import { fromClock } from '../domain/instant.ts'
import type { FormsView, TypedForm } from '../web/formViews.ts'
import type { Forms } from './page.ts'
import { linesOf, type Fields } from './pageForm.ts'
import type { Visit } from './visit.ts'

export type CharterForm = {
  readonly schema: z.ZodObject
  readonly type: CharterCommand['type']
  readonly fact: CharterEventType
  /** Asks which version somebody saw. */
  readonly decides: boolean
  /** Where the page opens again. */
  readonly place: 'conditions' | 'decisions' | 'acts' | 'seatRule'
  /** What was typed, as the command takes it; a field left empty is none. */
  body(fields: Fields, charter: Charter): object
}

const filled = (fields: Fields, ...names: readonly string[]): object =>
  Object.fromEntries(names.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])))
/** What is no number stays as it was typed, and is refused by its shape. */
const numberOf = (text: string): number | string => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text)
const condition = { decides: false, place: 'conditions' } as const
const decision = { decides: true, place: 'decisions' } as const
const act = { decides: true, place: 'acts' } as const

export const charterForms: Readonly<Record<string, CharterForm>> = {
  evidence: {
    ...condition,
    schema: SubmitEvidence,
    type: 'SubmitEvidence',
    fact: 'EvidenceSubmitted',
    body: (fields) => filled(fields, 'condition', 'evidence'),
  },
  fulfilment: {
    ...condition,
    schema: FulfilCondition,
    type: 'FulfilCondition',
    fact: 'ConditionFulfilled',
    body: (fields) => filled(fields, 'condition', 'evidence'),
  },
  'evidence-return': {
    ...condition,
    schema: ReturnEvidence,
    type: 'ReturnEvidence',
    fact: 'EvidenceReturned',
    body: (fields) => filled(fields, 'condition', 'reason'),
  },
  application: {
    ...decision,
    schema: SubmitApplication,
    type: 'SubmitApplication',
    fact: 'ApplicationSubmitted',
    body: (fields) => filled(fields, 'answer'),
  },
  approval: {
    ...decision,
    schema: ApproveCharter,
    type: 'ApproveCharter',
    fact: 'CharterApproved',
    body: (fields) => ({ conditions: linesOf(fields['conditions']), ...filled(fields, 'endorsement') }),
  },
  'application-return': {
    ...decision,
    schema: ReturnApplication,
    type: 'ReturnApplication',
    fact: 'ApplicationReturned',
    body: ({ reasons }) => ({ reasons: linesOf(reasons) }),
  },
  'application-refusal': {
    ...decision,
    schema: RefuseApplication,
    type: 'RefuseApplication',
    fact: 'ApplicationRefused',
    body: ({ reasons }) => ({ reasons: linesOf(reasons) }),
  },
  'seat-rule': {
    decides: true,
    place: 'seatRule',
    schema: PublishSeatRule,
    type: 'PublishSeatRule',
    fact: 'SeatRulePublished',
    body: ({ closesAt = '', capPerCompany, offerHours, ...fields }, charter) => ({
      closesAt: fromClock(closesAt, charter.record.leg.from.zone) ?? closesAt,
      needs: Object.fromEntries(
        knownNeeds.flatMap((need) => {
          const points = fields[`needs.${need}`]
          return points ? [[need, numberOf(points)]] : []
        }),
      ),
      capPerCompany: capPerCompany ? numberOf(capPerCompany) : null,
      ...(offerHours ? { offerHours: numberOf(offerHours) } : {}),
    }),
  },
  'registration-opening': {
    ...act,
    schema: OpenRegistration,
    type: 'OpenRegistration',
    fact: 'RegistrationOpened',
    body: () => ({}),
  },
  'manifest-closing': {
    ...act,
    schema: CloseManifest,
    type: 'CloseManifest',
    fact: 'ManifestClosed',
    body: () => ({}),
  },
  'turn-back': {
    ...act,
    schema: TurnBackCharter,
    type: 'TurnBackCharter',
    fact: 'CharterTurnedBack',
    body: (fields) => filled(fields, 'reason'),
  },
  completion: {
    ...act,
    schema: CompleteCharter,
    type: 'CompleteCharter',
    fact: 'CharterCompleted',
    body: () => ({}),
  },
  cancellation: {
    ...act,
    schema: CancelCharter,
    type: 'CancelCharter',
    fact: 'CharterCancelled',
    body: (fields) => filled(fields, 'reason'),
  },
}

export const charterFormActs: Forms = {
  field: 'form',
  acts: Object.fromEntries(Object.entries(charterForms).map(([name, { type }]) => [name, type])),
}

/**
 * Offered is what the chart knows where the charter stands and the table allows the role; a rule for seats only where
 * `ruleable` says that one can still be published.
 */
export const charterFormsView = (
  charter: Charter,
  { caller }: Visit,
  typed: TypedForm | null,
  nonce: string,
  ruleable: boolean,
): FormsView => ({
  nonce,
  action: `/charters/${charter.id}`,
  version: charter.version,
  offered: Object.entries(charterForms).flatMap(([name, { type, fact }]) =>
    charterStep(charter.stage, fact) &&
    !refusedAccess(caller, type, charter) &&
    (type !== 'PublishSeatRule' || ruleable)
      ? [name]
      : [],
  ),
  typed,
})
