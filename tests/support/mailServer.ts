// A mail server on loopback that keeps what it is sent and says to each letter what the test wants.
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type MailCopy = { readonly messageId: string; readonly bytes: string; readonly to: string }
export type MailServer = Awaited<ReturnType<typeof mailServer>>

/** `refuse` is asked once a letter has come: what is said of it, or null where it is taken. Refused copies are kept too. */
export async function mailServer() {
  const copies: MailCopy[] = []
  const here = {
    copies,
    url: '',
    refuse: (_copy: MailCopy): { readonly code: number; readonly words: string } | null => null,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const bytes = Buffer.concat(parts).toString('latin1')
        const messageId = /^Message-ID: (.*)\r$/im.exec(bytes)?.[1] ?? ''
        const copy = { bytes, messageId, to: session.envelope.rcptTo[0]?.address ?? '' }
        copies.push(copy)
        const refused = here.refuse(copy)
        if (refused) done(Object.assign(new Error(refused.words), { responseCode: refused.code }))
        else done(null, `taken as ${copies.length}`)
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  here.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  return here
}
