// The mail server of the bench, in a process of its own: it has each letter on disk before it says that it took it.
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'

const spool = mkdtempSync(join(tmpdir(), 'desk-bench-spool-'))
let number = 0

/** RFC 5321, section 6.1: who says 250 has taken the letter over, and may not lose it. */
async function keep(bytes: Buffer): Promise<void> {
  const file = await open(join(spool, String(++number)), 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => void keep(Buffer.concat(parts)).then(() => done(null, 'taken'), done))
  },
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.server.address() as AddressInfo).port }))

process.on('message', () => {
  server.close(() => {
    rmSync(spool, { recursive: true, force: true })
    process.disconnect()
  })
})
