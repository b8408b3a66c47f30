// The letter that takes a checkpoint to the auditor: plain ASCII, so that the file in the mailbox is the proof.
import { findSigned, signedText, type SignedStatement } from '../application/checkpoint.ts'
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../domain/instant.ts'

export type CheckpointMail = {
  readonly messageId: string
  readonly from: string
  readonly to: string
  readonly bytes: string
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Both addresses are plain, as the configuration checks them; the same checkpoint gives the same bytes. `copy` tells letters to several apart. */
export function composeCheckpoint(
  { from, to, copy = null }: { readonly from: string; readonly to: string; readonly copy?: string | null },
  checkpoint: SignedStatement & { readonly number: number; readonly at: Instant },
): CheckpointMail {
  const text = signedText(checkpoint)
  if (!findSigned(text) || !/^[\x20-\x7e\n]*$/.test(text)) throw new Error('this checkpoint cannot stand in a letter')
  const messageId = `<checkpoint-${checkpoint.number}.${Date.parse(checkpoint.at)}${copy === null ? '' : `.${copy}`}@${from.split('@')[1]}>`
  const lines = [
    `Message-ID: ${messageId}`,
    `Date: ${dateOf(checkpoint.at)}`,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: Checkpoint ${checkpoint.number} of the record`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=us-ascii',
    'Content-Transfer-Encoding: 7bit',
    'Auto-Submitted: auto-generated',
    '',
    'Keep this letter as it came, where nobody who runs the desk can reach it.',
    'With it, desk audit --checkpoint FILE finds what was changed or taken away',
    'since, and an older database that was put back.',
    '',
    ...text.split('\n'),
  ]
  return { messageId, from, to, bytes: lines.join('\r\n') }
}

/** RFC 5322, 3.3. */
function dateOf(at: Instant): string {
  const when = Temporal.Instant.from(at).toZonedDateTimeISO('UTC')
  const day = `${days[when.dayOfWeek - 1]}, ${when.day} ${months[when.month - 1]} ${when.year}`
  return `${day} ${when.toPlainTime().toString({ smallestUnit: 'second' })} +0000`
}
