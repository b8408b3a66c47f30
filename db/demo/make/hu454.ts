// HU454, Seoul to Hangzhou, 28 August 2022: the chamber's people and what happens to them in the world.
import { chanceFrom, type Chance } from './chance.ts'
import { checkIntentions, clockAt, sampler, type Demo } from './facts.ts'
import { aloneParty, korea, peopleOf, type Member, type Party } from './people.ts'
import type { RosterRow } from './write.ts'

const offset = '+09:00'
const { at, text } = clockAt(offset)
const kst = (local: string): string => text(at(local))
const cst = (local: string): string => `${local}:00+08:00`

const laboratories: Demo['laboratories'] = [
  ['lab-kr-01', 'Hangang Clinical Laboratory', 'Seoul', ['KoraSure nCoV-2', 'HanaPlex RT-3'], 4],
  ['lab-kr-02', 'Namsan Molecular Diagnostics', 'Seoul', ['ViroLine E/N'], 4.5],
  ['lab-kr-03', 'Seocho Medical Science Institute', 'Seoul', ['HanaPlex RT-3', 'TriGene SC2'], 5],
  ['lab-kr-04', 'Mapo People Hospital, laboratory', 'Seoul', ['BaroQ One'], 6],
  ['lab-kr-05', 'Bupyeong Diagnostic Centre', 'Incheon', ['KoraSure nCoV-2'], 4],
  ['lab-kr-06', 'Songdo Bay Hospital, laboratory', 'Incheon', ['TriGene SC2', 'ViroLine E/N'], 5.5],
  ['lab-kr-07', 'Airport Road Test Station', 'Incheon', ['BaroQ One', 'HanaPlex RT-3'], 4.5],
  ['lab-kr-08', 'Suwon Fortress Laboratory', 'Suwon', ['SenseAmp C19'], 6.5],
  ['lab-kr-09', 'Haeundae Molecular Laboratory', 'Busan', ['SenseAmp C19', 'KoraSure nCoV-2'], 7],
  ['lab-kr-10', 'Dalseo Medical Laboratory', 'Daegu', ['ViroLine E/N'], 5],
].map(([id, name, city, reagents, turnaroundHours]) => ({
  id: id as string,
  name: name as string,
  city: city as string,
  country: 'KR',
  reagents: reagents as string[],
  turnaroundHours: turnaroundHours as number,
}))

const guardian = (sex: 'F' | 'M', born: string): Member => ({ sex, role: 'guardian', born })
const adult = (sex: 'F' | 'M', born: string): Member => ({ sex, role: 'traveller', born })
const child = (sex: 'F' | 'M', born: string): Member => ({ sex, role: 'dependant', born })
// Nobody is between the third and the fourth birthday, where readings of "3 and under" differ; one is three that very day.
const firstFamilies: Party[] = [
  {
    label: 'F01',
    members: [
      guardian('M', '1981-03-09'),
      adult('F', '1983-07-21'),
      child('F', '2013-05-02'),
      child('M', '2020-11-03'),
    ],
  },
  { label: 'F02', members: [guardian('F', '1984-10-30'), child('M', '2014-02-11')] },
  {
    label: 'F03',
    members: [
      guardian('M', '1977-01-17'),
      adult('F', '1978-06-05'),
      child('M', '2009-09-14'),
      child('F', '2012-12-01'),
    ],
  },
  { label: 'F04', members: [guardian('F', '1989-04-26'), child('F', '2019-08-28')] },
  { label: 'F05', members: [guardian('M', '1986-08-08'), adult('F', '1987-11-19'), child('M', '2021-06-14')] },
  { label: 'F06', members: [guardian('M', '1970-02-23'), child('F', '2006-03-30')] },
  { label: 'F07', members: [adult('M', '1968-05-12'), adult('F', '1971-09-03')] },
]
const laterFamilies: Party[] = [
  { label: 'F08', members: [guardian('F', '1988-12-15'), child('M', '2020-04-19')] },
  { label: 'F09', members: [guardian('M', '1978-07-07'), adult('F', '1980-10-10'), child('F', '2011-01-25')] },
  { label: 'F10', members: [guardian('F', '1982-02-02'), child('F', '2015-08-20'), child('M', '2017-06-09')] },
  {
    label: 'F11',
    members: [
      guardian('M', '1985-03-28'),
      adult('F', '1988-01-13'),
      child('M', '2018-03-22'),
      child('F', '2022-01-16'),
    ],
  },
  { label: 'F12', members: [adult('M', '1963-11-11'), adult('F', '1966-04-04')] },
]

export function makeHu454(): Demo {
  const chance = chanceFrom(454_0828)
  const taken = new Set<string>()
  const roster = (families: readonly Party[], alone: number, consentDays: string[]): RosterRow[] =>
    peopleOf(mixed(families, alone, chance), { ...korea, consentDays }, chance, taken)
  const first = roster(firstFamilies, 101, ['2022-08-12', '2022-08-13', '2022-08-14'])
  const later = roster(laterFamilies, 61, ['2022-08-15', '2022-08-16', '2022-08-17'])
  const rows = [...first, ...later]

  const intended = new Map<string, string>()
  // The last three of the second roster are left alone: they are the ones who come when all seats are taken.
  const alone = chance.shuffled(rows.slice(0, -3).filter((row) => row.party === ''))
  const choose = (intention: string): string => {
    const who = alone.pop()!.documentNumber
    if (intention !== '') intended.set(who, intention)
    return who
  }
  const family = (label: string): RosterRow[] => rows.filter((row) => row.party === label)

  const { take, pair, samples, inOrder } = sampler(laboratories, offset, chance)
  const fridayEvening = (): number => at('2022-08-26T15:50') + 5 * chance.between(0, 56)
  const saturdayMorning = (): number => at('2022-08-27T06:30') + 5 * chance.between(0, 18)
  const aDayLater = (sampled: number): number =>
    Math.max(sampled + 24 * 60 + 5 * chance.between(1, 24), at('2022-08-27T15:45'))
  const positive = (): { finds: 'positive'; ct: number } => ({ finds: 'positive', ct: chance.between(170, 320) / 10 })

  // Withdrawals: three while the charter is only applied for, three on the way.
  const withdrawals = (
    [
      ['2022-08-19T11:20', 'Ordered from a maker at home instead'],
      ['2022-08-20T16:45', 'A parent has fallen ill'],
      ['2022-08-21T20:10', 'Cannot spare ten days for observation'],
      ['2022-08-24T09:30', 'The visa will not be ready'],
      ['2022-08-26T12:05', 'Broke an ankle'],
      ['2022-08-27T19:30', 'The buyer called the order off'],
    ] as const
  ).map(([when, reason]) => ({
    at: kst(when),
    by: 'yiwu-korean-chamber',
    act: 'withdraw' as const,
    who: choose('withdraws'),
    reason,
  }))
  take(withdrawals.at(-1)!.who, at('2022-08-26T17:25'), pair()[0])

  // Positive on the first sample: three alone, and the mother of an infant who needs no sample.
  for (let i = 0; i < 3; i++) take(choose('positive on the first sample'), fridayEvening(), pair()[0], positive())
  const [mother, infant] = family('F08')
  intended.set(mother!.documentNumber, 'positive on the first sample')
  intended.set(infant!.documentNumber, 'stays behind with a positive parent')
  take(mother!.documentNumber, at('2022-08-26T18:15'), pair()[0], positive())

  // Positive on the second sample: two alone, and the mother of a boy who was sampled with her and is negative twice.
  for (let i = 0; i < 2; i++) {
    const [who, where, sampled] = [choose('positive on the second sample'), pair(), fridayEvening()]
    take(who, sampled, where[0])
    take(who, aDayLater(sampled), where[1], positive())
  }
  const [otherMother, boy] = family('F02')
  intended.set(otherMother!.documentNumber, 'positive on the second sample')
  intended.set(boy!.documentNumber, 'stays behind with a positive parent')
  const [one, two] = pair()
  for (const [sampled, where] of [
    [at('2022-08-26T16:40'), one],
    [at('2022-08-27T17:05'), two],
  ] as const) {
    const hers = take(otherMother!.documentNumber, sampled + 5, where, where === two ? positive() : {})
    // The boy's report comes first, so that only hers keeps him.
    take(boy!.documentNumber, sampled, where).reportedAt = text(at(hers.reportedAt.slice(0, 16)) - 15)
  }

  // First sample too late; one of them tries a second one.
  for (const sampled of ['2022-08-27T16:05', '2022-08-27T16:40', '2022-08-27T17:30', '2022-08-27T18:10']) {
    const [who, where] = [choose('first sample too late'), pair(true)]
    take(who, at(sampled), where[0])
    if (sampled.endsWith('16:05')) take(who, at('2022-08-28T07:20'), where[1])
  }
  // First sample too early, even if boarding were as soon as the gate opens; the second one comes too late to be a first.
  for (const [early, second] of [
    ['2022-08-26T10:05', '2022-08-27T16:30'],
    ['2022-08-26T12:20', '2022-08-27T17:10'],
  ] as const) {
    const [who, where] = [choose('first sample too early'), pair()]
    take(who, at(early), where[0])
    take(who, at(second), where[1])
  }
  // Twice at the same laboratory, with two reagents.
  for (const laboratory of ['lab-kr-01', 'lab-kr-03', 'lab-kr-06']) {
    const [who, sampled] = [choose('twice at the same laboratory'), fridayEvening()]
    const [reagent, other] = laboratories.find((lab) => lab.id === laboratory)!.reagents as [string, string]
    take(who, sampled, { laboratory, reagent })
    take(who, aDayLater(sampled), { laboratory, reagent: other })
  }
  // Twice with the same reagent, at two laboratories.
  for (const [reagent, a, b] of [
    ['KoraSure nCoV-2', 'lab-kr-01', 'lab-kr-05'],
    ['ViroLine E/N', 'lab-kr-02', 'lab-kr-10'],
    ['BaroQ One', 'lab-kr-04', 'lab-kr-07'],
  ] as const) {
    const [who, sampled] = [choose('twice with the same reagent'), fridayEvening()]
    take(who, sampled, { laboratory: a, reagent })
    take(who, aDayLater(sampled), { laboratory: b, reagent })
  }
  const hurried = choose('less than 24 hours between')
  take(hurried, at('2022-08-27T13:50'), { laboratory: 'lab-kr-01', reagent: 'HanaPlex RT-3' })
  take(hurried, at('2022-08-28T08:10'), { laboratory: 'lab-kr-05', reagent: 'KoraSure nCoV-2' })

  const refuses = [
    'The seal on the report is not the laboratory’s',
    'The name on the report is not the name in the passport',
    'The passport number on the report belongs to another person',
  ].map((reason) => {
    const who = choose('refused a code')
    take(who, fridayEvening(), pair()[0])
    return { who, reason }
  })

  const twice = (who: string, sampled: number, second: number, quick = false): void => {
    const where = pair(quick)
    take(who, sampled, where[0])
    take(who, second, where[1])
  }
  const absent = choose('absent at the gate')
  twice(absent, at('2022-08-26T17:50'), at('2022-08-27T18:30'))

  // Near the edges. The first of these is the sample that the README names.
  twice(choose(''), at('2022-08-26T16:10'), at('2022-08-27T16:20'))
  twice(choose(''), at('2022-08-26T15:40'), at('2022-08-27T16:00'))
  twice(choose(''), at('2022-08-26T18:00'), at('2022-08-27T18:00'))
  twice(choose(''), at('2022-08-27T08:25'), at('2022-08-28T08:30'), true)

  // Reports that know only the hour.
  for (let i = 0; i < 10; i++) {
    const [who, where] = [choose(''), pair()]
    const hour = at('2022-08-26T16:00') + 60 * (i === 0 ? 0 : chance.between(0, 3))
    take(who, hour, where[0], { precision: 'hour' })
    take(who, hour + 60 * (i === 0 ? 25 : chance.between(25, 26)), where[1], { precision: 'hour' })
  }

  // Samples that told nothing, and were taken again in time.
  const [unlucky, a, b] = [
    choose(''),
    { laboratory: 'lab-kr-01', reagent: 'KoraSure nCoV-2' },
    { laboratory: 'lab-kr-07', reagent: 'BaroQ One' },
  ]
  take(unlucky, at('2022-08-26T16:20'), a, { finds: 'invalid' })
  take(unlucky, at('2022-08-27T07:00'), a)
  take(unlucky, at('2022-08-28T07:15'), b)
  const doubtful = choose('')
  take(doubtful, at('2022-08-26T16:35'), { laboratory: 'lab-kr-03', reagent: 'TriGene SC2' })
  take(
    doubtful,
    at('2022-08-27T17:00'),
    { laboratory: 'lab-kr-02', reagent: 'ViroLine E/N' },
    { finds: 'inconclusive', ct: 39.2 },
  )
  take(doubtful, at('2022-08-28T06:40'), { laboratory: 'lab-kr-05', reagent: 'KoraSure nCoV-2' })

  const feverish = choose('')
  const positiveLater = choose('')
  const facts = (who: string): RosterRow => rows.find((row) => row.documentNumber === who)!
  for (let i = 0; i < 6; i++) facts(choose('')).homeSuitable = 'no'
  for (const destination of [
    'Hangzhou',
    'Hangzhou',
    'Hangzhou',
    'Dongyang',
    'Dongyang',
    'Jinhua',
    'Jinhua',
    'Quzhou',
    'Quzhou',
  ])
    facts(choose('')).destination = destination

  // Everyone else walks straight through; a family goes to the laboratory together.
  const sampled = new Set(samples.map((sample) => sample.who))
  const parties = new Map<string, RosterRow[]>()
  for (const row of rows) {
    if (sampled.has(row.documentNumber) || intended.has(row.documentNumber) || row.birthDate >= '2019-08-28') continue
    const key = row.party === '' ? row.documentNumber : row.party
    parties.set(key, [...(parties.get(key) ?? []), row])
  }
  for (const members of parties.values()) {
    const way = chance.between(1, 100)
    const start = way > 85 ? saturdayMorning() : fridayEvening()
    const onSunday = way > 65
    const second =
      way > 85
        ? start + 24 * 60 + 5 * chance.between(1, 6)
        : onSunday
          ? at('2022-08-28T06:30') + 5 * chance.between(0, 18)
          : aDayLater(start)
    const where = pair(onSunday)
    members.forEach((row, place) => {
      take(row.documentNumber, start + 5 * place, where[0])
      take(row.documentNumber, second + 5 * place, where[1])
    })
  }

  const demo: Demo = {
    folder: 'hu454',
    rosters: [
      { file: 'roster-1-members.xlsx', rows: first },
      { file: 'roster-2-later.xlsx', rows: later },
    ],
    laboratories,
    vehicles: ([49, 45, 50, 47, 49, 45, 49, 47] as const).map((seats, index) => ({
      plate: `浙G0${7101 + index * 13}`,
      kind: 'coach',
      seats,
      driver: crew(index * 3 + 1),
      staff: [crew(index * 3 + 2), crew(index * 3 + 3)],
    })),
    rooms: {
      facilityId: 'yw-obs-01',
      name: 'Yiwu Observation Station, Choucheng',
      city: 'Yiwu',
      zone: 'Asia/Shanghai',
      rooms: [3, 4, 5, 6, 7, 8, 9].flatMap((floor) =>
        Array.from({ length: 28 }, (_, index) => ({
          id: `${floor}-${String(floor * 100 + index + 1).padStart(4, '0')}`,
          places: index < 24 ? 1 : floor < 6 ? Math.min(index - 22, 4) : 2,
        })),
      ),
    },
    scenario: {
      format: 'charter-desk-scenario/1',
      title: 'HU454, Seoul to Hangzhou, 28 August 2022',
      notes: [
        'Flight number, route, day and planned departure are public; every person, laboratory, reagent, company and vehicle is invented.',
        '28 August 2022 is a Sunday: codes have to be applied for between Friday evening and Sunday morning.',
        'No boarding time is known, so none is given.',
        'Seats and load cap of the aircraft are assumed, and so is who bears which cost.',
      ],
      startsAt: kst('2022-08-12T09:00'),
      charter: {
        flightNumber: 'HU454',
        carrier: 'Hainan Airlines',
        from: 'ICN',
        to: 'HGH',
        scheduledDeparture: kst('2022-08-28T15:40'),
        scheduledArrival: cst('2022-08-28T17:10'),
        aircraft: {
          type: 'A330',
          seats: { value: 256, assumed: true },
          loadCapPercent: {
            value: 75,
            assumed: true,
            source: 'CAAC, 26 March 2020: 75 % on inbound flights; whether it bound this charter is not known',
          },
        },
        missionJurisdiction: 'KR',
        issuer: 'KR-SEL-EMB',
        observationJurisdiction: 'CN-33',
        destination: 'Yiwu',
        servicePoint: 'Yiwu comprehensive service point',
        portCity: 'Hangzhou',
        costs: { fare: 'self', isolation: 'self', transfer: 'city' },
      },
      organisations: [
        { key: 'yiwu-korean-chamber', kind: 'chamber', name: 'Yiwu Korean Chamber of Commerce' },
        { key: 'yiwu-reform-office', kind: 'reformOffice', name: 'Yiwu Reform Office' },
        { key: 'embassy-seoul', kind: 'mission', name: 'Embassy of China in Seoul' },
        { key: 'hainan-airlines', kind: 'carrier', name: 'Hainan Airlines, Incheon station' },
        { key: 'yiwu-transfer', kind: 'transferCrew', name: 'Yiwu closed-loop transfer crew' },
        { key: 'yw-obs-01', kind: 'facility', name: 'Yiwu Observation Station, Choucheng' },
        { key: 'city-auditor', kind: 'auditor', name: 'Auditor of the city' },
        ...laboratories.map((lab) => ({ key: lab.id, kind: 'laboratory' as const, name: lab.name })),
      ],
      files: {
        rosters: ['roster-1-members.xlsx', 'roster-2-later.xlsx'],
        laboratories: 'laboratories.json',
        vehicles: 'vehicles.json',
        rooms: 'rooms.json',
      },
      acts: [
        { at: kst('2022-08-12T10:00'), by: 'yiwu-korean-chamber', act: 'applyForCharter' },
        { at: kst('2022-08-15T10:00'), by: 'yiwu-korean-chamber', act: 'importRoster', file: 'roster-1-members.xlsx' },
        { at: kst('2022-08-18T14:00'), by: 'yiwu-korean-chamber', act: 'importRoster', file: 'roster-2-later.xlsx' },
        ...withdrawals.slice(0, 4),
        { at: cst('2022-08-25T16:00'), by: 'yiwu-reform-office', act: 'approveCharter' },
        { at: cst('2022-08-25T16:30'), by: 'yiwu-reform-office', act: 'openRegistration' },
        ...withdrawals.slice(4),
        { at: kst('2022-08-28T13:40'), by: 'yiwu-korean-chamber', act: 'closeManifest' },
      ],
      samples: inOrder(),
      organiserDesk: {
        works: [
          { from: kst('2022-08-26T18:00'), to: kst('2022-08-26T23:30') },
          { from: kst('2022-08-27T07:00'), to: kst('2022-08-27T22:00') },
          { from: kst('2022-08-28T06:30'), to: kst('2022-08-28T11:00') },
        ],
      },
      missionDesk: {
        works: [
          { from: kst('2022-08-26T19:00'), to: kst('2022-08-26T23:00') },
          { from: kst('2022-08-27T08:00'), to: kst('2022-08-27T20:00') },
          { from: kst('2022-08-28T07:30'), to: kst('2022-08-28T12:00') },
        ],
        minutesEach: 4,
        refuses,
      },
      gate: { opensAt: kst('2022-08-28T13:50'), doorsCloseAt: kst('2022-08-28T15:20'), absent: [absent] },
      flight: { takesOffAt: kst('2022-08-28T15:40'), landsAt: cst('2022-08-28T17:10') },
      arrival: {
        disembarkedAt: cst('2022-08-28T17:45'),
        feverish: [{ who: feverish, temperatureCelsius: 38.4 }],
        borderRefuses: [],
      },
      transfer: {
        firstDepartsAt: cst('2022-08-28T18:40'),
        everyMinutes: 12,
        minutesOnTheRoad: 100,
        loadCapPercent: {
          value: 50,
          assumed: true,
          source: 'Beijing, 16 March 2020: alternate seats, load of at most 50 %; no Zhejiang rule of 2022 was found',
        },
      },
      observation: {
        roundAt: '08:30',
        minutesToReport: 300,
        positives: [{ who: positiveLater, day: 3, ct: 24.6 }],
        care: [
          {
            who: feverish,
            tests: [
              { at: cst('2022-08-28T19:30'), finds: 'negative' },
              { at: cst('2022-08-29T09:00'), finds: 'negative' },
            ],
            leavesAt: cst('2022-08-29T15:00'),
          },
          {
            who: positiveLater,
            tests: [
              { at: cst('2022-09-03T09:00'), finds: 'positive', ct: 32.8 },
              { at: cst('2022-09-05T09:00'), finds: 'negative', ct: 36.4 },
              { at: cst('2022-09-06T09:30'), finds: 'negative', ct: 38.1 },
            ],
            leavesAt: cst('2022-09-06T16:00'),
          },
        ],
      },
    },
    intended,
  }
  checkIntentions(demo, { codeAfter: 'first', secondWithin24h: true, exempt: (row) => row.birthDate >= '2019-08-28' })
  return demo
}

/** Families stand somewhere in the list, but never at its end. */
function mixed(families: readonly Party[], alone: number, chance: Chance): Party[] {
  const parties = chance.shuffled([...families, ...Array.from({ length: alone - 3 }, () => aloneParty(chance))])
  return [...parties, aloneParty(chance), aloneParty(chance), aloneParty(chance)]
}

const crew = (number: number): string => `crew-${String(number).padStart(2, '0')}`
