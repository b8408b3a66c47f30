// What the screen of a station shows, as plain data: the gate, the mission, the laboratory, the crew, the facility.
import type { PersonView } from '../domain/access/masking.ts'
import type { Act } from '../domain/access/table.ts'
import type { Finding } from '../domain/decision.ts'
import type { Instant, Zone } from '../domain/instant.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { RunStage } from '../domain/transfer/chart.ts'
import type { StationName } from './stationLink.ts'
import type { Told } from './toldView.ts'
import type { Frame, TallyView } from './views.ts'

/** What can be chosen from. */
export type TaskChoice = 'colour' | 'result' | 'method' | 'precision' | 'cause' | 'suitable' | 'outcome' | 'foundTo'

/** A field of a form; its label stands in the words under `task.<name>`, a choice's under `<words>.<value>`. */
export type TaskField =
  | { readonly kind: 'text' | 'number'; readonly name: string; readonly value: string; readonly optional?: true }
  /** One of what is listed once on the page, or typed. */
  | { readonly kind: 'listed'; readonly name: string; readonly value: string; readonly list: 'rooms' | 'reagents' }
  /** As the clock of the place reads it: `YYYY-MM-DDTHH:MM`. */
  | {
      readonly kind: 'moment'
      readonly name: string
      readonly value: string
      readonly zone: Zone
      readonly optional?: true
    }
  | {
      readonly kind: 'choice'
      readonly name: string
      readonly value: string
      readonly words: TaskChoice
      readonly options: readonly string[]
      /** Nothing is chosen before somebody chooses. */
      readonly open?: true
    }
  /** One of things that have names of their own. */
  | {
      readonly kind: 'named'
      readonly name: string
      readonly value: string
      readonly options: readonly { readonly value: string; readonly name: string }[]
    }
  | { readonly kind: 'hidden'; readonly name: string; readonly value: string }

export type TaskForm = {
  readonly act: Act
  /** The journey, the run or the charter that it is about. */
  readonly about: string
  readonly version: number
  readonly fields: readonly TaskField[]
  /** Why it was not taken the last time. */
  readonly refused: readonly Finding[]
  readonly told: Told | null
}

export type StationPerson = {
  readonly journey: string
  readonly person: PersonView
  readonly stage: Stage
  readonly due: { readonly act: Act; readonly number: number | null; readonly by: Instant | null } | null
  /** What is due first, and shown open. */
  readonly forms: readonly TaskForm[]
}

export type StationRun = {
  readonly id: string
  readonly plate: string
  readonly stage: RunStage
  readonly aboard: number
  readonly places: number
  readonly forms: readonly TaskForm[]
  /** Who waits and may be seated here; empty where nobody may be. */
  readonly waiting: readonly { readonly journey: string; readonly name: string; readonly ticked: boolean }[]
}

/** A test for many at once: the same swab team, the same hour, a result for each. */
export type RoundView = {
  readonly fields: readonly TaskField[]
  /** What came of the round that was just sent, where not all of it was taken; both are 0 where it had no result. */
  readonly sent: { readonly taken: number; readonly refused: number } | null
  /** How many have a test due on this page. */
  readonly due: number
  readonly people: readonly {
    readonly journey: string
    /** Null for whoever no test can be recorded of any more: only told. */
    readonly version: number | null
    readonly name: string
    readonly number: number | null
    /** That was sent and not taken. */
    readonly result: string
    readonly refused: readonly Finding[]
    readonly told: Told | null
  }[]
}

export type StationView = {
  readonly frame: Frame
  readonly now: Instant
  readonly station: StationName
  readonly charter: { readonly href: string; readonly title: string; readonly zone: Zone }
  readonly action: string
  readonly counts: readonly TallyView[]
  readonly find: string
  /** So many on the line stand before this page. */
  readonly from: number
  /** When work begins here, by the schedule; null where it has begun, or waits for nothing of the kind. */
  readonly begins: Instant | null
  /** What was done last, and what would take it back. */
  readonly done: { readonly act: Act; readonly who: string; readonly undo: TaskForm | null } | null
  /** A form that was not taken and is not offered any more: of whom, and what was typed. */
  readonly gone: {
    readonly act: Act
    readonly who: string
    readonly fields: Readonly<Record<string, string>>
    readonly findings: readonly Finding[]
    readonly told: Told | null
  } | null
  /** New with every page: a form that is sent twice from one page is done once. */
  readonly nonce: string
  readonly forms: readonly TaskForm[]
  readonly runs: readonly StationRun[]
  readonly round: RoundView | null
  readonly people: readonly StationPerson[]
  readonly next: string | null
  readonly lists: { readonly rooms: readonly string[]; readonly reagents: readonly string[] }
}
