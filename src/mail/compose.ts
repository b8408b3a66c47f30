// A letter's bytes (RFC 5322): everything in them is an argument, so the same arguments give the same bytes.
import MailComposer from 'nodemailer/lib/mail-composer'
import type { CalendarFile } from '../application/letterPorts.ts'
import type { JourneyId, PersonId } from '../domain/ids.ts'
import { epochMs, type Instant } from '../domain/instant.ts'
import type { Language } from '../domain/language.ts'
import { deskHeader } from '../domain/letters/automatic.ts'
import { looksLikeToken } from '../domain/letters/threading.ts'
import type { LinkPicture } from './linkPicture.ts'
import type { Signature } from './signature.ts'

export type Mailbox = { readonly name: string; readonly address: string }
export type Mail = {
  /** Of letters, digits, dots, dashes and underscores; with `domain` it becomes the Message-ID. */
  readonly id: string
  readonly domain: string
  readonly from: Mailbox
  readonly to: Mailbox
  /** Where answers go to, where that is not the sender. */
  readonly replyTo?: string | null
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly at: Instant
  /** Whom or what the letters of one conversation are about. */
  readonly about: JourneyId | PersonId
  /** Message-IDs that this letter answers, oldest first: those of a question and what it answered. */
  readonly answers?: readonly string[]
  readonly language: Language
  /** Stands in the HTML by its Content-ID, where there is one. */
  readonly picture?: LinkPicture | null
  /** Goes along as an attachment, where there is one. */
  readonly calendar: CalendarFile | null
}

/** RFC 5322, 2.1.1 asks for short lines; who answers for the hundredth time names the last questions only. */
const mostAnswered = 20

/**
 * The bytes are ASCII (texts in base64, headers as encoded words), so the string holds them one to one. Throws where an
 * id, a domain or an address could end a header; names and subjects lose their control characters instead.
 */
export async function composeMail(
  mail: Mail,
  sign: Signature | null = null,
): Promise<{ readonly messageId: string; readonly bytes: string }> {
  const domain = token(mail.domain, 'domain')
  const messageId = `<${token(mail.id, 'id')}@${domain}>`
  // One conversation about each: every letter answers the same first message, which nobody ever sent.
  const root = `<${token(mail.about, 'about')}@${domain}>`
  const answered = (mail.answers ?? []).filter(looksLikeToken).slice(-mostAnswered)
  const composer = new MailComposer({
    messageId,
    date: new Date(epochMs(mail.at)),
    baseBoundary: mail.id,
    from: mailbox(mail.from),
    to: mailbox(mail.to),
    replyTo: mail.replyTo ? mailbox({ name: mail.from.name, address: mail.replyTo }) : undefined,
    subject: oneLine(mail.subject),
    inReplyTo: answered.at(-1) ?? root,
    references: [...new Set([root, ...answered])],
    headers: {
      // RFC 3834 section 5: nobody's machine answers this.
      'Auto-Submitted': answered.length ? 'auto-replied' : 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': mail.language,
      [deskHeader]: domain,
    },
    text: mail.text,
    html: mail.html,
    attachments: [...(mail.picture ? [shown(mail.picture)] : []), ...(mail.calendar ? [attached(mail.calendar)] : [])],
    encoding: 'base64',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  } as ConstructorParameters<typeof MailComposer>[0])
  const built = (await composer.compile().build()).toString('latin1')
  return { messageId, bytes: sign ? await sign(built) : built }
}

const attached = ({ fileName, mediaType, text }: CalendarFile) => ({
  filename: fileName,
  content: Buffer.from(text),
  contentType: mediaType,
  contentTransferEncoding: 'base64' as const,
})

const shown = ({ contentId, fileName, png }: LinkPicture) => ({
  cid: contentId,
  filename: fileName,
  content: png,
  contentType: 'image/png',
  contentDisposition: 'inline' as const,
  contentTransferEncoding: 'base64' as const,
})

function token(text: string, name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text))
    throw new Error(`${name} cannot stand in a header: ${JSON.stringify(text)}`)
  return text
}

function mailbox({ name, address }: Mailbox): Mailbox {
  if (!/^[^\s<>,;:"()[\]\\\p{Cc}]+@[A-Za-z0-9.-]+$/u.test(address))
    throw new Error('an address cannot stand in a header')
  return { name: oneLine(name), address }
}

/** Line ends, other controls and the characters that turn the direction of a line are taken out. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
