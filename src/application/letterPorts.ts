// Letters: as they are kept, what they are written from, and who writes and posts them.
import type { Charter } from '../domain/charter/charter.ts'
import type { ObservationFacility } from '../domain/facility/room.ts'
import type { CharterId, JourneyId, MerchantId, PersonId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { Follow } from '../domain/journey/chart.ts'
import type { Journey } from '../domain/journey/journey.ts'
import type { LetterState, ServerRefusal } from '../domain/letters/outbox.ts'
import type { Question } from '../domain/letters/incoming.ts'
import type { MerchantDetails } from '../domain/journey/merchant.ts'
import type { Language } from '../domain/language.ts'
import type { Digest } from '../domain/letters/digest.ts'
import type { MissionEdition } from '../domain/policy/missionEdition.ts'
import type { ObservationEdition } from '../domain/policy/observationEdition.ts'
import type { Plan } from '../domain/policy/plan.ts'
import type { Page } from './page.ts'

/** A letter as rendered, before the first attempt to send it: the bytes never change, so that a second copy is the same. */
export type StoredLetter = {
  readonly id: string
  readonly charter: CharterId
  readonly journey: JourneyId
  readonly merchant: MerchantId
  readonly name: string
  readonly messageId: string
  /** The RFC 5322 bytes, sealed under the merchant's key. */
  readonly sealed: string
  readonly createdAt: Instant
  readonly state: LetterState
  /** How often a server was asked to take it. */
  readonly attempts: number
  readonly sentAt: Instant | null
  /** What the mail server said last. */
  readonly words: string | null
}

/** Letters that go out, in the store. */
export interface KeptLetters {
  /** Keeps the rendered letter if none is kept under its id, and answers the one that is kept. */
  keepLetter(letter: StoredLetter): Promise<StoredLetter>
  letter(id: string): Promise<StoredLetter | null>
  /** The newest with this Message-ID, brackets and all. */
  letterByMessageId(messageId: string): Promise<StoredLetter | null>
  lettersPage(query: {
    charter: CharterId | null
    journey: JourneyId | null
    /** Only those that stand there. */
    state?: LetterState | null
    after: string | null
    limit: number
  }): Promise<Page<StoredLetter>>
  letterCounts(charter: CharterId | null): Promise<Readonly<Record<LetterState, number>>>
}

/** What a letter is made of; how it is worded belongs to the mail room. */
export type LetterContext = {
  readonly id: string
  readonly names: readonly Follow[]
  readonly journey: Journey
  readonly charter: Charter
  readonly person: MerchantDetails
  readonly plan: Plan
  readonly mission: MissionEdition | null
  readonly observation: ObservationEdition | null
  /** Where the merchant is, or was last, under observation. */
  readonly facility: ObservationFacility | null
  /** Who registered the merchant. */
  readonly organiser: string | null
  /** How long before a window closes a merchant is reminded. */
  readonly reminderHours: number
  readonly statusUrl: string
  readonly now: Instant
}

/** What an answer tells: the stage and what is due; the links alone; or what an officer wrote. */
export type AnswerWhat = 'stage' | 'links' | 'written'
/** What an answer is made of, beside what every letter is made of. */
export type AnswerContext = Omit<LetterContext, 'names'> & {
  readonly what: AnswerWhat
  readonly question: Question
  /** What an officer wrote; null where the desk words it. */
  readonly written: string | null
  /** One for each journey that the address is registered for; what tells them apart, without a name. */
  readonly links: readonly { readonly label: string; readonly href: string }[]
  /** The letter that is answered: as it came, nothing of it is believed. */
  readonly asked: {
    /** Null where nobody stands for it: the desk then writes its own. */
    readonly subject: string | null
    readonly messageId: string | null
    readonly references: readonly string[]
  }
}

/** Words the letter once and for all: its bytes are kept before the first attempt to send it. */
export interface Letters {
  /** A property, not a method: what it asks for is then checked against what it is given. */
  readonly compose: (context: LetterContext) => Promise<{
    readonly messageId: string
    readonly subject: string
    readonly bytes: string
    /** The envelope's sender, to which a server returns what it cannot deliver; null: the desk's own address. */
    readonly from: string | null
  }>
}

/** Words answers, as `Letters` does letters; `suggest` gives the text alone, for an officer to change. */
export interface Answers {
  readonly compose: (context: AnswerContext) => ReturnType<Letters['compose']>
  readonly suggest: (context: AnswerContext) => string
}

/** The letter that tells an officer what waits for them. */
export type DigestLetter = {
  readonly id: string
  readonly person: PersonId
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly digest: Digest
  readonly publicUrl: string
  /** When it was made. */
  readonly now: Instant
}
export interface DigestLetters {
  readonly compose: (letter: DigestLetter) => Promise<{ readonly messageId: string; readonly bytes: string }>
}

/** What a calendar is made of: what a letter is, without for whom. */
export type CalendarContext = Omit<LetterContext, 'id' | 'names' | 'person' | 'statusUrl'>

/** A file's name and kind (RFC 2045), both plain ASCII, and its text, to be sent as UTF-8. */
export type CalendarFile = { readonly fileName: string; readonly mediaType: string; readonly text: string }

/** Writes the merchant's plan as an iCalendar file (RFC 5545); null where there is nothing to enter. */
export interface Calendars {
  readonly write: (context: CalendarContext, language: Language) => CalendarFile | null
}

/** A letter was not taken: by whom the message says, and how the refusal. */
export class LetterRefused extends Error {
  override name = 'LetterRefused'
  readonly refusal: ServerRefusal
  constructor(refusal: ServerRefusal, options?: ErrorOptions) {
    super(refusal.words, options)
    this.refusal = refusal
  }
}

/** Sends one letter's bytes and answers the server's words; throws `LetterRefused` where it was not taken. */
export interface Post {
  send(letter: { messageId: string; from: string; to: string; bytes: string }): Promise<string>
  /** How many of these letters the way out still keeps. */
  kept(messageIds: readonly string[]): Promise<number>
  /** Takes back what the way out still keeps; what was handed to a server is not to be had back. */
  forget(messageIds: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** The key that letters are signed with cannot sign; the message says what to do. */
export class WrongSignature extends Error {
  override name = 'WrongSignature'
}
