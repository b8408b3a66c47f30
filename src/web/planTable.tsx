// The plan as a table: per step what the rule allows, what really works, and the latest moment on every clock that differs.
import type { Instant, Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import type { Plan, PlanStep } from '../domain/policy/plan.ts'
import { stepName } from '../words/next.ts'
import { clockIn, shortMomentIn, shortSpanIn, zoneName } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'

type Props = { readonly plan: Plan; readonly language: Language; readonly zones: readonly [Zone, ...Zone[]] }

export function PlanTable({ plan, language, zones }: Props) {
  const words = wordsIn(language)
  const [zone] = zones
  const [first] = plan.steps
  if (!first) return null
  return (
    <table class="table stack">
      <caption>{words('plan.caption', { zone: zoneName(language, zone, first.rule.from) })}</caption>
      <thead>
        <tr>
          <th scope="col">{words('plan.step')}</th>
          <th scope="col">{words('plan.working')}</th>
          <th scope="col">{words('plan.rule')}</th>
          <th scope="col">{words('plan.latest')}</th>
          <th scope="col">{words('plan.state')}</th>
        </tr>
      </thead>
      <tbody>
        {plan.steps.map((step) => (
          <tr class={step.state}>
            <th scope="row">{stepName(step, language)}</th>
            <td data-label={words('plan.working')}>{working(step, language, zone)}</td>
            <td data-label={words('plan.rule')}>{shortSpanIn(language, step.rule, zone)}</td>
            <td data-label={words('plan.latest')}>
              <Clocks at={step.rule.until} language={language} zones={zones} />
            </td>
            <td data-label={words('plan.state')}>
              <span class={`badge ${step.state}`}>{words(`plan.${step.state}`)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function working(step: PlanStep, language: Language, zone: Zone): string {
  const words = wordsIn(language)
  if (step.step === 'documents') return words('plan.by', { at: shortMomentIn(language, step.working.until, zone) })
  if (step.findings.length) return words('plan.byArrangement')
  if (step.working.until <= step.working.from) return shortMomentIn(language, step.working.until, zone)
  return shortSpanIn(language, step.working, zone)
}

/** One moment; clocks that read otherwise than the first stand below it with their names. */
export function Clocks({
  at,
  language,
  zones,
}: {
  at: Instant
  language: Language
  zones: readonly [Zone, ...Zone[]]
}) {
  const [first, ...rest] = zones
  const shown = shortMomentIn(language, at, first)
  const others = rest.filter((zone) => shortMomentIn(language, at, zone) !== shown)
  return (
    <>
      <time dateTime={at}>{shown}</time>
      {others.map((zone) => {
        const sameDay = shortMomentIn(language, at, zone).slice(0, -5) === shown.slice(0, -5)
        return (
          <small class="other">
            {`${sameDay ? clockIn(language, at, zone) : shortMomentIn(language, at, zone)} ${zoneName(language, zone, at)}`}
          </small>
        )
      })}
    </>
  )
}
