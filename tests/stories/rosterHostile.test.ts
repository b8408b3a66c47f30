// Files that mean harm, sent to a desk in a process of its own: each is refused with a reason while others are answered, in bounded memory.
import { fork, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { hostileBooks, hostileTexts } from '../support/hostile.ts'
import { program } from '../support/program.ts'
import { rosterCsv, rosterRow } from '../support/roster.ts'
import { furnish, type World } from '../support/world.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const csv = 'text/csv'
const mostAboveIdle = 300
/** Longest that somebody else waits for an answer meanwhile, on a machine that has other things to do. */
const longestWait = 3_000

let desk: TestDesk
let world: World
let child: ChildProcess
let url: string
let idle = 0

const statusOf = (field: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024
/** The highest since the last time it was forgotten. */
const measured = existsSync('/proc/self/clear_refs')
const forgetHighest = () => writeFileSync(`/proc/${child.pid}/clear_refs`, '5')

const send = async (bytes: Buffer, type: string) => {
  const answer = await fetch(`${url}/v1/charters/${world.charter}/roster?dryRun=true`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${world.cast.chamber.token}`, 'Content-Type': type },
    body: new Uint8Array(bytes),
  })
  return { status: answer.status, body: (await answer.json()) as { findings?: { code: string; message: string }[] } }
}

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  await desk.down()
  const { file, execArgv } = await program('src/cli/desk.ts')
  child = fork(file, ['serve'], {
    execArgv: [...execArgv],
    env: { PATH: process.env['PATH'], ...desk.settings, PORT: '0', CLOCK: 'real' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  url = await new Promise<string>((resolve, reject) => {
    child.on('message', ({ listening }: { listening?: string }) => listening && resolve(listening))
    child.once('exit', (code) => reject(new Error(`the desk ended with ${code}`)))
  })
  must({ ...(await send(Buffer.from(rosterCsv([rosterRow(1)])), csv)) } as never)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  if (measured) idle = statusOf('VmRSS')
}, 120_000)
afterAll(async () => {
  child?.kill()
  await desk.close()
})

/** What becomes of the file, how long others waited meanwhile, and how far the desk grew. */
async function tried(bytes: Buffer, type: string) {
  if (measured) forgetHighest()
  const waits: number[] = []
  let over = false
  const others = (async () => {
    while (!over) {
      const began = performance.now()
      expect((await fetch(`${url}/v1/charters/${world.charter}/status`, { method: 'GET' })).status).toBeLessThan(500)
      waits.push(performance.now() - began)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  const answer = await send(bytes, type).finally(() => (over = true))
  await others
  return { ...answer, longest: Math.max(...waits), above: measured ? statusOf('VmHWM') - idle : 0 }
}

it.each([
  ...Object.entries(hostileBooks).map(([what, make]) => [what, xlsx, make] as const),
  ...Object.entries(hostileTexts).map(([what, make]) => [what, csv, make] as const),
])(
  '%s: refused with a reason',
  async (what, type, make) => {
    const { status, body, longest, above } = await tried(make(), type)
    if (process.env['HOSTILE_VERBOSE'])
      process.stderr.write(
        `${what}: ${body.findings?.[0]?.code} ${body.findings?.[0]?.message.slice(0, 90)} wait ${longest | 0} above ${above | 0}\n`,
      )
    expect(status, JSON.stringify(body)).toBe(400)
    expect(body.findings?.[0]?.message).toMatch(/^The .+\.$/s)
    expect(body.findings?.[0]?.message).not.toMatch(/undefined|is not a function|Buffer/)
    expect(longest).toBeLessThan(longestWait)
    expect(above).toBeLessThan(mostAboveIdle)
  },
  120_000,
)

it('many of them at the same time are read one after the other', async () => {
  if (measured) forgetHighest()
  const files = ['a million rows that do not say where they are', 'shared strings without number'] as const
  const answers = await Promise.all([...files, ...files, ...files].map((what) => send(hostileBooks[what]!(), xlsx)))
  for (const { status } of answers) expect(status).toBe(400)
  if (measured) expect(statusOf('VmHWM') - idle).toBeLessThan(mostAboveIdle)
  const fine = await send(Buffer.from(rosterCsv([rosterRow(1)])), csv)
  expect(fine.status).toBe(200)
}, 240_000)
