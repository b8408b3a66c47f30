// A real desk in this process: a fresh folder, a free port, a clock that the test turns, and a client for any token.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig, type Config } from '../../src/config.ts'
import { charterRoutes } from '../../src/http/charters.ts'
import { demandRoutes } from '../../src/http/demand.ts'
import { editionRoutes } from '../../src/http/editions.ts'
import { healthRoutes } from '../../src/http/health.ts'
import { checkZone } from '../../src/files/passport.ts'
import { journeyRoutes } from '../../src/http/journeys.ts'
import { officeRoutes } from '../../src/http/offices.ts'
import { pendingActRoutes } from '../../src/http/pendingActs.ts'
import { privacyRoutes } from '../../src/http/privacy.ts'
import { peopleRoutes } from '../../src/http/people.ts'
import { recordRoutes } from '../../src/http/record.ts'
import type { Route } from '../../src/http/route.ts'
import { transferRoutes } from '../../src/http/transfers.ts'
import { openDesk, serveDesk, type OpenDesk } from '../../src/main.ts'
import { clientOf, type Client } from './client.ts'
import { handClock, when } from './handClock.ts'

const adminToken = 'an-administrator-who-is-only-for-tests'

export type TestDesk = Awaited<ReturnType<typeof startDesk>>

/** Opens and serves; `environment` is read as the desk reads its own. */
export async function startDesk(environment: Readonly<Record<string, string>> = {}, start: string = when.start) {
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
    open = await openDesk(config, { channel: clock.channel })
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
    /** Every route that the desk serves, from the same factories. */
    routes(): readonly Route[] {
      const {
        desk,
        charters,
        journeys,
        registrations,
        rosters,
        conflicts,
        transfers,
        offices,
        views,
        links,
        airports,
      } = open
      const { editions, choices, demand, demandSheets } = open
      return [
        ...healthRoutes(desk.store, () => []),
        ...demandRoutes(desk, demand, demandSheets, airports),
        ...charterRoutes(desk, charters, rosters, conflicts, views, airports),
        ...journeyRoutes(desk, journeys, registrations, views, links, checkZone),
        ...transferRoutes(desk, transfers),
        ...officeRoutes(desk, offices, () => {}),
        ...peopleRoutes(open.people, open.sessions),
        ...editionRoutes(desk, editions, choices),
        ...recordRoutes(desk, open.signing),
        ...privacyRoutes(desk, open.privacy),
        ...pendingActRoutes(open.pendingActs),
      ]
    },
    countEvents: () => open.desk.store.countEvents(null),
    down,
    up,
    close: async () => {
      await down()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
