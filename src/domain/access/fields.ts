// What of a person each view shows, and to whom: one table, view by field by role. What is not in it is not shown.
import type { Role } from './roles.ts'
import { reach, type Act } from './table.ts'

/** Shortened for whoever may open a view and does not need them whole. */
export const personalFields = ['name', 'document', 'birthDate', 'contact'] as const
export type PersonalField = (typeof personalFields)[number]

/**
 * The others are shown whole or not at all. `words`: what officers wrote about them; `infection`: infected before, in
 * medical care, and what was made of a doubtful result; `reasons`: the findings on their journey; `outcome`: what they
 * say that the charter was for; `link`: the way to their own page; `why`: what an officer gave as the reason for seeing
 * them in full.
 */
export const fields = [
  ...personalFields,
  'words',
  'tests',
  'infection',
  'reasons',
  'outcome',
  'letter',
  'link',
  'why',
] as const
export type Field = (typeof fields)[number]

/**
 * What the task of a role needs whole of those whom it deals with. The gate and the crew are told by the stage whether
 * somebody may board or ride; who only watches, or keeps the desk, needs nobody's name.
 */
const needs: Readonly<Partial<Record<Role, readonly Field[]>>> = {
  chamber: fields,
  company: fields,
  reformOffice: ['tests', 'infection', 'reasons', 'why'],
  mission: ['name', 'document', 'birthDate', 'words', 'tests', 'infection', 'reasons'],
  laboratory: ['name', 'document', 'birthDate', 'tests', 'reasons'],
  carrier: ['name', 'document'],
  transferCrew: ['name'],
  facility: ['name', 'contact', 'words', 'tests', 'infection', 'reasons'],
  auditor: ['tests', 'infection', 'reasons', 'why'],
}

type View = {
  /** The act that opens it, or the merchant's own link. */
  readonly by: Act | 'link'
  readonly fields: readonly Field[]
  /** Whoever may open it sees all of it whole: it has no sense otherwise. */
  readonly whole?: true
}

export const views = {
  journey: { by: 'ViewJourney', fields: [...personalFields, 'words', 'tests', 'infection', 'reasons', 'outcome'] },
  charterPage: { by: 'ViewCharter', fields: ['name', 'document', 'words', 'reasons'] },
  /** Everybody of a charter as a list, with what each lacks. */
  peopleList: { by: 'ViewPlan', fields: ['name', 'document', 'reasons'] },
  /** Whoever stands at a gate or on a corridor: whom they deal with. */
  station: { by: 'ViewJourney', fields: personalFields },
  /** Why people do not fly: whose reasons these are. */
  reasons: { by: 'ViewCharter', fields: ['reasons'] },
  seatLine: { by: 'ViewPlan', fields: ['name'] },
  plan: { by: 'ViewPlan', fields: ['tests'], whole: true },
  manifest: { by: 'ViewManifest', fields: ['name', 'document', 'birthDate'] },
  manifestFile: { by: 'ExportManifest', fields: ['name', 'document', 'birthDate'] },
  /** The people of a charter as a list to take away, and whom something is due of. */
  peopleFile: { by: 'ViewCharter', fields: ['name', 'document', 'reasons'] },
  rosterFile: { by: 'ExportRoster', fields: [...personalFields, 'words', 'infection'], whole: true },
  conflicts: { by: 'ViewConflicts', fields: personalFields },
  letters: { by: 'ViewLetters', fields: ['contact'] },
  letter: { by: 'ViewLetters', fields: ['contact', 'letter'] },
  incoming: { by: 'ReviewLetters', fields: ['name', 'contact', 'words'] },
  statusLink: { by: 'ViewStatusLink', fields: ['link'] },
  /** By the numbers of journeys; it could not be checked with parts left out. */
  record: { by: 'SearchRecord', fields: ['tests', 'infection', 'reasons', 'outcome'], whole: true },
  givenReasons: { by: 'SearchRecord', fields: ['why'] },
  unmasking: { by: 'UnmaskMerchant', fields: personalFields, whole: true },
  pendingActs: { by: 'ViewPendingActs', fields: ['name'] },
  /** Nobody decides on what they cannot read; beside that it is asked whether they may do the same act. */
  pendingReason: { by: 'DecidePendingAct', fields: ['words'], whole: true },
  copy: { by: 'CopyMerchantData', fields, whole: true },
  statusPage: { by: 'link', fields: ['name', 'words', 'tests', 'infection', 'reasons', 'outcome'], whole: true },
  ownLetters: { by: 'link', fields: ['name', 'contact', 'letter'], whole: true },
  calendar: { by: 'link', fields: ['tests'], whole: true },
} as const satisfies Readonly<Record<string, View>>
export type ViewName = keyof typeof views

const opens = (role: Role, by: View['by']): boolean => (by === 'link' ? role === 'merchant' : reach(role, by) !== null)
const isPersonal = (field: Field): field is PersonalField => (personalFields as readonly Field[]).includes(field)

export type Shown = 'whole' | 'short'
/** Null: not shown at all. */
export function showing(name: ViewName, role: Role, field: Field): Shown | null {
  const view: View = views[name]
  if (!opens(role, view.by) || !view.fields.includes(field)) return null
  if (view.whole || needs[role]?.includes(field)) return 'whole'
  return isPersonal(field) ? 'short' : null
}

export const showsWhole = (name: ViewName, role: Role, field: Field): boolean => showing(name, role, field) === 'whole'

/** The fields that this view shows whole to this role. */
export const shownTo = (name: ViewName, role: Role): readonly Field[] =>
  fields.filter((field) => showsWhole(name, role, field))
