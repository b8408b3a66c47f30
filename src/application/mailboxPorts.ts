// The mailbox for development: what a desk without a mail server sent, as it arrived, and answers of those who read it.
import type { Instant } from '../domain/instant.ts'

export type Delivered = {
  /** Its place in the mailbox, from 1. */
  readonly id: number
  readonly messageId: string
  readonly to: string
  readonly subject: string
  readonly at: Instant
}
export type OpenedLetter = Delivered & {
  /** As they came, in order. */
  readonly headers: readonly string[]
  readonly text: string
  /** Its pictures stand in it as data; null where it has none. */
  readonly html: string | null
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly bytes: number }[]
  /** Where an answer goes. */
  readonly replyTo: string
}

export interface DevelopmentMailbox {
  /** Newest first; `to` narrows it to one address, null does not. */
  list(to: string | null): readonly Delivered[]
  /** Null where there is none, or it was forgotten. */
  open(id: number): Promise<OpenedLetter | null>
  /** The letter (RFC 5322) that whoever was written to would write back, in the same conversation. */
  reply(id: number, text: string, mark: string, now: Instant): Promise<Buffer | null>
}
