// The screens of the stations: whom the caller's station deals with on a charter, what is due, and every command with its form.
import type { Answer, Envelope } from '../application/handle.ts'
import { refusedAccess } from '../application/may.ts'
import { seeCharter } from '../application/see.ts'
import type { OpenBook } from '../application/charterBooks.ts'
import { foundByName } from '../application/foundByName.ts'
import { shownTo, showsWhole } from '../domain/access/fields.ts'
import type { Act } from '../domain/access/table.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { finding, type Finding } from '../domain/decision.ts'
import type { Room } from '../domain/facility/room.ts'
import { CharterId, charterOf, JourneyId } from '../domain/ids.ts'
import { step } from '../domain/journey/chart.ts'
import type { Due } from '../domain/journey/due.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { Stage } from '../domain/journey/stage.ts'
import { stationPage } from '../web/stationPage.tsx'
import type { Told } from '../web/toldView.ts'
import type { StationName } from '../web/stationLink.ts'
import type { StationPerson, StationView, TaskField, TaskForm } from '../web/stationViews.ts'
import { sendForm, textFields, type Fields } from './pageForm.ts'
import type { Forms, Page } from './page.ts'
import { fieldFindings } from './problem.ts'
import {
  commandOf,
  decides,
  isJourneyForm,
  journeyForms,
  stations,
  testFields,
  undoing,
  type Given,
} from './stationForms.ts'
import { charterTasks, charterTasksOf, planFields, runCommandOf, runTasks, runTasksOf } from './stationRuns.ts'
import { liveFrame } from './live.ts'
import type { About } from './since.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'
import type { Visits } from './visits.ts'

const peopleAScreen = 60
/** So many are offered to be chosen from; the others when these have a place. */
const waitingListed = 120
const roomsListed = 200
const runsShown = 60
/** Among so many any part of a name is looked for. */
const lookedThrough = 250

/** Somebody on a screen, with what is due of them here. */
type Queued = { readonly journey: Journey; readonly item: Due | null }
const missing = { missing: 'There is no such charter that you can see.' }
export const stationHref = (charter: CharterId, station: StationName): string => `/charters/${charter}/${station}`

/** The station that a role works at, where it works at one. */
export const stationOf = (may: (act: Act) => boolean): StationName | null =>
  (Object.keys(stations) as StationName[]).find((name) => may(stations[name].act)) ?? null

/** What was sent and not taken: shown again with its form, or in the round beside the person. */
type Typed = {
  readonly act: string
  readonly about: string
  readonly fields: Fields
  readonly findings: readonly Finding[]
  readonly told: Told | null
  readonly round: ReadonlyMap<string, Refused>
}
type Refused = { readonly findings: readonly Finding[]; readonly told?: Told | null }

export function stationPages({ signedIn, posted }: Visits, parts: PageParts): readonly Page[] {
  return (Object.keys(stations) as StationName[]).flatMap((station) => {
    const address = `/charters/:charter/${station}`
    return [
      // Whoever sees journeys may look on; each form is for whoever may do what it asks.
      signedIn(address, 'ViewJourney', (visit, id) => shown(parts, visit, station, id, null, 200)),
      posted(address, formsOf(station), (visit, id, body) => taken(parts, visit, station, id, body)),
    ]
  })
}

function formsOf(station: StationName): Forms {
  const { act, commands } = stations[station]
  const others: readonly Act[] =
    station === 'gate'
      ? charterTasks
      : station === 'transfer'
        ? ['PlanRun', ...runTasks, 'LandCharter']
        : station === 'facility'
          ? ['ArriveRun']
          : []
  const acts = Object.fromEntries([act, ...commands, ...others].map((name) => [name, name as Act]))
  return {
    field: 'form',
    acts: { ...acts, ...((commands as readonly Act[]).includes('RecordTest') ? { round: 'RecordTest' as const } : {}) },
  }
}

async function shown(
  parts: PageParts,
  visit: Visit,
  station: StationName,
  id: string,
  typed: Typed | null,
  status: number,
): Promise<PageAnswer> {
  const { caller, query } = visit
  const { store, clock } = parts.desk
  const { commands } = stations[station]
  const stages: readonly Stage[] = stations[station].stages
  const parsed = CharterId.safeParse(id)
  const seen = parsed.success ? await seeCharter(store, caller, 'ViewJourney', parsed.data) : null
  if (!seen || 'refusal' in seen) return missing
  const frame = await liveFrame(parts, visit, seen.held.state.id)
  const charter = (await store.charter(seen.held.state.id))?.state ?? seen.held.state
  const now = clock.now()
  const may = (name: Act, journey: Journey) => !refusedAccess(caller, name, charter, journey)
  const book = await parts.views.books.of(charter, now)
  const find = (typed?.fields['find'] ?? textFields(query)['find'] ?? '').trim().slice(0, 60)
  const from = Number(textFields(query)['from'] ?? 0) || 0
  const { page, more } = await queueAt(parts, visit, station, book, find, from)
  const due = new Map(page.flatMap(({ journey, item }) => (item ? [[journey.id, item] as const] : [])))
  const runs = book.runs
  // Whoever is named anywhere on the screen.
  const waiting = runs.some(({ stage }) => stage === 'loading') && station === 'transfer' ? taking(book) : []
  const told = textFields(query)
  const doneFor = JourneyId.safeParse(told['about'])
  const doneLine = doneFor.success ? book.line(doneFor.data) : undefined
  const doneBy = doneLine && stages.includes(doneLine.journey.stage) ? doneLine.journey : undefined
  const people = await parts.views.people(
    [...new Set([...page.map(({ journey }) => journey), ...waiting, ...(doneBy ? [doneBy] : [])])],
    caller.role,
    'station',
  )
  const rooms = station === 'facility' ? book.freeRooms(roomsListed) : []
  const laboratories = await store.laboratories()
  const free = roomsFor(rooms)
  const given = (journey: Journey | null): Given => ({
    now,
    zone: station === 'transfer' || station === 'facility' ? charter.record.leg.to.zone : charter.record.leg.from.zone,
    laboratories,
    room: journey && due.get(journey.id)?.act === 'Admit' ? free.next().value : '',
    facility: charter.record.terms.facility,
    journey,
    part: () => parts.desk.chance.part(),
  })
  const taskForms = (journey: Journey): readonly TaskForm[] => {
    const from = given(journey)
    return commands
      .filter((name) => journeyForms[name].facts.some((fact) => step(journey.stage, fact)) && may(name, journey))
      .map((name) => {
        const form = { act: name, about: journey.id, version: journey.version, fields: journeyForms[name].fields(from) }
        return withTyped(form, typed)
      })
  }
  const testsDue = page.filter(({ item }) => item?.act === 'RecordTest').map(({ journey }) => journey)
  const { leg } = charter.record
  const self = stationHref(charter.id, station)
  const doneAct = told['done'] ?? ''
  const back = isJourneyForm(doneAct) ? undoing[doneAct] : undefined
  const undo = (doneBy && taskForms(doneBy).find(({ act }) => act === back)) ?? null
  const shownPeople = page.flatMap(({ journey, item }): StationPerson[] => {
    const person = people.get(journey.id)
    return person
      ? [
          {
            journey: journey.id,
            person,
            stage: journey.stage,
            due: item,
            forms: taskForms(journey).filter((form) => form.act !== undo?.act || form.about !== undo.about),
          },
        ]
      : []
  })
  const charterForms = [
    ...(station === 'gate' || station === 'transfer' ? charterTasksOf(charter, visit) : []),
    ...(station === 'transfer' && !refusedAccess(caller, 'PlanRun', charter) && isOnTheGround(charter)
      ? [
          {
            act: 'PlanRun' as const,
            fields: planFields((await store.facilities()).map(({ facility }) => facility)),
          },
        ]
      : []),
  ].map((form) => withTyped({ ...form, about: charter.id, version: charter.version }, typed))
  const shownRuns = runs
    .filter(({ stage }) => station === 'transfer' || (station === 'facility' && stage === 'underway'))
    .slice(0, runsShown)
    .map((run) => ({
      id: run.id,
      plate: run.record.vehicle.plate,
      stage: run.stage,
      aboard: run.record.passengers.length,
      places: run.record.places,
      forms: runTasksOf(charter, run, visit).map((form) =>
        withTyped({ ...form, about: run.id, version: run.version }, typed),
      ),
      waiting:
        run.stage === 'loading'
          ? waiting.map(({ id: journey }) => ({ journey, name: people.get(journey)?.name ?? journey }))
          : [],
    }))
  return {
    status,
    html: stationPage({
      frame,
      now,
      station,
      charter: {
        href: `/charters/${charter.id}`,
        title: `${leg.flightNumber} ${leg.from.city} – ${leg.to.city}`,
        zone: given(null).zone,
      },
      action: self,
      counts: stages.map((stage) => ({ stage, standing: book.standing(stage), reached: book.reachedBy(stage, now) })),
      find,
      done:
        doneAct && doneAct in formsOf(station).acts
          ? {
              act: formsOf(station).acts[doneAct]!,
              undo,
              who: doneFor.success ? (people.get(doneFor.data)?.name ?? '') : (told['count'] ?? ''),
            }
          : null,
      gone: goneOf(
        typed,
        [...charterForms, ...shownPeople.flatMap(({ forms }) => forms), ...shownRuns.flatMap(({ forms }) => forms)],
        people,
      ),
      nonce: parts.desk.chance.part(),
      forms: charterForms,
      runs: shownRuns,
      round: testsDue.length
        ? {
            fields: [{ kind: 'hidden', name: 'id', value: parts.desk.chance.part() }, ...testFields(given(null))].map(
              (field) => (typed?.act === 'round' ? refilled(field as TaskField, typed.fields) : (field as TaskField)),
            ),
            // Who was taken in the first sending stays taken in the second.
            nonce: typed?.act === 'round' ? (typed.fields['nonce'] ?? null) : null,
            people: testsDue.map((journey) => ({
              journey: journey.id,
              name: people.get(journey.id)?.name ?? journey.id,
              number: due.get(journey.id)?.number ?? null,
              version: journey.version,
              result: typed?.fields[`result ${journey.id}`] ?? '',
              refused: typed?.round.get(journey.id)?.findings ?? [],
              told: typed?.round.get(journey.id)?.told ?? null,
            })),
          }
        : null,
      people: shownPeople,
      next: more ? `${self}?find=${encodeURIComponent(find)}&from=${from + peopleAScreen}` : null,
      lists: {
        rooms: rooms.map((each) => each.id.split('/')[1] ?? ''),
        reagents: [...new Set(laboratories.flatMap(({ reagents }) => reagents))],
      },
    }),
    ...(people.size
      ? {
          looked: {
            what: `station ${station}`,
            charter: charter.id,
            journeys: [...people.keys()].sort(),
            fields: shownTo('station', caller.role),
          },
        }
      : {}),
  }
}

async function taken(
  parts: PageParts,
  visit: Visit,
  station: StationName,
  id: string,
  body: Readonly<Record<string, unknown>>,
): Promise<PageAnswer> {
  const { store } = parts.desk
  const parsed = CharterId.safeParse(id)
  const seen = parsed.success ? await seeCharter(store, visit.caller, 'ViewJourney', parsed.data) : null
  if (!seen || 'refusal' in seen) return missing
  const charter = seen.held.state
  const fields: Fields = {
    ...textFields(body),
    // Several boxes of one name.
    ...(body['passengers']
      ? {
          passengers: [body['passengers']]
            .flat()
            .filter((each) => typeof each === 'string')
            .join(' '),
        }
      : {}),
  }
  const act = fields['form'] ?? ''
  const about = fields['about'] ?? ''
  const self = stationHref(charter.id, station)
  const refuse = ({ findings, told = null }: Refused, code: number, round: Typed['round'] = new Map()) =>
    shown(parts, visit, station, id, { act, about, fields, findings, told, round }, code)
  const back = (more: Readonly<Record<string, string>>): PageAnswer => ({
    to: `${self}?${new URLSearchParams({ ...(fields['find'] ? { find: fields['find'] } : {}), done: act, ...more })}`,
  })
  const again = (sent: { readonly again: boolean }): Readonly<Record<string, string>> =>
    sent.again ? { again: '1' } : {}
  const send = (
    fields: Fields,
    decides: boolean,
    about: About | null,
    run: (envelope: Envelope) => Promise<Answer<unknown>>,
  ) => sendForm(parts, visit, { address: self, fields, decides, about }, run)

  if (act === 'round') return round()
  if (isJourneyForm(act)) {
    const answer = await one(act, about, fields)
    return 'findings' in answer ? refuse(answer, answer.status) : back({ about, ...again(answer) })
  }
  const ready = runCommandOf(parts, charter, act, fields)
  if (!ready) return missing
  if ('faults' in ready) return refuse({ findings: fieldFindings(ready.faults) }, 400)
  const answer = await send(fields, false, ready.about, ready.act)
  return 'findings' in answer ? refuse(answer, answer.status) : back(again(answer))

  async function one(type: keyof typeof journeyForms, journeyId: string, sent: Fields) {
    const journey = JourneyId.safeParse(journeyId)
    const held = journey.success && charterOf(journey.data) === charter.id ? await store.journey(journey.data) : null
    if (!journey.success || !held)
      return { findings: [finding('invalid', 'about: is nobody on this charter', { field: 'about' })], status: 400 }
    const command = commandOf(type, sent, {
      now: parts.desk.clock.now(),
      zone:
        station === 'transfer' || station === 'facility' ? charter.record.leg.to.zone : charter.record.leg.from.zone,
      laboratories: [],
      room: '',
      facility: charter.record.terms.facility,
      journey: held.state,
      part: () => '',
    })
    if (!command.success) return { findings: fieldFindings(command.error), status: 400 }
    // Whoever may not do it learns nothing of what was done.
    const may = !refusedAccess(visit.caller, type, charter, held.state)
    const about = may ? ({ kind: 'journey', id: journey.data } as const) : null
    return send(sent, decides(type), about, (envelope) => parts.journeys.act(envelope, journey.data, command.data))
  }

  /** Each of them is a test of its own: what is refused for one is recorded for the others. */
  async function round(): Promise<PageAnswer> {
    const { id: test = '' } = fields
    const ofOne = (name: string) => name.startsWith('result ') || name.startsWith('version ')
    const shared = Object.fromEntries(Object.entries(fields).filter(([name]) => !ofOne(name)))
    const refused = new Map<string, Refused>()
    const results = Object.entries(fields).filter(([name, result]) => name.startsWith('result ') && result)
    for (const [name, result] of results) {
      const journey = name.slice('result '.length)
      const version = fields[`version ${journey}`]
      const id = `${test}-${journey.split('-').at(-1) ?? ''}`
      const sent = { ...shared, about: journey, result, id, ...(version ? { version } : {}) }
      const answer = await one('RecordTest', journey, sent)
      if ('findings' in answer) refused.set(journey, answer)
    }
    if (!results.length) return refuse({ findings: [] }, 400)
    return refused.size ? refuse({ findings: [] }, 422, refused) : back({ count: String(results.length) })
  }
}

const isDueHere = (station: StationName, act: Act): boolean =>
  act === stations[station].act || (stations[station].commands as readonly Act[]).includes(act)

const isOnTheGround = ({ stage }: Charter): boolean => ['departed', 'diverted', 'landed'].includes(stage)

/** What was sent and not taken, where the form is not offered any more. */
function goneOf(
  typed: Typed | null,
  offered: readonly TaskForm[],
  people: ReadonlyMap<string, { readonly name: string }>,
): StationView['gone'] {
  if (!typed || typed.act === 'round' || offered.some(({ act, about }) => act === typed.act && about === typed.about))
    return null
  const { act, about, fields, findings, told } = typed
  return { act: act as Act, who: people.get(about)?.name ?? '', fields, findings, told }
}

/** What is typed stays in the form that was refused; every other form is as it was. */
function withTyped(form: Omit<TaskForm, 'refused' | 'told'>, typed: Typed | null): TaskForm {
  if (typed?.act !== form.act || typed.about !== form.about) return { ...form, refused: [], told: null }
  const { findings: refused, told } = typed
  return { ...form, fields: form.fields.map((field) => refilled(field, typed.fields)), refused, told }
}
const refilled = (field: TaskField, fields: Fields): TaskField => ({
  ...field,
  value: fields[field.name] ?? field.value,
})

function found(
  text: string,
  person: { readonly name: string; readonly nativeName: string; readonly documentNumber: string } | undefined,
): boolean {
  const asked = text.trim().toLocaleLowerCase()
  if (!asked || !person) return !asked
  return [person.name, person.nativeName, person.documentNumber].some((each) =>
    each.toLocaleLowerCase().includes(asked),
  )
}

/** Whom the station deals with: what is due by a moment first, then what is due, then everybody else. */
function* queue(station: StationName, book: OpenBook): Generator<Queued, void, undefined> {
  const stages: readonly Stage[] = stations[station].stages
  const here = (act: Act) => isDueHere(station, act)
  for (const { line, item } of book.dueInOrder(here))
    if (stages.includes(line.journey.stage)) yield { journey: line.journey, item }
  for (const { journey, due } of book.atStages(stages))
    if (!due.some(({ act }) => here(act))) yield { journey, item: null }
}

/** One screen of them, taken from the front of the line; nobody behind it is looked at. */
async function queueAt(
  parts: PageParts,
  { caller }: Visit,
  station: StationName,
  book: OpenBook,
  find: string,
  from: number,
): Promise<{ readonly page: readonly Queued[]; readonly more: boolean }> {
  const keeps = find ? await finder(parts, caller, station, book, find) : () => true
  const page: Queued[] = []
  let place = 0
  for (const each of queue(station, book)) {
    if (!keeps(each.journey)) continue
    if (page.length === peopleAScreen) return { page, more: true }
    if (place++ >= from) page.push(each)
  }
  return { page, more: false }
}

/** Few are looked through by any part of what the role sees of them; many by whole words of their names. */
async function finder(
  parts: PageParts,
  caller: Visit['caller'],
  station: StationName,
  book: OpenBook,
  find: string,
): Promise<(journey: Journey) => boolean> {
  const stages: readonly Stage[] = stations[station].stages
  const here = stages.reduce((sum, stage) => sum + book.standing(stage), 0)
  if (here > lookedThrough && showsWhole('station', caller.role, 'name')) {
    const found = await foundByName(parts.desk, book, find)
    return ({ id }) => found.has(id)
  }
  const all = [...book.atStages(stages)].map(({ journey }) => journey)
  const people = await parts.views.people(all, caller.role, 'station')
  return ({ id }) => found(find, people.get(id))
}

/** Who waits at the port and may be seated next. */
function taking(book: OpenBook): readonly Journey[] {
  const waiting: Journey[] = []
  for (const { journey } of book.atStages(['awaitingTransfer'])) {
    if (waiting.length === waitingListed) break
    waiting.push(journey)
  }
  return waiting
}

/** Free rooms one after the other, each suggested to one person. */
function* roomsFor(rooms: readonly Room[]): Generator<string, '', undefined> {
  for (const { id, occupants } of rooms) if (!occupants.length) yield id.split('/')[1] ?? ''
  return ''
}
