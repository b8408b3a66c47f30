// Whom a station deals with: what is due first, then everybody else, one screen at a time or found by name.
import type { OpenBook } from '../application/charterBooks.ts'
import { foundByName } from '../application/foundByName.ts'
import { showsWhole } from '../domain/access/fields.ts'
import type { Act } from '../domain/access/table.ts'
import type { Room } from '../domain/facility/room.ts'
import type { JourneyId } from '../domain/ids.ts'
import type { Due } from '../domain/journey/due.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { Stage } from '../domain/journey/stage.ts'
import type { StationName } from '../web/stationLink.ts'
import { stations } from './stationForms.ts'
import type { PageParts, Visit } from './visit.ts'

export const peopleAScreen = 60
/** So many are offered to be chosen from; the others when these have a place. */
const waitingListed = 120
const roomsListed = 200
/** Among so many any part of a name is looked for. */
const lookedThrough = 250

/** Somebody on a screen, with what is due of them here. */
export type Queued = {
  readonly journey: Journey
  readonly item: Due | null
  /** How many on the whole line are to be admitted before them. */
  readonly admittedBefore: number
}
const isDueHere = (station: StationName, act: Act): boolean =>
  act === stations[station].act || (stations[station].commands as readonly Act[]).includes(act)

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
function* queue(station: StationName, book: OpenBook): Generator<Omit<Queued, 'admittedBefore'>, void, undefined> {
  const stages: readonly Stage[] = stations[station].stages
  const here = (act: Act) => isDueHere(station, act)
  for (const { line, item } of book.dueInOrder(here, stages)) yield { journey: line.journey, item }
  for (const { journey, due } of book.atStages(stages))
    if (!due.some(({ act }) => here(act))) yield { journey, item: null }
}

/** One screen of them; nobody behind it is looked at. Where the line has become shorter than `from`, its last screen. */
export async function queueAt(
  parts: PageParts,
  { caller }: Visit,
  station: StationName,
  book: OpenBook,
  find: string,
  from: number,
): Promise<{ readonly page: readonly Queued[]; readonly from: number; readonly more: boolean }> {
  const keeps = find ? await finder(parts, caller, station, book, find) : () => true
  const screen = (start: number) => {
    const page: Queued[] = []
    let place = 0
    let admissions = 0
    for (const each of queue(station, book)) {
      // Counted for whoever is found by name as well: two medics who look in different ways suggest different rooms.
      const admittedBefore = each.item?.act === 'Admit' ? admissions++ : admissions
      if (!keeps(each.journey)) continue
      if (page.length === peopleAScreen) return { page, place, more: true }
      if (place++ >= start) page.push({ ...each, admittedBefore })
    }
    return { page, place, more: false }
  }
  const asked = screen(from)
  if (asked.page.length || !from) return { ...asked, from }
  const last = Math.floor(Math.max(0, asked.place - 1) / peopleAScreen) * peopleAScreen
  return { ...screen(last), from: last }
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
export function taking(book: OpenBook): readonly Journey[] {
  const waiting: Journey[] = []
  for (const { journey } of book.atStages(['awaitingTransfer'])) {
    if (waiting.length === waitingListed) break
    waiting.push(journey)
  }
  return waiting
}

const numberOf = ({ id }: Room): string => id.split('/')[1] ?? ''

/** The rooms to choose from on a screen, and for whoever is to be admitted one that nobody before them is offered. */
export function roomsFor(book: OpenBook, page: readonly Queued[]) {
  const toAdmit = page.filter(({ item }) => item?.act === 'Admit')
  const before = toAdmit[0]?.admittedBefore ?? 0
  const free = book.freeRooms(roomsListed + (toAdmit.at(-1)?.admittedBefore ?? 0))
  const empty = free.filter(({ occupants }) => !occupants.length)
  const suggested = new Map(toAdmit.map(({ journey, admittedBefore }) => [journey.id, empty[admittedBefore]] as const))
  return {
    listed: free.slice(before, before + roomsListed).map(numberOf),
    suggestedTo: (journey: JourneyId): string => {
      const room = suggested.get(journey)
      return room ? numberOf(room) : ''
    },
  }
}
