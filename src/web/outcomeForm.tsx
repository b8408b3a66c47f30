// What the charter was for: four questions to a released merchant on their own page, without script.
import type { Zone } from '../domain/instant.ts'
import { currencies, mostOrders, mostStayDays, mostValue } from '../domain/journey/outcome.ts'
import { momentsIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import type { StatusView } from './views.ts'

/** Children are not asked. What was told before stands in it, so that it can be changed. */
export function OutcomeForm({ view, zones }: { view: StatusView; zones: readonly Zone[] }) {
  const { language } = view.frame
  const words = wordsIn(language)
  const { stage, dossier } = view.journey
  if (stage !== 'released' || dossier.traits.minor) return null
  const known = dossier.outcome
  const number = (name: string, label: string, most: number, value: number | null | undefined) => (
    <>
      <label class="form-label" for={`outcome-${name}`}>
        {label}
      </label>
      <input
        class="form-control"
        id={`outcome-${name}`}
        name={name}
        type="number"
        inputmode="numeric"
        min={0}
        max={most}
        step={1}
        value={value ?? ''}
      />
    </>
  )
  const registered = known?.companyRegistered === undefined ? null : known.companyRegistered
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome">{words('outcome.title')}</h2>
      <p>{words('outcome.why')}</p>
      {known && <p>{words('outcome.told', { at: momentsIn(language, known.at, zones) })}</p>}
      <form method="post" action={view.answerHref}>
        <input type="hidden" name="answer" value="outcome" />
        {number('orders', words('outcome.orders'), mostOrders, known?.orders)}
        {number('amount', words('outcome.value'), mostValue, known?.value?.amount)}
        <label class="form-label" for="outcome-currency">
          {words('outcome.currency')}
        </label>
        <select class="form-select" id="outcome-currency" name="currency">
          <option value="">–</option>
          {currencies.map((currency) => (
            <option value={currency} selected={known?.value?.currency === currency}>
              {currency}
            </option>
          ))}
        </select>
        <label class="form-label" for="outcome-company">
          {words('outcome.company')}
        </label>
        <select class="form-select" id="outcome-company" name="company">
          <option value="">{words('outcome.notSaid')}</option>
          <option value="yes" selected={registered === true}>
            {words('outcome.yes')}
          </option>
          <option value="no" selected={registered === false}>
            {words('outcome.no')}
          </option>
        </select>
        {number('stayDays', words('outcome.stay'), mostStayDays, known?.stayDays)}
        <button class="btn btn-primary" type="submit">
          {words('outcome.send')}
        </button>
      </form>
    </section>
  )
}
