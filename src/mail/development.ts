// The way out where no mail server is named: the desk's own on loopback, which keeps each letter in a folder and shows it.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer'
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser'
import type { Post } from '../application/letterPorts.ts'
import type { DevelopmentMailbox } from '../application/mailboxPorts.ts'
import type { Delivered } from '../domain/letters/delivered.ts'
import { epochMs, type Instant } from '../domain/instant.ts'
import { fileName, folderPost } from './folder.ts'
import { smtpPost } from './smtp.ts'
import { openSmtpServer, type SmtpServer, type Taken } from './smtpServer.ts'

/** So many are listed; the files of older ones stay in the folder. */
const mostListed = 5_000

/**
 * A post that sends by SMTP like any other, and the mailbox at its other end. The server listens from the first letter on,
 * so that whoever sends none opens no port.
 */
export function developmentMail(
  folder: string,
  now: () => Instant,
  limits: Parameters<typeof smtpPost>[1],
): { readonly post: Post; readonly mailbox: DevelopmentMailbox } {
  const kept = folderPost(folder)
  const delivered = new Map<number, Delivered>()
  let last = 0
  let way: Promise<{ readonly server: SmtpServer; readonly post: Post }> | null = null

  const opened = () => (way ??= openSmtpServer(take).then((server) => ({ server, post: smtpPost(server.url, limits) })))

  /** The same letter again takes the place of the first. */
  async function take({ bytes, from, to }: Taken): Promise<string> {
    const mail = await simpleParser(headOf(bytes))
    const messageId = mail.messageId ?? `<${last + 1}@without.message.id>`
    const [address = ''] = to
    const words = await kept.send({ messageId, from, to: address, bytes: bytes.toString('latin1') })
    for (const [id, each] of delivered) if (each.messageId === messageId) delivered.delete(id)
    const id = ++last
    delivered.set(id, { id, messageId, to: to.join(', '), subject: mail.subject ?? '', at: now() })
    const [oldest] = delivered.keys()
    if (delivered.size > mostListed && oldest !== undefined) delivered.delete(oldest)
    return words
  }

  async function parsed(id: number): Promise<{ readonly at: Delivered; readonly mail: ParsedMail } | null> {
    const at = delivered.get(id)
    const bytes = at && (await readFile(path.join(folder, `${fileName(at.messageId)}.eml`)).catch(() => null))
    return at && bytes ? { at, mail: await simpleParser(bytes) } : null
  }

  return {
    post: {
      send: async (letter) => (await opened()).post.send(letter),
      kept: kept.kept,
      forget: async (messageIds) => {
        for (const [id, { messageId }] of delivered) if (messageIds.includes(messageId)) delivered.delete(id)
        await kept.forget(messageIds)
      },
      close: async () => {
        if (!way) return
        const { server, post } = await way
        await post.close()
        await server.close()
      },
    },
    mailbox: {
      list: (to) => [...delivered.values()].filter((each) => to === null || each.to === to).reverse(),
      open: async (id) => {
        const found = await parsed(id)
        if (!found) return null
        const { at, mail } = found
        return {
          ...at,
          headers: mail.headerLines.map(({ line }) => line),
          text: mail.text ?? '',
          html: mail.html || null,
          attachments: mail.attachments.map(({ filename, contentType, size }) => ({
            name: filename ?? '',
            mediaType: contentType,
            bytes: size,
          })),
          replyTo: addressOf(mail.replyTo ?? mail.from),
        }
      },
      reply: async (id, text, mark, at) => {
        const found = await parsed(id)
        return found && replyTo(found.mail, found.at.to, text, mark, at)
      },
    },
  }
}

/** As a merchant's mail program writes one: to Reply-To, in the same conversation, and by nobody's machine. */
async function replyTo(mail: ParsedMail, from: string, text: string, mark: string, at: Instant): Promise<Buffer> {
  const [sender = ''] = from.split(', ')
  const before = [mail.references ?? []].flat()
  const composer = new MailComposer({
    messageId: `<reply-${mark}@${sender.split('@')[1] ?? 'localhost'}>`,
    date: new Date(epochMs(at)),
    from: sender,
    to: addressOf(mail.replyTo ?? mail.from),
    subject: /^re:/i.test(mail.subject ?? '') ? mail.subject : `Re: ${mail.subject ?? ''}`,
    inReplyTo: mail.messageId,
    references: [...before, ...(mail.messageId ? [mail.messageId] : [])],
    text: `${text}\n\n${quoted(mail.text ?? '')}`,
    encoding: 'base64',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  } as ConstructorParameters<typeof MailComposer>[0])
  return composer.compile().build()
}

/** Enough for the list; the rest is read when somebody opens the letter. */
const headOf = (bytes: Buffer): Buffer => {
  const end = bytes.indexOf('\r\n\r\n')
  return end < 0 ? bytes : bytes.subarray(0, end + 4)
}

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')

const addressOf = (who: AddressObject | undefined): string => who?.value[0]?.address ?? ''
