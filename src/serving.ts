// The desk at work: routes and pages over http, letters out and in, and what is due, until it is closed.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Caller } from './application/actor.ts'
import { createAnswers } from './application/answers.ts'
import { createArrears } from './application/arrears.ts'
import { createChanges } from './application/changes.ts'
import { createCollect } from './application/collect.ts'
import { createDigests, createMailDigest } from './application/digests.ts'
import { createMailCheckpoint } from './application/checkpointLetters.ts'
import { lookLine } from './application/journal.ts'
import { postedHere } from './application/incomingPorts.ts'
import { createIncomingReview } from './application/incomingReview.ts'
import { createDeliver } from './application/letters.ts'
import { withoutAddresses } from './application/serverWords.ts'
import { createOutbox } from './application/outbox.ts'
import { createPace } from './application/pace.ts'
import { createLanes, postInLanes } from './application/lanes.ts'
import { createMailLink } from './application/passLetters.ts'
import { createPerform, deskCaller } from './application/perform.ts'
import { heartbeat } from './domain/letters/heartbeat.ts'
import { checkZone } from './files/passport.ts'
import { countryOfPhone } from './files/phone.ts'
import { createApp, type AppParts } from './http/app.ts'
import { charterRoutes } from './http/charters.ts'
import { demandRoutes } from './http/demand.ts'
import { editionRoutes } from './http/editions.ts'
import { healthRoutes } from './http/health.ts'
import { createIdempotency } from './http/idempotency.ts'
import { incomingRoutes } from './http/incoming.ts'
import { journeyRoutes } from './http/journeys.ts'
import { listRoutes } from './http/lists.ts'
import { officeRoutes } from './http/offices.ts'
import { createStreams } from './http/streams.ts'
import { createPostedFrom } from './http/postedFrom.ts'
import { createPages } from './http/pages.ts'
import { peopleRoutes } from './http/people.ts'
import { pendingActRoutes } from './http/pendingActs.ts'
import { privacyRoutes } from './http/privacy.ts'
import { recordRoutes } from './http/record.ts'
import { renderReceipt } from './http/receipts.ts'
import { letterRoutes } from './http/letters.ts'
import type { Route } from './http/route.ts'
import { tradeRoutes } from './http/trade.ts'
import { transferRoutes } from './http/transfers.ts'
import { createChangeWatch } from './jobs/changeWatch.ts'
import { startLoop } from './jobs/loop.ts'
import { createMailWatch } from './jobs/mailWatch.ts'
import { startMailLoop } from './jobs/mailLoop.ts'
import { writeCalendar } from './mail/calendar.ts'
import { composeCheckpoint } from './mail/checkpoint.ts'
import { parseLetter } from './mail/in/read.ts'
import { createWriters } from './mail/writers.ts'
import { adoptFirstToken, firstLink } from './administrator.ts'
import { leaveNotice } from './notice.ts'
import { homeZone } from './words/homeZone.ts'
import type { OpenDesk } from './main.ts'

/** Whoever sends slower holds a connection for nothing: the head of a request, and the whole with the largest sheet. */
const mostHeadMs = 15_000
const mostRequestMs = 120_000

/** So often the store is asked for changes while somebody listens: a quarter of what a screen may lag behind. */
const changesEveryMs = 250

/** Listens, delivers and asks until it is closed. Answers the address and how to close. */
export async function serveDesk(open: OpenDesk) {
  const { config, log, desk, links, views, post } = open
  const { store, clock, chance } = desk
  const operator = randomBytes(32).toString('base64url')
  const mailboxSecret = randomBytes(32).toString('base64url')
  const { identify: tokens, address } = open
  const known = new WeakMap<Parameters<typeof tokens>[0], Caller>()
  const identify = Object.assign(
    async (request: Parameters<typeof tokens>[0]) => {
      await desk.policies.keepUp(clock.now())
      const caller = sameText(request.headers.authorization ?? '', `Bearer ${operator}`)
        ? { ...deskCaller, token: 'operator' }
        : await tokens(request)
      if (caller) known.set(request, caller)
      return caller
    },
    { forget: tokens.forget },
  )
  const routes: Route[] = []
  const openedAt = clock.now()
  const { mailbox } = open
  /** Null where no mailbox is set. */
  const mailState = async () =>
    mailbox && heartbeat(await store.mailbox(mailbox.name), config.MAIL_POLL_SECONDS, openedAt, clock.now())
  const outbox = createOutbox(desk)
  routes.push(
    ...healthRoutes(store, mailState, () => routes),
    ...demandRoutes(desk, open.demand, open.demandSheets, open.airports),
    ...charterRoutes(desk, open.charters, open.rosters, open.conflicts, views, open.airports),
    ...journeyRoutes(desk, open.journeys, open.registrations, views, links, checkZone),
    ...transferRoutes(desk, open.transfers),
    ...officeRoutes(desk, open.offices, tokens.forget),
    ...peopleRoutes(open.people, open.sessions),
    ...editionRoutes(desk, open.editions, open.choices),
    ...tradeRoutes(open.trade),
    ...listRoutes(desk, open.lists, open.briefings),
    ...recordRoutes(desk, open.signing),
    ...letterRoutes(desk, outbox),
    ...privacyRoutes(desk, open.privacy),
    ...pendingActRoutes(open.pendingActs),
  )
  const writers = createWriters(
    { from: config.MAIL_FROM, tags: config.MAIL_TAGS === 'on', signature: open.signature },
    open.returns,
  )
  const settings = { from: config.MAIL_FROM, publicUrl: () => address.publicUrl }
  const answers = createAnswers(desk, links, writers.answers, settings)
  const incomingReview = createIncomingReview(desk, answers)
  const ways = { lanes: createLanes(config.MAIL_CONNECTIONS), pace: createPace(config.MAIL_PER_DOMAIN) }
  /** What stands in no outbox of letters takes its turn for a connection all the same. */
  const inLanes = postInLanes(ways.lanes, post)
  const deliver = createDeliver(desk, links, writers.letters, answers, post, ways, settings)
  const mailLink = createMailLink(desk, writers.signInLetters, inLanes, settings)
  routes.push(...incomingRoutes(incomingReview))
  const digests = createDigests(desk, views, open.pendingActs, {
    hour: config.DIGEST_HOUR ?? null,
    reviews: async (caller) => {
      const page = await incomingReview.page(caller, { state: 'review', after: null, limit: 100 })
      return 'outcome' in page ? 0 : page.rows.length
    },
  })
  const mailDigest = createMailDigest(desk, writers.digestLetters, inLanes, settings)
  const postedFrom = createPostedFrom(config.PUBLIC_URL)
  const tell: AppParts['tell'] = (caller, request, look) =>
    desk.journal.write(lookLine(caller, request, clock.now(), look))
  const changes = createChanges(store, () => changeWatch.wake())
  const changeWatch = createChangeWatch(
    changes.look,
    () => changes.listening > 0,
    changesEveryMs,
    (error) => log.warn({ error: String(error) }, 'looking for changes failed'),
  )
  const streams = createStreams(store, changes, identify)
  const pages = createPages({
    desk,
    streams,
    links,
    journeys: open.journeys,
    views,
    editions: open.editions,
    demand: open.demand,
    trade: open.trade,
    briefings: open.briefings,
    demandSheets: open.demandSheets,
    charters: open.charters,
    registrations: open.registrations,
    rosters: open.rosters,
    conflicts: open.conflicts,
    typedRows: open.typedRows,
    transfers: open.transfers,
    airports: open.airports,
    signIn: open.signIn,
    sessions: open.sessions,
    people: open.people,
    outbox,
    pendingActs: open.pendingActs,
    unmaskings: open.privacy.unmaskings,
    incomingReview,
    mailState,
    cookie: open.cookie,
    postedFrom,
    identify,
    writeTo: async (journey) => (await writers.replyTo(journey)) ?? config.MAIL_FROM,
    countryOfPhone,
    zoneOfCountry: homeZone,
    readLetter: deliver.read,
    parseLetter,
    writeCalendar,
    tell,
    mailbox: open.developmentMailbox,
    mailboxSecret,
    takeIn: async (bytes) => {
      await open.receive.receive(postedHere(bytes, clock.now()))
      if (!open.channel) await workOff()
    },
  })
  const app = createApp({
    routes,
    pages,
    identify,
    postedFrom,
    https: config.PUBLIC_URL?.startsWith('https:') ?? false,
    known: (request) => known.get(request) ?? null,
    // By the desk's key, so that the log alone does not tell who came.
    pseudonym: (address) => desk.vault.blind('holder', `address:${address}`).slice(0, 16),
    refused: (refusal) => log.warn(refusal, 'refused'),
    proxies: config.PROXIES,
    idempotency: createIdempotency(store),
    clock,
    chance,
    tell,
    renderReceipt: (receipt, caller, request) =>
      renderReceipt({ desk, views, rosters: open.rosters }, receipt, caller, request),
    answered: log.isLevelEnabled('debug') ? (answer) => log.debug(answer, 'answered') : null,
    failed: (request, error) =>
      log.error(
        {
          request,
          error: withoutAddresses(String(error)),
          stack: error instanceof Error ? withoutAddresses(error.stack ?? '') : undefined,
        },
        'a request failed',
      ),
  })
  if (config.ADMIN_TOKEN) await adoptFirstToken(desk, config.ADMIN_TOKEN, open.wallClock())

  const server = app.listen(config.PORT, config.HOST)
  server.headersTimeout = mostHeadMs
  server.requestTimeout = mostRequestMs
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  const { port } = server.address() as AddressInfo
  const url = `http://${config.HOST}:${port}`
  address.publicUrl = config.PUBLIC_URL ?? url
  const link = config.ADMIN_TOKEN ? null : await firstLink(open.people, config.ADMIN_EMAIL ?? null, address.publicUrl)
  if (link) process.stderr.write(`The first administrator signs in here, once and within an hour: ${link}\n`)

  /** What another desk on this store published is known before anything is decided. */
  const afterKeepingUp =
    <Args extends unknown[]>(act: (...args: Args) => Promise<void>) =>
    async (...args: Args): Promise<void> => {
      await desk.policies.keepUp(clock.now())
      return act(...args)
    }
  const auditor = config.AUDITOR_EMAIL ?? null
  const mailCheckpoint = createMailCheckpoint(desk, composeCheckpoint, inLanes, { from: config.MAIL_FROM, auditor })
  const owner = `desk-${process.pid}-${randomBytes(4).toString('hex')}`
  const arrears = createArrears(
    store,
    clock,
    owner,
    afterKeepingUp(
      createPerform(desk, open.journeys, open.demand, open.erasures, mailCheckpoint, mailLink, mailDigest),
    ),
    afterKeepingUp(deliver.deliver),
    (effect, error) =>
      log.error(
        { effect: effect.id, kind: effect.kind, name: effect.name, error: withoutAddresses(String(error)) },
        'an effect failed and is tried again',
      ),
  )
  const workOff = async (): Promise<number> => {
    const taken = await arrears.work()
    await open.retention
      .work()
      .catch((error: unknown) =>
        log.error({ error: withoutAddresses(String(error)) }, 'an ended period is looked at again tomorrow'),
      )
    return taken
  }
  // One desk a SQLite file: what another held when it died is free at once. Beside Postgres others may live; leases end by themselves.
  const shared = /^postgres(ql)?:/.test(config.DATABASE_URL)
  if (!shared) await store.releaseClaims(null)
  /** What is due, and a checkpoint where it is time; one that cannot be made holds up nothing else. */
  const work = async (): Promise<number> => {
    await open.checkpoints
      .makeDue(clock.now())
      .catch((error: unknown) => log.error({ error: String(error) }, 'a checkpoint could not be made'))
    await digests
      .makeDue(clock.now())
      .catch((error: unknown) => log.error({ error: withoutAddresses(String(error)) }, 'digests could not be made'))
    return workOff()
  }
  const collect = mailbox
    ? createCollect(store, clock, mailbox, open.receive, (error) =>
        log.error({ error: withoutAddresses(String(error)) }, 'a letter could not be read and is set aside'),
      )
    : null
  const watch =
    collect &&
    createMailWatch(collect, mailState, async () => open.channel ?? workOff(), {
      failed: (error) => log.warn({ error: withoutAddresses(String(error)) }, 'the mailbox could not be read'),
      silent: (since) => log.error({ since }, 'no letters are being read: whoever writes is not answered'),
      heard: () => log.info('the mailbox is read again'),
    })
  const mailLoop =
    mailbox && watch && !open.channel
      ? startMailLoop(watch.look, mailbox, config.MAIL_POLL_SECONDS * 1_000, watch.failed)
      : { stop: async () => {} }
  const loop = open.channel
    ? { stop: async () => {} }
    : startLoop(work, config.WAKE_SECONDS * 1_000, (error) =>
        log.error({ error: withoutAddresses(String(error)) }, 'looking for what is due failed'),
      )
  open.channel?.listen(
    async () => {
      await watch?.look().catch(watch.failed)
      return work()
    },
    () => store.nextDue(),
  )
  const takeAway = shared ? null : leaveNotice(config, { url, operator, pid: process.pid })
  log.info({ url, database: shared ? 'postgres' : config.DATABASE_URL }, 'the desk is open')
  process.send?.({ listening: url })

  return {
    url,
    /** Opens the pages of the mailbox for development, for whoever reads where the desk was started; null where there are none. */
    mailboxLink: open.developmentMailbox && `${address.publicUrl}/mailbox/open/${mailboxSecret}`,
    /** What is served: the list that was asked for, and what Express was given. */
    routes,
    pages,
    app,
    close: async () => {
      streams.close()
      await changeWatch.stop()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      })
      await mailLoop.stop()
      await loop.stop()
      takeAway?.()
      await open.close()
    },
  }
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
