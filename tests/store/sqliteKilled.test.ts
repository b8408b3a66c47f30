// Given a process that commits as fast as it can, when it is killed without a word, then everything it was answered is there.
import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { freshFile } from '../support/files.ts'
import { program } from '../support/program.ts'
import * as make from '../support/rows.ts'

/** Starts the child on the file and kills it once it was answered so often; gives the numbers that it was answered. */
async function killedAfter(file: string, from: number, answers: number): Promise<number[]> {
  const { execArgv, file: script } = await program('tests/store/sqliteKilled.child.ts')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...execArgv, script, file, String(from)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let told = ''
    child.stdout.on('data', (piece: Buffer) => {
      told += piece.toString()
      if (told.split('\n').length > answers) child.kill('SIGKILL')
    })
    child.once('error', reject)
    child.once('close', (_code, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the child ended by itself after ${told}`))
      // What stands after the last line end was being written when it died.
      resolve(told.split('\n').slice(0, -1).map(Number))
    })
  })
}

describe('a killed process', () => {
  it(
    'loses nothing that it was answered, leaves no half of a commit, and the file opens at once',
    { timeout: 60_000 },
    async () => {
      const file = freshFile('desk.sqlite')
      const answered: number[] = []
      for (const [round, answers] of [40, 150, 7].entries()) {
        answered.push(...(await killedAfter(file, round * 100_000 + 1, answers)))
        const store = openSqlite({ file })
        const journeys = await store.journeysOf(make.charterNo(1))
        const there = new Set(journeys.map((held) => Number(held.state.id.slice(-16))))
        expect(answered.filter((number) => !there.has(number))).toEqual([])
        // Each commit is a journey, two events, a receipt and a tally: all of it or none.
        expect(await store.countEvents(null)).toBe(there.size * 2)
        expect((await store.tallies(make.charterNo(1)))[0]?.standing).toBe(there.size)
        for (const number of there) expect(await store.receipt(`k${number}`)).not.toBeNull()
        await store.close()
      }
      expect(answered.length).toBeGreaterThanOrEqual(197)
    },
  )
})
