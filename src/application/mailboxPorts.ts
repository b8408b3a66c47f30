// The mailbox for development: what a desk without a mail server sent, as it arrived, and answers of those who read it.
import type { Instant } from '../domain/instant.ts'
import type { Delivered, OpenedLetter } from '../domain/letters/delivered.ts'

export interface DevelopmentMailbox {
  /** Newest first; `to` narrows it to one address, null does not. */
  list(to: string | null): readonly Delivered[]
  /** Null where there is none, or it was forgotten. */
  open(id: number): Promise<OpenedLetter | null>
  /** The letter (RFC 5322) that whoever was written to would write back, in the same conversation. */
  reply(id: number, text: string, mark: string, now: Instant): Promise<Buffer | null>
}
