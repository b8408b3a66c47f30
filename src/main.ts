// The composition root: config -> store -> handlers -> http, mail, jobs. It holds every key and closes everything in reverse.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { createArrears } from './application/arrears.ts'
import { createCharters } from './application/charters.ts'
import { createChoices } from './application/choices.ts'
import { createDemand } from './application/demand.ts'
import { createDemandSheets } from './application/demandSheets.ts'
import { createConflicts } from './application/conflicts.ts'
import type { Desk } from './application/desk.ts'
import { createEditions } from './application/editions.ts'
import { createJourneys } from './application/journeys.ts'
import { createDeliver } from './application/letters.ts'
import { createLinks } from './application/links.ts'
import { createOffices, tokenDigest } from './application/offices.ts'
import { createPerform, deskCaller } from './application/perform.ts'
import { createPolicies } from './application/policies.ts'
import type { Chance, Clock } from './application/ports.ts'
import { createRegistrations } from './application/registrations.ts'
import { createRosters } from './application/rosters.ts'
import { createTransfers } from './application/transfers.ts'
import { createViews } from './application/views.ts'
import type { Config } from './config.ts'
import { readDeskKey } from './deskKey.ts'
import { organisationId, uniquePart } from './domain/ids.ts'
import { epochMs, plusHours, toInstant } from './domain/instant.ts'
import { demandSheetReader } from './files/demandSheet.ts'
import { checkZone } from './files/passport.ts'
import { rosterReader } from './files/roster.ts'
import { createApp } from './http/app.ts'
import { charterRoutes } from './http/charters.ts'
import { demandRoutes } from './http/demand.ts'
import { editionRoutes } from './http/editions.ts'
import { healthRoutes } from './http/health.ts'
import { createIdempotency } from './http/idempotency.ts'
import { createIdentify } from './http/identify.ts'
import { journeyRoutes } from './http/journeys.ts'
import { officeRoutes } from './http/offices.ts'
import { mountPages } from './http/pages.ts'
import { recordRoutes } from './http/record.ts'
import { renderReceipt } from './http/receipts.ts'
import type { Route } from './http/route.ts'
import { transferRoutes } from './http/transfers.ts'
import { channelClock, type ChannelClock } from './jobs/channel.ts'
import { startLoop } from './jobs/loop.ts'
import { writeCalendar } from './mail/calendar.ts'
import { composeMail } from './mail/compose.ts'
import { folderPost } from './mail/folder.ts'
import { composeLetter } from './mail/letters/letter.ts'
import { smtpPost } from './mail/smtp.ts'
import { leaveNotice } from './notice.ts'
import { readReference, seedEditions } from './reference.ts'
import { openSqliteKeys } from './store/keyStore.ts'
import { openStore } from './store/open.ts'
import { openVault } from './store/vault.ts'
import { findingIn, standsAt } from './words/findings.ts'

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
  const vault = openVault({ deskKey: readDeskKey(config, randomBytes), keys, random: randomBytes })
  const closeBoth = async () => {
    await store.close()
    await keys.close()
  }
  try {
    await seedEditions(store, clock, config.EDITION_FOLDER)
  } catch (error) {
    await closeBoth()
    throw error
  }
  const { reference, airports, practice, paperwork, china, permits } = readReference()
  const policies = await createPolicies(store, reference)
  const desk: Desk = {
    store,
    vault,
    clock,
    chance,
    policies,
    patience: { settleMs: config.LETTER_SETTLE_SECONDS * 1_000 },
    transferRules: { loadPercent: practice.transfer.loadPercent, leastStaff: practice.transfer.leastStaff },
    permits: { rules: permits, calendar: china },
    invitationMonths: practice.papers.invitationMonths,
    consentText: practice.consentText,
  }
  const links = createLinks(store, vault)
  const views = createViews(desk)
  const journeys = createJourneys(desk)
  const charters = createCharters(desk)
  const registrations = createRegistrations(desk, links)
  const rosters = createRosters(desk, registrations, views, rosterReader, { finding: findingIn, stage: standsAt })
  const conflicts = createConflicts(desk, links)
  const transfers = createTransfers(desk)
  const offices = createOffices(desk)
  const editions = createEditions(desk)
  const choices = createChoices(desk)
  const demand = createDemand(desk, { paperwork, china, offices: reference.offices })
  const demandSheets = createDemandSheets(demand, demandSheetReader, findingIn)
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
    conflicts,
    transfers,
    offices,
    editions,
    choices,
    demand,
    demandSheets,
    airports,
    close: closeBoth,
  }
}

/** Listens, delivers and asks until it is closed. Answers the address and how to close. */
export async function serveDesk(open: OpenDesk) {
  const { config, log, desk, links, views } = open
  const { store, clock, chance } = desk
  const operator = randomBytes(32).toString('base64url')
  const tokens = createIdentify(store, clock, () => performance.now())
  const identify = Object.assign(
    async (request: Parameters<typeof tokens>[0]) => {
      await desk.policies.keepUp(clock.now())
      return sameText(request.headers.authorization ?? '', `Bearer ${operator}`)
        ? { ...deskCaller, token: 'operator' }
        : tokens(request)
    },
    { forget: tokens.forget },
  )
  const routes: Route[] = []
  routes.push(
    ...healthRoutes(store, () => routes),
    ...demandRoutes(desk, open.demand, open.demandSheets, open.airports),
    ...charterRoutes(desk, open.charters, open.rosters, open.conflicts, views, open.airports),
    ...journeyRoutes(desk, open.journeys, open.registrations, views, links, checkZone),
    ...transferRoutes(desk, open.transfers),
    ...officeRoutes(desk, open.offices, tokens.forget),
    ...editionRoutes(desk, open.editions, open.choices),
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
        calendar: writeCalendar(context, context.person.language),
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
        journeys: open.journeys,
        views,
        editions: open.editions,
        demand: open.demand,
        demandSheets: open.demandSheets,
        charters: open.charters,
        identify,
        readLetter: deliver.read,
        writeCalendar,
      }),
    identify,
    idempotency: createIdempotency(store),
    clock,
    chance,
    renderReceipt: (receipt, caller, request) =>
      renderReceipt({ desk, views, rosters: open.rosters }, receipt, caller, request),
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

  /** What another desk on this store published is known before anything is decided. */
  const afterKeepingUp =
    <Args extends unknown[]>(act: (...args: Args) => Promise<void>) =>
    async (...args: Args): Promise<void> => {
      await desk.policies.keepUp(clock.now())
      return act(...args)
    }
  const owner = `desk-${process.pid}-${randomBytes(4).toString('hex')}`
  const arrears = createArrears(
    store,
    clock,
    owner,
    afterKeepingUp(createPerform(desk, open.journeys, open.demand)),
    afterKeepingUp(deliver.deliver),
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
  const takeAway = shared ? null : leaveNotice(config, { url, operator, pid: process.pid })
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
      takeAway?.()
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

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
