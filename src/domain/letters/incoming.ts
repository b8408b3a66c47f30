// A letter that came in, as far as it has to be understood: read once from its bytes, then only looked at.

export type Address = { readonly name: string; readonly address: string }

/** What could not be read as it stands; the letter is kept and shown all the same. */
export type ReadFault = 'tooLarge' | 'tooDeep' | 'tooManyParts' | 'unknownCharset' | 'broken'

/** One group of fields of a report on delivery (RFC 3464, section 2): names in lower case, values without their comments' folding. */
export type ReportFields = Readonly<Record<string, string>>

export type IncomingLetter = {
  /** With its brackets; null where there is none. */
  readonly messageId: string | null
  readonly from: readonly Address[]
  /** To, Cc, Delivered-To and X-Original-To, in lower case. */
  readonly recipients: readonly string[]
  /** The envelope's sender: null where it is not known, empty for the null sender of RFC 5321, section 4.5.5. */
  readonly returnPath: string | null
  readonly subject: string
  readonly inReplyTo: readonly string[]
  readonly references: readonly string[]
  /** Every header as it came, decoded, by its name in lower case, topmost first. */
  readonly headers: Readonly<Record<string, readonly string[]>>
  /** All that was written, as plain text. */
  readonly text: string
  /** `multipart/report` with its kind, `delivery-status` say; null for any other letter. */
  readonly reportType: string | null
  /** The fields of a delivery-status part: those of the message, then those of each recipient. */
  readonly report: readonly ReportFields[]
  /** Headers of the letter that a report returns, as above; null where none came back. */
  readonly returned: Readonly<Record<string, readonly string[]>> | null
  readonly faults: readonly ReadFault[]
}

/** What is asked: where do I stand, what do I have to do, when does it end. */
export type Question = 'status' | 'due' | 'release'

export type Bounce = {
  /** Null where the report does not name whom it could not reach. */
  readonly recipient: string | null
  /** RFC 3463; null where neither a report nor the server's words give one. */
  readonly status: string | null
  readonly permanent: boolean
  /** Message-ID of the letter that came back, with its brackets. */
  readonly about: string | null
  /** What the server said, on one line. */
  readonly words: string
}

/** Why a letter is taken for one that nobody wrote by hand (RFC 3834, section 2). */
export type Automatic =
  'autoSubmitted' | 'precedence' | 'list' | 'suppress' | 'nullSender' | 'subject' | 'sender' | 'feedback' | 'ownLoop'

export type Classified =
  | { readonly kind: 'statusQuestion'; readonly question: Question; readonly newText: string }
  | { readonly kind: 'bounce'; readonly bounces: readonly Bounce[] }
  | { readonly kind: 'autoReply'; readonly why: Automatic }
  | { readonly kind: 'other'; readonly newText: string }
