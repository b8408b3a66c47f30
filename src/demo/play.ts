// What everybody on the stage shares: the scenario, the desk, the timetable, the offices with their tokens, and who is who.
import type { DeskProcess } from './deskProcess.ts'
import type { Answer, Office } from './office.ts'
import type { Laboratories, Rooms, Scenario, Vehicles } from './scenario.ts'
import type { Timetable } from './timetable.ts'

/** A command that the desk refused: kept with the desk's own words, for the report. */
export type Refused = {
  readonly at: string
  readonly by: string
  readonly path: string
  readonly status: number
  readonly words: string
}

export type Play = {
  readonly scenario: Scenario
  readonly laboratories: Laboratories
  readonly vehicles: Vehicles
  readonly rooms: Rooms
  readonly desk: DeskProcess
  readonly timetable: Timetable
  readonly offices: ReadonlyMap<string, Office>
  readonly charter: string
  /** Passport number -> journey, as the import answered. */
  readonly journeys: Map<string, string>
  readonly people: Map<string, string>
  readonly refused: Refused[]
  readonly say: (line: string) => void
}

export type JourneyAnswer = {
  readonly id: string
  readonly stage: string
  readonly version: number
  readonly dossier: {
    readonly traits: { readonly testExempt: boolean; readonly destination: string }
    readonly party: { readonly party: string; readonly role: string } | null
    readonly findings: readonly {
      readonly code: string
      readonly message: string
      readonly facts: { readonly reason?: string }
    }[]
    readonly home: {
      readonly dayOne: string
      readonly place: 'home' | 'facility'
      readonly because: string | null
    } | null
    readonly dayOne: string | null
    readonly tests: readonly { readonly sampledAt: string; readonly result: string }[]
    readonly care: readonly { readonly cause: string; readonly from: string; readonly until: string | null }[]
  }
}
export type DueAnswer = {
  readonly act: string
  readonly journey: string
  readonly number: number | null
  readonly from: string
}

/** The office that plays a kind; there is one of each but laboratories. */
export function officeOf(play: Pick<Play, 'scenario' | 'offices'>, ...kinds: readonly string[]): Office {
  const organisation = play.scenario.organisations.find(({ kind }) => kinds.includes(kind))
  const office = organisation ? play.offices.get(organisation.key) : undefined
  if (!office) throw new Error(`the scenario has no ${kinds.join(' or ')}`)
  return office
}

export const organiser = (play: Pick<Play, 'scenario' | 'offices'>): Office => officeOf(play, 'chamber', 'company')

export function journeyOf(play: Play, who: string): string {
  const journey = play.journeys.get(who)
  if (!journey) throw new Error(`nobody with passport ${who} was registered`)
  return journey
}

/** Sends a command; a refusal is kept for the report and answered as it is. */
export async function command(
  play: Play,
  office: Office,
  path: string,
  body: unknown,
  more: { readonly ifMatch?: string; readonly type?: string } = {},
): Promise<Answer> {
  const answer = await office.post(path, body, more)
  if (answer.status >= 400) {
    const { detail, title } = answer.body as { readonly detail?: string; readonly title?: string }
    play.refused.push({
      at: play.desk.now(),
      by: office.name,
      path,
      status: answer.status,
      words: detail ?? title ?? '',
    })
  }
  return answer
}

/** A command without which the story cannot go on. */
export async function must(
  play: Play,
  office: Office,
  path: string,
  body: unknown,
  more: { readonly ifMatch?: string; readonly type?: string } = {},
): Promise<Answer> {
  const answer = await command(play, office, path, body, more)
  if (answer.status >= 400) throw new Error(`${office.name}: ${path} was refused: ${JSON.stringify(answer.body)}`)
  return answer
}

export const dueFor = (play: Play, office: Office): Promise<readonly DueAnswer[]> =>
  office.get(`/v1/charters/${play.charter}/due`)

export async function allJourneys(play: Play, office: Office): Promise<readonly JourneyAnswer[]> {
  const rows: JourneyAnswer[] = []
  for (let after: string | null = ''; after !== null;) {
    const page: { rows: readonly JourneyAnswer[]; next: string | null } = await office.get(
      `/v1/charters/${play.charter}/journeys?limit=500${after ? `&after=${after}` : ''}`,
    )
    rows.push(...page.rows)
    after = page.next
  }
  return rows
}
