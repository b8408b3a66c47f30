// The forms of the stations about a vehicle or the whole charter: planned, filled, counted out and counted in.
import type { Answer, Envelope } from '../application/handle.ts'
import { refusedAccess } from '../application/may.ts'
import { charterStep } from '../domain/charter/chart.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { charterCommands } from '../domain/charter/commands.ts'
import type { Airport, CharterEventType } from '../domain/charter/events.ts'
import type { Act } from '../domain/access/table.ts'
import type { Finding } from '../domain/decision.ts'
import { CharterId, charterOf, RunId } from '../domain/ids.ts'
import { runStep } from '../domain/transfer/chart.ts'
import { RunCommand } from '../domain/transfer/commands.ts'
import type { RunEvent } from '../domain/transfer/events.ts'
import type { TransferRun } from '../domain/transfer/run.ts'
import type { TaskField } from '../web/stationViews.ts'
import { linesOf, type Fields } from './pageForm.ts'
import { fieldFindings } from './problem.ts'
import type { About } from './since.ts'
import { airportOf } from './termsBody.ts'
import type { PageParts, Visit } from './visit.ts'

const text = (name: string, value = ''): TaskField => ({ kind: 'text', name, value })
const number = (name: string, value = ''): TaskField => ({ kind: 'number', name, value })
/** Never filled in for whoever counts. */
const headCount: readonly TaskField[] = [number('count'), text('givenBy'), text('takenBy')]
const handover = (fields: Fields) => ({
  handover: { count: whole(fields['count']), givenBy: fields['givenBy'] ?? '', takenBy: fields['takenBy'] ?? '' },
})
/** What is no number stays as typed, so that the refusal names its field. */
const whole = (typed = ''): unknown => (/^\d+$/.test(typed) ? Number(typed) : typed)

/** Somebody or something to choose, by a name. */
type Named = { readonly value: string; readonly name: string }
const codeOf = (fields: Fields): string => (fields['airport'] ?? '').trim().toUpperCase()

const departure = charterCommands.departure
const landing = charterCommands.landing
const turnBack = charterCommands['turn-back']

/** Of the charter itself: where it stands in its chart, and what is counted. */
const charterForms = {
  DepartCharter: { schema: departure, fact: 'CharterDeparted', fields: () => headCount, body: handover },
  LandCharter: { schema: landing, fact: 'CharterLanded', fields: () => headCount, body: handover },
  TurnBackCharter: {
    schema: turnBack,
    fact: 'CharterTurnedBack',
    fields: () => [text('reason')],
    body: (fields: Fields) => ({ reason: fields['reason'] ?? '' }),
  },
  DivertCharter: {
    schema: charterCommands.diversion,
    fact: 'CharterDiverted',
    fields: () => [text('airport')],
    body: (fields: Fields, airports: readonly Airport[]) => ({ to: airportOf(airports, codeOf(fields)) }),
  },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly fact: CharterEventType
      readonly schema: unknown
      readonly fields: () => readonly TaskField[]
      readonly body: (fields: Fields, airports: readonly Airport[]) => object
    }
  >
>

/** Of a vehicle; nobody seats more than the page shows. */
const runForms = {
  SeatPassengers: {
    fact: 'PassengersSeated',
    fields: () => [],
    body: (fields: Fields) => ({ passengers: (fields['passengers'] ?? '').split(' ').filter(Boolean) }),
  },
  TakeOffPassenger: {
    fact: 'PassengerTakenOff',
    fields: (aboard) => [
      { kind: 'named', name: 'passenger', value: aboard[0]?.value ?? '', options: aboard },
      text('reason'),
    ],
    body: (fields: Fields) => ({ passenger: fields['passenger'] ?? '', reason: fields['reason'] ?? '' }),
  },
  DepartRun: { fact: 'RunDeparted', fields: () => headCount, body: handover },
  ArriveRun: { fact: 'RunArrived', fields: () => headCount, body: handover },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly fact: RunEvent['type']
      readonly fields: (aboard: readonly Named[]) => readonly TaskField[]
      readonly body: (fields: Fields) => object
    }
  >
>

export const charterTasks = ['DepartCharter', 'LandCharter', 'DivertCharter', 'TurnBackCharter'] as const
export const runTasks = ['SeatPassengers', 'TakeOffPassenger', 'DepartRun', 'ArriveRun'] as const
const isCharterTask = (name: string): name is keyof typeof charterForms => Object.hasOwn(charterForms, name)
const isRunTask = (name: string): name is keyof typeof runForms => Object.hasOwn(runForms, name)

/** The charter's own forms that this caller may send where it stands. */
export const charterTasksOf = (charter: Charter, { caller }: Visit) =>
  charterTasks
    .filter((name) => charterStep(charter.stage, charterForms[name].fact) && !refusedAccess(caller, name, charter))
    .map((name) => ({ act: name as Act, fields: charterForms[name].fields() }))

/** `aboard`: who sits in the vehicle, by name. */
export const runTasksOf = (charter: Charter, run: TransferRun, aboard: readonly Named[], { caller }: Visit) =>
  runTasks
    .filter((name) => runStep(run.stage, runForms[name].fact) && !refusedAccess(caller, name, charter))
    .filter((name) => name !== 'TakeOffPassenger' || aboard.length > 0)
    .map((name) => ({ act: name as Act, fields: runForms[name].fields(aboard) }))

export const planFields = (
  facilities: readonly { readonly id: string; readonly name: string }[],
): readonly TaskField[] => [
  text('plate'),
  number('seats'),
  text('driver'),
  text('staff'),
  {
    kind: 'named',
    name: 'facility',
    value: facilities[0]?.id ?? '',
    options: facilities.map(({ id, name }) => ({ value: id, name })),
  },
]

type Ready =
  | {
      readonly name: Act
      readonly act: (envelope: Envelope) => Promise<Answer<unknown>>
      readonly about: About | null
    }
  | { readonly findings: readonly Finding[] }

/** What a form about a vehicle or the charter asks, ready to be done; null where it is none of them, or not of this charter. */
export function runCommandOf(parts: PageParts, charter: Charter, name: string, fields: Fields): Ready | null {
  const about = fields['about'] ?? ''
  if (isCharterTask(name)) {
    const form = charterForms[name]
    const body = form.body(fields, parts.airports)
    // An airport that the desk does not know is told by its letters.
    if ('to' in body && 'code' in body.to) return { findings: [body.to] }
    const command = form.schema.safeParse({ type: name, ...body })
    const id = CharterId.parse(charter.id)
    return command.success
      ? { name, act: (envelope) => parts.charters.act(envelope, id, command.data), about: { kind: 'charter', id } }
      : { findings: fieldFindings(command.error) }
  }
  if (name === 'PlanRun') {
    const { plate = '', seats, driver = '', staff = '', facility = '' } = fields
    const vehicle = { plate, seats: whole(seats), driver, staff: linesOf(staff.replaceAll(/[,，、;；]/g, '\n')) }
    const command = RunCommand.options[0].safeParse({ type: name, vehicle, facility })
    return command.success
      ? // Another vehicle is in nobody's way.
        { name, act: (envelope) => parts.transfers.plan(envelope, charter.id, command.data), about: null }
      : { findings: fieldFindings(command.error) }
  }
  if (!isRunTask(name)) return null
  const run = RunId.safeParse(about)
  const command = RunCommand.safeParse({ type: name, ...runForms[name].body(fields) })
  if (!run.success) return { findings: fieldFindings(run.error) }
  // Another charter's vehicle is nobody's.
  if (charterOf(run.data) !== charter.id) return null
  if (!command.success) return { findings: fieldFindings(command.error) }
  const { data } = command
  if (data.type === 'PlanRun') return null
  const id = run.data
  return { name, act: (envelope) => parts.transfers.act(envelope, id, data), about: { kind: 'run', id } }
}
