// The conditions of an approval: done with who, when and why, open with a form that ticks them off and needs no script.
import { momentIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'
import type { ConditionsView, ConditionView } from './conditionViews.ts'
import { Findings } from './findings.tsx'
import type { Frame } from './views.ts'

type Props = { readonly view: ConditionsView; readonly frame: Frame }

export function Conditions({ view, frame }: Props) {
  const words = wordsIn(frame.language)
  if (!view.conditions.length) return null
  return (
    <section aria-labelledby="conditions">
      <h2 id="conditions">{words('conditions.title')}</h2>
      {view.typed && <Outcome view={view} frame={frame} />}
      <ol class="conditions">
        {view.conditions.map((condition) => (
          <li>
            <p>{condition.words}</p>
            {condition.fulfilled ? (
              <Done fulfilled={condition.fulfilled} frame={frame} />
            ) : (
              <Open condition={condition} view={view} frame={frame} />
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Outcome({ view: { typed }, frame }: Props) {
  const words = wordsIn(frame.language)
  if (!typed) return null
  return typed.findings.length ? (
    <div class="refused" role="alert">
      <p>{words('conditions.refused', { number: typed.condition })}</p>
      <Findings findings={typed.findings} language={frame.language} zone={frame.zone} />
    </div>
  ) : (
    <p class="good" role="status">
      {words('conditions.taken', { number: typed.condition })}
    </p>
  )
}

function Done({ fulfilled, frame }: { fulfilled: NonNullable<ConditionView['fulfilled']>; frame: Frame }) {
  const at = momentIn(frame.language, fulfilled.at, frame.zone)
  return (
    <p class="hint">
      ✓ {fulfilled.evidence}
      <br />
      {fulfilled.by ? `${fulfilled.by}, ${at}` : at}
    </p>
  )
}

function Open({ condition, view, frame }: Props & { readonly condition: ConditionView }) {
  const words = wordsIn(frame.language)
  const field = `evidence-${condition.id}`
  if (!view.action) return <p class="hint">{words('conditions.open')}</p>
  return (
    <form method="post" action={view.action}>
      <input type="hidden" name="condition" value={condition.id} />
      <label for={field}>{words('conditions.evidence')}</label>
      <input
        id={field}
        name="evidence"
        maxLength={500}
        required
        value={view.typed?.condition === condition.id ? view.typed.evidence : ''}
      />
      <button type="submit">{words('conditions.tick')}</button>
    </form>
  )
}
