// The mail server of the bench, in a process of its own: it takes every letter, and hands out what it took.
import { SMTPServer } from 'smtp-server'
import type { AddressInfo } from 'node:net'

export type Letter = { readonly from: string; readonly to: string; readonly bytes: string }
export type ServerOrder = { readonly server: 'handOut' | 'end' }
export type ServerReply = { readonly port?: number; readonly letters?: readonly Letter[] }

let letters: Letter[] = []
const reply = (message: ServerReply) => void process.send?.(message)

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope
      letters.push({
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo[0]?.address ?? '',
        bytes: Buffer.concat(parts).toString('latin1'),
      })
      done(null, 'taken')
    })
  },
})
server.listen(0, '127.0.0.1', () => reply({ port: (server.server.address() as AddressInfo).port }))

process.on('message', ({ server: order }: ServerOrder) => {
  if (order === 'handOut') {
    reply({ letters })
    letters = []
  } else {
    server.close(() => process.disconnect())
  }
})
