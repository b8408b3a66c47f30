// A real desk in this process: a fresh folder, a free port, a clock that the test turns, and a client for any token.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig, type Config } from '../../src/config.ts'
import type { Route } from '../../src/http/route.ts'
import { openDesk, type OpenDesk } from '../../src/main.ts'
import { serveDesk } from '../../src/serving.ts'
import { clientOf, type Client } from './client.ts'
import { handClock, when } from './handClock.ts'

const adminToken = 'an-administrator-who-is-only-for-tests'

export type TestDesk = Awaited<ReturnType<typeof startDesk>>

/** Opens and serves; `environment` is read as the desk reads its own. */
export async function startDesk(
  environment: Readonly<Record<string, string>> = {},
  start: string = when.start,
  given: Pick<NonNullable<Parameters<typeof openDesk>[1]>, 'resolve'> = {},
) {
  const folder = mkdtempSync(path.join(tmpdir(), 'charter-desk-test-'))
  const file = path.join(folder, 'desk.sqlite')
  const settings: Record<string, string> = {
    DATABASE_URL: file,
    KEY_STORE: path.join(folder, 'keys.sqlite'),
    DESK_KEY_FILE: path.join(folder, 'desk.key'),
    LETTER_FOLDER: path.join(folder, 'letters'),
    PORT: '0',
    LOG_LEVEL: 'silent',
    ADMIN_TOKEN: adminToken,
    LETTER_SETTLE_SECONDS: '120',
    ...environment,
  }
  const configure = (more: Readonly<Record<string, string>>): Config => {
    const read = readConfig({ ...settings, ...more })
    if (read.outcome === 'faulty') throw new Error(read.faults.join('\n'))
    return read.config
  }
  const clock = handClock(start)
  let config = configure({})
  let open: OpenDesk
  let served: Awaited<ReturnType<typeof serveDesk>> | null = null

  async function up(more: Readonly<Record<string, string>> = {}): Promise<void> {
    config = configure(more)
    open = await openDesk(config, { ...given, channel: clock.channel })
    served = await serveDesk(open)
  }
  async function down(): Promise<void> {
    await served?.close()
    served = null
  }
  await up()

  const as = (token: string): Client => clientOf(() => served!.url, token)

  return {
    folder,
    file,
    clock,
    settings,
    get url() {
      return served!.url
    },
    get config() {
      return config
    },
    get open() {
      return open
    },
    as,
    admin: as(adminToken),
    nobody: as(''),
    /** What is served: the list that the desk made, and what Express was given. */
    get served() {
      return served!
    },
    routes: (): readonly Route[] => served!.routes,
    countEvents: () => open.desk.store.countEvents(null),
    down,
    up,
    close: async () => {
      await down()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
