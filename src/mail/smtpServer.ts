// An SMTP server on loopback that takes every letter: for the mailbox of a desk without a mail server, and for the demo.
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type Taken = { readonly bytes: Buffer; readonly from: string; readonly to: readonly string[] }
export type SmtpServer = { readonly url: string; close(): Promise<void> }

/** Larger letters are refused (bytes). */
const mostBytes = 50 * 1024 * 1024

/** Listens on a free port of 127.0.0.1. What `take` answers are the server's words; where it throws the letter is not taken. */
export async function openSmtpServer(take: (letter: Taken) => Promise<string>): Promise<SmtpServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: mostBytes,
    logger: false,
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (stream.sizeExceeded) return callback(Object.assign(new Error('too large'), { responseCode: 552 }))
        const { mailFrom, rcptTo } = session.envelope
        take({
          bytes: Buffer.concat(chunks),
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
        }).then(
          (words) => callback(null, words),
          (error: unknown) => callback(Object.assign(new Error(String(error)), { responseCode: 451 })),
        )
      })
    },
  })
  // Whoever is killed drops its connections; that is no news.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
