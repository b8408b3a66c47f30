// Where somebody can ask for an act that needs two.
import type { TwoPeopleAct } from '../domain/access/twoPeople.ts'

export type AskView = { readonly act: TwoPeopleAct; readonly href: string }
