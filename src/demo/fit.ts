// What does not fit together in a scenario: strangers, and times that cannot follow each other.
import type { Laboratories, Rooms, Scenario } from './scenario.ts'

export function strangers(
  scenario: Scenario,
  laboratories: Laboratories | undefined,
  rooms: Rooms | undefined,
  people: ReadonlySet<string> | undefined,
): string[] {
  const faults: string[] = []
  const keys = scenario.organisations.map((organisation) => organisation.key)
  const keysOf = (...kinds: string[]) =>
    scenario.organisations.filter((one) => kinds.includes(one.kind)).map((one) => one.key)
  keys.forEach((key, index) => {
    if (keys.indexOf(key) !== index) faults.push(`organisations[${index}].key: "${key}" is there twice`)
  })
  const needed = [
    ['chamber', 'company'],
    ['reformOffice'],
    ['mission'],
    ['carrier'],
    ['transferCrew'],
    ['facility'],
    ['auditor'],
  ]
  for (const kinds of needed)
    if (keysOf(...kinds).length !== 1) faults.push(`organisations: exactly one must be of kind ${kinds.join(' or ')}`)
  for (const laboratory of laboratories ?? [])
    if (!keysOf('laboratory').includes(laboratory.id))
      faults.push(`organisations: laboratory "${laboratory.id}" of ${scenario.files.laboratories} is not among them`)
  if (rooms && !keysOf('facility').includes(rooms.facilityId))
    faults.push(`organisations: facility "${rooms.facilityId}" of ${scenario.files.rooms} is not among them`)

  scenario.acts.forEach((act, index) => {
    if (!keys.includes(act.by)) faults.push(`acts[${index}].by: "${act.by}" is not an organisation of this scenario`)
    if (act.act === 'importRoster' && !scenario.files.rosters.includes(act.file))
      faults.push(`acts[${index}].file: "${act.file}" is not among files.rosters`)
  })
  scenario.samples.forEach((sample, index) => {
    if (laboratories === undefined) return
    const laboratory = laboratories.find((one) => one.id === sample.laboratory)
    if (!laboratory) faults.push(`samples[${index}].laboratory: laboratory "${sample.laboratory}" is unknown`)
    else if (!laboratory.reagents.includes(sample.reagent))
      faults.push(`samples[${index}].reagent: ${laboratory.id} does not use the reagent "${sample.reagent}"`)
  })
  if (people) {
    for (const [place, who] of everyoneNamed(scenario))
      if (!people.has(who)) faults.push(`${place}: nobody in the rosters has the passport number ${who}`)
  }
  return faults
}

function everyoneNamed(scenario: Scenario): [place: string, who: string][] {
  const named: [string, string][] = []
  const list = (place: string, items: readonly { who: string }[]): void =>
    items.forEach((item, index) => named.push([`${place}[${index}].who`, item.who]))
  scenario.acts.forEach((act, index) => {
    if (act.act === 'withdraw') named.push([`acts[${index}].who`, act.who])
  })
  list('samples', scenario.samples)
  list('missionDesk.refuses', scenario.missionDesk.refuses)
  scenario.gate.absent.forEach((who, index) => named.push([`gate.absent[${index}]`, who]))
  list('arrival.feverish', scenario.arrival.feverish)
  list('arrival.borderRefuses', scenario.arrival.borderRefuses)
  list('observation.positives', scenario.observation.positives)
  list('observation.care', scenario.observation.care)
  return named
}

export function impossibleTimes(scenario: Scenario): string[] {
  const faults: string[] = []
  const order = (earlierPlace: string, earlier: string, laterPlace: string, later: string): void => {
    if (Date.parse(later) < Date.parse(earlier))
      faults.push(`${laterPlace}: ${later} is before ${earlierPlace}, ${earlier}`)
  }
  const { acts, samples, gate, flight, arrival, transfer, observation } = scenario
  acts.forEach((act, index) => order('startsAt', scenario.startsAt, `acts[${index}].at`, act.at))
  samples.forEach((sample, index) => order('its sample', sample.at, `samples[${index}].reportedAt`, sample.reportedAt))
  for (const desk of ['organiserDesk', 'missionDesk'] as const)
    scenario[desk].works.forEach((span, index) => order('its from', span.from, `${desk}.works[${index}].to`, span.to))
  order('gate.opensAt', gate.opensAt, 'gate.doorsCloseAt', gate.doorsCloseAt)
  order('gate.doorsCloseAt', gate.doorsCloseAt, 'flight.takesOffAt', flight.takesOffAt)
  order('flight.takesOffAt', flight.takesOffAt, 'flight.landsAt', flight.landsAt)
  order('flight.landsAt', flight.landsAt, 'arrival.disembarkedAt', arrival.disembarkedAt)
  order('arrival.disembarkedAt', arrival.disembarkedAt, 'transfer.firstDepartsAt', transfer.firstDepartsAt)
  observation.care.forEach((care, index) =>
    care.tests.forEach((test) => order('a test there', test.at, `observation.care[${index}].leavesAt`, care.leavesAt)),
  )
  return faults
}
