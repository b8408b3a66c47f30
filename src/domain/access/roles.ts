// Who acts: the kinds of organisation around a charter, and the two who belong to none.
import { z } from 'zod'

export const organisationKinds = [
  'chamber',
  'company',
  'reformOffice',
  'mission',
  'laboratory',
  'carrier',
  'transferCrew',
  'facility',
  'auditor',
  'administrator',
] as const
export const OrganisationKind = z.enum(organisationKinds)
export type OrganisationKind = z.infer<typeof OrganisationKind>

/** `merchant` comes by a status link, `desk` is the service itself answering its own wakes. */
export const roles = [...organisationKinds, 'merchant', 'anonymous', 'desk'] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>
