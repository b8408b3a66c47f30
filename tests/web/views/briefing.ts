// A plausible briefing.
import { countBriefing, type Briefing } from '../../../src/domain/charter/briefing.ts'
import { flightDay } from '../../../src/domain/charter/charter.ts'
import type { Language } from '../../../src/domain/language.ts'
import type { BriefingView } from '../../../src/web/briefingPage.tsx'
import { at, charter, mission, observation } from '../../words/situation.ts'
import { languagesAt, officeFrame } from './frames.ts'
import { tradeRow } from './trade.ts'

export const briefing = (more: Partial<Briefing> = {}): Briefing => {
  const counted = countBriefing({
    charter,
    journeys: [],
    runs: [],
    nationality: () => null,
    purpose: () => null,
    regionOf: () => null,
    codesRefused: 0,
  })
  return {
    charter: charter.id,
    version: 9,
    asOf: at('2022-09-08T09:00:00+08:00'),
    stage: 'landed',
    title: charter.record.terms.title,
    leg: charter.record.leg,
    day: flightDay(charter.record.leg),
    chamber: 'Korean Chamber',
    ...counted,
    passengers: {
      registered: 1950,
      flown: 163,
      nationalities: [
        { state: 'KOR', region: 'KR', registered: 1900, flown: 150 },
        { state: null, region: null, registered: 50, flown: 13 },
      ],
    },
    now: { ...counted.now, stayedBehind: 1787, inObservation: 63, released: 100 },
    tests: { beforeFlight: 400, afterLanding: 800, all: 1200, negative: null },
    codes: { issued: 163, refused: null },
    purposes: [
      { need: 'orders', said: null, people: 100 },
      { need: null, said: 'market visit', people: 20 },
      { need: null, said: null, people: 43 },
    ],
    editions: [mission.id, observation.id],
    country: 'KR',
    trade: tradeRow(),
    ...more,
  }
}

export const briefingView = (language: Language, more: Partial<Briefing> = {}): BriefingView => ({
  frame: { ...officeFrame(language), languages: languagesAt('/charters/1/briefing') },
  briefing: briefing(more),
  back: '/charters/1',
  csv: '/v1/charters/1/briefing.csv',
  enterTrade: '/trade?country=KR',
})
