// What the mailbox for development is filled with.
import type { Instant } from '../domain/instant.ts'

export type Delivered = {
  readonly id: number
  readonly messageId: string
  readonly to: string
  readonly subject: string
  readonly at: Instant
}
export type OpenedLetter = Delivered & {
  readonly headers: readonly string[]
  readonly text: string
  readonly html: string | null
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly bytes: number }[]
  readonly replyTo: string
}
