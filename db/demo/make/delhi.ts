// Delhi to Hangzhou, 9 August 2022: a supply-chain company's people, and Yiwu locked down while they are under observation.
import { chanceFrom } from './chance.ts'
import { checkIntentions, clockAt, sampler, type Demo } from './facts.ts'
import { aloneParty, india, peopleOf, type Member, type Party } from './people.ts'
import type { RosterRow } from './write.ts'

const offset = '+05:30'
const { at, text } = clockAt(offset)
const ist = (local: string): string => text(at(local))
const cst = (local: string): string => `${local}:00+08:00`

const laboratories: Demo['laboratories'] = [
  ['lab-in-01', 'Yamuna Path Laboratory', 'New Delhi', ['MeriSure RT-PCR', 'NavGene C2'], 4],
  ['lab-in-02', 'Lodhi Road Diagnostics', 'New Delhi', ['TruAmp E/RdRp'], 4.5],
  ['lab-in-03', 'Saket Molecular Centre', 'New Delhi', ['NavGene C2'], 5],
  ['lab-in-04', 'Gurugram Genomics Laboratory', 'Gurugram', ['MeriSure RT-PCR'], 5.5],
  ['lab-in-05', 'Noida Sector Laboratory', 'Noida', ['SwiftQ SARS2', 'TruAmp E/RdRp'], 6],
  ['lab-in-06', 'Aerocity Test Station', 'New Delhi', ['SwiftQ SARS2'], 4],
].map(([id, name, city, reagents, turnaroundHours]) => ({
  id: id as string,
  name: name as string,
  city: city as string,
  country: 'IN',
  reagents: reagents as string[],
  turnaroundHours: turnaroundHours as number,
}))

const member = (role: Member['role'], sex: 'F' | 'M', born: string): Member => ({ sex, role, born })
// No infants: what India's rule of that month said of them is not known.
const families: Party[] = [
  {
    label: 'F01',
    members: [
      member('guardian', 'M', '1979-04-11'),
      member('traveller', 'F', '1982-09-30'),
      member('dependant', 'F', '2010-02-18'),
      member('dependant', 'M', '2013-06-27'),
    ],
  },
  { label: 'F02', members: [member('guardian', 'F', '1985-12-05'), member('dependant', 'M', '2015-03-16')] },
  {
    label: 'F03',
    members: [
      member('guardian', 'M', '1974-08-22'),
      member('traveller', 'F', '1976-01-09'),
      member('dependant', 'F', '2008-05-13'),
    ],
  },
  { label: 'F04', members: [member('traveller', 'M', '1969-10-02'), member('traveller', 'F', '1972-07-19')] },
]

export function makeDelhi(): Demo {
  const chance = chanceFrom(107_0809)
  const parties = chance.shuffled([...families, ...Array.from({ length: 109 }, () => aloneParty(chance))])
  const consentDays = ['2022-07-20', '2022-07-21', '2022-07-22', '2022-07-23', '2022-07-24']
  const rows = peopleOf(parties, { ...india, consentDays }, chance, new Set())

  const intended = new Map<string, string>()
  const alone = chance.shuffled(rows.filter((row) => row.party === ''))
  const choose = (intention: string): string => {
    const who = alone.pop()!.documentNumber
    if (intention !== '') intended.set(who, intention)
    return who
  }

  const { take, pair, samples, inOrder } = sampler(laboratories, offset, chance)
  const firstTime = (): number => at('2022-08-07T13:10') + 5 * chance.between(0, 66)
  const aDayLater = (sampled: number): number => sampled + 24 * 60 + 5 * chance.between(2, 24)
  const positive = (): { finds: 'positive'; ct: number } => ({ finds: 'positive', ct: chance.between(170, 320) / 10 })

  const withdrawals = (
    [
      ['2022-07-28T11:00', 'A wedding in the family'],
      ['2022-08-03T17:40', 'The fare is too high after all'],
      ['2022-08-08T10:15', 'Down with dengue fever'],
    ] as const
  ).map(([when, reason]) => ({
    at: ist(when),
    by: 'tony-supply-chain',
    act: 'withdraw' as const,
    who: choose('withdraws'),
    reason,
  }))
  take(withdrawals.at(-1)!.who, at('2022-08-07T15:20'), pair()[0])

  for (let i = 0; i < 2; i++) take(choose('positive on the first sample'), firstTime(), pair()[0], positive())
  for (let i = 0; i < 2; i++) {
    const [who, where, sampled] = [choose('positive on the second sample'), pair(), firstTime()]
    take(who, sampled, where[0])
    take(who, aDayLater(sampled), where[1], positive())
  }
  const twice = (who: string, sampled: number, second: number, where = pair()): void => {
    take(who, sampled, where[0])
    take(who, second, where[1])
  }
  twice(choose('first sample too early'), at('2022-08-07T08:40'), at('2022-08-08T14:20'))
  twice(choose('twice at the same laboratory'), at('2022-08-07T14:05'), at('2022-08-08T15:00'), [
    { laboratory: 'lab-in-05', reagent: 'SwiftQ SARS2' },
    { laboratory: 'lab-in-05', reagent: 'TruAmp E/RdRp' },
  ])
  twice(choose('twice with the same reagent'), at('2022-08-07T14:45'), at('2022-08-08T15:30'), [
    { laboratory: 'lab-in-01', reagent: 'NavGene C2' },
    { laboratory: 'lab-in-03', reagent: 'NavGene C2' },
  ])
  twice(choose('less than 24 hours between'), at('2022-08-08T08:30'), at('2022-08-08T20:45'))
  const refused = choose('refused a code')
  twice(refused, at('2022-08-07T13:35'), at('2022-08-08T14:10'))
  const absent = choose('absent at the gate')
  twice(absent, at('2022-08-07T16:15'), at('2022-08-08T17:00'))

  // Reports that know only the hour.
  for (let i = 0; i < 6; i++) {
    const [who, where, hour] = [choose(''), pair(), at('2022-08-07T14:00') + 60 * chance.between(0, 4)]
    take(who, hour, where[0], { precision: 'hour' })
    take(who, hour + 60 * 25, where[1], { precision: 'hour' })
  }

  const seen = new Set(samples.map((sample) => sample.who))
  const ways = new Map<string, RosterRow[]>()
  for (const row of rows) {
    if (seen.has(row.documentNumber) || intended.has(row.documentNumber)) continue
    const key = row.party === '' ? row.documentNumber : row.party
    ways.set(key, [...(ways.get(key) ?? []), row])
  }
  for (const members of ways.values()) {
    const [start, where] = [firstTime(), pair()]
    const second = aDayLater(start)
    members.forEach((row, place) => twice(row.documentNumber, start + 5 * place, second + 5 * place, where))
  }

  const demo: Demo = {
    folder: 'delhi',
    rosters: [{ file: 'roster.csv', rows }],
    laboratories,
    vehicles: ([47, 49, 45, 49, 47, 45] as const).map((seats, index) => ({
      plate: `浙A0${8203 + index * 17}`,
      kind: 'coach',
      seats,
      driver: crew(index * 3 + 1),
      staff: [crew(index * 3 + 2), crew(index * 3 + 3)],
    })),
    rooms: {
      facilityId: 'hz-resort-01',
      name: 'Qiantang Garden Resort',
      city: 'Hangzhou',
      zone: 'Asia/Shanghai',
      rooms: ['A', 'B', 'C', 'D'].flatMap((house) =>
        Array.from({ length: 32 }, (_, index) => ({
          id: `${house}-${String(index + 1).padStart(3, '0')}`,
          places: index < 28 ? 1 : Math.min(index - 26, 4),
        })),
      ),
    },
    scenario: {
      format: 'charter-desk-scenario/1',
      title: 'Delhi to Hangzhou, 9 August 2022',
      notes: [
        'Route, day, carrier, aircraft type, organiser and the lockdown of Yiwu are public; every person, laboratory, reagent and vehicle is invented.',
        'Which rule the embassy in New Delhi applied that month is not known: the desk has an assumed edition for it.',
        'Travellers spent three days in quarantine in Delhi before the flight; nothing here plays that.',
        'Flight number, clock times, seats, load cap, costs and the days of application and approval are assumed; so is the last day of the lockdown.',
      ],
      startsAt: ist('2022-07-15T09:00'),
      charter: {
        flightNumber: 'CZ8410',
        carrier: 'China Southern',
        from: 'DEL',
        to: 'HGH',
        scheduledDeparture: ist('2022-08-09T13:00'),
        plannedBoarding: ist('2022-08-09T12:15'),
        scheduledArrival: cst('2022-08-09T20:30'),
        aircraft: {
          type: 'A320',
          seats: { value: 180, assumed: true },
          loadCapPercent: {
            value: 75,
            assumed: true,
            source: 'CAAC, 26 March 2020: 75 % on inbound flights; whether it bound this charter is not known',
          },
        },
        missionJurisdiction: 'IN',
        issuer: 'IN-DEL-EMB',
        observationJurisdiction: 'CN-33',
        destination: 'Yiwu',
        servicePoint: 'Qiantang Garden Resort',
        portCity: 'Hangzhou',
        costs: { fare: 'self', isolation: 'self', transfer: 'city' },
      },
      organisations: [
        { key: 'tony-supply-chain', kind: 'company', name: 'Zhejiang Tony Supply Chain' },
        { key: 'yiwu-reform-office', kind: 'reformOffice', name: 'Yiwu Reform Office' },
        { key: 'embassy-delhi', kind: 'mission', name: 'Embassy of China in New Delhi' },
        { key: 'china-southern', kind: 'carrier', name: 'China Southern, Delhi station' },
        { key: 'hangzhou-transfer', kind: 'transferCrew', name: 'Hangzhou closed-loop transfer crew' },
        { key: 'hz-resort-01', kind: 'facility', name: 'Qiantang Garden Resort' },
        { key: 'city-auditor', kind: 'auditor', name: 'Auditor of the city' },
        ...laboratories.map((lab) => ({ key: lab.id, kind: 'laboratory' as const, name: lab.name })),
      ],
      files: {
        rosters: ['roster.csv'],
        laboratories: 'laboratories.json',
        vehicles: 'vehicles.json',
        rooms: 'rooms.json',
      },
      acts: [
        { at: ist('2022-07-15T10:00'), by: 'tony-supply-chain', act: 'applyForCharter' },
        { at: ist('2022-07-25T11:00'), by: 'tony-supply-chain', act: 'importRoster', file: 'roster.csv' },
        withdrawals[0]!,
        { at: cst('2022-08-02T15:00'), by: 'yiwu-reform-office', act: 'approveCharter' },
        { at: cst('2022-08-02T15:30'), by: 'yiwu-reform-office', act: 'openRegistration' },
        ...withdrawals.slice(1),
        { at: ist('2022-08-09T11:00'), by: 'tony-supply-chain', act: 'closeManifest' },
        {
          at: cst('2022-08-11T00:00'),
          by: 'yiwu-reform-office',
          act: 'lockDown',
          destination: 'Yiwu',
          from: cst('2022-08-11T00:00'),
          until: cst('2022-08-23T00:00'),
        },
      ],
      samples: inOrder(),
      organiserDesk: {
        works: [
          { from: ist('2022-08-08T17:00'), to: ist('2022-08-08T23:30') },
          { from: ist('2022-08-09T05:30'), to: ist('2022-08-09T10:00') },
        ],
      },
      missionDesk: {
        works: [
          { from: ist('2022-08-08T17:30'), to: ist('2022-08-08T23:30') },
          { from: ist('2022-08-09T06:00'), to: ist('2022-08-09T10:45') },
        ],
        minutesEach: 4,
        refuses: [{ who: refused, reason: 'The report’s QR code leads to another laboratory’s page' }],
      },
      gate: { opensAt: ist('2022-08-09T11:10'), doorsCloseAt: ist('2022-08-09T12:40'), absent: [absent] },
      flight: { takesOffAt: ist('2022-08-09T13:00'), landsAt: cst('2022-08-09T20:30') },
      arrival: { disembarkedAt: cst('2022-08-09T21:05'), feverish: [], borderRefuses: [] },
      transfer: {
        firstDepartsAt: cst('2022-08-09T21:50'),
        everyMinutes: 10,
        minutesOnTheRoad: 25,
        loadCapPercent: {
          value: 50,
          assumed: true,
          source: 'Beijing, 16 March 2020: alternate seats, load of at most 50 %; no Zhejiang rule of 2022 was found',
        },
      },
      observation: { roundAt: '08:30', minutesToReport: 300, positives: [], care: [] },
    },
    intended,
  }
  checkIntentions(demo, { codeAfter: 'second', secondWithin24h: false, exempt: () => false })
  return demo
}

const crew = (number: number): string => `crew-${String(number).padStart(2, '0')}`
