// Registration: who may begin the way, with which findings they are turned back, and where they first stand.
import { describe, expect, it } from 'vitest'
import { replay } from '../../../src/domain/journey/journey.ts'
import { isMinor, isTestExempt } from '../../../src/domain/policy/exemption.ts'
import { LocalDate } from '../../../src/domain/instant.ts'
import { MissionEdition } from '../../../src/domain/policy/missionEdition.ts'
import {
  codesOf,
  defaultPolicy,
  hour,
  infant,
  journeyNumber,
  registering,
  seated,
  shifted,
  waitlisted,
  when,
  type How,
} from '../../support/journeys.ts'
import { day, korea } from '../../support/policy.ts'

function refusal(how: How) {
  const decision = registering(how)
  if (decision.outcome === 'accepted') throw new Error('the registration was taken')
  return { reason: decision.reason, codes: codesOf(decision), findings: decision.findings }
}
const party = { party: 'family-1', role: 'dependant' as const, guardians: [journeyNumber(2)] }

describe('A registration', () => {
  it('with a seat free leads to the first test, and asks again before its window opens and at boarding', () => {
    const decision = registering()
    if (decision.outcome === 'rejected') throw new Error('refused')
    expect(decision.events.map(({ type }) => type)).toEqual(['MerchantRegistered', 'SeatAssigned'])
    expect(decision.next.stage).toBe('seated.awaitingFirstNegative')
    expect(decision.effects).toEqual([
      { name: 'letter.seatAssigned', dueAt: shifted(when.registered, 0) },
      { name: 'wake.firstSampleOpens', dueAt: shifted(when.boarding, -60 * hour) },
      { name: 'wake.boardingCloses', dueAt: shifted(when.boarding, 0) },
    ])
  })

  it('with no seat free leads to the waiting list', () => {
    expect(waitlisted().history.map(({ event }) => event.type)).toEqual(['MerchantRegistered', 'WaitingListJoined'])
    expect(waitlisted().journey.dossier.seatedAt).toBeNull()
  })

  it('keeps the edition that bound, the consent and the mark of a provisional charter', () => {
    const { dossier } = seated({ command: { provisional: true } }).journey
    expect(dossier.editions).toEqual({ mission: korea.id, observation: null })
    expect(dossier.provisional).toBe(true)
    expect(dossier.consent.signedAt).toBe(shifted(when.registered, 0))
  })

  it('is refused without a signed consent', () => {
    expect(refusal({ command: { consent: null } })).toMatchObject({ reason: 'policy-unmet', codes: ['consentMissing'] })
  })

  it('is refused with a passport that ends the day before the landing, and taken with one that ends on that day', () => {
    const ending = (text: string) => ({ command: { documentExpiry: LocalDate.parse(text) } })
    expect(refusal(ending('2022-08-27'))).toMatchObject({ reason: 'policy-unmet', codes: ['passportExpires'] })
    expect(registering(ending('2022-08-28')).outcome).toBe('accepted')
  })

  it('is refused with a passport that lasts shorter than the edition asks beyond the landing, and names the edition', () => {
    const mission = MissionEdition.parse({ ...korea, passportDays: { value: 180, sources: [], confidence: 'assumed' } })
    const ending = (text: string) => ({
      policy: defaultPolicy({ mission }),
      command: { documentExpiry: LocalDate.parse(text) },
    })
    const { codes, findings } = refusal(ending('2023-02-23'))
    expect(codes).toEqual(['passportTooShort'])
    expect(findings[0]).toMatchObject({ edition: korea.id, facts: { expires: '2023-02-23', until: '2023-02-24' } })
    expect(refusal(ending('2022-08-27')).codes).toEqual(['passportExpires'])
    expect(registering(ending('2023-02-24')).outcome).toBe('accepted')
  })

  it('of a minor is refused without a guardian, in no party as in a party without one', () => {
    const expected = { reason: 'policy-unmet', codes: ['guardianMissing'] }
    expect(refusal({ traits: { minor: true } })).toMatchObject(expected)
    expect(refusal({ traits: { minor: true }, party: { ...party, guardians: [] } })).toMatchObject(expected)
    expect(registering({ traits: { minor: true }, party }).outcome).toBe('accepted')
  })

  it('is refused once the two samples cannot both be taken and reported in time, and says until when it was possible', () => {
    const lastChance = shifted(when.boarding, -28 * hour)
    expect(registering({ at: lastChance }).outcome).toBe('accepted')
    const late = refusal({ at: shifted(lastChance, 1000) })
    expect(late).toMatchObject({ reason: 'policy-unmet', codes: ['tooLateToStart'] })
    expect(late.findings[0]?.facts).toEqual({ step: 'sample 2', until: '2022-08-28 11:40 (Asia/Seoul)' })
  })

  it('after boarding names every step that is too late', () => {
    const late = refusal({ at: shifted(when.boarding, 7 * hour) })
    expect(late.findings.map(({ code, facts }) => `${code} ${facts['step']}`)).toEqual([
      'tooLateToStart sample 1',
      'tooLateToStart sample 2',
      'tooLateToStart code',
      'tooLateToStart documents',
    ])
  })

  it('says everything that is missing at the same time', () => {
    const all = refusal({
      traits: { minor: true },
      command: { consent: null, documentExpiry: LocalDate.parse('2022-01-01') },
    })
    expect(all.codes).toEqual(['consentMissing', 'passportExpires', 'guardianMissing'])
  })

  it('is refused for a day that no edition covers', () => {
    const expected = { reason: 'policy-unmet', codes: ['noEditionKnown'] }
    expect(refusal({ policy: defaultPolicy({ mission: null }) })).toMatchObject(expected)
  })

  it('opens a history that tells the same journey again, and no other fact can open one', () => {
    const { journey, history } = seated()
    expect(replay(journey.id, journey.charter, history)).toEqual(journey)
    expect(() => replay(journey.id, journey.charter, history.slice(1))).toThrow('does not begin with a registration')
    expect(() => replay(journey.id, journey.charter, [])).toThrow('does not begin with a registration')
  })

  it('followed by a fact that the chart does not know there is a history that cannot be true', () => {
    const { journey, history } = seated()
    const at = shifted(when.boarding, 0)
    expect(() => replay(journey.id, journey.charter, [...history, { event: { type: 'Boarded', at }, at }])).toThrow(
      'Boarded cannot follow seated.awaitingFirstNegative',
    )
  })
})

describe('An exempt infant', () => {
  it('registered with a seat awaits the code at once', () => {
    expect(infant().history.map(({ event }) => event.type)).toEqual([
      'MerchantRegistered',
      'SeatAssigned',
      'TestsComplete',
    ])
    expect(infant().journey.stage).toBe('seated.awaitingHealthCode')
  })

  it('may be registered when samples are too late already', () => {
    const at = shifted(when.boarding, -4 * hour)
    expect(registering({ at, traits: { testExempt: true, minor: true }, party }).outcome).toBe('accepted')
  })
})

describe('The exemption by age', () => {
  const flight = day('2022-08-28')
  it('reaches to the third birthday and includes it', () => {
    expect(isTestExempt(korea, day('2019-08-29'), flight)).toBe(true)
    expect(isTestExempt(korea, day('2019-08-28'), flight)).toBe(true)
    expect(isTestExempt(korea, day('2019-08-27'), flight)).toBe(false)
  })

  it('ends the day before the birthday where the edition leaves the birthday out', () => {
    const without = MissionEdition.parse({
      ...korea,
      ageExemption: { ...korea.ageExemption, value: { ...korea.ageExemption.value, birthdayIncluded: false } },
    })
    expect(isTestExempt(without, day('2019-08-29'), flight)).toBe(true)
    expect(isTestExempt(without, day('2019-08-28'), flight)).toBe(false)
  })

  it('is nobody’s where the edition names none, or where no edition is known', () => {
    const none = MissionEdition.parse({ ...korea, ageExemption: { ...korea.ageExemption, value: null } })
    expect(isTestExempt(none, flight, flight)).toBe(false)
    expect(isTestExempt(null, flight, flight)).toBe(false)
  })

  it('of a child born on 29 February ends on 28 February of a common year', () => {
    expect(isTestExempt(korea, day('2020-02-29'), day('2023-02-28'))).toBe(true)
    expect(isTestExempt(korea, day('2020-02-29'), day('2023-03-01'))).toBe(false)
  })

  it('is another question than being a minor, which ends on the eighteenth birthday', () => {
    expect(isMinor(day('2004-08-29'), flight)).toBe(true)
    expect(isMinor(day('2004-08-28'), flight)).toBe(false)
  })
})
