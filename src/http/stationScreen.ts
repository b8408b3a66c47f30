// The screen of a station on a charter: whom it deals with, what is due, and every command with its form.
import { formsOf } from './stationActs.ts'
import { stationHref } from './stationAddress.ts'
import { nearestFirst, placeOf } from './stationPlace.ts'
import { peopleAScreen, queueAt, roomsFor, taking } from './stationQueue.ts'
import { roundView } from './stationRoundView.ts'
import { goneOf, withTyped, type Typed } from './stationTyped.ts'
import { refusedAccess } from '../application/may.ts'
import { seeCharter } from '../application/see.ts'
import { shownTo } from '../domain/access/fields.ts'
import type { Act } from '../domain/access/table.ts'
import type { Charter } from '../domain/charter/charter.ts'
import { CharterId, JourneyId } from '../domain/ids.ts'
import { step } from '../domain/journey/chart.ts'
import type { CodeColour } from '../domain/journey/healthCode.ts'
import type { Journey } from '../domain/journey/journey.ts'
import { colourAsked } from '../domain/policy/healthCode.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { TransferRun } from '../domain/transfer/run.ts'
import { visible } from '../web/name.tsx'
import { stationPage } from '../web/stationPage.tsx'
import type { StationName } from '../web/stationLink.ts'
import type { StationPerson, TaskForm } from '../web/stationViews.ts'
import { textFields } from './pageForm.ts'
import { isJourneyForm, journeyForms, stations, undoing, type Given } from './stationForms.ts'
import { charterTasksOf, planFields, runTasksOf } from './stationRuns.ts'
import { liveFrame } from './live.ts'
import type { PageAnswer, PageParts, Visit } from './visit.ts'

const runsShown = 60

export const noCharter = { missing: 'charter' } as const

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
  const { live, ...framed } = await liveFrame(parts, visit, seen.held.state.id)
  const charter = (await store.charter(seen.held.state.id))?.state ?? seen.held.state
  const now = clock.now()
  const may = (name: Act, journey: Journey) => !refusedAccess(caller, name, charter, journey)
  const book = await parts.views.books.of(charter, now)
  const find = (typed?.fields['find'] ?? textFields(query)['find'] ?? '').trim().slice(0, 60)
  const asked = Math.max(0, Math.trunc(Number(typed?.fields['from'] ?? textFields(query)['from'] ?? 0)) || 0)
  const { page, from, more } = await queueAt(parts, visit, station, book, find, asked)
  const runs = book.runs
  // Whoever is named anywhere on the screen.
  const seated = station === 'transfer' ? runs.filter(({ stage }) => stage === 'loading') : []
  const riding = seated.flatMap(({ record }) => record.passengers.flatMap((id) => book.line(id)?.journey ?? []))
  const waiting = runs.some(({ stage }) => stage === 'loading') && station === 'transfer' ? taking(book) : []
  const told = textFields(query)
  const doneFor = JourneyId.safeParse(told['about'])
  const doneLine = doneFor.success ? book.line(doneFor.data) : undefined
  const doneBy = doneLine && stages.includes(doneLine.journey.stage) ? doneLine.journey : undefined
  // Whoever was refused in a round is named wherever they are by now, as far as this caller may see them.
  const inRound = new Map(
    [...(typed?.round?.refused.keys() ?? [])].flatMap((each) => {
      const journey = JourneyId.safeParse(each)
      const held = journey.success ? book.line(journey.data)?.journey : undefined
      return held && may('ViewJourney', held) ? [[each, held] as const] : []
    }),
  )
  const people = await parts.views.people(
    [
      ...new Set([
        ...page.map(({ journey }) => journey),
        ...waiting,
        ...riding,
        ...inRound.values(),
        ...(doneBy ? [doneBy] : []),
      ]),
    ],
    caller.role,
    'station',
  )
  const place = placeOf(station, charter)
  const laboratories = nearestFirst(await store.laboratories(), place)
  const rooms = station === 'facility' ? roomsFor(book, page) : null
  const given = (journey: Journey | null): Given => ({
    ...place,
    now,
    laboratories,
    room: (journey && rooms?.suggestedTo(journey.id)) ?? '',
    journey,
    colour: station === 'mission' && journey ? colourFor(parts, charter, journey) : null,
    part: () => parts.desk.chance.part(),
  })
  const taskForms = (journey: Journey): readonly TaskForm[] => {
    const filledFrom = given(journey)
    return commands
      .filter((name) => canFollow(name, journey) && may(name, journey))
      .map((name) => {
        const fields = journeyForms[name].fields(filledFrom)
        return withTyped({ act: name, about: journey.id, version: journey.version, fields }, typed)
      })
  }
  const mayTest = (journey: Journey): boolean => canFollow('RecordTest', journey) && may('RecordTest', journey)
  const { leg } = charter.record
  const self = stationHref(charter.id, station)
  const screenAt = (from: number) => `${self}?find=${encodeURIComponent(find)}&from=${from}`
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
  const aboardOf = ({ stage, record }: TransferRun) =>
    stage === 'loading'
      ? record.passengers.map((journey) => ({ value: journey, name: visible(people.get(journey)?.name ?? journey) }))
      : []
  const shownRuns = runs
    .filter(({ stage }) => station === 'transfer' || (station === 'facility' && stage === 'underway'))
    .slice(0, runsShown)
    .map((run) => ({
      id: run.id,
      plate: run.record.vehicle.plate,
      stage: run.stage,
      aboard: run.record.passengers.length,
      places: run.record.places,
      forms: runTasksOf(charter, run, aboardOf(run), visit).map((form) =>
        withTyped({ ...form, about: run.id, version: run.version }, typed),
      ),
      waiting:
        run.stage === 'loading'
          ? waiting.map(({ id: journey }) => ({
              journey,
              name: people.get(journey)?.name ?? journey,
              ticked: typed?.about === run.id && (typed.fields['passengers'] ?? '').split(' ').includes(journey),
            }))
          : [],
    }))
  return {
    status,
    html: stationPage({
      // A refused form is shown under its own address: what is live goes on where it was sent from.
      frame: { ...framed, ...(live ? { live: typed ? { ...live, here: screenAt(from) } : live } : {}) },
      now,
      station,
      charter: {
        href: `/charters/${charter.id}`,
        title: `${leg.flightNumber} ${leg.from.city} – ${leg.to.city}`,
        zone: place.zone,
      },
      action: self,
      counts: stages.map((stage) => ({ stage, standing: book.standing(stage), reached: book.reachedBy(stage, now) })),
      find,
      from,
      begins: station === 'transfer' && isBeforeLanding(charter) ? leg.scheduledArrival : null,
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
      round: roundView({
        given: given(null),
        due: page.flatMap(({ journey, item }) =>
          item?.act === 'RecordTest' && mayTest(journey) ? [{ journey, number: item.number }] : [],
        ),
        typed,
        known: (journey) => inRound.get(journey),
        nameOf: (journey) => people.get(journey as JourneyId)?.name ?? journey,
        may: mayTest,
      }),
      people: shownPeople,
      next: more ? screenAt(from + peopleAScreen) : null,
      lists: {
        rooms: rooms?.listed ?? [],
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
const isBeforeLanding = ({ stage, record }: Charter): boolean =>
  !record.landed && ['applied', 'approved', 'open', 'manifestClosed', 'departed'].includes(stage)
const canFollow = (name: keyof typeof journeyForms, { stage }: Journey): boolean =>
  journeyForms[name].facts.some((fact) => step(stage, fact))
