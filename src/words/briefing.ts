// A briefing in words: its sections with labels and figures, as the sheet prints them and the table has them.
import { whereabouts, type Briefing, type Few } from '../domain/charter/briefing.ts'
import { fewestForSums } from '../domain/journey/outcomeCount.ts'
import { officeZone } from '../domain/officeZone.ts'
import type { Language } from '../domain/language.ts'
import { amountIn, countIn, countryIn, growthIn, periodIn } from './numbers.ts'
import { dayIn, momentIn } from './when.ts'
import { wordFor, wordsIn } from './words.ts'

export type BriefingRow = { readonly label: string; readonly value: string }
export type BriefingSection = {
  readonly name: string
  readonly title: string
  readonly rows: readonly BriefingRow[]
  /** Instead of rows, or behind them. */
  readonly note?: string
}

export function briefingIn(language: Language, briefing: Briefing): readonly BriefingSection[] {
  const words = wordsIn(language)
  const { leg, passengers, tests, codes, transfer, observation, purposes } = briefing
  const row = (label: string, value: string): BriefingRow => ({ label, value })
  const count = (number: number) => countIn(language, number)
  const few = (number: Few) => (number === null ? words('briefing.fewer', { fewest: fewestForSums }) : count(number))
  return [
    {
      name: 'flight',
      title: words('briefing.flight'),
      rows: [
        row(words('briefing.flight'), `${leg.flightNumber}, ${leg.carrier}`),
        row(words('briefing.date'), dayIn(language, briefing.day)),
        row(words('briefing.route'), `${leg.from.city} (${leg.from.iata}) – ${leg.to.city} (${leg.to.iata})`),
        row(words('briefing.chamber'), briefing.chamber),
        row(words('briefing.stage'), words(`charterStage.${briefing.stage}`)),
      ],
    },
    {
      name: 'passengers',
      title: words('briefing.passengers'),
      rows: [
        row(words('briefing.registered'), count(passengers.registered)),
        row(words('briefing.flown'), count(passengers.flown)),
        ...passengers.nationalities.map(({ state, region, registered, flown }) =>
          row(
            region ? countryIn(language, region) : (state ?? words('briefing.otherStates')),
            words('briefing.ofState', { registered: count(registered), flown: count(flown) }),
          ),
        ),
      ],
    },
    {
      name: 'now',
      title: words('briefing.now'),
      rows: [
        ...whereabouts
          .filter((place) => briefing.now[place] > 0)
          .map((place) => row(words(`briefing.place.${place}`), count(briefing.now[place]))),
        row(words('briefing.sum'), count(passengers.registered)),
      ],
    },
    {
      name: 'tests',
      title: words('briefing.tests'),
      rows: [
        row(words('briefing.testsBefore'), count(tests.beforeFlight)),
        row(words('briefing.testsAfter'), count(tests.afterLanding)),
        row(
          words('briefing.negative'),
          tests.negative === null ? words('briefing.allButFew', { fewest: fewestForSums }) : count(tests.negative),
        ),
        row(words('briefing.codesIssued'), count(codes.issued)),
        row(words('briefing.codesRefused'), few(codes.refused)),
      ],
    },
    {
      name: 'transfer',
      title: words('briefing.transfer'),
      rows: [
        row(words('briefing.coaches'), count(transfer.coaches)),
        row(words('briefing.countedIn'), count(transfer.countedIn)),
        row(words('briefing.countedOut'), count(transfer.countedOut)),
        row(words('briefing.handovers'), count(transfer.handovers)),
      ],
    },
    {
      name: 'observation',
      title: words('briefing.observation'),
      rows: [
        row(words('briefing.admitted'), count(observation.admitted)),
        row(words('briefing.rooms'), count(observation.rooms)),
        row(words('briefing.sentHome'), count(observation.sentHome)),
        row(words('briefing.movedToCare'), few(observation.movedToCare)),
        row(words('briefing.place.released'), count(observation.released)),
        ...(observation.days === null ? [] : [row(words('briefing.days'), count(observation.days))]),
      ],
    },
    {
      name: 'purposes',
      title: words('briefing.purposes'),
      rows: purposes.map(({ need, said, people }) =>
        row(
          said ?? (need === null ? words('briefing.otherPurposes') : (wordFor(language, `need.${need}`) ?? need)),
          count(people),
        ),
      ),
    },
    outcomesIn(language, briefing),
    tradeIn(language, briefing),
  ]
}

/** The same as lines of a table; a section's title stands before its labels, so that each says what it is. */
export const briefingLines = (language: Language, briefing: Briefing): readonly (readonly [string, string])[] => [
  ...briefingIn(language, briefing).flatMap(({ title, rows, note }) => [
    ...rows.map(({ label, value }) => [`${title}: ${label}`, value] as const),
    ...(note ? [[title, note] as const] : []),
  ]),
  [wordsIn(language)('briefing.title'), restsIn(language, briefing)],
]

/** "As of Saturday …, under the rules …": what the figures rest on. */
export function restsIn(language: Language, { asOf, editions }: Briefing): string {
  const words = wordsIn(language)
  const at = momentIn(language, asOf, officeZone)
  return editions.length
    ? words('briefing.rests', { at, editions: editions.join(', ') })
    : words('briefing.noRules', { at })
}

function outcomesIn(language: Language, { outcomes: { released, answered, sums } }: Briefing): BriefingSection {
  const words = wordsIn(language)
  const count = (number: number) => countIn(language, number)
  return {
    name: 'outcomes',
    title: words('outcomes.title'),
    rows: [
      { label: words('outcomes.answered'), value: words('outcomes.of', { answered, released }) },
      ...(sums
        ? [
            { label: words('outcomes.orders'), value: count(sums.orders) },
            ...sums.values.map(({ currency, amount }) => ({
              label: words('outcomes.value', { currency }),
              value: amountIn(language, String(amount), 'ones', currency),
            })),
            { label: words('outcomes.companies'), value: count(sums.companiesRegistered) },
            ...(sums.stayDaysMedian === null
              ? []
              : [{ label: words('outcomes.stay'), value: count(sums.stayDaysMedian) }]),
          ]
        : []),
    ],
    ...(sums ? {} : { note: words('outcomes.tooFew', { fewest: fewestForSums }) }),
  }
}

function tradeIn(language: Language, { country, trade }: Briefing): BriefingSection {
  const words = wordsIn(language)
  const title = country ? words('briefing.trade', { country: countryIn(language, country) }) : words('trade.title')
  if (!trade) return { name: 'trade', title, rows: [], note: words('briefing.noTrade') }
  const { figures } = trade
  const amount = (text: string | null, growth: string | null) => {
    const said = text ? amountIn(language, text, figures.unit, figures.currency) : words('trade.notGiven')
    return growth ? `${said} (${growthIn(language, growth)})` : said
  }
  return {
    name: 'trade',
    title,
    rows: [
      { label: words('trade.period'), value: periodIn(language, trade) },
      { label: words('trade.exports'), value: amount(figures.exports, figures.exportGrowth) },
      { label: words('trade.imports'), value: amount(figures.imports, figures.importGrowth) },
      { label: words('trade.source'), value: figures.source.name },
    ],
  }
}
