// Whether a letter that came in is answered by the desk, by nobody, or by a person: pure, from what is known of it.
import { plusHours, type Instant } from '../instant.ts'
import type { Automatic, Classified, IncomingLetter, Question, ReadFault } from './incoming.ts'

/** What SPF, DKIM and DMARC say of the domain in From; `none` where they say nothing. */
export type Vouched = 'passed' | 'failed' | 'none'

/** RFC 3834, section 2: a few a day, whatever comes; the rest a person answers. */
export const answersPerDay = 3
export const dayHours = 24
/** Whoever wrote so long ago asked about another day; a mailbox read anew answers nobody twice. */
export const freshHours = 72

export type Why =
  | `automatic.${Automatic}`
  | `fault.${ReadFault}`
  | 'answered'
  | 'answeredByHand'
  | 'crashed'
  | 'stale'
  | 'unregistered'
  | 'forged'
  | 'notVouched'
  | 'manySenders'
  | 'notUnderstood'
  /** It told what the charter was for, and that is kept. */
  | 'outcomeTold'
  | 'enoughToday'
  | 'deadAddress'
  /** What the desk answered came back, or was refused. */
  | 'answerFailed'
  | 'bounced'
  | 'bouncedForNow'
  | 'bounceUnknown'

export type Considered = {
  readonly classified: Classified
  readonly faults: readonly ReadFault[]
  readonly vouched: Vouched
  /** How many are named in From. */
  readonly senders: number
  /** A return address with a token that the desk made. */
  readonly byToken: boolean
  /** How many merchants are registered with the address that would be answered; 0 where there is none. */
  readonly merchants: number
  /** More than one of their journeys goes on, and nothing says which is meant. */
  readonly several: boolean
  /** Answers that went to this address within the last day, about whatever journey. */
  readonly answersToday: number
  readonly dead: boolean
  readonly arrivedAt: Instant | null
  readonly now: Instant
}

export type Verdict =
  /** `links`: the address is shared, so that a stage would tell one about another. */
  | { readonly verdict: 'answer'; readonly what: 'stage' | 'links'; readonly question: Question }
  | { readonly verdict: 'silent'; readonly why: Why }
  | { readonly verdict: 'review'; readonly why: Why }

/**
 * Bounces are decided by what they are about, see `bounceVerdict`. The order is that of safety: what nobody wrote is never answered,
 * then what cannot be read, then whoever is not who they say; only then whether it was understood.
 */
export function verdictOn(considered: Considered): Verdict {
  const { classified, faults, vouched, senders, byToken, merchants, several, arrivedAt, now } = considered
  if (classified.kind === 'autoReply') return { verdict: 'silent', why: `automatic.${classified.why}` }
  const [fault] = faults
  if (fault) return review(`fault.${fault}`)
  if (senders !== 1) return review('manySenders')
  if (merchants === 0) return review('unregistered')
  // Whoever holds a token had a letter of the desk's; a domain that says it was not them is believed all the same.
  if (vouched === 'failed') return review('forged')
  if (vouched === 'none' && !byToken) return review('notVouched')
  if (classified.kind !== 'statusQuestion') return review('notUnderstood')
  if (arrivedAt !== null && plusHours(arrivedAt, freshHours) < now) return review('stale')
  if (considered.dead) return review('deadAddress')
  if (considered.answersToday >= answersPerDay) return review('enoughToday')
  return { verdict: 'answer', what: merchants > 1 || several ? 'links' : 'stage', question: classified.question }
}

/** Servers that could not deliver a letter say so within five days or so (RFC 5321, section 4.5.4.1). */
export const reportHours = 7 * dayHours

export type Reported = {
  /** It is about a letter that the desk sent to just this address. */
  readonly known: boolean
  readonly permanent: boolean
  /** It came to the address that just these letters are returned to. */
  readonly byToken: boolean
  /** When the letter that it names went out; null where it names none. */
  readonly sentAt: Instant | null
}

/** Whether a server wrote it: reports have no sender that could be answered (RFC 3464, section 2); where the envelope is unknown, From says it. */
export const isFromServer = ({ returnPath, from }: Pick<IncomingLetter, 'returnPath' | 'from'>): boolean =>
  returnPath === null ? from.some(({ address }) => /^(mailer-daemon|postmaster)@/i.test(address)) : returnPath === ''

/** Anybody can write a report: it counts where a server wrote it, who saw the return address or the letter of these days. */
export const bounceCounts = (
  { known, byToken, sentAt }: Reported,
  { fromServer, now }: { readonly fromServer: boolean; readonly now: Instant },
): boolean => known && fromServer && (byToken || (sentAt !== null && plusHours(sentAt, reportHours) >= now))

export function bounceVerdict(
  bounces: readonly Reported[],
  report: { readonly fromServer: boolean; readonly now: Instant },
): Verdict {
  const known = bounces.filter((each) => bounceCounts(each, report))
  if (known.length === 0) return review('bounceUnknown')
  return { verdict: 'silent', why: known.some(({ permanent }) => permanent) ? 'bounced' : 'bouncedForNow' }
}

const review = (why: Why): Verdict => ({ verdict: 'review', why })
