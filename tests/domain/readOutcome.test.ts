// Written answers to what a charter was for: plain ones are read in five languages, and everything else is left to a person.
import { describe, expect, it } from 'vitest'
import { readOutcome } from '../../src/domain/letters/outcome.ts'

const whole = {
  orders: 3,
  value: { amount: 120_000, currency: 'USD' },
  companyRegistered: true,
  stayDays: 14,
}

describe('A plain answer', () => {
  it.each([
    ['English', '1) 3\n2) 120,000 USD\n3) yes\n4) 14 days'],
    [
      'English by name',
      'Hello,\n\norders: 3 orders, 120000 USD\ncompany: Yes.\nstay: 2 weeks\n\nBest regards\nMin-su Kim',
    ],
    ['Korean', '안녕하세요.\n1. 3건\n2. 12만 달러\n3. 예\n4. 14일\n감사합니다'],
    ['Korean by name', '주문: 3건\n금액: 120,000 USD\n회사 등록: 네\n체류 기간: 14일'],
    ['Chinese', '1、3份\n2、12万美元\n3、是\n4、14天'],
    ['Chinese in wide figures', '１）３个\n２）１２００００美元\n３）已注册\n４）２周'],
    ['Russian', '1) 3 заказа\n2) 120 000 долларов США\n3) да\n4) 14 дней'],
    ['Arabic', '١) ٣ طلبات\n٢) ١٢٠٠٠٠ دولار أمريكي\n٣) نعم\n٤) ١٤ يوما'],
  ])('in %s is read whole', (_name, text) => {
    expect(readOutcome(text)).toEqual(whole)
  })

  it('may leave questions out, or pass them over', () => {
    expect(readOutcome('1) 0')).toEqual({ orders: 0, value: null, companyRegistered: null, stayDays: null })
    expect(readOutcome('1) -\n3) no')).toEqual({ orders: null, value: null, companyRegistered: false, stayDays: null })
  })

  it('ends where the letter that it answers is quoted', () => {
    expect(readOutcome('1) 3\n\n> 2) What are they worth together, in which currency?')).toMatchObject({ orders: 3 })
  })
})

describe('An answer that is not plain', () => {
  it.each([
    ['no answer at all', 'Thank you for everything!'],
    ['all passed over', '1) -\n2) -'],
    ['a guess', '1) about 3'],
    ['a range', '1) 3-5'],
    ['another number in the same letter', '1) 3\nPlease call me at 010 2345 6789'],
    ['a question asked back', '1) 3\nWhen do I get my passport back?'],
    ['a question asked back in Arabic', '1) 3\nمتى أعود؟'],
    ['two answers to one question', '1) 3\n1) 4'],
    ['a value named twice', '1) 3, 100 USD\n2) 200 USD'],
    ['no currency', '2) 120000'],
    ['a currency that is none', '2) 120000 coins'],
    ['a dollar of which country', '2) $120000'],
    ['a point that may be a fraction', '2) 120.000 EUR'],
    ['groups that are none', '2) 12,00,000 INR'],
    ['a number in words', '1) three'],
    ['a condition', '3) yes, if the bank agrees'],
    ['months, of which each is another', '4) 2 months'],
    ['more than anybody orders', '1) 999999999'],
    ['a fifth question', '5) 3'],
  ])('is left to a person: %s', (_name, text) => {
    expect(readOutcome(text)).toBeNull()
  })
})
