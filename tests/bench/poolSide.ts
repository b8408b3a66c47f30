// Nodemailer's pool alone, in a process of its own: it is given letters and sends them as fast as it can.
import { createTransport } from 'nodemailer'
import type { Letter } from './drainingSide.ts'

export type PoolOrder = { readonly letters: readonly Letter[] } | { readonly pool: 'send' | 'end' }
export type PoolReply = { readonly ready?: true; readonly sent?: number }

// As src/mail/smtp.ts opens it.
const pool = createTransport({
  url: process.env['SMTP_URL']!,
  pool: true,
  maxConnections: 5,
  maxMessages: 200,
  disableFileAccess: true,
  disableUrlAccess: true,
} as Parameters<typeof createTransport>[0])
let letters: readonly Letter[] = []
const reply = (message: PoolReply) => void process.send?.(message)

process.on('message', async (order: PoolOrder) => {
  if ('letters' in order) {
    letters = order.letters
    reply({ ready: true })
  } else if (order.pool === 'send') {
    await Promise.all(letters.map(({ from, to, bytes }) => pool.sendMail({ envelope: { from, to }, raw: bytes })))
    reply({ sent: letters.length })
  } else {
    pool.close()
    process.disconnect()
  }
})
reply({ ready: true })
