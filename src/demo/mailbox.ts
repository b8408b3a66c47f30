// A real SMTP server on loopback that keeps what it is sent, and counts letters by their Message-ID.
import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type Mailbox = {
  readonly url: string
  /** Distinct Message-IDs. */
  letters(): number
  /** Copies beyond the first of a letter, and those of them that differ by a byte. */
  copies(): { readonly second: number; readonly different: number }
  /** The text of one letter as it came, the newest of a recipient. */
  newest(): string
  /** The link of the newest letter to an address; null where none has come. */
  signInLink(address: string): string | null
  close(): Promise<void>
}

export async function openMailbox(): Promise<Mailbox> {
  const seen = new Map<string, string>()
  let second = 0
  let different = 0
  let newest = ''
  const newestTo = new Map<string, string>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const text = bytes.toString('latin1')
        const id = /^message-id:\s*(\S+)/im.exec(text)?.[1] ?? `without ${seen.size}`
        const digest = createHash('sha256').update(bytes).digest('hex')
        const first = seen.get(id)
        if (first !== undefined) {
          second++
          if (first !== digest) different++
        } else seen.set(id, digest)
        newest = text
        for (const { address } of session.envelope.rcptTo) newestTo.set(address, text)
        callback(null)
      })
    },
  })
  // A desk that is killed drops its connections; that is no news.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters: () => seen.size,
    copies: () => ({ second, different }),
    newest: () => newest,
    signInLink: (address) => linkIn(newestTo.get(address) ?? ''),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The texts of the desk's letters are in base64. */
function linkIn(letter: string): string | null {
  for (const part of letter.split(/\r\n\r\n/)) {
    const text = Buffer.from(part, 'base64').toString('utf8')
    const link = /https?:\/\/\S+\/enter\/[A-Za-z0-9_-]+/.exec(text)
    if (link) return link[0]
  }
  return null
}
