// The mail server of the bench, in a process of its own: it has each letter on disk before it says that it took it.
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import type { AddressInfo } from 'node:net'

export type Letter = { readonly from: string; readonly to: string; readonly bytes: string }
export type ServerOrder = { readonly server: 'handOut' | 'end' }
export type ServerReply = { readonly port?: number; readonly letters?: readonly Letter[] }

let letters: Letter[] = []
let number = 0
const spool = mkdtempSync(join(tmpdir(), 'desk-bench-spool-'))

/** RFC 5321, section 6.1: who says 250 has taken the letter over, and may not lose it. `SPOOL=no` takes it on trust. */
async function keep(bytes: Buffer): Promise<void> {
  if (process.env['SPOOL'] === 'no') return
  const file = await open(join(spool, String(++number)), 'w')
  await file.writeFile(bytes)
  await file.sync()
  await file.close()
}
const reply = (message: ServerReply) => void process.send?.(message)

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope
      const bytes = Buffer.concat(parts)
      letters.push({
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo[0]?.address ?? '',
        bytes: bytes.toString('latin1'),
      })
      void keep(bytes).then(() => done(null, 'taken'), done)
    })
  },
})
server.listen(0, '127.0.0.1', () => reply({ port: (server.server.address() as AddressInfo).port }))

process.on('message', ({ server: order }: ServerOrder) => {
  if (order === 'handOut') {
    reply({ letters })
    letters = []
  } else {
    server.close(() => {
      rmSync(spool, { recursive: true, force: true })
      process.disconnect()
    })
  }
})
if (process.env['CPU']) {
  let last = process.cpuUsage()
  process.on('message', () => {
    const c = process.cpuUsage(last)
    last = process.cpuUsage()
    process.stderr.write(`server cpu since last order ${(c.user + c.system) / 1000}ms\n`)
  })
}
