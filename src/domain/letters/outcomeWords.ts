// The words in which people answer what a charter was for, in five languages: whole answers only, so that nothing is guessed from a part.
import type { Currency } from '../journey/outcome.ts'

export type Question = 'orders' | 'value' | 'company' | 'stay'
/** In the order in which the letter numbers them. */
export const questions: readonly Question[] = ['orders', 'value', 'company', 'stay']

/** What somebody writes before a colon in place of a number. */
export const labels: Readonly<Record<Question, RegExp>> = {
  orders: /^(?:orders?|주문(?: ?건수)?|订单(?:数)?|заказы?|(?:عدد )?الطلبيات|طلبيات)$/iu,
  value: /^(?:(?:total )?value|amount|금액|총액|总?金额|сумма|القيمة|المبلغ)$/iu,
  company: /^(?:company(?: registered)?|회사(?: ?등록)?|公司|注册公司|компания|شركة|الشركة)$/iu,
  stay: /^(?:stay|days|체류(?: ?기간)?|停留(?:天数)?|пребывание|дней|الإقامة|مدة الإقامة)$/iu,
}

export const orderUnits =
  /^(?:orders?|건|개|건의 주문|份|单|个|份订单|个订单|заказ(?:а|ов)?|طلبات|طلبية|طلبيات|طلب)?$/iu

const currencyWords: readonly (readonly [Currency, RegExp])[] = [
  ['USD', /^(?:usd|us\$|us dollars?|달러|미국 ?달러|美元|долл?(?:ар(?:а|ов)?)?\.? сша|دولار(?: أمريكي)?)$/iu],
  ['CNY', /^(?:cny|rmb|yuan|위안|인민폐|元|人民币|юан(?:ь|я|ей)|يوان)$/iu],
  ['EUR', /^(?:eur|euros?|€|유로|欧元|евро|يورو)$/iu],
  ['KRW', /^(?:krw|₩|won|원|韩元|вон|وون)$/iu],
  ['JPY', /^(?:jpy|yen|엔|日元|иен)$/iu],
  ['INR', /^(?:inr|₹|루피|卢比|рупи[йия]|روبية)$/iu],
  ['RUB', /^(?:rub|₽|rou?bles?|루블|卢布|руб(?:\.|л(?:ь|я|ей))?|روبل)$/iu],
  ['AED', /^(?:aed|dirhams?|디르함|迪拉姆|дирхам(?:а|ов)?|درهم(?: إماراتي)?)$/iu],
  ['SAR', /^(?:sar|ريال سعودي)$/iu],
  ['GBP', /^(?:gbp|£|파운드|英镑)$/iu],
  ['HKD', /^(?:hkd|hk\$|홍콩 ?달러|港币|港元)$/iu],
]
export const currencyOf = (unit: string): Currency | null =>
  currencyWords.find(([, words]) => words.test(unit))?.[0] ?? null

/** Ten thousands and hundred millions, as Korea and China count. */
export const multiples: Readonly<Record<string, number>> = { 만: 10_000, 万: 10_000, 억: 100_000_000, 亿: 100_000_000 }

export const yes = /^(?:yes|y|예|네|是|是的|有|已注册|да|نعم)$/iu
export const no = /^(?:no|n|not yet|아니요|아니오|아뇨|否|不|不是|没有|未注册|нет|لا)$/iu
export const days = /^(?:days?|일|天|日|день|дня|дней|يوم|يوما|يومًا|أيام)?$/iu
export const weeks = /^(?:weeks?|주|周|星期|недел[юиь]|недели|أسبوع|أسابيع)$/iu
/** A question passed over on purpose. */
export const skipped = /^(?:[-–—]+|n\/a|no answer|없음|不答)?$/iu
