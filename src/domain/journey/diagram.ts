// The journey's chart as text: a Mermaid state diagram made by asking the chart, so that it cannot say anything else.
import { firstStage, step } from './chart.ts'
import { JourneyEvent } from './events.ts'
import { finalStages, stages, type Stage } from './stage.ts'

type Arrow = { readonly from: string; readonly to: Stage; readonly fact: string }

const facts = JourneyEvent.options.map((option) => option.shape.type.value)
const group = 'seated'
const seated = stages.filter((stage) => stage.startsWith(`${group}.`))

/** Every step to another stage with its facts. What leads out of each seated stage alike is drawn once, from all of them. */
export function journeyDiagram(): string {
  const arrows = stages.flatMap(arrowsFrom)
  const shared = (arrow: Arrow) =>
    seated.every((from) =>
      arrows.some((each) => each.from === from && each.to === arrow.to && each.fact === arrow.fact),
    )
  const inner = arrows.filter(({ from, to }) => isSeated(from) && isSeated(to))
  const common = arrows
    .filter((arrow) => arrow.from === seated[0] && shared(arrow))
    .map((arrow) => ({ ...arrow, from: group }))
  const outer = arrows.filter((arrow) => !(isSeated(arrow.from) && (isSeated(arrow.to) || shared(arrow))))
  return [
    'stateDiagram-v2',
    `  [*] --> ${name(firstStage)}`,
    `  state ${group} {`,
    ...draw(inner).map((line) => `  ${line}`),
    '  }',
    ...draw([...common, ...outer]),
    ...finalStages.map((stage) => `  ${name(stage)} --> [*]`),
  ].join('\n')
}

function arrowsFrom(from: Stage): readonly Arrow[] {
  return facts.flatMap((fact) => {
    const to = step(from, fact)?.stage
    return to && to !== from ? [{ from, to, fact }] : []
  })
}

/** One line a pair of stages; the facts that lead along it stand on it together. */
function draw(arrows: readonly Arrow[]): readonly string[] {
  const labels = new Map<string, string[]>()
  for (const { from, to, fact } of arrows) {
    const line = `  ${name(from)} --> ${name(to)}`
    labels.set(line, [...(labels.get(line) ?? []), fact])
  }
  return [...labels].map(([line, named]) => `${line}: ${named.join(', ')}`)
}

const isSeated = (stage: string): boolean => stage.startsWith(`${group}.`)
/** Mermaid takes no dots in a name; the group is drawn around its own. */
const name = (stage: string): string => stage.replace(`${group}.`, '').replaceAll('.', '_')
