// npm run bench [-- [--json] [QUESTION ...]]: how the desk compares, as ratios; times of a shared machine mean nothing.
// BENCH_VERBOSE=1 shows each pair on standard error; BENCH_PROFILE=FOLDER leaves a CPU profile of each side.
import { parseArgs } from 'node:util'
import { changeToScreen } from './changeToScreen.ts'
import { drainVsPool } from './drainVsPool.ts'
import { durableCommandVsBare } from './durableCommandVsBare.ts'
import { durableCommandVsLiveActor } from './durableCommandVsLiveActor.ts'
import { furnish } from './furnished.ts'
import { importFullVsEmpty, readP99DuringImport } from './importFullVsEmpty.ts'
import { pagesFullVsDemo } from './pagesFullVsDemo.ts'
import { retimingVsBatch } from './retimingVsBatch.ts'
import { signedInVsAnonymous } from './signedInVsAnonymous.ts'
import { statusReadVsBare } from './statusReadVsBare.ts'

const questions = [
  durableCommandVsBare,
  durableCommandVsLiveActor,
  statusReadVsBare,
  signedInVsAnonymous,
  retimingVsBatch,
  importFullVsEmpty,
  readP99DuringImport,
  drainVsPool,
  ...pagesFullVsDemo,
  changeToScreen,
]

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const unknown = positionals.filter((name) => !questions.some(({ question }) => question === name))
if (unknown.length) {
  process.stderr.write(
    `There is no question ${unknown.join(', ')}. There are:\n${questions.map(({ question }) => `  ${question}\n`).join('')}`,
  )
  process.exit(2)
}
const asked = questions.filter(({ question }) => positionals.length === 0 || positionals.includes(question))

process.stderr.write('Merchants are being registered.\n')
const furnished = await furnish(Math.max(...asked.map(({ merchants }) => merchants)))
try {
  if (!values.json) process.stdout.write(row('question', 'ratio', 'spread', 'pairs', 'target'))
  for (const each of asked) {
    process.stderr.write(`${each.question} is being asked.\n`)
    const { ratio, spread, runs } = await each.ask(furnished)
    const [least, most] = spread.map(rounded) as [number, number]
    const line = values.json
      ? `${JSON.stringify({ question: each.question, ratio: rounded(ratio), spread: [least, most], runs })}\n`
      : row(
          each.question,
          String(rounded(ratio)),
          `${least} to ${most}`,
          String(runs),
          `at ${each.atMost ? 'most' : 'least'} ${each.target}`,
        )
    process.stdout.write(line)
  }
} finally {
  furnished.remove()
}

function row(question: string, ratio: string, spread: string, pairs: string, target: string): string {
  return `${question.padEnd(32)}${ratio.padEnd(8)}${spread.padEnd(18)}${pairs.padEnd(8)}${target}\n`
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
