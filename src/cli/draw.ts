// desk draw: the round for seats held again, from the record or from the published round alone, and whether it comes to the same.
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { replayPublished, replaySeatRound, SeatRoundShown, type SeatReplay } from '../application/seatReplay.ts'
import { CharterId } from '../domain/ids.ts'
import { openDesk } from '../main.ts'
import { missingFile } from './audit.ts'
import { done, refusedInput, wrongCall, type Outcome, type Verb } from './verb.ts'

export const draw: Verb = {
  usage: 'draw CHARTER | --file ROUND.json',
  about: 'hold the round for seats again: from the record, or by anybody from the published round',
  run: async ({ args, config }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { file: { type: 'string' } },
      allowPositionals: true,
    })
    if (values.file !== undefined)
      return positionals.length ? wrongCall('Name a charter or a file.') : ofFile(values.file)
    const id = CharterId.safeParse(positionals[0])
    if (!id.success || positionals.length !== 1) return wrongCall('Name one charter, or --file and a published round.')
    const missing = missingFile(config.DATABASE_URL)
    if (missing) return refusedInput({ error: 'no such file' }, [`There is no file ${missing}.`])
    const open = await openDesk(config)
    try {
      if (!(await open.desk.store.charter(id.data)))
        return refusedInput({ error: 'unknown charter' }, [`There is no charter ${id.data}.`])
      return told(await replaySeatRound(open.desk, id.data))
    } finally {
      await open.close()
    }
  },
}

async function ofFile(file: string): Promise<Outcome> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return refusedInput({ error: 'no such file' }, [`There is no file ${file}.`])
  const shown = SeatRoundShown.safeParse(parsed(text))
  if (!shown.success) return refusedInput({ error: 'no round' }, [`${file} is not a round as the desk publishes it.`])
  return told(replayPublished(shown.data))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function told(replay: SeatReplay): Outcome {
  const { rule, round, commitment } = replay
  if (!rule) return refusedInput({ error: 'no rule' }, ['No rule for seats is published: first come, first served.'])
  if (!round) return refusedInput({ error: 'no round' }, [`Claims are collected until ${rule.closesAt}.`])
  if (!replay.agrees) return refusedInput(replay, ['The record does not agree:', ...replay.differences])
  const { seats, ranking } = round
  return done(replay, [
    `The seed is the one committed to (${commitment}).`,
    `${ranking.length} claims for ${seats} seats come to the same order; ${ranking.filter(({ seated }) => seated).length} were seated.`,
    ...ranking.map(
      ({ rank, journey, papers, need, weight, capped, draw: drawn, seated }) =>
        `${String(rank).padStart(5)}  ${journey}  ${papers ? 'papers' : 'NO PAPERS'}  ${need} ${weight}  ${drawn.slice(0, 16)}…${capped ? '  beyond the cap' : ''}${seated ? '  seated' : ''}`,
    ),
  ])
}
