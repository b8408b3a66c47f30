// The way out by SMTP: one pool of connections, each letter's bytes exactly as they were composed.
import { createTransport } from 'nodemailer'
import type { Post } from '../application/letterPorts.ts'

/**
 * `smtp://user:pass@host:port`; nodemailer's options may stand in the query, such as `?ignoreTLS=true` for a server on
 * loopback. A refusal is thrown with the server's own words.
 */
export function smtpPost(url: string): Post {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 5,
    maxMessages: 200,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0])
  return {
    async send({ from, to, bytes }) {
      try {
        const taken = await transport.sendMail({ envelope: { from, to }, raw: bytes })
        return String((taken as { response?: string }).response ?? '')
      } catch (error) {
        throw new Error(wordsOf(error), { cause: error })
      }
    },
    kept: async () => 0,
    forget: async () => {},
    async close() {
      transport.close()
    },
  }
}

function wordsOf(error: unknown): string {
  const { response, message } = error as { response?: string; message?: string }
  return response ?? message ?? String(error)
}
