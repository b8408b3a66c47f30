// The merchant's way drawn as stations: done, now, ahead; and the station where it was left.
import type { Instant, Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { isFinal, stages, type Stage } from '../domain/journey/stage.ts'
import { shortMomentIn, zoneName } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'

export const stations = [
  'registered',
  'seat',
  'papers',
  'cleared',
  'flight',
  'transfer',
  'observation',
  'home',
  'released',
] as const
export type Station = (typeof stations)[number]

/** The stages that lie between reaching this station and reaching the next. */
const stagesAt: Readonly<Record<Station, readonly Stage[]>> = {
  registered: ['registered', 'waitlisted', 'offered'],
  seat: [],
  papers: [
    'seated.awaitingFirstNegative',
    'seated.awaitingSecondNegative.codeOutstanding',
    'seated.awaitingSecondNegative.codeIssued',
    'seated.awaitingHealthCode',
  ],
  cleared: ['clearedToBoard'],
  flight: ['aboard'],
  transfer: ['awaitingTransfer', 'inClosedLoopTransfer'],
  observation: ['underMedicalObservation', 'inMedicalCare'],
  home: ['underHomeMonitoring'],
  released: ['released'],
}
const stationOf = (stage: Stage): Station | null =>
  stations.find((station) => stagesAt[station].includes(stage)) ?? null

export type Stop = {
  readonly station: Station
  readonly state: 'done' | 'now' | 'ahead' | 'left'
  readonly at: Instant | null
}

/** `left` marks how far somebody came who is off the way; nothing after it lies ahead of them. */
export function stopsOf(
  stage: Stage,
  reached: Readonly<Partial<Record<Stage, Instant>>>,
  homeLeg: boolean,
): readonly Stop[] {
  const way = stations.filter((station) => station !== 'home' || homeLeg)
  const here = stationOf(stage) ?? lastReached(reached)
  const place = way.indexOf(here)
  const onTheWay = stationOf(stage) !== null
  return way.map((station, index) => ({
    station,
    state: index < place || stage === 'released' ? 'done' : index > place ? 'ahead' : onTheWay ? 'now' : 'left',
    at: firstReached(station, reached),
  }))
}

function firstReached(station: Station, reached: Readonly<Partial<Record<Stage, Instant>>>): Instant | null {
  // The seat is held from the first stage that needs one.
  const instants = stagesAt[station === 'seat' ? 'papers' : station].flatMap((stage) => reached[stage] ?? [])
  return instants.sort()[0] ?? null
}

const lastReached = (reached: Readonly<Partial<Record<Stage, Instant>>>): Station =>
  stages.reduce<Station>((last, stage) => (reached[stage] ? (stationOf(stage) ?? last) : last), 'registered')

type Props = {
  readonly stage: Stage
  readonly reached: Readonly<Partial<Record<Stage, Instant>>>
  readonly homeLeg: boolean
  readonly language: Language
  readonly zone: Zone
  readonly now: Instant
}

export function Path({ stage, reached, homeLeg, language, zone, now }: Props) {
  const words = wordsIn(language)
  const off = isFinal(stage) && stage !== 'released'
  return (
    <>
      <ol class={off ? 'path off' : 'path'} aria-label={words('status.path')}>
        {stopsOf(stage, reached, homeLeg).map(({ station, state, at }) => (
          <li class={state} aria-current={state === 'now' ? 'step' : undefined}>
            <span class="mark" aria-hidden="true">
              {state === 'done' ? '✓' : state === 'left' ? '×' : ''}
            </span>
            <span class="station">{words(`station.${station}`)}</span>
            <span class="hidden">{words(`stop.${state}`)}</span>
            {at && state !== 'ahead' && <span class="when">{shortMomentIn(language, at, zone)}</span>}
          </li>
        ))}
      </ol>
      <p class="small">{words('due.zone', { zone: zoneName(language, zone, now) })}</p>
    </>
  )
}
