// The journey's chart stays a drawing: answers remembered equal answers asked, and every stage on it is reached.
import { describe, expect, it } from 'vitest'
import { ask, chartVersion, firstStage, follows, journeyChart, step } from '../../src/domain/journey/chart.ts'
import { JourneyEvent, type JourneyEventType } from '../../src/domain/journey/events.ts'
import {
  finalStages,
  fromStage,
  holdsSeat,
  isBeforeBoarding,
  isFinal,
  stages,
  toStage,
  type Stage,
} from '../../src/domain/journey/stage.ts'
import { builders } from '../support/journeys.ts'

const types = JourneyEvent.options.map((option) => option.shape.type.value) as JourneyEventType[]
type Node = Readonly<Record<string, unknown>> & { readonly states?: Readonly<Record<string, Node>> }
const chart = journeyChart.config as unknown as Node

/** Every state of the machine's configuration, the root included, with its path. */
function nodes(node: Node, path = 'journey'): readonly (readonly [string, Node])[] {
  const below = Object.entries(node.states ?? {}).flatMap(([name, child]) => nodes(child, `${path}.${name}`))
  return [[path, node] as const, ...below]
}
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value]
const transitions = nodes(chart).flatMap(([path, node]) =>
  Object.entries((node['on'] ?? {}) as Record<string, unknown>).flatMap(([type, target]) =>
    listOf(target).map((transition) => ({ path, type, transition })),
  ),
)

describe('What the chart answers', () => {
  it.each(stages)('at %s is the same remembered as asked of xstate, for every fact', (stage) => {
    for (const type of types) {
      const asked = ask(stage, type)
      expect({ type, answer: step(stage, type) }).toEqual({ type, answer: asked })
      expect({ type, answer: step(stage, type) }, 'asked a second time').toEqual({ type, answer: asked })
    }
  })

  it('names only stages of the list and only effects of the list', () => {
    for (const stage of stages) {
      for (const type of types) {
        const answer = ask(stage, type)
        if (!answer) continue
        expect(stages).toContain(answer.stage)
        for (const name of answer.follows) expect(follows).toContain(name)
      }
    }
  })

  it('begins with the registration', () => {
    expect(firstStage).toBe('registered')
    expect(chartVersion).toBe(1)
  })
})

describe('The drawing', () => {
  const forbidden = ['after', 'always', 'invoke', 'context', 'onDone', 'history', 'output', 'tags', 'exit']

  it('has no delays, invocations, context or transitions of their own accord in any state', () => {
    const found = nodes(chart).flatMap(([path, node]) =>
      forbidden.filter((word) => node[word] !== undefined).map((word) => `${path}: ${word}`),
    )
    expect(found).toEqual([])
  })

  it('has no parallel states, so that a stage is one word', () => {
    expect(nodes(chart).filter(([, node]) => node['type'] === 'parallel')).toEqual([])
  })

  it('has no guards, and one answer for each fact', () => {
    const seen = new Set<string>()
    for (const { path, type, transition } of transitions) {
      const key = `${path} ${type}`
      expect(seen.has(key), key).toBe(false)
      seen.add(key)
      if (typeof transition === 'object' && transition !== null) {
        expect(
          Object.keys(transition).filter((word) => !['target', 'actions'].includes(word)),
          key,
        ).toEqual([])
      }
    }
  })

  it('names its actions and carries none of them as code', () => {
    const actions = [
      ...transitions.flatMap(({ transition }) =>
        typeof transition === 'object' && transition !== null ? listOf((transition as Node)['actions']) : [],
      ),
      ...nodes(chart).flatMap(([, node]) => listOf(node['entry'])),
    ]
    expect(actions.length).toBeGreaterThan(40)
    for (const action of actions) expect(['keep', ...follows]).toContain(action)
  })

  it('takes no event that is not a fact of the journey, and every fact somewhere', () => {
    const taken = new Set(transitions.map(({ type }) => type))
    expect([...taken].filter((type) => !types.includes(type as JourneyEventType))).toEqual([])
    expect(types.filter((type) => !taken.has(type))).toEqual([])
  })

  it('calls for every effect of the list somewhere', () => {
    const called = new Set(stages.flatMap((stage) => types.flatMap((type) => step(stage, type)?.follows ?? [])))
    expect(follows.filter((name) => !called.has(name))).toEqual([])
  })

  it('has exactly the stages of the list as its places to stand', () => {
    const leaves = nodes(chart)
      .filter(([, node]) => node.states === undefined)
      .map(([path]) => path.replace('journey.', ''))
    expect([...leaves].sort()).toEqual([...stages].sort())
  })
})

describe('A stage', () => {
  it.each(stages)('%s is the same after it was told to xstate and read back', (stage) => {
    expect(toStage(fromStage(stage))).toBe(stage)
    expect(toStage(journeyChart.resolveState({ value: fromStage(stage) }).value)).toBe(stage)
  })

  it.each(finalStages)('%s is left by nothing, and takes no more than what is asked behind a release', (stage) => {
    const taken = types.filter((type) => step(stage, type) !== null)
    expect(taken).toEqual(stage === 'released' ? ['OutcomeAsked', 'OutcomeTold'] : [])
    for (const type of taken) expect(step(stage, type)?.stage).toBe(stage)
  })

  it('that nothing leads away from is final, and no other is', () => {
    const leaves = (stage: Stage, type: JourneyEventType) => (step(stage, type)?.stage ?? stage) !== stage
    const atTheEnd = stages.filter((stage) => !types.some((type) => leaves(stage, type)))
    expect([...atTheEnd].sort()).toEqual([...finalStages].sort())
    expect(stages.filter(isFinal)).toEqual([...finalStages])
  })

  it('that holds a seat gives it back on every way that leaves the charter on the ground', () => {
    for (const stage of stages.filter(holdsSeat)) {
      for (const type of types) {
        const answer = step(stage, type)
        if (!answer || holdsSeat(answer.stage) || answer.stage === 'aboard') continue
        expect(answer.follows, `${stage} ${type}`).toContain('free.seat')
      }
    }
  })

  it('of somebody with a room frees it on every way out of the facility', () => {
    for (const type of types) {
      const answer = step('underMedicalObservation', type)
      if (!answer || answer.stage === 'underMedicalObservation') continue
      expect(answer.follows, type).toContain('free.room')
    }
  })

  it('that may be withdrawn from is one before boarding', () => {
    for (const stage of stages) expect(step(stage, 'Withdrawn') !== null, stage).toBe(isBeforeBoarding(stage))
  })
})

describe('Every stage', () => {
  it.each(stages)('%s is reached by commands', (stage) => {
    expect(builders[stage]().journey.stage).toBe(stage)
  })

  it('is among those that were ever reached on the way there', () => {
    const reached = new Set(Object.values(builders).flatMap((build) => Object.keys(build().journey.dossier.reached)))
    expect([...reached].sort()).toEqual([...stages].sort())
  })
})
