// The composition root: config -> store -> handlers. It holds every key and closes everything in reverse; serving.ts listens with it.
import { randomBytes } from 'node:crypto'
import { Resolver } from 'node:dns/promises'
import pino from 'pino'
import { createBriefings } from './application/briefings.ts'
import { createCharters } from './application/charters.ts'
import { createChoices } from './application/choices.ts'
import { createDemand } from './application/demand.ts'
import { createDemandSheets } from './application/demandSheets.ts'
import { createChance } from './application/chance.ts'
import { auditorsOf, createCheckpoints } from './application/checkpoints.ts'
import { createConflicts } from './application/conflicts.ts'
import type { Desk } from './application/desk.ts'
import { createEditions } from './application/editions.ts'
import { bindKeys } from './application/keyBinding.ts'
import { createJourneys } from './application/journeys.ts'
import { createJournal } from './application/journal.ts'
import { createCopies } from './application/copies.ts'
import { proposeEarlyRelease } from './application/earlyReleases.ts'
import { createErasures } from './application/erasures.ts'
import { createHolds } from './application/holds.ts'
import { createReadLetter } from './application/letters.ts'
import { createPendingActs } from './application/pendingActs.ts'
import { remainsOf } from './application/remains.ts'
import { createRetention } from './application/retention.ts'
import { createLinks } from './application/links.ts'
import { once } from './application/once.ts'
import { createLists } from './application/lists.ts'
import { createOffices } from './application/offices.ts'
import { deskCaller } from './application/perform.ts'
import { createPeople } from './application/people.ts'
import { createPolicies } from './application/policies.ts'
import type { Clock } from './application/ports.ts'
import { createReceive } from './application/receive.ts'
import { createReturns } from './application/returns.ts'
import { createRegistrations } from './application/registrations.ts'
import { createRosters } from './application/rosters.ts'
import { createSessions } from './application/sessions.ts'
import { createSignIn } from './application/signIn.ts'
import { createTrade } from './application/trade.ts'
import { createTransfers } from './application/transfers.ts'
import { createTypedRows } from './application/typedRow.ts'
import { createUnmaskings } from './application/unmaskings.ts'
import { createViews } from './application/views.ts'
import { showsMailbox, signingKeyFile, type Config } from './config.ts'
import type { CharterId, JourneyId, MerchantId } from './domain/ids.ts'
import { packArchive } from './files/archive.ts'
import { toInstant } from './domain/instant.ts'
import { demandSheetReader } from './files/demandSheet.ts'
import { rosterReader } from './files/roster.ts'
import { states } from './files/states.ts'
import { tableWriter } from './files/tables.ts'
import { tar } from './files/tar.ts'
import { createIdentify } from './http/identify.ts'
import type { Signing } from './http/record.ts'
import { createSessionCookie } from './http/sessionCookie.ts'
import { channelClock, type ChannelClock } from './jobs/channel.ts'
import { imapMailbox } from './mail/in/imap.ts'
import { parseLetter } from './mail/in/read.ts'
import { createVoucher, resolveWith, type Resolve } from './mail/in/vouch.ts'
import { developmentMail } from './mail/development.ts'
import { openSignature } from './mail/signature.ts'
import { smtpPost } from './mail/smtp.ts'
import { readReference, seedEditions } from './reference.ts'
import { openSealing } from './sealing.ts'
import { totpCodes } from './signIn/codes.ts'
import { createPasskeys } from './signIn/passkeys.ts'
import { openStore } from './store/open.ts'
import { openSigningKey } from './store/signingKey.ts'
import { briefingLines } from './words/briefing.ts'
import { findingIn, standsAt } from './words/findings.ts'
import { wordFor, wordsIn } from './words/words.ts'

export type OpenDesk = Awaited<ReturnType<typeof openDesk>>

/** Opens everything but the network: what `serve` listens with and the verbs of `desk` work with. */
export async function openDesk(
  config: Config,
  given: { readonly channel?: ChannelClock; readonly resolve?: Resolve } = {},
) {
  const log = pino({ level: config.LOG_LEVEL }, pino.destination({ dest: 2, sync: true }))
  // A test turns a clock of its own; what is due is then done when it says so.
  const channel = given.channel ?? (config.CLOCK === 'channel' ? channelClock(toInstant(0)) : null)
  const clock: Clock = channel ?? { now: () => toInstant(Date.now()) }
  const chance = createChance(clock, Math.random, () => randomBytes(32).toString('base64url'))
  const signature = signatureOf(config)
  const { keys, vault } = await openSealing(config)
  const store = await openStore(config.DATABASE_URL).catch(async (error: unknown) => {
    await keys.close()
    throw error
  })
  const connections = { connections: config.MAIL_CONNECTIONS }
  const development = config.SMTP_URL ? null : developmentMail(config.LETTER_FOLDER, () => clock.now(), connections)
  const post = development?.post ?? smtpPost(config.SMTP_URL!, connections)
  const atStart = { caller: deskCaller, request: 'start', now: clock.now(), idempotency: null, ifMatch: null }
  const mailbox = config.IMAP_URL ? imapMailbox(config.IMAP_URL) : null
  const closeBoth = async () => {
    await mailbox?.close()
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
  const returns = createReturns(store, vault)
  const resolve = given.resolve ?? resolveWith(new Resolver({ timeout: 5_000, tries: 2 }))
  const voucher = createVoucher(config.AUTHENTICATION_SERVER ?? null, resolve)
  const reader = { read: (bytes: Uint8Array) => parseLetter(Buffer.from(bytes)) }
  const views = createViews(desk)
  const journeys = createJourneys(desk)
  const receive = createReceive(desk, returns, reader, voucher, createReadLetter(desk), journeys)
  const charters = createCharters(desk)
  const registrations = createRegistrations(desk, links)
  const rosters = createRosters(desk, registrations, views, rosterReader, { finding: findingIn, stage: standsAt })
  const conflicts = createConflicts(desk, links)
  const typedRows = createTypedRows(desk, rosterReader, { finding: findingIn, stage: standsAt })
  const transfers = createTransfers(desk)
  const offices = createOffices(desk)
  const editions = createEditions(desk)
  const choices = createChoices(desk)
  const trade = createTrade(desk)
  const briefings = createBriefings(desk, views, trade, (state) => states.get(state)?.alpha2 ?? null)
  const lists = createLists(desk, views, tableWriter, {
    heading: (language, heading) => wordsIn(language)(`list.${heading}`),
    stage: standsAt,
    reached: (language, stage) => wordsIn(language)(`brief.${stage}`),
    due: (language, act, number) => wordFor(language, `due.${act}`, { number: number ?? '' })?.trim() ?? act,
    finding: findingIn,
    briefing: briefingLines,
  })
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
    wallClock: () => toInstant(Date.now()),
    desk,
    keys,
    signer,
    checkpoints,
    signing,
    links,
    returns,
    mailbox,
    receive,
    signature,
    views,
    journeys,
    charters,
    registrations,
    rosters,
    conflicts,
    typedRows,
    transfers,
    offices,
    editions,
    choices,
    demand,
    trade,
    lists,
    briefings,
    demandSheets,
    privacy,
    pendingActs,
    erasures,
    retention,
    erasedAgain,
    post,
    developmentMailbox: showsMailbox(config) ? (development?.mailbox ?? null) : null,
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

/** Of the domain that letters come from, so that it stands for their sender (RFC 7489, section 3.1). */
function signatureOf({ DKIM_KEY_FILE: file, DKIM_SELECTOR: selector, MAIL_FROM: from }: Config) {
  return file && selector ? openSignature({ file, selector, domain: from.split('@')[1]! }) : null
}
