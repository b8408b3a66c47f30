// Who may do what: one table, role by act, with how far it reaches. What is not in it is refused.
import { organisationKinds, type Role } from './roles.ts'

/**
 * `own`: what the actor's organisation registered or hired, or is asked; `charter`: the charters named in the token, and those of the
 * organisation; `any`: everything.
 */
export type Reach = 'own' | 'charter' | 'any'

export const acts = [
  // demand
  'CallForDemand',
  'CloseDemandCall',
  'ReopenDemandCall',
  'CancelDemandCall',
  'ReplyToDemand',
  'ViewDemand',
  'ViewForecast',
  // charters
  'DraftCharter',
  'SubmitApplication',
  'ReturnApplication',
  'RefuseApplication',
  'ApproveCharter',
  'FulfilCondition',
  'PublishSeatRule',
  'OpenRegistration',
  'CloseManifest',
  'ReopenManifest',
  'RetimeCharter',
  'DepartCharter',
  'DivertCharter',
  'TurnBackCharter',
  'LandCharter',
  'CompleteCharter',
  'CancelCharter',
  'ViewCharter',
  'ViewManifest',
  'ExportManifest',
  // journeys
  'RegisterMerchant',
  'ImportRoster',
  'ViewConflicts',
  'DecideConflict',
  'ViewJourney',
  'ViewPlan',
  'RecordTest',
  'ApplyForCode',
  'IssueCode',
  'RefuseCode',
  'AcceptSeat',
  'DeclineSeat',
  'Withdraw',
  'Board',
  'DenyBoarding',
  'MarkNoShow',
  'RefuseEntry',
  'TakeToMedicalCare',
  'Admit',
  'ReturnToObservation',
  'AssessHome',
  'AssessRisk',
  'CompleteCentralPeriod',
  'Release',
  'ReportMissing',
  'ReportFound',
  'RedecideEdition',
  // transfer and facility
  'PlanRun',
  'SeatPassengers',
  'TakeOffPassenger',
  'DepartRun',
  'ArriveRun',
  'ViewRuns',
  'OpenFacility',
  'ViewFacility',
  // the desk
  'ViewLetters',
  'ViewStatusLink',
  'ViewRecord',
  'ViewAlarms',
  'ViewReference',
  'ViewImpact',
  'DeclareLockdown',
  'PublishEdition',
  'KeepOrganisations',
  'KeepTokens',
  'KeepLaboratories',
  // people
  'ViewPeople',
  'InvitePerson',
  'RemovePerson',
  'SetReach',
  'ViewSessions',
  'EndSession',
] as const
export type Act = (typeof acts)[number]

type Row = Readonly<Partial<Record<Role, Reach>>>

const organiser: Row = { chamber: 'own', company: 'own' }
const watchers: Row = { reformOffice: 'any', auditor: 'any', administrator: 'any' }
const alongTheWay: Row = {
  mission: 'charter',
  laboratory: 'charter',
  carrier: 'charter',
  transferCrew: 'charter',
  facility: 'charter',
}
/** Every organisation looks after its own people. */
const everybody: Row = {
  ...Object.fromEntries(organisationKinds.map((kind) => [kind, 'own' as const])),
  administrator: 'any',
}
/** Whoever audits changes nothing here, not even who audits. */
const { auditor: _, ...everybodyButAuditors } = everybody

/** Default deny: a role that a row does not name may not. */
export const table: Readonly<Record<Act, Row>> = {
  CallForDemand: { reformOffice: 'any' },
  CloseDemandCall: { reformOffice: 'any' },
  ReopenDemandCall: { reformOffice: 'any' },
  CancelDemandCall: { reformOffice: 'any' },
  ReplyToDemand: organiser,
  ViewDemand: { ...organiser, ...watchers },
  ViewForecast: watchers,
  DraftCharter: organiser,
  SubmitApplication: organiser,
  ReturnApplication: { reformOffice: 'any' },
  RefuseApplication: { reformOffice: 'any' },
  ApproveCharter: { reformOffice: 'any' },
  FulfilCondition: { ...organiser, reformOffice: 'any' },
  PublishSeatRule: { ...organiser, reformOffice: 'any' },
  OpenRegistration: { ...organiser, reformOffice: 'any' },
  CloseManifest: { ...organiser, reformOffice: 'any' },
  ReopenManifest: { reformOffice: 'any' },
  RetimeCharter: { ...organiser, carrier: 'charter', reformOffice: 'any' },
  DepartCharter: { carrier: 'charter' },
  DivertCharter: { carrier: 'charter' },
  TurnBackCharter: { carrier: 'charter' },
  LandCharter: { carrier: 'charter', transferCrew: 'charter' },
  CompleteCharter: { ...organiser, reformOffice: 'any' },
  CancelCharter: { ...organiser, reformOffice: 'any' },
  ViewCharter: { ...organiser, ...alongTheWay, ...watchers },
  ViewManifest: { ...organiser, carrier: 'charter', transferCrew: 'charter', ...watchers },
  ExportManifest: { ...organiser, carrier: 'charter', reformOffice: 'any' },
  RegisterMerchant: organiser,
  ImportRoster: organiser,
  ViewConflicts: { ...organiser, ...watchers },
  DecideConflict: organiser,
  ViewJourney: { ...organiser, ...alongTheWay, ...watchers },
  ViewPlan: { ...organiser, ...watchers },
  RecordTest: { laboratory: 'charter', facility: 'charter' },
  ApplyForCode: organiser,
  IssueCode: { mission: 'charter' },
  RefuseCode: { mission: 'charter' },
  AcceptSeat: organiser,
  DeclineSeat: organiser,
  Withdraw: organiser,
  Board: { carrier: 'charter' },
  DenyBoarding: { carrier: 'charter' },
  MarkNoShow: { carrier: 'charter' },
  RefuseEntry: { transferCrew: 'charter', reformOffice: 'any' },
  TakeToMedicalCare: { transferCrew: 'charter', facility: 'charter' },
  Admit: { facility: 'charter' },
  ReturnToObservation: { facility: 'charter' },
  AssessHome: { facility: 'charter', reformOffice: 'any' },
  AssessRisk: { facility: 'charter', reformOffice: 'any' },
  CompleteCentralPeriod: { facility: 'charter' },
  Release: { facility: 'charter', transferCrew: 'charter' },
  ReportMissing: { transferCrew: 'charter', facility: 'charter', reformOffice: 'any' },
  ReportFound: { transferCrew: 'charter', facility: 'charter', reformOffice: 'any' },
  RedecideEdition: { reformOffice: 'any' },
  PlanRun: { transferCrew: 'charter', reformOffice: 'any' },
  SeatPassengers: { transferCrew: 'charter' },
  TakeOffPassenger: { transferCrew: 'charter' },
  DepartRun: { transferCrew: 'charter' },
  ArriveRun: { transferCrew: 'charter', facility: 'charter' },
  ViewRuns: { transferCrew: 'charter', facility: 'charter', ...organiser, ...watchers },
  OpenFacility: { facility: 'own', reformOffice: 'any' },
  ViewFacility: { facility: 'charter', transferCrew: 'charter', ...watchers },
  ViewLetters: { ...organiser, ...watchers },
  ViewStatusLink: organiser,
  ViewRecord: watchers,
  ViewAlarms: { ...watchers, ...organiser, transferCrew: 'charter', facility: 'charter' },
  ViewReference: { ...organiser, ...alongTheWay, ...watchers },
  ViewImpact: watchers,
  DeclareLockdown: { reformOffice: 'any' },
  PublishEdition: { reformOffice: 'any' },
  KeepOrganisations: { administrator: 'any' },
  KeepTokens: { administrator: 'any' },
  KeepLaboratories: { administrator: 'any', reformOffice: 'any' },
  ViewPeople: everybody,
  InvitePerson: everybodyButAuditors,
  RemovePerson: everybodyButAuditors,
  SetReach: everybodyButAuditors,
  ViewSessions: everybody,
  EndSession: everybody,
}

/** Administration asks a person for a second factor that was shown a moment ago, wherever it changes something. */
export const freshActs: ReadonlySet<Act> = new Set<Act>([
  'KeepOrganisations',
  'KeepTokens',
  'KeepLaboratories',
  'InvitePerson',
  'RemovePerson',
  'SetReach',
])

/** What is personal to a merchant is shown whole only where the task needs it; every other role sees it masked. */
export type PersonalField = 'name' | 'document' | 'birthDate' | 'contact'
export const seesWhole: Readonly<Partial<Record<Role, readonly PersonalField[]>>> = {
  chamber: ['name', 'document', 'birthDate', 'contact'],
  company: ['name', 'document', 'birthDate', 'contact'],
  mission: ['name', 'document', 'birthDate'],
  laboratory: ['name', 'document', 'birthDate'],
  carrier: ['name', 'document'],
  transferCrew: ['name'],
  facility: ['name', 'contact'],
}

export const reach = (role: Role, act: Act): Reach | null =>
  Object.hasOwn(table[act], role) ? (table[act][role] ?? null) : null
