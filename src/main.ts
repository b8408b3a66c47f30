// The composition root: config -> store -> handlers -> http, mail, jobs. It holds every key and closes everything in reverse.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { createArrears } from './application/arrears.ts'
import { createCharters } from './application/charters.ts'
import type { Desk } from './application/desk.ts'
import { createJourneys } from './application/journeys.ts'
import { createDeliver } from './application/letters.ts'
import { createLinks } from './application/links.ts'
import { createOffices, tokenDigest } from './application/offices.ts'
import { createPerform, deskCaller } from './application/perform.ts'
import { createPolicies, type Reference } from './application/policies.ts'
import type { Chance, Clock, Receipt } from './application/ports.ts'
import { createRegistrations } from './application/registrations.ts'
import { createRosters } from './application/rosters.ts'
import { createTransfers } from './application/transfers.ts'
import { createViews } from './application/views.ts'
import type { Config } from './config.ts'
import { organisationId, uniquePart, type CharterId, type JourneyId, type RunId } from './domain/ids.ts'
import { epochMs, LocalDate, plusHours, toInstant, Zone } from './domain/instant.ts'
import { Edition } from './domain/policy/edition.ts'
import { rosterReader } from './files/roster.ts'
import { createApp } from './http/app.ts'
import { charterRoutes, type Airport } from './http/charters.ts'
import { healthRoutes } from './http/health.ts'
import { createIdempotency } from './http/idempotency.ts'
import { createIdentify } from './http/identify.ts'
import { journeyRoutes } from './http/journeys.ts'
import { officeRoutes } from './http/offices.ts'
import { mountPages } from './http/pages.ts'
import { recordRoutes } from './http/record.ts'
import type { Reply, Route } from './http/route.ts'
import { transferRoutes } from './http/transfers.ts'
import { channelClock, type ChannelClock } from './jobs/channel.ts'
import { startLoop } from './jobs/loop.ts'
import { composeMail } from './mail/compose.ts'
import { folderPost } from './mail/folder.ts'
import { composeLetter } from './mail/letters/letter.ts'
import { smtpPost } from './mail/smtp.ts'
import { openSqliteKeys } from './store/keyStore.ts'
import { openStore } from './store/open.ts'
import { openVault } from './store/vault.ts'

const database = (path: string): string => fileURLToPath(new URL(`../db/${path}`, import.meta.url))
const readJson = (path: string): unknown => JSON.parse(readFileSync(database(path), 'utf8'))

/** A token of the first administrator lives so long (hours). */
const firstTokenHours = 24 * 365

export type OpenDesk = Awaited<ReturnType<typeof openDesk>>

/** Opens everything but the network: what `serve` listens with and the verbs of `desk` work with. */
export async function openDesk(config: Config, given: { readonly channel?: ChannelClock } = {}) {
  const log = pino({ level: config.LOG_LEVEL }, pino.destination({ dest: 2, sync: true }))
  // A test turns a clock of its own; what is due is then done when it says so.
  const channel = given.channel ?? (config.CLOCK === 'channel' ? channelClock(toInstant(0)) : null)
  const clock: Clock = channel ?? { now: () => toInstant(Date.now()) }
  const chance = createChance(clock)
  const store = await openStore(config.DATABASE_URL)
  const keys = openSqliteKeys({ file: config.KEY_STORE })
  const vault = openVault({ deskKey: readDeskKey(config), keys, random: randomBytes })
  await seedEditions(store, clock, config.EDITION_FOLDER ?? database('editions'))
  const { reference, airports, practice } = readReference()
  const policies = await createPolicies(store, reference)
  const desk: Desk = {
    store,
    vault,
    clock,
    chance,
    policies,
    patience: { settleMs: config.LETTER_SETTLE_SECONDS * 1_000 },
    transferRules: { loadPercent: practice.transfer.loadPercent, leastStaff: practice.transfer.leastStaff },
    consentText: practice.consentText,
  }
  const links = createLinks(store, vault)
  const views = createViews(desk)
  const journeys = createJourneys(desk)
  const charters = createCharters(desk)
  const registrations = createRegistrations(desk, links)
  const rosters = createRosters(desk, registrations, views, rosterReader)
  const transfers = createTransfers(desk)
  const offices = createOffices(desk)
  return {
    config,
    log,
    channel,
    desk,
    links,
    views,
    journeys,
    charters,
    registrations,
    rosters,
    transfers,
    offices,
    airports,
    close: async () => {
      await store.close()
      await keys.close()
    },
  }
}

/** Listens, delivers and asks until it is closed. Answers the address and how to close. */
export async function serveDesk(open: OpenDesk) {
  const { config, log, desk, links, views } = open
  const { store, clock, chance } = desk
  const operator = randomBytes(32).toString('base64url')
  const tokens = createIdentify(store, clock, () => performance.now())
  const identify = Object.assign(
    async (request: Parameters<typeof tokens>[0]) =>
      sameText(request.headers.authorization ?? '', `Bearer ${operator}`)
        ? { ...deskCaller, token: 'operator' }
        : tokens(request),
    { forget: tokens.forget },
  )
  const routes: Route[] = []
  routes.push(
    ...healthRoutes(store, () => routes),
    ...charterRoutes(desk, open.charters, open.rosters, views, open.airports),
    ...journeyRoutes(desk, open.journeys, open.registrations, views, links),
    ...transferRoutes(desk, open.transfers),
    ...officeRoutes(desk, open.offices, tokens.forget),
    ...recordRoutes(desk),
  )
  const post = config.SMTP_URL ? smtpPost(config.SMTP_URL) : folderPost(config.LETTER_FOLDER)
  const letters = {
    compose: async (context: Parameters<typeof composeLetter>[0] & { id: string }) => {
      const { subject, text, html } = composeLetter(context)
      const mail = await composeMail({
        id: context.id,
        domain: config.MAIL_FROM.split('@')[1] ?? 'charter-desk.example',
        from: { name: 'Charter Desk', address: config.MAIL_FROM },
        to: {
          name: context.person.nativeName || `${context.person.givenNames} ${context.person.surname}`.trim(),
          address: context.person.email,
        },
        subject,
        text,
        html,
        at: context.now,
        journeyId: context.journey.id,
        language: context.person.language,
      })
      return { ...mail, subject }
    },
  }
  // Without a public address letters point to where the desk listens, which is known once it does.
  let publicUrl = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`
  const deliver = createDeliver(desk, links, letters, post, { from: config.MAIL_FROM, publicUrl: () => publicUrl })
  const app = createApp({
    routes,
    pages: (express) =>
      mountPages(express, {
        desk,
        links,
        views,
        identify,
        readLetter: deliver.read,
      }),
    identify,
    idempotency: createIdempotency(store),
    clock,
    chance,
    renderReceipt: (receipt, caller) => renderReceipt(open, receipt, caller.role),
    failed: (request, error) =>
      log.error(
        { request, error: String(error), stack: error instanceof Error ? error.stack : undefined },
        'a request failed',
      ),
  })
  await adoptFirstToken(open)

  const server = app.listen(config.PORT, config.HOST)
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  const { port } = server.address() as AddressInfo
  const url = `http://${config.HOST}:${port}`
  publicUrl = config.PUBLIC_URL ?? url

  const owner = `desk-${process.pid}-${randomBytes(4).toString('hex')}`
  const arrears = createArrears(
    store,
    clock,
    owner,
    createPerform(desk, open.journeys),
    deliver.deliver,
    (effect, error) =>
      log.error(
        { effect: effect.id, kind: effect.kind, name: effect.name, error: String(error) },
        'an effect failed and is tried again',
      ),
  )
  // One desk a SQLite file: what another held when it died is free at once. Beside Postgres others may live; leases end by themselves.
  const shared = /^postgres(ql)?:/.test(config.DATABASE_URL)
  if (!shared) await store.releaseClaims(null)
  const loop = open.channel
    ? { stop: async () => {} }
    : startLoop(
        () => arrears.work(),
        config.WAKE_SECONDS * 1_000,
        (error) => log.error({ error: String(error) }, 'looking for what is due failed'),
      )
  open.channel?.listen(
    () => arrears.work(),
    () => store.nextDue(),
  )
  const notice = shared ? null : leaveNotice(config, { url, operator, pid: process.pid })
  log.info({ url, database: shared ? 'postgres' : config.DATABASE_URL }, 'the desk is open')
  process.send?.({ listening: url })

  return {
    url,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      })
      await loop.stop()
      await post.close()
      if (notice) rmSync(notice, { force: true })
      await open.close()
    },
  }
}

/** Ids carry the desk's time and chance; within one millisecond they count up, so that what is made later sorts later. */
function createChance(clock: Clock): Chance {
  let last = { at: -1, chance: 0 }
  return {
    part: () => {
      const at = epochMs(clock.now())
      const step = 1 / 32 ** 6
      const chance = at === last.at && last.chance + step < 1 ? last.chance + step : Math.random() / 2
      last = { at, chance }
      return uniquePart(at, chance)
    },
    secret: () => randomBytes(32).toString('base64url'),
  }
}

/** The key from the environment, else from its file, which the first start makes and only its owner may read. */
function readDeskKey(config: Config): Buffer {
  if (config.DESK_KEY) return Buffer.from(config.DESK_KEY, 'base64')
  const file = config.DESK_KEY_FILE
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== 32) throw new Error(`DESK_KEY_FILE ${file} does not hold 32 bytes in base64`)
  return key
}

/** Rule books that the store does not know yet; those it knows stay as they were published. */
async function seedEditions(store: Desk['store'], clock: Clock, folder: string): Promise<void> {
  const known = new Set((await store.editions()).map(({ id }) => id))
  for (const kind of ['mission', 'observation'] as const) {
    for (const file of readdirSync(join(folder, kind)).filter((name) => name.endsWith('.json'))) {
      const edition = Edition.parse(JSON.parse(readFileSync(join(folder, kind, file), 'utf8')))
      if (known.has(edition.id)) continue
      await store.commit({
        changes: [{ on: 'edition', edition: { id: edition.id, kind, body: edition, at: clock.now() } }],
        events: [],
        effects: [],
        tallies: [],
        receipt: null,
      })
    }
  }
}

function readReference() {
  type Mission = {
    id: string
    name: string
    zone: string
    openDays: number[]
    opens: string
    closes: string
    holidays: string[]
    assumed: boolean
    note: string
  }
  const missions = readJson('reference/missions.json') as Mission[]
  const practice = readJson('reference/practice.json') as {
    reportHours: number
    documentsHours: number
    reminderHours: number
    transfer: { loadPercent: number; leastStaff: number }
    consentText: string
  }
  const reference: Reference = {
    offices: new Map(
      missions.map((mission) => [
        mission.id,
        { ...mission, zone: Zone.parse(mission.zone), holidays: mission.holidays.map((day) => LocalDate.parse(day)) },
      ]),
    ),
    practice: {
      reportHours: practice.reportHours,
      documentsHours: practice.documentsHours,
      reminderHours: practice.reminderHours,
    },
  }
  return { reference, practice, airports: readJson('reference/airports.json') as Airport[] }
}

/** The first administrator: the token of the environment, or one that is made and shown once. */
async function adoptFirstToken(open: OpenDesk): Promise<void> {
  const { store, clock, chance } = open.desk
  if ((await store.tokens()).some(({ role }) => role === 'administrator')) return
  const secret = open.config.ADMIN_TOKEN ?? `cd_${chance.secret()}`
  const organisation = { id: organisationId(chance.part()), kind: 'administrator' as const, name: 'Administration' }
  const token = {
    id: `T${chance.part()}`,
    digest: tokenDigest(secret),
    role: 'administrator' as const,
    organisation: organisation.id,
    charters: null,
    label: 'first administrator',
    expiresAt: plusHours(clock.now() < toInstant(Date.now()) ? toInstant(Date.now()) : clock.now(), firstTokenHours),
    revokedAt: null,
  }
  await store.commit({
    changes: [
      { on: 'organisation', organisation },
      { on: 'token', token },
    ],
    events: [],
    effects: [],
    tallies: [],
    receipt: null,
  })
  if (!open.config.ADMIN_TOKEN) process.stderr.write(`The first administrator's token, shown this once: ${secret}\n`)
}

/** An answered request rendered again: what it made, as it stands now. */
async function renderReceipt(
  open: OpenDesk,
  receipt: Receipt,
  role: Parameters<OpenDesk['views']['journey']>[1],
): Promise<Reply> {
  const { store } = open.desk
  const { status, reference } = receipt
  switch (receipt.kind) {
    case 'journey': {
      const held = await store.journey(reference as JourneyId)
      if (held)
        return {
          status,
          body: await open.views.journey(held, role),
          version: held.state.version,
          location: `/v1/journeys/${reference}`,
        }
      break
    }
    case 'charter': {
      const held = await store.charter(reference as CharterId)
      if (held) return { status, body: held.state, version: held.state.version, location: `/v1/charters/${reference}` }
      break
    }
    case 'run': {
      const held = await store.run(reference as RunId)
      if (held) return { status, body: held.state, version: held.state.version, location: `/v1/runs/${reference}` }
      break
    }
    default:
  }
  return { status, body: { reference } }
}

/** Beside the database file: where the running desk is reached, for the operator's own verbs. Only its owner may read it. */
export const noticeFile = (config: Config): string => `${config.DATABASE_URL.replace(/^(sqlite|file):/, '')}.desk.json`
function leaveNotice(
  config: Config,
  notice: { readonly url: string; readonly operator: string; readonly pid: number },
): string {
  const file = noticeFile(config)
  rmSync(file, { force: true })
  writeFileSync(file, JSON.stringify(notice), { mode: 0o600 })
  chmodSync(file, 0o600)
  return file
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
