// A letter that arrived in the mailbox for development: as it stands in the list, and opened.
import type { Instant } from '../instant.ts'

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
