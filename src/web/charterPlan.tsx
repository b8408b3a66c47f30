// A charter's plan against now: each stretch as a bar on one line of time, with its moments in both cities.
import { epochMs, type Instant, type Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { stepName } from '../words/next.ts'
import { shortSpanIn, zoneName } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import type { PlanBar } from './views.ts'

type Props = {
  readonly bars: readonly PlanBar[]
  readonly now: Instant
  readonly language: Language
  readonly zones: { readonly departure: Zone; readonly arrival: Zone }
}

export function CharterPlan({ bars, now, language, zones }: Props) {
  const words = wordsIn(language)
  if (!bars.length) return null
  const from = Math.min(...bars.map(({ span }) => epochMs(span.from)))
  const until = Math.max(...bars.map(({ span }) => epochMs(span.until)))
  const place = (at: Instant): number => (epochMs(at) - from) / Math.max(1, until - from)
  return (
    <table class="table table-vcenter stack">
      <thead>
        <tr>
          <th scope="col">{words('plan.step')}</th>
          <th scope="col">{zoneName(language, zones.departure, now)}</th>
          {zones.arrival !== zones.departure && <th scope="col">{zoneName(language, zones.arrival, now)}</th>}
          <th scope="col">{words('plan.state')}</th>
          <th scope="col" class="bar" aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => {
          const { span } = bar
          const state = span.until < now ? 'over' : now < span.from ? 'ahead' : 'running'
          return (
            <tr>
              <th scope="row">{nameOf(bar, language)}</th>
              <td data-label={zoneName(language, zones.departure, now)}>
                {shortSpanIn(language, span, zones.departure)}
              </td>
              {zones.arrival !== zones.departure && (
                <td data-label={zoneName(language, zones.arrival, now)}>
                  {shortSpanIn(language, span, zones.arrival)}
                </td>
              )}
              <td data-label={words('plan.state')}>
                <span class={`badge ${state}`}>{words(`charterPlan.${state}`)}</span>
              </td>
              <td class="bar" aria-hidden="true">
                <Stretch from={place(span.from)} until={place(span.until)} now={place(now)} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function nameOf({ name }: PlanBar, language: Language): string {
  return name.kind === 'step' ? stepName(name.step, language) : wordsIn(language)(`charterPlan.${name.kind}`)
}

const percent = (share: number): string => `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%`

/** A stretch of the line, with a stroke at the moment that it is now. */
export function Stretch({ from, until, now }: { from: number; until: number; now: number }) {
  return (
    <svg class="drawn" width="100%" height="18" focusable="false">
      <rect class="outer" x={percent(from)} width={percent(Math.max(0.008, until - from))} y="4" height="10" rx="2" />
      {now >= 0 && now <= 1 && <line class="now" x1={percent(now)} x2={percent(now)} y1="0" y2="18" />}
    </svg>
  )
}
