// desk draw: the round for seats held again from the record, and whether it comes to the same.
import { seatRoundOf, replaySeatRound } from '../application/seatReplay.ts'
import { CharterId } from '../domain/ids.ts'
import { openStore } from '../store/open.ts'
import { missingFile } from './audit.ts'
import { done, refusedInput, wrongCall, type Verb } from './verb.ts'

export const draw: Verb = {
  usage: 'draw CHARTER',
  about: 'hold the round for seats again from the record: commitment, claims and order',
  run: async ({ args, config }) => {
    const id = CharterId.safeParse(args[0])
    if (!id.success || args.length !== 1) return wrongCall('Name one charter.')
    const missing = missingFile(config.DATABASE_URL)
    if (missing) return refusedInput({ error: 'no such file' }, [`There is no file ${missing}.`])
    const store = await openStore(config.DATABASE_URL)
    try {
      if (!(await store.charter(id.data)))
        return refusedInput({ error: 'unknown charter' }, [`There is no charter ${id.data}.`])
      const { rule, round } = await seatRoundOf(store, id.data)
      if (!rule)
        return refusedInput({ error: 'no rule' }, ['No rule for seats is published: first come, first served.'])
      if (!round) return refusedInput({ error: 'no round' }, [`Claims are collected until ${rule.closesAt}.`])
      const replay = await replaySeatRound(store, id.data)
      if (!replay.agrees) return refusedInput(replay, ['The record does not agree:', ...replay.differences])
      const { seats, ranking } = round
      return done(replay, [
        `The seed is the one committed to (${replay.commitment}).`,
        `${ranking.length} claims for ${seats} seats come to the same order; ${ranking.filter(({ seated }) => seated).length} were seated.`,
        ...ranking.map(
          ({ rank, journey, papers, need, weight, capped, draw: drawn, seated }) =>
            `${String(rank).padStart(5)}  ${journey}  ${papers ? 'papers' : 'NO PAPERS'}  ${need} ${weight}  ${drawn.slice(0, 16)}…${capped ? '  beyond the cap' : ''}${seated ? '  seated' : ''}`,
        ),
      ])
    } finally {
      await store.close()
    }
  },
}
