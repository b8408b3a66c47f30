// What does everything around a letter cost: the desk draining its outbox against nodemailer's pool alone with the same letters.
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import Connection from 'better-sqlite3'
import { plusMs } from '../../src/domain/instant.ts'
import type { DrainingOrder, DrainingReply } from './drainingSide.ts'
import { moment } from './furnished.ts'
import { median, type Question } from './interleaved.ts'
import type { PoolOrder, PoolReply } from './poolSide.ts'
import type { Order } from './sideChannel.ts'

/** Letters a batch, a second of work or two; each journey has one. */
const batch = 400
const [warmUp, runs] = [2, 7]
/** Later than whatever a start has to do. */
const dueFrom = plusMs(moment, 240_000)
const dueOf = (n: number) => plusMs(dueFrom, n * 1_000)

export const drainVsPool: Question = {
  question: 'drain-vs-pool',
  target: 0.8,
  merchants: batch * (warmUp + runs),
  ask: async (furnished) => {
    const environment = furnished.copy()
    spread(environment['DATABASE_URL']!)
    const [url, server] = await openMailServer()
    const pool = start('./poolSide.ts', { SMTP_URL: url })
    await heard<PoolReply>(pool, (message) => message.ready === true)
    const desk = start('./drainingSide.ts', { ...environment, SMTP_URL: url })
    await heard<{ listening?: string }>(desk, (message) => message.listening !== undefined)
    await timed(desk, { turn: plusMs(dueFrom, -1_000) }, isQuiet)
    try {
      const ratios: number[] = []
      for (let n = 0; n < warmUp + runs; n++) {
        const ours = await timed(desk, { turn: dueOf(n) }, isQuiet)
        const letters = await handedOut(desk)
        if (letters.length !== batch) throw new Error(`${letters.length} letters were sent instead of ${batch}`)
        await timed(pool, { letters } satisfies PoolOrder, (message: PoolReply) => message.ready === true)
        const theirs = await timed(pool, { pool: 'send' } satisfies PoolOrder, (message: PoolReply) => !!message.sent)
        if (process.env['BENCH_VERBOSE'])
          process.stderr.write(
            `${n < warmUp ? 'warm-up' : 'pair'}: ${Math.round(batch / ours)} and ${Math.round(batch / theirs)} letters a second\n`,
          )
        if (n >= warmUp) ratios.push(theirs / ours)
      }
      ratios.sort((a, b) => a - b)
      return { ratio: median(ratios), spread: [ratios[0]!, ratios.at(-1)!], runs }
    } finally {
      desk.send({ bench: 'end' } satisfies Order)
      pool.send({ pool: 'end' } satisfies PoolOrder)
      server?.send({ end: true })
      const children = [desk, pool, ...(server ? [server] : [])]
      await Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve))))
    }
  },
}

/** One of our own, in a process of its own; BENCH_SMTP_URL names another, a postfix that discards what it took, say. */
async function openMailServer(): Promise<readonly [string, ChildProcess | null]> {
  const given = process.env['BENCH_SMTP_URL']
  if (given) return [given, null]
  const server = start('./mailServerSide.ts', {})
  const { port } = await heard<{ port?: number }>(server, (message) => message.port !== undefined)
  return [`smtp://127.0.0.1:${port}?ignoreTLS=true`, server]
}

/** The first letters of each batch are due at its second, and nothing else of the outbox then. */
function spread(file: string): void {
  const connection = new Connection(file)
  const ids = connection
    .prepare(`select id from outbox where kind = 'letter' and settled_at is null order by created_at, id`)
    .pluck()
    .all() as string[]
  const put = connection.prepare('update outbox set due_at = ? where id = ?')
  connection.transaction(() => {
    ids.forEach((id, i) => put.run(dueOf(Math.floor(i / batch)), id))
  })()
  connection.close()
}

function start(file: string, environment: Readonly<Record<string, string>>): ChildProcess {
  const profiles = process.env['BENCH_PROFILE']
  return fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    execArgv: ['--import', 'tsx', ...(profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [])],
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
}

function heard<Reply>(child: ChildProcess, isIt: (message: Reply) => boolean): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const died = () => reject(new Error('a side ended before it answered'))
    const listen = (message: Reply) => {
      if (!isIt(message)) return
      child.off('exit', died).off('message', listen)
      resolve(message)
    }
    child.once('exit', died).on('message', listen)
  })
}
/** Seconds from the order to its answer. */
async function timed<Reply>(child: ChildProcess, order: object, isIt: (message: Reply) => boolean): Promise<number> {
  const began = performance.now()
  const answer = heard(child, isIt)
  child.send(order)
  await answer
  return (performance.now() - began) / 1_000
}
const isQuiet = (message: { quiet?: string }) => message.quiet !== undefined
async function handedOut(desk: ChildProcess) {
  const answer = heard<DrainingReply>(desk, (message) => message.letters !== undefined)
  desk.send({ handOut: true } satisfies DrainingOrder)
  return (await answer).letters!
}
