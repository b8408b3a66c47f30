// What a desk sent to the demo's mail server: letters counted by their Message-ID, and the newest to each address.
import { createHash } from 'node:crypto'
import { openSmtpServer } from '../mail/smtpServer.ts'

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
  const server = await openSmtpServer(async ({ bytes, to }) => {
    const text = bytes.toString('latin1')
    const id = /^message-id:\s*(\S+)/im.exec(text)?.[1] ?? `without ${seen.size}`
    const digest = createHash('sha256').update(bytes).digest('hex')
    const first = seen.get(id)
    if (first !== undefined) {
      second++
      if (first !== digest) different++
    } else seen.set(id, digest)
    newest = text
    for (const address of to) newestTo.set(address, text)
    return 'taken'
  })
  return {
    url: server.url,
    letters: () => seen.size,
    copies: () => ({ second, different }),
    newest: () => newest,
    signInLink: (address) => linkIn(newestTo.get(address) ?? ''),
    close: server.close,
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
