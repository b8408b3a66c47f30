// What became of everybody, asked of the desk at the end: nothing here is known from the scenario.
import { Temporal } from 'temporal-polyfill'
import type { Mailbox } from './mailbox.ts'
import { allJourneys, officeOf, organiser, type JourneyAnswer, type Play } from './play.ts'

/** The one JSON value of `demo --json`: stage figures count journeys that ever reached the stage. */
export type Figures = {
  readonly registered: number
  readonly withdrawn: number
  readonly deferred: number
  readonly notTravelled: number
  readonly entryRefused: number
  readonly aboard: number
  readonly landed: number
  readonly transferred: number
  readonly admitted: number
  readonly inMedicalCare: number
  readonly released: number
  readonly unaccounted: number
  readonly lettersQueued: number
  readonly lettersSent: number
  readonly events: number
  readonly auditIntact: boolean
  readonly wallMs: number
}

export type Story = {
  readonly figures: Figures
  /** Passport number -> stage at the end, with the first finding where the journey ended early. */
  readonly fates: ReadonlyMap<string, { readonly stage: string; readonly finding: string | null }>
  readonly lines: readonly string[]
}

type Funnel = {
  readonly seats: number
  readonly stages: readonly { readonly stage: string; readonly standing: number; readonly reached: number }[]
}
type BalanceAnswer = {
  readonly links: readonly { readonly link: string; readonly count: number }[]
  readonly places: Readonly<Record<string, readonly string[]>>
  readonly differences: readonly { readonly message: string }[]
  readonly runs: readonly {
    readonly vehicle: string
    readonly places: number
    readonly out: { readonly count: number } | null
    readonly in: { readonly count: number } | null
  }[]
}
type CharterAnswer = {
  readonly anchor: { readonly reason: string }
  readonly record: {
    readonly terms: {
      readonly aircraft: Record<'seats' | 'loadCapPercent', { readonly value: number; readonly assumed: boolean }> & {
        readonly type: string
      }
    }
  }
  readonly editions: Readonly<
    Record<
      'mission' | 'observation',
      { readonly id: string | null; readonly assumed?: boolean; readonly reason?: string }
    >
  >
}
type Plans = readonly {
  readonly plan: {
    readonly steps: readonly { readonly step: string; readonly findings: readonly { readonly message: string }[] }[]
  }
}[]

export async function tellStory(play: Play, mailbox: Mailbox, wallMs: number, plansBefore: Plans): Promise<Story> {
  const auditor = officeOf(play, 'auditor')
  const charter = `/v1/charters/${play.charter}`
  const [funnel, balance, reasons, events, audit, terms, journeys, outbox] = await Promise.all([
    auditor.get<Funnel>(`${charter}/funnel`),
    auditor.get<BalanceAnswer>(`${charter}/balance`),
    auditor.get<readonly { code: string; count: number; journeys: readonly string[] }[]>(`${charter}/reasons`),
    auditor.get<{ total: number }>(`/v1/events?limit=1&charter=${play.charter}`),
    auditor.get<{ intact: boolean; aggregates: number; first: unknown }>('/v1/audit'),
    auditor.get<CharterAnswer>(charter),
    // The organiser may read why, in the words of whoever refused.
    allJourneys(play, organiser(play)),
    auditor.get<readonly { kind: string; name: string; state: string; count: number }[]>(`${charter}/outbox`),
  ])
  const reached = (stage: string) => funnel.stages.find((each) => each.stage === stage)?.reached ?? 0
  // The roster's own ids, held against every keeper's list: whoever stands in no place, or in two, is not accounted for.
  const unaccounted = [...play.people.keys()].filter((id) => balance.places[id]?.length !== 1).length
  const figures: Figures = {
    registered: reached('registered'),
    withdrawn: reached('withdrawn'),
    deferred: reached('deferred'),
    notTravelled: reached('notTravelled'),
    entryRefused: reached('entryRefused'),
    aboard: reached('aboard'),
    landed: reached('awaitingTransfer'),
    transferred: reached('inClosedLoopTransfer'),
    admitted: reached('underMedicalObservation'),
    inMedicalCare: reached('inMedicalCare'),
    released: reached('released'),
    unaccounted,
    // Every letter that was called for, but for those that went with a later one: also what was lost or never worded.
    lettersQueued: outbox
      .filter(({ kind, state }) => kind === 'letter' && state !== 'merged')
      .reduce((sum, { count }) => sum + count, 0),
    lettersSent: mailbox.letters(),
    events: events.total,
    auditIntact: audit.intact,
    wallMs,
  }
  const fates = new Map(
    journeys.map((journey) => [
      play.people.get(journey.id) ?? journey.id,
      { stage: journey.stage, finding: journey.dossier.findings[0]?.code ?? null },
    ]),
  )
  const example = (ids: readonly string[]) => {
    const finding = journeys.find(({ id }) => ids.includes(id))?.dossier.findings[0]
    return finding && [finding.message, finding.facts.reason].filter(Boolean).join(' ')
  }
  return {
    figures,
    fates,
    lines: lines(play, figures, { funnel, balance, reasons, terms, journeys, outbox, example, plansBefore, mailbox }),
  }
}

type Told = {
  readonly funnel: Funnel
  readonly balance: BalanceAnswer
  readonly reasons: readonly { readonly code: string; readonly count: number; readonly journeys: readonly string[] }[]
  readonly terms: CharterAnswer
  readonly journeys: readonly JourneyAnswer[]
  readonly outbox: readonly {
    readonly kind: string
    readonly name: string
    readonly state: string
    readonly count: number
  }[]
  readonly example: (ids: readonly string[]) => string | undefined
  readonly plansBefore: Plans
  readonly mailbox: Mailbox
}

function lines(play: Play, figures: Figures, told: Told): readonly string[] {
  const { aircraft } = told.terms.record.terms
  const assumed = (figure: { value: number; assumed: boolean }) =>
    `${figure.value}${figure.assumed ? ' (assumed)' : ''}`
  const editions = Object.values(told.terms.editions).map(
    ({ reason, assumed: guess }) => `  ${guess ? 'ASSUMED  ' : ''}${reason ?? 'no edition known'}`,
  )
  const weekend = new Set(
    told.plansBefore.flatMap(({ plan }) =>
      plan.steps.flatMap(({ findings }) => findings.map(({ message }) => message)),
    ),
  )
  const stages = told.funnel.stages.filter(({ reached }) => reached > 0)
  const widest = Math.max(...stages.map(({ reached }) => reached), 1)
  const grounded = figures.registered - figures.aboard
  const sick = told.journeys.filter(({ dossier }) => dossier.care.length > 0)
  const stays = told.journeys.filter(({ dossier }) => dossier.home?.place === 'facility')
  const letters = told.outbox.filter(({ kind }) => kind === 'letter')
  const merged = letters.filter(({ state }) => state === 'merged').reduce((sum, { count }) => sum + count, 0)
  return [
    play.scenario.title,
    '',
    `Aircraft ${aircraft.type}: ${assumed(aircraft.seats)} seats at ${assumed(aircraft.loadCapPercent)} % load, ${told.funnel.seats} to fill. Windows are ${told.terms.anchor.reason}.`,
    'Rule books that bind:',
    ...editions,
    ...[...weekend].map((message) => `  The plan said: ${message}`),
    '',
    'Stage                                            ever   now',
    ...stages.map(
      ({ stage, reached, standing }) =>
        `  ${stage.padEnd(46)}${String(reached).padStart(5)}${String(standing).padStart(6)}  ${'#'.repeat(Math.round((reached / widest) * 30))}`,
    ),
    '',
    `${grounded} of ${figures.registered} did not fly, in the desk's own words:`,
    ...told.reasons.map(
      ({ code, count, journeys }) =>
        `  ${String(count).padStart(3)}  ${code.padEnd(22)}${told.example(journeys) ? `e.g. ${told.example(journeys)}` : ''}`,
    ),
    '',
    'Head-count, link by link:',
    ...told.balance.links.map(({ link, count }) => `  ${link.padEnd(26)}${String(count).padStart(5)}`),
    ...told.balance.runs
      .filter(({ out }) => out)
      .map(
        ({ vehicle, places, out, in: arrived }) =>
          `  coach ${vehicle.padEnd(20)}${String(out?.count ?? 0).padStart(5)} out, ${arrived?.count ?? 0} in, ${places} places`,
      ),
    ...(told.balance.differences.length
      ? told.balance.differences.map(({ message }) => `  DIFFERENCE: ${message}`)
      : ['  no difference at any handover']),
    '',
    'Observation, tests sampled by day:',
    ...observationDays(play.rooms.zone, told.journeys),
    '',
    `Medical care: ${sick.length}`,
    ...sick.flatMap(({ id, stage, dossier }) =>
      dossier.care.map(
        ({ cause, from, until }) => `  ${id.slice(-16)}  ${cause}, ${from} to ${until ?? 'still there'}; now ${stage}`,
      ),
    ),
    `Second leg spent in the facility: ${stays.length}`,
    ...stayReasons(stays),
    `Commands refused on the way: ${play.refused.length}`,
    ...play.refused.slice(0, 12).map(({ at, by, words }) => `  ${at}  ${by}: ${words}`),
    ...(play.refused.length > 12 ? [`  … and ${play.refused.length - 12} more`] : []),
    '',
    `Letters: ${figures.lettersSent} received of ${figures.lettersQueued} written; ${merged} were merged into a later one before they went.`,
    `Record: ${figures.events} events of this charter, ${figures.auditIntact ? 'intact: every chain is whole and the state follows from it' : 'NOT INTACT'}.`,
    `Unaccounted for: ${figures.unaccounted}.`,
  ]
}

function stayReasons(stays: readonly JourneyAnswer[]): readonly string[] {
  const counted = new Map<string, number>()
  for (const { dossier } of stays) {
    const reason = `${dossier.home?.because ?? ''} (${dossier.traits.destination})`
    counted.set(reason, (counted.get(reason) ?? 0) + 1)
  }
  return [...counted].map(([reason, count]) => `  ${String(count).padStart(3)}  ${reason}`)
}

/** Counted from what lies in the dossiers: each leg has its own day 1. */
function observationDays(zone: string, journeys: readonly JourneyAnswer[]): readonly string[] {
  const counted = new Map<string, number>()
  const count = (leg: string, first: string, sampledAt: string) => {
    const day = Temporal.Instant.from(sampledAt).toZonedDateTimeISO(zone).toPlainDate()
    const number = Temporal.PlainDate.from(first).until(day).days + 1
    if (number < 1) return
    const key = `${leg} day ${number}`
    counted.set(key, (counted.get(key) ?? 0) + 1)
  }
  for (const { dossier } of journeys) {
    const { dayOne, home, tests } = dossier
    if (!dayOne) continue
    for (const { sampledAt } of tests) {
      const atHome =
        home && Temporal.Instant.from(sampledAt).toZonedDateTimeISO(zone).toPlainDate().toString() >= home.dayOne
      if (atHome) count('second leg', home.dayOne, sampledAt)
      else count('central', dayOne, sampledAt)
    }
  }
  return [...counted]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, tests]) => `  ${day.padEnd(22)}${String(tests).padStart(5)}`)
}
