// The composition root: config -> store -> handlers -> http, mail, jobs. It holds every key and closes everything in reverse.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import type { Caller } from './application/actor.ts'
import { createArrears } from './application/arrears.ts'
import { createCharters } from './application/charters.ts'
import { createChoices } from './application/choices.ts'
import { createDemand } from './application/demand.ts'
import { createDemandSheets } from './application/demandSheets.ts'
import { auditorsOf, createCheckpoints, type CheckpointRecipient } from './application/checkpoints.ts'
import { createConflicts } from './application/conflicts.ts'
import type { Desk } from './application/desk.ts'
import { createEditions } from './application/editions.ts'
import { bindKeys } from './application/keyBinding.ts'
import { createJourneys } from './application/journeys.ts'
import { createJournal, lookLine } from './application/journal.ts'
import { createCopies } from './application/copies.ts'
import { proposeEarlyRelease } from './application/earlyReleases.ts'
import { createErasures } from './application/erasures.ts'
import { createHolds } from './application/holds.ts'
import { createDeliver, createReadLetter, withoutAddresses } from './application/letters.ts'
import { createOutbox } from './application/outbox.ts'
import { createPace } from './application/pace.ts'
import { createPendingActs } from './application/pendingActs.ts'
import { remainsOf } from './application/remains.ts'
import { createRetention } from './application/retention.ts'
import { createLanes } from './application/lanes.ts'
import { createLinks } from './application/links.ts'
import { once } from './application/once.ts'
import { createMailLink } from './application/passLetters.ts'
import { createOffices, tokenDigest } from './application/offices.ts'
import { createPerform, deskCaller } from './application/perform.ts'
import { detailsOf } from './application/peopleView.ts'
import { createPeople } from './application/people.ts'
import { createPolicies } from './application/policies.ts'
import type { Chance, Clock } from './application/ports.ts'
import { createRegistrations } from './application/registrations.ts'
import { createRosters } from './application/rosters.ts'
import { createSessions } from './application/sessions.ts'
import { createSignIn } from './application/signIn.ts'
import { createTransfers } from './application/transfers.ts'
import { createUnmaskings } from './application/unmaskings.ts'
import { createViews } from './application/views.ts'
import { signingKeyFile, type Config } from './config.ts'
import { organisationId, uniquePart, type CharterId, type JourneyId, type MerchantId } from './domain/ids.ts'
import { packArchive } from './files/archive.ts'
import { epochMs, plusHours, toInstant } from './domain/instant.ts'
import { demandSheetReader } from './files/demandSheet.ts'
import { checkZone } from './files/passport.ts'
import { rosterReader } from './files/roster.ts'
import { tar } from './files/tar.ts'
import { createApp, type AppParts } from './http/app.ts'
import { charterRoutes } from './http/charters.ts'
import { demandRoutes } from './http/demand.ts'
import { editionRoutes } from './http/editions.ts'
import { healthRoutes } from './http/health.ts'
import { createIdempotency } from './http/idempotency.ts'
import { createIdentify } from './http/identify.ts'
import { journeyRoutes } from './http/journeys.ts'
import { officeRoutes } from './http/offices.ts'
import { createPostedFrom } from './http/postedFrom.ts'
import { createPages } from './http/pages.ts'
import { peopleRoutes } from './http/people.ts'
import { pendingActRoutes } from './http/pendingActs.ts'
import { privacyRoutes } from './http/privacy.ts'
import { recordRoutes, type Signing } from './http/record.ts'
import { renderReceipt } from './http/receipts.ts'
import { letterRoutes } from './http/letters.ts'
import type { Route } from './http/route.ts'
import { createSessionCookie } from './http/sessionCookie.ts'
import { transferRoutes } from './http/transfers.ts'
import { channelClock, type ChannelClock } from './jobs/channel.ts'
import { startLoop } from './jobs/loop.ts'
import { writeCalendar } from './mail/calendar.ts'
import { composeCheckpoint } from './mail/checkpoint.ts'
import { composeMail } from './mail/compose.ts'
import { folderPost } from './mail/folder.ts'
import { composeLetter } from './mail/letters/letter.ts'
import { composeSignIn } from './mail/letters/signIn.ts'
import { smtpPost } from './mail/smtp.ts'
import { leaveNotice } from './notice.ts'
import { readReference, seedEditions } from './reference.ts'
import { openSealing } from './sealing.ts'
import { totpCodes } from './signIn/codes.ts'
import { createPasskeys } from './signIn/passkeys.ts'
import { openStore } from './store/open.ts'
import { openSigningKey } from './store/signingKey.ts'
import { findingIn, standsAt } from './words/findings.ts'

/** A token of the first administrator lives so long (hours). */
const firstTokenHours = 24 * 365

/** Whoever sends slower holds a connection for nothing: the head of a request, and the whole with the largest sheet. */
const mostHeadMs = 15_000
const mostRequestMs = 120_000

export type OpenDesk = Awaited<ReturnType<typeof openDesk>>

/** Opens everything but the network: what `serve` listens with and the verbs of `desk` work with. */
export async function openDesk(config: Config, given: { readonly channel?: ChannelClock } = {}) {
  const log = pino({ level: config.LOG_LEVEL }, pino.destination({ dest: 2, sync: true }))
  // A test turns a clock of its own; what is due is then done when it says so.
  const channel = given.channel ?? (config.CLOCK === 'channel' ? channelClock(toInstant(0)) : null)
  const clock: Clock = channel ?? { now: () => toInstant(Date.now()) }
  const chance = createChance(clock)
  const { keys, vault } = await openSealing(config)
  const store = await openStore(config.DATABASE_URL).catch(async (error: unknown) => {
    await keys.close()
    throw error
  })
  const post = config.SMTP_URL
    ? smtpPost(config.SMTP_URL, { connections: config.MAIL_CONNECTIONS })
    : folderPost(config.LETTER_FOLDER)
  const atStart = { caller: deskCaller, request: 'start', now: clock.now(), idempotency: null, ifMatch: null }
  const closeBoth = async () => {
    await post.close()
    await store.close()
    await keys.close()
  }
  try {
    await bindKeys(store, keys, atStart)
    await seedEditions(store, clock, config.EDITION_FOLDER)
  } catch (error) {
    await closeBoth()
    throw error
  }
  const { reference, airports, practice, paperwork, china, permits, retention: periods } = readReference()
  const policies = await createPolicies(store, reference)
  const desk: Desk = {
    store,
    vault,
    journal: createJournal(store, chance),
    clock,
    chance,
    policies,
    patience: { settleMs: config.LETTER_SETTLE_SECONDS * 1_000 },
    transferRules: { loadPercent: practice.transfer.loadPercent, leastStaff: practice.transfer.leastStaff },
    permits: { rules: permits, calendar: china },
    invitationMonths: practice.papers.invitationMonths,
    consentText: practice.consentText,
  }
  const signer = once(() => openSigningKey(signingKeyFile(config), randomBytes))
  const checkpoints = createCheckpoints(
    { store, keys, chance, signer },
    {
      everyHours: config.CHECKPOINT_HOURS,
      recipients: async () => [...(config.AUDITOR_EMAIL ? [null] : []), ...(await auditorsOf(store))],
    },
  )
  const signing: Signing = {
    signer,
    outside: async () => ({ publicKey: signer().publicKey, mark: await keys.checkpointMark(), kept: [] }),
    archive: tar,
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
  const erasures = createErasures(desk, post)
  const pendingActs = createPendingActs(desk, {
    ReopenManifest: {
      propose: async (envelope, { subject, reason }) => {
        // What was seen of the charter was seen when it was asked for.
        const command = { type: 'ReopenManifest', reason } as const
        const proposed = await charters.propose({ ...envelope, ifMatch: null }, subject as CharterId, command)
        return 'outcome' in proposed ? proposed : proposed.parts
      },
    },
    ReleaseEarly: {
      propose: (envelope, { subject, reason }) => proposeEarlyRelease(desk, envelope, subject as JourneyId, reason),
    },
    EraseMerchant: {
      propose: (envelope, { subject }) => erasures.propose(envelope, subject as JourneyId),
      after: async (subject) => {
        const held = await store.journey(subject as JourneyId)
        if (held) await erasures.finish(held.state.merchant)
      },
    },
  })
  const privacy = {
    holds: createHolds(desk),
    copies: createCopies(desk, createReadLetter(desk)),
    unmaskings: createUnmaskings(desk),
    remains: (merchant: MerchantId) => remainsOf(desk, post, merchant),
    retention: periods,
    pack: packArchive,
  }
  const retention = createRetention(desk, periods, erasures)
  let erasedAgain: number
  try {
    erasedAgain = await erasures.reapply(atStart)
  } catch (error) {
    await closeBoth()
    throw error
  }
  if (erasedAgain) log.info({ erasedAgain }, 'an older database was put back: who was erased since is erased again')
  // Without a public address links point to where the desk listens, which is known once it does.
  const address = { publicUrl: config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}` }
  const cookie = createSessionCookie(config.PUBLIC_URL)
  const identify = createIdentify(
    store,
    clock,
    () => performance.now(),
    cookie,
    (error) => log.error({ error: String(error) }, 'a last use was not written'),
  )
  const sessions = createSessions(desk, identify.forget)
  const people = createPeople(desk, identify.forget)
  const passkeys = createPasskeys(() => address.publicUrl)
  const signIn = createSignIn(desk, sessions, passkeys, totpCodes, identify.forget)
  return {
    config,
    log,
    channel,
    desk,
    keys,
    signer,
    checkpoints,
    signing,
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
    privacy,
    pendingActs,
    erasures,
    retention,
    erasedAgain,
    post,
    airports,
    address,
    cookie,
    identify,
    sessions,
    people,
    signIn,
    close: closeBoth,
  }
}

/** Listens, delivers and asks until it is closed. Answers the address and how to close. */
export async function serveDesk(open: OpenDesk) {
  const { config, log, desk, links, views, post } = open
  const { store, clock, chance } = desk
  const operator = randomBytes(32).toString('base64url')
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
  const outbox = createOutbox(desk)
  routes.push(
    ...healthRoutes(store, () => routes),
    ...demandRoutes(desk, open.demand, open.demandSheets, open.airports),
    ...charterRoutes(desk, open.charters, open.rosters, open.conflicts, views, open.airports),
    ...journeyRoutes(desk, open.journeys, open.registrations, views, links, checkZone),
    ...transferRoutes(desk, open.transfers),
    ...officeRoutes(desk, open.offices, tokens.forget),
    ...peopleRoutes(open.people, open.sessions),
    ...editionRoutes(desk, open.editions, open.choices),
    ...recordRoutes(desk, open.signing),
    ...letterRoutes(desk, outbox),
    ...privacyRoutes(desk, open.privacy),
    ...pendingActRoutes(open.pendingActs),
  )
  const from = { name: 'Charter Desk', address: config.MAIL_FROM }
  const domain = config.MAIL_FROM.split('@')[1] ?? 'charter-desk.example'
  const letters = {
    compose: async (context: Parameters<typeof composeLetter>[0] & { id: string }) => {
      const { subject, text, html } = composeLetter(context)
      const mail = await composeMail({
        id: context.id,
        domain,
        from,
        to: {
          name: context.person.nativeName || `${context.person.givenNames} ${context.person.surname}`.trim(),
          address: context.person.email,
        },
        subject,
        text,
        html,
        at: context.now,
        about: context.journey.id,
        language: context.person.language,
        calendar: writeCalendar(context, context.person.language),
      })
      return { ...mail, subject }
    },
  }
  const signInLetters = {
    compose: (letter: Parameters<typeof composeSignIn>[0]) =>
      composeMail({
        id: letter.id,
        domain,
        from,
        to: { name: letter.name, address: letter.email },
        ...composeSignIn(letter),
        at: letter.now,
        about: letter.person,
        language: letter.language,
        calendar: null,
      }),
  }
  const settings = { from: config.MAIL_FROM, publicUrl: () => address.publicUrl }
  const ways = { lanes: createLanes(config.MAIL_CONNECTIONS), pace: createPace(config.MAIL_PER_DOMAIN) }
  const deliver = createDeliver(desk, links, letters, post, ways, settings)
  const mailLink = createMailLink(desk, signInLetters, post, settings)
  const postedFrom = createPostedFrom(config.PUBLIC_URL)
  const tell: AppParts['tell'] = (caller, request, look) =>
    desk.journal.write(lookLine(caller, request, clock.now(), look))
  const pages = createPages({
    desk,
    links,
    journeys: open.journeys,
    views,
    editions: open.editions,
    demand: open.demand,
    demandSheets: open.demandSheets,
    charters: open.charters,
    signIn: open.signIn,
    sessions: open.sessions,
    people: open.people,
    outbox,
    pendingActs: open.pendingActs,
    unmaskings: open.privacy.unmaskings,
    cookie: open.cookie,
    postedFrom,
    identify,
    readLetter: deliver.read,
    writeCalendar,
    tell,
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
  if (config.ADMIN_TOKEN) await adoptFirstToken(open, config.ADMIN_TOKEN)

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
  if (!config.ADMIN_TOKEN) await showFirstLink(open)

  /** What another desk on this store published is known before anything is decided. */
  const afterKeepingUp =
    <Args extends unknown[]>(act: (...args: Args) => Promise<void>) =>
    async (...args: Args): Promise<void> => {
      await desk.policies.keepUp(clock.now())
      return act(...args)
    }
  const sendCheckpoint = async (number: number, person: CheckpointRecipient): Promise<string> => {
    const held = person && (await store.person(person))
    const to = person ? held && !held.removedAt && detailsOf(desk.vault, held).email : config.AUDITOR_EMAIL
    if (person && to === config.AUDITOR_EMAIL?.toLowerCase()) return 'the same address has a letter of its own'
    const checkpoint = (await store.checkpoints()).find((each) => each.number === number)
    if (!to || !checkpoint) return 'nobody to send it to'
    const mail = composeCheckpoint({ from: config.MAIL_FROM, to, copy: person }, checkpoint)
    return withoutAddresses(await post.send(mail))
  }
  const owner = `desk-${process.pid}-${randomBytes(4).toString('hex')}`
  const arrears = createArrears(
    store,
    clock,
    owner,
    afterKeepingUp(createPerform(desk, open.journeys, open.demand, open.erasures, sendCheckpoint, mailLink)),
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
    return workOff()
  }
  const loop = open.channel
    ? { stop: async () => {} }
    : startLoop(work, config.WAKE_SECONDS * 1_000, (error) =>
        log.error({ error: withoutAddresses(String(error)) }, 'looking for what is due failed'),
      )
  open.channel?.listen(work, () => store.nextDue())
  const takeAway = shared ? null : leaveNotice(config, { url, operator, pid: process.pid })
  log.info({ url, database: shared ? 'postgres' : config.DATABASE_URL }, 'the desk is open')
  process.send?.({ listening: url })

  return {
    url,
    /** What is served: the list that was asked for, and what Express was given. */
    routes,
    pages,
    app,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      })
      await loop.stop()
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

/** The first administrator's link, once at each start until one has signed in. */
async function showFirstLink({ config, people, address }: OpenDesk): Promise<void> {
  const details = { name: 'Administrator', email: config.ADMIN_EMAIL?.toLowerCase() ?? null, language: 'en' as const }
  const secret = await people.firstLink(details)
  if (secret)
    process.stderr.write(
      `The first administrator signs in here, once and within an hour: ${address.publicUrl}/enter/${secret}\n`,
    )
}

/** A token for programs that administer, from the environment. */
async function adoptFirstToken(open: OpenDesk, secret: string): Promise<void> {
  const { store, clock, chance } = open.desk
  if ((await store.tokens()).some(({ role }) => role === 'administrator')) return
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
    acts: null,
    lastUsedAt: null,
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
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
