// Plays one scenario from the first act to the last release, against a desk that it starts for itself.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import { organisationKinds } from '../domain/access/roles.ts'
import { rosterReader } from '../files/roster.ts'
import { readFile } from 'node:fs/promises'
import { planActs, termsOf } from './acts.ts'
import { createAnswered } from './answered.ts'
import { castAlongTheWay, castOrganisations, furnish, type Cast } from './cast.ts'
import { planCoaches } from './coaches.ts'
import { startDeskProcess, type Program } from './deskProcess.ts'
import { planFlight } from './flight.ts'
import { createKills } from './kills.ts'
import { openMailbox, type Mailbox } from './mailbox.ts'
import { createOffices, together } from './office.ts'
import { planPapers } from './papers.ts'
import { allJourneys, command, officeOf, organiser, type Play } from './play.ts'
import type { Progress } from './progress.ts'
import { tellStory, type Story } from './report.ts'
import { planRounds } from './rounds.ts'
import { readScenario } from './readScenario.ts'
import { createTimetable } from './timetable.ts'

export type Staging = {
  readonly scenario: string
  readonly kills: number
  readonly chance: () => number
  /** DATABASE_URL for the desk; a fresh SQLite file without it. */
  readonly databaseUrl?: string
  /** More of the desk's environment: another folder of rule books, say. */
  readonly environment?: Readonly<Record<string, string>>
  /** Stop before this moment; nobody is told anything of what would follow. */
  readonly until?: string
  /** What the desk writes to its log. */
  readonly heard?: (text: string) => void
  /** What the desk runs; its source without it. */
  readonly program?: Program
  readonly progress: Progress
  readonly say: (line: string) => void
}
export type Staged =
  | { readonly outcome: 'faulty'; readonly faults: readonly string[] }
  | {
      readonly outcome: 'played'
      readonly story: Story
      readonly kills: number
      readonly lostCommands: readonly string[]
      readonly copies: { readonly second: number; readonly different: number }
      readonly links: readonly { readonly role: string; readonly url: string }[]
      readonly url: string
      /** What the desk's clock shows at the end. */
      readonly now: string
      /** Of the first administrator. */
      readonly adminToken: string
      /** Where the desk keeps what it writes. */
      readonly folder: string
      /** Ends the desk and removes what it wrote. */
      readonly end: () => Promise<void>
    }

const passportNumbers = async (roster: string): Promise<Iterable<string>> => {
  const read = await rosterReader.read(await readFile(roster))
  return read.outcome === 'read' ? read.entries.map(({ details }) => details.documentNumber) : []
}

export async function stage(staging: Staging): Promise<Staged> {
  const began = performance.now()
  const read = await readScenario(staging.scenario, passportNumbers)
  if (read.outcome === 'faulty') return read
  const { scenario, laboratories, vehicles, rooms } = read
  const folder = mkdtempSync(path.join(tmpdir(), 'charter-desk-demo-'))
  const mailbox = await openMailbox()
  const adminToken = randomBytes(32).toString('base64url')
  const desk = await startDeskProcess(
    {
      DATABASE_URL: staging.databaseUrl ?? path.join(folder, 'desk.sqlite'),
      KEY_STORE: path.join(folder, 'keys.sqlite'),
      DESK_KEY_FILE: path.join(folder, 'desk.key'),
      LETTER_FOLDER: path.join(folder, 'letters'),
      PORT: '0',
      SMTP_URL: mailbox.url,
      ADMIN_TOKEN: adminToken,
      CLOCK: 'channel',
      LOG_LEVEL: 'error',
      ...staging.environment,
    },
    scenario.startsAt,
    staging.heard,
    staging.program,
  )
  const end = async () => {
    await desk.stop()
    await mailbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const answered = createAnswered()
    let broken: unknown = null
    const kills = createKills(staging.kills, staging.chance, desk, (error) => (broken = error))
    const makeOffice = createOffices(desk, {
      before: () => {
        if (broken) throw new Error('the desk did not come back', { cause: broken })
        kills.before()
      },
      answered: answered.note,
    })
    const cast = await castOrganisations(scenario, makeOffice, adminToken)
    await furnish(cast, officeOf({ scenario, offices: cast.offices }, 'reformOffice'), laboratories, rooms)
    const drafted = await organiser({ scenario, offices: cast.offices }).post(
      '/v1/charters',
      termsOf(scenario, rooms.facilityId),
    )
    if (drafted.status !== 201) throw new Error(`the charter could not be drafted: ${JSON.stringify(drafted.body)}`)
    const charter = (drafted.body as { id: string }).id
    await castAlongTheWay(scenario, cast, makeOffice, charter)

    const play: Play = {
      scenario,
      laboratories,
      vehicles,
      rooms,
      desk,
      timetable: createTimetable(),
      offices: cast.offices,
      charter,
      journeys: new Map(),
      people: new Map(),
      refused: [],
      say: staging.say,
    }
    planActs(play)
    planPapers(play)
    planFlight(play)
    planCoaches(play)
    planRounds(play)
    // What the plan said when everybody had been registered and nobody had been tested yet.
    const firstSample = scenario.samples.reduce(
      (first, { at }) => (Date.parse(at) < Date.parse(first) ? at : first),
      scenario.gate.opensAt,
    )
    let plansBefore: Parameters<typeof tellStory>[3] = []
    play.timetable.add(new Date(Date.parse(firstSample) - 60_000).toISOString(), 'plan', async () => {
      plansBefore = await organiser(play).get(`/v1/charters/${charter}/plan`)
    })

    let played = 0
    for (let happenings = play.timetable.take(); happenings.length; happenings = play.timetable.take()) {
      const [{ at, what }] = happenings as [(typeof happenings)[number]]
      if (staging.until && at >= new Date(staging.until).toISOString()) break
      await desk.turnTo(at)
      staging.progress.show(played, played + play.timetable.left, `${at.slice(0, 16)}  ${what}`)
      // Reports of one moment come from many laboratories at once; everything else keeps its order.
      for (let i = 0; i < happenings.length;) {
        let next = i + 1
        while (happenings[i]!.what === 'report' && happenings[next]?.what === 'report') next++
        await together(happenings.slice(i, next), ({ run }) => run())
        i = next
      }
      played += happenings.length
    }
    await desk.turnTo(new Date(Date.parse(desk.now()) + 3_600_000).toISOString())
    if (!staging.until) await command(play, organiser(play), `/v1/charters/${charter}/completion`, {}, { ifMatch: '*' })
    await kills.finish()
    await desk.turnTo(desk.now())
    staging.progress.end()

    const versions = new Map(
      (await allJourneys(play, officeOf(play, 'auditor'))).map(({ id, version }) => [id, version]),
    )
    const story = await tellStory(play, mailbox, Math.round(performance.now() - began), plansBefore)
    const lostCommands = answered.lost(versions)
    const links = await roleLinks(play, cast, mailbox)
    return {
      outcome: 'played',
      story,
      kills: kills.done,
      lostCommands,
      copies: mailbox.copies(),
      links,
      url: desk.url(),
      now: desk.now(),
      adminToken,
      folder,
      end,
    }
  } catch (error) {
    staging.progress.end()
    await end()
    throw error
  }
}

/** Somebody of each role is invited; the links are those of their letters, and last as long as the clock stands still. */
async function roleLinks(play: Play, cast: Cast, mailbox: Mailbox) {
  const { admin, ids } = cast
  const known = await admin.get<{ id: string; kind: string }[]>('/v1/organisations')
  const organisations: { readonly kind: string; readonly id: string }[] = []
  for (const kind of organisationKinds) {
    const played = play.scenario.organisations.find((each) => each.kind === kind)
    const id = ids.get(played?.key ?? '') ?? known.find((each) => each.kind === kind)?.id
    // Who has no part in the scenario looks on from an organisation of their own.
    const opened = id ? null : await admin.post('/v1/organisations', { name: kind, kind })
    organisations.push({ kind, id: id ?? (opened?.body as { id: string }).id })
  }
  const emailOf = (kind: string) => `${kind.toLowerCase()}@people.example`
  for (const { kind, id } of organisations)
    await admin.post('/v1/people', { organisation: id, name: kind, email: emailOf(kind), charters: [play.charter] })
  await play.desk.turnTo(play.desk.now())
  const links = organisations.map(({ kind }) => ({
    role: kind,
    url: mailbox.signInLink(emailOf(kind)) ?? 'no letter came',
  }))
  const [journey] = play.people.keys()
  if (!journey) return links
  const { path: status } = await organiser(play).get<{ path: string }>(`/v1/journeys/${journey}/status-link`)
  return [...links, { role: 'merchant', url: play.desk.url() + status }]
}
