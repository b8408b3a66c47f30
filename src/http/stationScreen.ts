// The screen of a station on a charter: whom it deals with, what is due, and every command with its form.
import { formsOf } from './stationActs.ts'
import { stationHref } from './stationAddress.ts'
import { peopleAScreen, queueAt, roomsFor, taking } from './stationQueue.ts'
import { refusedAccess } from '../application/may.ts'
import { seeCharter } from '../application/see.ts'
import { shownTo } from '../domain/access/fields.ts'
import type { Act } from '../domain/access/table.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { type Finding } from '../domain/decision.ts'
import { CharterId, JourneyId } from '../domain/ids.ts'
import { step } from '../domain/journey/chart.ts'
import type { CodeColour } from '../domain/journey/healthCode.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { colourAsked } from '../domain/policy/healthCode.ts'
import type { Stage } from '../domain/journey/stage.ts'
import { stationPage } from '../web/stationPage.tsx'
import type { Told } from '../web/toldView.ts'
import type { StationName } from '../web/stationLink.ts'
import type { StationPerson, StationView, TaskField, TaskForm } from '../web/stationViews.ts'
import { textFields, type Fields } from './pageForm.ts'
import { isJourneyForm, journeyForms, stations, testFields, undoing, type Given } from './stationForms.ts'
import { charterTasksOf, planFields, runTasksOf } from './stationRuns.ts'
import { liveFrame } from './live.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const roomsListed = 200
const runsShown = 60

export const noCharter = { missing: 'There is no such charter that you can see.' }
/** What was sent and not taken: shown again with its form, or in the round beside the person. */
export type Typed = {
  readonly act: string
  readonly about: string
  readonly fields: Fields
  readonly findings: readonly Finding[]
  readonly told: Told | null
  readonly round: ReadonlyMap<string, Refused>
}
export type Refused = { readonly findings: readonly Finding[]; readonly told?: Told | null }

export async function stationScreen(
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
  if (!seen || 'refusal' in seen) return noCharter
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
    colour: station === 'mission' && journey ? colourFor(parts, charter, journey) : null,
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
            rest: typed?.act === 'round' ? (typed.fields['rest'] ?? '') : '',
            empty: typed?.act === 'round' && typed.round.size === 0,
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

function colourFor({ desk: { policies } }: PageParts, charter: Charter, { dossier }: Journey): CodeColour | null {
  const { mission } = policies.policyFor(charter, dossier)
  return mission && colourAsked(mission, dossier.traits.testExempt)
}

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
