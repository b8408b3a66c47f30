// Seats under a rule as pages show them: each state in words of its own, whole in every language, and safe against what people type.
import { withoutScripts } from './views/frames.ts'
import { describe, expect, it } from 'vitest'
import { personView } from '../../src/domain/access/masking.ts'
import { SeatRule } from '../../src/domain/charter/seatRule.ts'
import type { Standing } from '../../src/domain/charter/standing.ts'
import { finding } from '../../src/domain/decision.ts'
import { Language } from '../../src/domain/language.ts'
import { charterPage } from '../../src/web/charterPage.tsx'
import { statusPage } from '../../src/web/statusPage.tsx'
import type { SeatClaimRow, SeatRuleView, StatusView } from '../../src/web/views.ts'
import { at, charter, person } from '../words/situation.ts'
import { charterView } from './views/charters.ts'
import { statusView } from './views/merchants.ts'

const rule = SeatRule.parse({
  closesAt: '2022-08-21T12:00:00+09:00',
  needs: { visit: 1, orders: 5 },
  capPerCompany: 2,
  offerHours: 24,
})
const round = { at: at('2022-08-21T12:00:00+09:00'), seats: 3, claims: 9, seated: 3 }
const standing: Standing = {
  rank: 5,
  of: 9,
  papers: true,
  need: 'orders',
  weight: 5,
  capped: true,
  draw: 'c0ffee',
  alike: 4,
  size: 3,
}
const row = (more: Partial<SeatClaimRow> = {}): SeatClaimRow => ({
  person: personView(person('ko'), 'chamber', 'seatLine'),
  standing,
  reason: finding('waitsByRank', 'Rank 5', { rank: 5, of: 9, seats: 3, need: 'orders', weight: 5 }),
  passedOver: false,
  ...more,
})
const seatRule: SeatRuleView = {
  rule,
  commitment: 'ab12',
  round,
  seed: 'the seed',
  open: true,
  closed: true,
  collected: 0,
  people: {
    offers: [{ ...row(), until: at('2022-08-23T08:00:00+09:00') }],
    line: [row({ passedOver: true }), row({ reason: null, standing: null })],
    more: 7,
    letGo: 2,
  },
  recordHref: '/v1/charters/C/seat-round',
}
const charterWith = (language: Language, more: Partial<SeatRuleView> = {}): string =>
  charterPage({ ...charterView(language), seatRule: { ...seatRule, ...more } })
const record = { ...charter.record, allocation: { rule, commitment: 'ab12', round } }
const own = { commitment: 'ab12', seed: 'the seed', standing, place: { number: 2, of: 7 } }
const waiting = (language: Language, more: Partial<StatusView> = {}): string =>
  statusPage(statusView('waitlisted', language, { charter: { ...charter, record }, own, ...more }))

const isWhole = (html: string): void => {
  expect(withoutScripts(html)).not.toMatch(/<script|<style|\sstyle="|\son[a-z]+="|\{\{|undefined|\[object|>null</)
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
}

describe.each(Language.options)('in %s', (language) => {
  it('the charter’s seats are whole in every state, and no two states read alike', () => {
    const before = { round: null, seed: null }
    const states = [
      charterWith(language),
      charterWith(language, { open: false }),
      charterWith(language, { ...before, closed: false, collected: 4 }),
      charterWith(language, { ...before, collected: 4 }),
      charterWith(language, { ...before, open: false }),
      charterWith(language, { people: null }),
      charterWith(language, { people: { offers: [], line: [], more: 0, letGo: 0 } }),
    ]
    states.forEach(isWhole)
    expect(new Set(states).size).toBe(states.length)
  })

  it('a claim’s standing is whole before and after the round', () => {
    isWhole(waiting(language))
    isWhole(waiting(language, { own: { ...own, standing: null, seed: null, place: null } }))
    isWhole(waiting(language, { own: { ...own, standing: { ...standing, alike: 1, capped: false, papers: false } } }))
  })

  it('an offer has two forms, and a refused answer is told above them', () => {
    const gone = finding('offerGone', 'gone')
    const html = statusPage(statusView('offered', language, { answerHref: '/status/x?lang=ko', refused: [gone] }))
    isWhole(html)
    expect(html.match(/<form method="post" action="\/status\/x\?lang=ko"/g)).toHaveLength(2)
    expect(html.indexOf('role="alert"')).toBeLessThan(html.indexOf('<form method="post" action="/status'))
  })
})

describe('The status page', () => {
  it('says every reason of a claim beyond its company’s cap', () => {
    const html = waiting('en')
    for (const words of [
      '2 of 7',
      '5 of 9, for 3 seats',
      'orders, weight 5',
      '4 claims stood equal',
      '2, and your company has them ahead of you',
      '3 who stay together',
      'c0ffee',
    ])
      expect(html).toContain(words)
  })

  it('has no limit to speak of where the rule has none', () => {
    const free = { rule: { ...rule, capPerCompany: null }, commitment: 'ab12', round }
    const html = waiting('en', { charter: { ...charter, record: { ...record, allocation: free } } })
    expect(html).not.toContain('Limit for one host company')
  })

  it('keeps the answer of a party one for all, and has no form once the offer is over', () => {
    const view = statusView('offered', 'en')
    const party = { party: 'F', role: 'traveller' as const, guardians: [] }
    const journey = { ...view.journey, dossier: { ...view.journey.dossier, party } }
    expect(statusPage({ ...view, journey })).toContain('your answer counts for all of you')
    const over = statusPage({ ...view, now: at('2022-08-23T08:00:00+09:00') })
    expect(over).not.toContain('<form method="post"')
    expect(over).toContain('The offer of a seat ended Tuesday, 23 August 2022 08:00')
  })

  it('tells somebody with a seat nothing of the line', () => {
    expect(statusPage(statusView('seated.awaitingFirstNegative', 'en', { own }))).not.toContain('Place in line')
  })
})

describe('The charter’s page', () => {
  it('escapes a need that somebody named, and reads of others in the third person', () => {
    const harm = '"><script>alert(1)</script>'
    const reason = finding('waitsByRank', harm, { rank: 5, of: 9, seats: 3, need: harm, weight: 0 })
    const people = { ...seatRule.people!, line: [row({ reason })] }
    const html = charterWith('en', { people })
    isWhole(html)
    expect(html).not.toMatch(/yours|your company/)
  })

  it('says who was passed over, how many stand behind, and how many let an offer go', () => {
    const html = charterWith('en')
    expect(html).toContain('drawn among 4 equal claims; passed over: a seat came too late for the tests')
    expect(html).toContain('7 more stand behind them.')
    expect(html).toContain('2 let an offer go and are offered no other before they ask again.')
  })
})
