// HU454 played once for all tests of a run that look at the whole of it: its story, its log, and a desk on what it left behind.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { startDeskProcess } from '../../src/demo/deskProcess.ts'
import { stage, type Staged } from '../../src/demo/stage.ts'
import { freshFile } from './files.ts'
import { oncePerRun } from './oncePerRun.ts'
import { program } from './program.ts'

type Told = Pick<Extract<Staged, { outcome: 'played' }>, 'adminToken' | 'links' | 'now' | 'story'>
export type WholeDemo = Told & {
  /** What the desk wrote to its log, at its finest level. */
  readonly log: string
  /** As the desk's files lay while it was still open, as after a kill; not to be changed. */
  readonly folder: string
}

/** Without a mail server, so that the letters lie in a folder with the rest. */
const environment = { SMTP_URL: '', LOG_LEVEL: 'debug' }

/** From the first act to the last release. */
export async function wholeDemo(): Promise<WholeDemo> {
  const kept = await oncePerRun('hu454', async (folder) => {
    let log = ''
    const played = await stage({
      scenario: fileURLToPath(new URL('../../db/demo/hu454', import.meta.url)),
      kills: 0,
      chance: Math.random,
      environment,
      program: await program('src/cli/desk.ts'),
      heard: (text) => (log += text),
      progress: { show: () => {}, end: () => {} },
      say: () => {},
    })
    if (played.outcome === 'faulty') throw new Error(played.faults.join('\n'))
    const { adminToken, links, now, story } = played
    cpSync(played.folder, path.join(folder, 'desk'), { recursive: true, filter: (file) => !file.endsWith('-shm') })
    await played.end()
    const told = { adminToken, links, now, story: { ...story, fates: [...story.fates] } }
    writeFileSync(path.join(folder, 'told.json'), JSON.stringify(told))
    writeFileSync(path.join(folder, 'log'), log)
  })
  const told = JSON.parse(readFileSync(path.join(kept, 'told.json'), 'utf8'))
  return {
    ...told,
    story: { ...told.story, fates: new Map(told.story.fates) },
    log: readFileSync(path.join(kept, 'log'), 'utf8'),
    folder: path.join(kept, 'desk'),
  }
}

/** A desk on a copy of what the demo left, in a process of its own, at the moment at which it ended. */
export async function openAgain({ folder: kept, adminToken, now }: WholeDemo) {
  const folder = freshFile('demo')
  mkdirSync(folder)
  cpSync(kept, folder, { recursive: true })
  let log = ''
  const desk = await startDeskProcess(
    {
      DATABASE_URL: path.join(folder, 'desk.sqlite'),
      KEY_STORE: path.join(folder, 'keys.sqlite'),
      DESK_KEY_FILE: path.join(folder, 'desk.key'),
      LETTER_FOLDER: path.join(folder, 'letters'),
      PORT: '0',
      ADMIN_TOKEN: adminToken,
      CLOCK: 'channel',
      ...environment,
    },
    now,
    (text) => (log += text),
    await program('src/cli/desk.ts'),
  )
  return { folder, url: desk.url, log: () => log, end: desk.stop }
}
