// What organiser and reform office do: apply, import, withdraw, approve, open, close, lock down.
import { readFileSync } from 'node:fs'
import { rosterReader } from '../files/roster.ts'
import { command, must, officeOf, organiser, type Play } from './play.ts'
import type { Scenario } from './scenario.ts'

type Act = Scenario['acts'][number]

/** The terms of the charter as the organiser files them. */
export function termsOf(scenario: Scenario, facility: string) {
  const { charter } = scenario
  return {
    title: scenario.title,
    leg: {
      flightNumber: charter.flightNumber,
      carrier: charter.carrier,
      from: charter.from,
      to: charter.to,
      plannedBoarding: charter.plannedBoarding ?? null,
      scheduledDeparture: charter.scheduledDeparture,
      scheduledArrival: charter.scheduledArrival,
    },
    aircraft: charter.aircraft,
    missionJurisdiction: charter.missionJurisdiction,
    issuer: charter.issuer,
    observationJurisdiction: charter.observationJurisdiction,
    destination: charter.destination,
    servicePoint: charter.servicePoint,
    facility,
    costs: charter.costs,
  }
}

export function planActs(play: Play): void {
  for (const act of play.scenario.acts) play.timetable.add(act.at, act.act, () => perform(play, act))
}

async function perform(play: Play, act: Act): Promise<void> {
  const by = play.offices.get(act.by)
  if (!by) throw new Error(`${act.by} has no office`)
  const charter = `/v1/charters/${play.charter}`
  switch (act.act) {
    case 'applyForCharter':
      return void (await must(play, by, `${charter}/application`, {}, { ifMatch: '*' }))
    case 'approveCharter':
      return void (await must(play, by, `${charter}/approval`, { conditions: [] }, { ifMatch: '*' }))
    case 'openRegistration':
      return void (await must(play, by, `${charter}/registration-opening`, {}, { ifMatch: '*' }))
    case 'closeManifest':
      return void (await must(play, by, `${charter}/manifest-closing`, {}, { ifMatch: '*' }))
    case 'withdraw':
      return void (await command(
        play,
        by,
        `/v1/journeys/${play.journeys.get(act.who) ?? ''}/withdrawal`,
        { reason: act.reason },
        { ifMatch: '*' },
      ))
    case 'importRoster':
      return importRoster(play, act.file)
    case 'lockDown':
      return void (await must(play, officeOf(play, 'reformOffice'), '/v1/lockdowns', {
        destination: act.destination,
        from: act.from,
        until: act.until ?? null,
        reason: 'city-wide static management',
      }))
    case 'liftLockdown':
      return void (await must(play, officeOf(play, 'reformOffice'), '/v1/lockdowns', {
        destination: act.destination,
        from: play.desk.now(),
        until: play.desk.now(),
        reason: 'lifted',
      }))
    default:
      return act satisfies never
  }
}

/** The file as it lies; which row became which journey is the desk's answer. */
async function importRoster(play: Play, file: string): Promise<void> {
  const bytes = readFileSync(file)
  const type = file.endsWith('.csv') ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  const { body } = await must(play, organiser(play), `/v1/charters/${play.charter}/roster`, bytes, { type })
  const report = body as { readonly journeys: readonly { readonly row: number; readonly journey: string | null }[] }
  const read = await rosterReader.read(bytes)
  if (read.outcome !== 'read') throw new Error(`${file} cannot be read: ${read.explanation}`)
  const documentOf = new Map(read.entries.map(({ row, details }) => [row, details.documentNumber]))
  for (const { row, journey } of report.journeys) {
    const who = documentOf.get(row)
    if (!who || !journey) continue
    play.journeys.set(who, journey)
    play.people.set(journey, who)
  }
}
