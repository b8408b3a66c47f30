// The way out by SMTP: one pool of connections, each letter's bytes exactly as they were composed.
import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import { LetterRefused, type Post } from '../application/letterPorts.ts'

export type SmtpSettings = {
  /** How many connections the pool opens at most. */
  readonly connections?: number
  /** How long one letter may take in all, in milliseconds: also from a server that says a little now and then. */
  readonly mostMs?: number
}

/**
 * `smtp://user:pass@host:port`; nodemailer's options may stand in the query, such as `?ignoreTLS=true` for a server on
 * loopback. A letter that was not taken is thrown as `LetterRefused`, with the server's own words.
 */
export function smtpPost(url: string, { connections = 5, mostMs = 120_000 }: SmtpSettings = {}): Post {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxMessages: 200,
    // Only a letter of which no byte has left is tried over another connection by the pool itself.
    maxRequeues: 1,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0])
  return {
    async send({ from, to, bytes }) {
      let handedOver = false
      // Given out when it is asked for, so that it is known whether it was.
      const raw = new Readable({
        read() {
          handedOver = true
          this.push(bytes, 'latin1')
          this.push(null)
        },
      })
      const late = new AbortController()
      const timer = setTimeout(() => late.abort(new Error(`no answer within ${mostMs / 1_000} seconds`)), mostMs)
      try {
        const taken = await transport.sendMail({ envelope: { from, to }, raw, signal: late.signal } as object)
        return String((taken as { response?: string }).response ?? '')
      } catch (error) {
        throw refused(error, handedOver)
      } finally {
        clearTimeout(timer)
      }
    },
    kept: async () => 0,
    forget: async () => {},
    async close() {
      transport.close()
    },
  }
}

/** The commands whose refusal is about this letter; before them a server speaks of itself, and may think better of it. */
const aboutTheLetter = /^(?:MAIL FROM|RCPT TO|DATA)$/

function refused(error: unknown, handedOver: boolean): LetterRefused {
  const { response, responseCode, command, message, code } = error as {
    readonly response?: string
    readonly responseCode?: number
    readonly command?: string
    readonly message?: string
    readonly code?: string
  }
  const reply = responseCode ?? null
  // An address that no envelope can hold is refused by our own side, and will be again.
  const impossible = code === 'EENVELOPE' && command === 'API'
  return new LetterRefused(
    {
      permanent: impossible || (reply !== null && reply >= 500 && aboutTheLetter.test(command ?? '')),
      code: reply,
      words: response ?? message ?? String(error),
      afterData: handedOver && reply === null,
    },
    { cause: error },
  )
}
