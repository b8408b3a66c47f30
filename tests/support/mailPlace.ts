// Where a story's letters go and come from: real postfix and dovecot, or an SMTP server of this process where they cannot be had.
import type { AddressInfo } from 'node:net'
import { ImapFlow } from 'imapflow'
import { simpleParser, type ParsedMail } from 'mailparser'
import { createTransport } from 'nodemailer'
import { SMTPServer } from 'smtp-server'
import { domains, missingMailServers, password, startMailServers } from './mailServers.ts'

export type MailPlace = {
  readonly smtpUrl: string
  /** Where the desk collects its letters; null where each is handed to it as it comes. */
  readonly imapUrl: string | null
  /** What lies in somebody's mailbox, oldest first. */
  mailOf(user: string): Promise<readonly ParsedMail[]>
  /** Letters to the desk that nobody collects, once. */
  taken(): readonly Buffer[]
  /** What the servers said, for whoever has to find out why a letter did not come. */
  log(): string
  stop(): Promise<void>
}

/** Sends as anybody's mail program does. */
export async function postTo({ smtpUrl }: MailPlace, from: string, to: string, bytes: Buffer): Promise<void> {
  const transport = createTransport({ url: smtpUrl } as Parameters<typeof createTransport>[0])
  await transport.sendMail({ envelope: { from, to }, raw: bytes })
  transport.close()
}

/** `users` are the local parts that have a mailbox; the first is the desk's. */
export const openMailPlace = (users: readonly string[]): Promise<MailPlace> =>
  missingMailServers() === null ? realPlace(users) : ownPlace(users)

async function realPlace(users: readonly string[]): Promise<MailPlace> {
  const servers = await startMailServers(users)
  return {
    smtpUrl: servers.smtpUrl,
    imapUrl: servers.imapUrl(users[0]!),
    taken: () => [],
    log: servers.log,
    stop: servers.stop,
    mailOf: async (user) => {
      const { hostname: host, port } = new URL(servers.imapUrl(user))
      const auth = { user, pass: password }
      const way = { host, port: Number(port), secure: false, doSTARTTLS: false, auth }
      const imap = new ImapFlow({ ...way, logger: false })
      await imap.connect()
      try {
        const { exists } = await imap.mailboxOpen('INBOX', { readOnly: true })
        const found = exists ? await imap.fetchAll('1:*', { source: true }) : []
        return await Promise.all(found.map(({ source }) => simpleParser(source!)))
      } finally {
        await imap.logout()
      }
    },
  }
}

/** Knows its mailboxes as postfix does, and refuses any other at once instead of in a report. */
async function ownPlace([desk, ...users]: readonly string[]): Promise<MailPlace> {
  const kept = new Map<string, Buffer[]>()
  const lines: string[] = []
  let forDesk: Buffer[] = []
  const userOf = (address: string): string => address.split('@')[0]!.split('+')[0]!
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const here = domains.some((domain) => address.endsWith(`@${domain}`))
      const known = here && [desk, ...users].includes(userOf(address))
      lines.push(`to=<${address}> ${known ? 'taken' : 'refused'}`)
      done(known ? null : Object.assign(new Error('5.1.1 User unknown'), { responseCode: 550 }))
    },
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const bytes = Buffer.concat(parts)
        for (const { address } of envelope.rcptTo) {
          const user = userOf(address)
          if (user === desk) {
            const sender = envelope.mailFrom ? envelope.mailFrom.address : ''
            forDesk.push(
              Buffer.concat([Buffer.from(`Return-Path: <${sender}>\r\nDelivered-To: ${address}\r\n`), bytes]),
            )
          } else kept.set(user, [...(kept.get(user) ?? []), bytes])
        }
        done(null, 'taken')
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return {
    smtpUrl: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    imapUrl: null,
    mailOf: (user) => Promise.all((kept.get(user) ?? []).map((bytes) => simpleParser(bytes))),
    taken: () => {
      const now = forDesk
      forDesk = []
      return now
    },
    log: () => lines.join('\n'),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
