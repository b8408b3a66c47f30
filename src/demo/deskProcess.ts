// The desk as a child process on a fresh file: its clock is turned over the channel between us, and it can be killed and started again.
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type DeskProcess = {
  url(): string
  now(): string
  /** Turns the desk's clock and lets it finish what is due; on the way it stops at every moment at which something is. */
  turnTo(moment: string): Promise<void>
  /** kill -9, and a new start on the same file. */
  killAndRestart(): Promise<void>
  /** Resolves when the desk is up (at once, unless it is being restarted). */
  up(): Promise<void>
  stop(): Promise<void>
}

type Quiet = { readonly quiet: string; readonly id: number; readonly nextDue: string | null }

/** How the process begins: Node's own arguments, and the file that it reads. */
export type Program = { readonly execArgv: readonly string[]; readonly file: string }

const fromSource: Program = {
  execArgv: ['--import', 'tsx'],
  file: fileURLToPath(new URL('../cli/desk.ts', import.meta.url)),
}

export async function startDeskProcess(
  environment: Readonly<Record<string, string>>,
  startsAt: string,
  heard: (text: string) => void = () => {},
  program: Program = fromSource,
): Promise<DeskProcess> {
  let child: ChildProcess
  let url = ''
  let now = new Date(startsAt).toISOString()
  let nextDue: string | null = null
  let serial = 0
  let starting: Promise<void>
  let last = ''

  function start(): Promise<void> {
    child = fork(program.file, ['serve'], {
      execArgv: [...program.execArgv],
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    const mine = child
    mine.stderr?.on('data', (chunk: Buffer) => {
      heard(chunk.toString())
      last = (last + chunk.toString()).slice(-4_000)
    })
    return new Promise((resolve, reject) => {
      mine.on('message', (message: { listening?: string }) => {
        if (!message.listening) return
        url = message.listening
        resolve()
      })
      mine.once('exit', (code) => reject(new Error(`the desk ended with ${code} before it listened:\n${last}`)))
    })
  }

  /** One turn; a desk that dies under it is asked again once it is back. */
  async function turn(moment: string): Promise<void> {
    for (;;) {
      await starting
      const mine = child
      const id = ++serial
      const answer = await new Promise<Quiet | null>((resolve) => {
        const heard = (message: Partial<Quiet>) => {
          if (message.id !== id) return
          mine.off('exit', died)
          mine.off('message', heard)
          resolve(message as Quiet)
        }
        const died = () => {
          mine.off('message', heard)
          resolve(null)
        }
        mine.on('message', heard)
        mine.once('exit', died)
        if (mine.exitCode !== null || mine.signalCode !== null) return died()
        mine.send({ turn: moment, id }, (error) => error && died())
      })
      if (answer) {
        now = answer.quiet
        nextDue = answer.nextDue
        return
      }
    }
  }

  starting = start()
  await starting
  await turn(now)
  return {
    url: () => url,
    now: () => now,
    up: () => starting,
    turnTo: async (moment) => {
      const target = new Date(moment).toISOString()
      // What was done since the last turn may be due already.
      await turn(now)
      while (nextDue !== null && nextDue < target && nextDue > now) await turn(nextDue)
      await turn(target)
    },
    killAndRestart: async () => {
      const mine = child
      const gone = new Promise<void>((resolve) => mine.once('exit', () => resolve()))
      let back = () => {}
      starting = new Promise<void>((resolve) => (back = resolve))
      mine.kill('SIGKILL')
      await gone
      await start()
      const fresh = child
      const id = ++serial
      // The new desk knows no time until it is told; what was due when the old one died is finished at once.
      await new Promise<void>((resolve, reject) => {
        fresh.on('message', (message: Partial<Quiet>) => message.id === id && resolve())
        fresh.once('exit', () => reject(new Error(`the desk did not come back:\n${last}`)))
        fresh.send({ turn: now, id })
      })
      back()
    },
    stop: async () => {
      const mine = child
      if (mine.exitCode !== null) return
      const gone = new Promise<void>((resolve) => mine.once('exit', () => resolve()))
      mine.kill('SIGTERM')
      await gone
    },
  }
}
