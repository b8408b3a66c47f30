// The seats of a charter under its published rule: what was published, what the round came to, who is offered a seat and who waits.
import type { ComponentChildren } from 'preact'
import type { Charter } from '../domain/charter/charter.ts'
import type { Finding } from '../domain/decision.ts'
import type { Instant, Zone } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { momentIn, momentsIn } from '../words/when.ts'
import { wordFor, wordsIn } from '../words/words.ts'
import { Terms } from './paragraphs.tsx'
import { needIn } from './standing.tsx'
import type { SeatClaimRow, SeatRuleView } from './views.ts'

type Props = { readonly seats: SeatRuleView; readonly charter: Charter; readonly language: Language }

export function SeatRule({ seats, charter, language }: Props) {
  const words = wordsIn(language)
  const { from, to } = charter.record.leg
  const at = (moment: Instant) => momentsIn(language, moment, [from.zone, to.zone])
  return (
    <section aria-labelledby="seatRule">
      <h2 id="seatRule">{words('allocation.title')}</h2>
      {stateOf(seats, at, language).map((sentence) => (
        <p>{sentence}</p>
      ))}
      <Terms rows={published(seats, at, language)} />
      {seats.people && (
        <Claims people={seats.people} held={seats.round !== null} language={language} zone={from.zone} />
      )}
      {seats.round && (
        <>
          <h3>{words('allocation.replay')}</h3>
          <p>
            {words('allocation.replayWords')} <code>desk draw {charter.id}</code>
          </p>
          <p>
            <a class="btn" href={seats.recordHref}>
              {words('allocation.record')}
            </a>
          </p>
        </>
      )}
    </section>
  )
}

function stateOf(
  { round, rule, open, closed, collected }: SeatRuleView,
  at: (moment: Instant) => string,
  language: Language,
): readonly string[] {
  const words = wordsIn(language)
  if (round) {
    const { claims, seated, seats } = round
    const held = words('allocation.held', { at: at(round.at), claims, seated, seats })
    return open ? [held] : [held, words('allocation.over')]
  }
  if (!open) return [words('allocation.neverHeld')]
  return [words(closed ? 'allocation.closing' : 'allocation.collecting', { at: at(rule.closesAt), claims: collected })]
}

function published({ rule, commitment, seed }: SeatRuleView, at: (moment: Instant) => string, language: Language) {
  const words = wordsIn(language)
  const needs = Object.entries(rule.needs)
    .sort(([, a], [, b]) => b - a)
    .map(([need, weight]) => words('standing.needWeight', { need: needIn(language, need), weight }))
  const cap = rule.capPerCompany
  return [
    { label: words('allocation.closesAt'), value: at(rule.closesAt) },
    { label: words('allocation.needs'), value: needs.join(' · ') || words('allocation.noNeeds') },
    { label: words('standing.cap'), value: cap === null ? words('allocation.noCap') : String(cap) },
    { label: words('allocation.offerHours'), value: words('allocation.hours', { hours: rule.offerHours }) },
    { label: words('standing.commitment'), value: commitment },
    { label: words('standing.seed'), value: seed ?? words('standing.seedFollows') },
  ]
}

type ClaimsProps = {
  readonly people: NonNullable<SeatRuleView['people']>
  readonly held: boolean
  readonly language: Language
  readonly zone: Zone
}
function Claims({ people, held, language, zone }: ClaimsProps) {
  const words = wordsIn(language)
  const { offers, line, more, letGo } = people
  if (!held) return <p class="empty">{words('allocation.afterRound')}</p>
  return (
    <>
      <h3>{words('allocation.offers')}</h3>
      {offers.length ? (
        <ClaimTable
          rows={offers}
          first={words('allocation.until')}
          cell={(_, { until }) => <time dateTime={until}>{momentIn(language, until, zone)}</time>}
          language={language}
        />
      ) : (
        <p class="empty">{words('allocation.noOffers')}</p>
      )}
      <h3>{words('allocation.line')}</h3>
      {line.length ? (
        <ClaimTable
          rows={line}
          first={words('allocation.place')}
          cell={(number) => String(number + 1)}
          language={language}
        />
      ) : (
        <p class="empty">{words('allocation.noLine')}</p>
      )}
      {more > 0 && <p>{words('allocation.more', { number: more })}</p>}
      {letGo > 0 && <p>{words('allocation.letGo', { number: letGo })}</p>}
    </>
  )
}

type TableProps<Row extends SeatClaimRow> = {
  readonly rows: readonly Row[]
  readonly first: string
  readonly cell: (number: number, row: Row) => ComponentChildren
  readonly language: Language
}
function ClaimTable<Row extends SeatClaimRow>({ rows, first, cell, language }: TableProps<Row>) {
  const words = wordsIn(language)
  return (
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{words('people.name')}</th>
          <th scope="col">{first}</th>
          <th scope="col">{words('allocation.rank')}</th>
          <th scope="col">{words('allocation.why')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, number) => (
          <tr>
            <th scope="row">
              {row.person.name}
              {row.person.nativeName && <small class="other">{row.person.nativeName}</small>}
            </th>
            <td data-label={first}>{cell(number, row)}</td>
            <td data-label={words('allocation.rank')}>{row.standing?.rank ?? '–'}</td>
            <td data-label={words('allocation.why')}>{whyOf(row, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function whyOf({ reason, standing, passedOver }: SeatClaimRow, language: Language): string {
  const words = wordsIn(language)
  return [
    ...(reason ? [reasonIn(reason, language)] : []),
    ...(standing && standing.alike > 1 ? [words('lineReason.drawn', { number: standing.alike })] : []),
    ...(passedOver ? [words('lineReason.passedOver')] : []),
  ].join('; ')
}

/** In the third person, since an officer reads of somebody else. */
function reasonIn(reason: Finding, language: Language): string {
  const need = needIn(language, String(reason.facts['need'] ?? ''))
  return wordFor(language, `lineReason.${reason.code}`, { ...reason.facts, need }) ?? reason.message
}
