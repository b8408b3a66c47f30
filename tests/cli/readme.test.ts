// The parts of the README that are made from the code are as the code makes them.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withMadeParts } from '../../src/cli/readme.ts'
import { journeyDiagram } from '../../src/domain/journey/diagram.ts'
import { stages } from '../../src/domain/journey/stage.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

it('The diagram, the configuration, the permissions and the fields in the README are what the code makes of them', () => {
  expect(withMadeParts(readme)).toBe(readme)
})

it('The diagram names every stage of the chart', () => {
  const diagram = journeyDiagram()
  for (const stage of stages) expect(diagram).toContain(stage.replace('seated.', '').replaceAll('.', '_'))
})

it('The README names every verb of the operator, and says who may run them', () => {
  const hand = readFileSync(new URL('../../src/cli/desk.ts', import.meta.url), 'utf8')
  const listed = /const verbs[^=]*= \{([^}]*)\}/.exec(hand)![1]!
  const verbs = [...listed.matchAll(/^ {2}'?([a-z-]+)'?[,:]/gm)].map(([, name]) => name)
  expect(verbs.length).toBeGreaterThan(15)
  for (const verb of verbs) expect(readme).toContain(`npm run -s desk -- ${verb}`)
  expect(readme).toContain("The verbs are the operator's")
})
