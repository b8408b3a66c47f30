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
  close(): Promise<void>
}

export async function openMailbox(): Promise<Mailbox> {
  const seen = new Map<string, string>()
  let second = 0
  let different = 0
  let newest = ''
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData: (stream, _session, callback) => {
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
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
