// One side of a comparison: a server in a child process, started on a copy of the furnished files.
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Program } from '../../src/demo/deskProcess.ts'
import { moment } from './furnished.ts'
import type { Order, Reply } from './sideChannel.ts'

export type Side = {
  readonly port: number
  /** The SQL texts that the server runs while `task` does. */
  statementsOf(task: () => Promise<unknown>): Promise<readonly string[]>
  stop(): Promise<void>
}

/** `recording` makes the server able to write down its SQL, which costs a little: never while it is measured. */
export async function startSide(
  file: string,
  environment: Readonly<Record<string, string>>,
  recording = false,
  program: Program = { execArgv: ['--import', 'tsx'], file: fileURLToPath(new URL(file, import.meta.url)) },
): Promise<Side> {
  // CPU profiles of both sides, for whoever looks for the time: BENCH_PROFILE names a folder.
  const profiles = process.env['BENCH_PROFILE']
  const child = fork(program.file, [], {
    execArgv: [...program.execArgv, ...(profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [])],
    env: { PATH: process.env['PATH'], ...environment, ...(recording ? { RECORDING: 'yes' } : {}) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let last = ''
  child.stderr?.on('data', (chunk: Buffer) => (last = (last + chunk.toString()).slice(-4_000)))
  const heard = <Key extends keyof Reply>(key: Key): Promise<Reply & Required<Pick<Reply, Key>>> =>
    new Promise((resolve, reject) => {
      const died = () => reject(new Error(`${file} ended before it answered:\n${last}`))
      const listen = (message: Reply) => {
        if (message[key] === undefined) return
        child.off('exit', died).off('message', listen)
        resolve(message as Reply & Required<Pick<Reply, Key>>)
      }
      child.once('exit', died).on('message', listen)
    })
  const order = <Key extends keyof Reply>(what: Order['bench'], key: Key) => {
    const answer = heard(key)
    child.send({ bench: what } satisfies Order)
    return answer
  }

  const { listening, clockless } = await heard('listening')
  // The desk's clock is turned by its parent, and what was due by then is done before anything is sent or written down.
  if (!clockless) {
    const quiet = heard('quiet')
    child.send({ turn: moment })
    await quiet
  }
  await order('ready', 'ready')
  return {
    port: Number(new URL(listening).port),
    statementsOf: async (task) => {
      await order('startRecording', 'ready')
      await task()
      return (await order('stopRecording', 'recorded')).recorded
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = ended(child)
      child.send({ bench: 'end' } satisfies Order)
      await gone
    },
  }
}

const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once('exit', () => resolve()))
