// By when a charter's permit is filed: working days counted back from the flight, over weekends, holidays and the days worked for them.
import { describe, expect, it } from 'vitest'
import type { Endorsement } from '../../src/domain/charter/application.ts'
import type { SeenEndorsement } from '../../src/domain/charter/application.ts'
import type { Charter } from '../../src/domain/charter/charter.ts'
import { decideCharter, draft } from '../../src/domain/charter/decide.ts'
import { CharterTerms } from '../../src/domain/charter/events.ts'
import { permitOf, permitOfCharter } from '../../src/domain/charter/permit.ts'
import { readReference } from '../../src/reference.ts'
import { anyCharter, anyOrganisation, instant } from '../support/journeys.ts'
import { charter } from '../support/rows.ts'
import { day, seoul } from '../support/policy.ts'

const { permits, china } = readReference()
const book = { rules: permits, calendar: china }
const permit = (endorsement: Endorsement, flight: string, today = '2022-08-01') =>
  permitOf(book, { endorsement }, day(flight), day(today))
const codes = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code)

describe('The permit', () => {
  it.each([
    ['jointPreventionMechanism', '2022-08-28', '2022-08-24', 'over the weekend of the flight'],
    ['fastTrackCorridor', '2022-08-25', '2022-08-22', 'within a week'],
    ['jointPreventionMechanism', '2022-10-10', '2022-09-30', 'over National Day, with the two days worked for it'],
    ['jointPreventionMechanism', '2022-09-13', '2022-09-07', 'over the Mid-Autumn holiday, a Monday'],
    ['none', '2022-08-28', '2022-08-18', 'seven working days, two weekends'],
    ['none', '2023-02-01', '2023-01-18', 'over the Spring Festival'],
  ] as const)('with %s for %s is filed by %s (%s)', (endorsement, flight, fileBy, _over) => {
    expect(permit(endorsement, flight)).toMatchObject({ fileBy, canStillBeMet: true })
  })

  it('can be filed on the last day, and no more on the next, which is said with both days', () => {
    expect(permit('jointPreventionMechanism', '2022-08-28', '2022-08-24')).toMatchObject({
      rule: 'green-channel',
      workingDays: 3,
      canStillBeMet: true,
      findings: [],
      reason: expect.stringContaining('2022-08-24'),
    })
    expect(permit('jointPreventionMechanism', '2022-08-28', '2022-08-25')).toMatchObject({
      canStillBeMet: false,
      findings: [{ code: 'permitTooLate', facts: { workingDays: 3, fileBy: '2022-08-24', today: '2022-08-25' } }],
    })
  })

  it('of a charter without endorsement is not taken before 8 January 2023, and says to ask for one', () => {
    expect(codes(permit('none', '2023-01-07').findings)).toEqual(['endorsementNeeded'])
    expect(codes(permit('none', '2023-01-08').findings)).toEqual([])
  })

  it('of an endorsed charter has no green channel that is known of after that day', () => {
    expect(permit('fastTrackCorridor', '2023-01-07')).toMatchObject({ rule: 'green-channel', workingDays: 3 })
    expect(permit('fastTrackCorridor', '2023-01-08')).toMatchObject({ rule: 'ordinary-2023', workingDays: 7 })
  })

  it('of a day without a rule is a finding, never the nearest rule', () => {
    expect(permit('none', '2019-08-28')).toMatchObject({ rule: null, fileBy: null, canStillBeMet: true })
    expect(codes(permit('none', '2019-08-28').findings)).toEqual(['permitRuleUnknown'])
  })
})

describe('An application', () => {
  const terms = CharterTerms.parse({
    ...charter().record.terms,
    application: { purpose: 'orders', endorsement: 'jointPreventionMechanism' },
  })
  const drafted = () => {
    const decision = draft(anyCharter, anyOrganisation, terms)
    if (decision.outcome === 'rejected') throw new Error('refused')
    return decision.next
  }
  const nobody = { cleared: [], aboard: 0, seated: 0, unfinished: 0, unguarded: [], registered: 0, lastStart: null }
  const submitted = (today: string) =>
    decideCharter(
      drafted(),
      { type: 'SubmitApplication' },
      instant(`${today}T09:00:00+08:00`),
      nobody,
      permit('jointPreventionMechanism', '2022-08-28', today),
    )

  it('whose permit can still be filed is taken, and one for which it is too late is refused', () => {
    expect(submitted('2022-08-24')).toMatchObject({ outcome: 'accepted', next: { stage: 'applied' } })
    expect(submitted('2022-08-25')).toMatchObject({ outcome: 'rejected', findings: [{ code: 'permitTooLate' }] })
  })

  it('that came before is out of sequence, whatever its permit', () => {
    const applied = { ...drafted(), stage: 'applied' as const }
    const late = permit('jointPreventionMechanism', '2022-08-28', '2022-08-25')
    const decision = decideCharter(
      applied,
      { type: 'SubmitApplication' },
      instant('2022-08-25T09:00:00+08:00'),
      nobody,
      late,
    )
    expect(decision).toMatchObject({ reason: 'out-of-sequence', findings: [{ code: 'outOfSequence' }] })
  })
})

describe('An approval', () => {
  const applied = (declared: Endorsement, departure = '2022-08-28T15:40:00+09:00'): Charter => {
    const record = charter().record
    const leg = { ...record.leg, from: { ...record.leg.from, zone: seoul }, scheduledDeparture: instant(departure) }
    const application = { purpose: 'orders', demandCall: null, endorsement: declared }
    return charter({
      stage: 'applied',
      record: { ...record, approvedAt: null, leg, terms: { ...record.terms, leg, application } },
    })
  }
  const nobody = { cleared: [], aboard: 0, seated: 0, unfinished: 0, unguarded: [], registered: 0, lastStart: null }
  const approved = (held: Charter, today: string, endorsement?: SeenEndorsement) => {
    const at = instant(`${today}T09:00:00+08:00`)
    const command = { type: 'ApproveCharter' as const, conditions: [], ...(endorsement ? { endorsement } : {}) }
    return decideCharter(held, command, at, nobody, permitOfCharter(book, held, at, endorsement ?? null))
  }

  it('after the last day of the usual way is refused, unless the office confirms an endorsement', () => {
    const held = applied('jointPreventionMechanism')
    expect(approved(held, '2022-08-18')).toMatchObject({ next: { stage: 'approved', record: { endorsement: null } } })
    const refused = approved(held, '2022-08-19')
    expect(codes('findings' in refused ? refused.findings : [])).toEqual([
      'endorsementNeeded',
      'permitTooLate',
      'endorsementUnconfirmed',
    ])
    expect(approved(held, '2022-08-24', 'jointPreventionMechanism')).toMatchObject({
      next: { record: { endorsement: 'jointPreventionMechanism' } },
    })
    expect(approved(held, '2022-08-25', 'jointPreventionMechanism')).toMatchObject({
      outcome: 'rejected',
      findings: [{ code: 'permitTooLate' }],
    })
    expect(approved(applied('none'), '2022-08-24', 'fastTrackCorridor')).toMatchObject({ outcome: 'accepted' })
  })

  it('is held against its own day for good, and a later move to another day against the day of the move', () => {
    const decision = approved(applied('jointPreventionMechanism'), '2022-08-24', 'jointPreventionMechanism')
    if (decision.outcome === 'rejected') throw new Error('refused')
    const later = instant('2022-08-26T09:00:00+08:00')
    expect(permitOfCharter(book, decision.next, later)).toMatchObject({ canStillBeMet: true, findings: [] })
    const move = (departure: string, arrival: string) => {
      const times = {
        scheduledDeparture: instant(departure),
        scheduledArrival: instant(arrival),
        plannedBoarding: null,
      }
      const moved = decideCharter(decision.next, { type: 'RetimeCharter', ...times, reason: 'slot' }, later, nobody)
      if (moved.outcome === 'rejected') throw new Error('refused')
      return permitOfCharter(book, moved.next, later)
    }
    expect(move('2022-08-28T20:00:00+09:00', '2022-08-28T22:00:00+08:00')).toMatchObject({ canStillBeMet: true })
    expect(move('2022-08-29T15:40:00+09:00', '2022-08-29T17:00:00+08:00')).toMatchObject({
      canStillBeMet: false,
      findings: [{ code: 'permitTooLate', facts: { fileBy: '2022-08-24', today: '2022-08-26' } }],
    })
  })

  it('that was recorded before anybody was asked goes on by the endorsement that was declared', () => {
    const { record } = applied('jointPreventionMechanism')
    const old = charter({ record: { ...record, approvedAt: instant('2022-08-24T09:00:00+08:00') } })
    expect(permitOfCharter(book, old, instant('2022-08-26T09:00:00+08:00'))).toMatchObject({
      rule: 'green-channel',
      canStillBeMet: true,
      findings: [],
    })
  })
})
