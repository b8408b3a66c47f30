// desk demo: plays a scenario against a real desk and prints what became of everybody.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createProgress } from '../demo/progress.ts'
import { stage } from '../demo/stage.ts'
import { done, refusedInput, wrongCall, type Verb } from './verb.ts'

const builtIn = fileURLToPath(new URL('../../db/demo/hu454', import.meta.url))

export const demo: Verb = {
  usage: 'demo [--scenario FOLDER] [--kill N] [--database URL] [--exit]',
  about: 'play a scenario on a fresh desk; it keeps serving until it is stopped, unless --exit',
  run: async ({ args, json, say }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        scenario: { type: 'string', default: builtIn },
        kill: { type: 'string', default: '0' },
        database: { type: 'string' },
        exit: { type: 'boolean', default: false },
      },
    })
    const kills = Number(values.kill)
    if (positionals.length) return wrongCall(`demo does not know what to do with ${positionals.join(' ')}.`)
    if (!Number.isInteger(kills) || kills < 0 || kills > 200)
      return wrongCall('--kill must be a whole number from 0 to 200.')
    const played = await stage({
      scenario: values.scenario,
      kills,
      chance: chance(),
      ...(values.database ? { databaseUrl: values.database } : {}),
      progress: createProgress(process.stderr),
      say,
    })
    if (played.outcome === 'faulty')
      return refusedInput({ faults: played.faults }, [
        'The scenario cannot be played:',
        ...played.faults.map((fault) => `  ${fault}`),
      ])
    const { story, lostCommands, copies } = played
    const lines = [...story.lines]
    if (kills)
      lines.push(
        `Killed ${played.kills} times: ${lostCommands.length} answered commands lost, ${copies.second} second copies of letters, ${copies.different} of them different.`,
      )
    const answer = kills
      ? {
          ...story.figures,
          kills: played.kills,
          lostCommands: lostCommands.length,
          secondCopies: copies.second,
          differentCopies: copies.different,
        }
      : story.figures
    if (!values.exit) {
      const links = [
        '',
        'The desk keeps serving. One link a role, good for one sign-in:',
        ...played.links.map(({ role, url }) => `  ${role.padEnd(14)}${url}`),
        'Stop it with Ctrl-C.',
      ]
      for (const line of json ? links : [...lines, ...links]) say(line)
      if (json) process.stdout.write(`${JSON.stringify({ ...answer, links: played.links })}\n`)
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
      })
    }
    await played.end()
    const { figures } = story
    const sound =
      figures.unaccounted === 0 &&
      figures.auditIntact &&
      figures.lettersSent === figures.lettersQueued &&
      lostCommands.length === 0 &&
      copies.different === 0
    if (!values.exit) return { exit: sound ? 0 : 1, json: undefined, lines: [] }
    return sound ? done(answer, lines) : refusedInput(answer, lines)
  },
}

/** Where the desk is killed is left to chance; everything else of a scenario is fixed. */
function chance(): () => number {
  const numbers = new Uint32Array(1)
  return () => crypto.getRandomValues(numbers)[0]! / 2 ** 32
}
