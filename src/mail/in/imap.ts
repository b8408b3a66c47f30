// A mailbox by IMAP: read by UID above a cursor and only ever looked at, with IDLE beside the polling.
import { ImapFlow } from 'imapflow'
import type { Arrived, Mailbox } from '../../application/incomingPorts.ts'
import { toInstant } from '../../domain/instant.ts'
import { isLoopback } from '../../domain/loopback.ts'

/** Larger letters are asked for only as far as `mostOfLarge` (bytes): their headers and their first part. */
const mostBytes = 10 * 1024 * 1024
const mostOfLarge = 256 * 1024
const connectionMs = 20_000
const greetingMs = 15_000
const socketMs = 60_000

/** `imaps://user:password@host:port/INBOX`; `imap:` asks for STARTTLS, but on this machine. */
export function imapMailbox(url: string): Mailbox {
  const { protocol, hostname, port, username, password, pathname } = new URL(url)
  const folder = decodeURIComponent(pathname.slice(1)) || 'INBOX'
  const user = decodeURIComponent(username)
  const secure = protocol === 'imaps:'
  const host = hostname.replace(/^\[|\]$/g, '')
  let client: ImapFlow | null = null
  let wake: (() => void) | null = null
  /** Something came that the last search may not have found. */
  let came = false
  let closed = false

  /** What broke is thrown away: imapflow's clients connect once. */
  function dropped(broken: ImapFlow): void {
    if (client === broken) client = null
    broken.close()
  }

  async function connected(): Promise<ImapFlow> {
    if (closed) throw new Error('the mailbox is closed')
    if (client?.usable) return client
    if (client) dropped(client)
    const fresh = new ImapFlow({
      host,
      port: Number(port) || (secure ? 993 : 143),
      secure,
      ...(secure ? {} : { doSTARTTLS: !isLoopback(host) }),
      auth: { user, pass: decodeURIComponent(password) },
      logger: false,
      connectionTimeout: connectionMs,
      greetingTimeout: greetingMs,
      socketTimeout: socketMs,
      disableAutoIdle: true,
    })
    // Thrown by whatever is waited for; without a listener it would end the process.
    fresh.on('error', () => dropped(fresh))
    fresh.on('close', () => {
      if (client === fresh) client = null
      wake?.()
    })
    fresh.on('exists', () => {
      came = true
      wake?.()
    })
    client = fresh
    try {
      await fresh.connect()
      return fresh
    } catch (error) {
      dropped(fresh)
      throw new Error(wordsOf(error), { cause: error })
    }
  }

  const read: Mailbox['read'] = async (cursor, keep) => {
    const imap = await connected()
    try {
      // Opened to look only (EXAMINE): nothing is marked as seen.
      const { uidValidity } = await imap.mailboxOpen(folder, { readOnly: true })
      const validity = String(uidValidity)
      let lastUid = cursor?.uidValidity === validity ? cursor.lastUid : 0
      // The server says only once that a letter came: also while others are fetched, when nobody waits.
      came = false
      const found = await imap.search({ uid: `${lastUid + 1}:*` }, { uid: true })
      if (!found) throw new Error('the server refuses to search the mailbox')
      // `n:*` names the last letter too where none is above the cursor (RFC 3501, section 6.4.8).
      for (const uid of found.filter((each) => each > lastUid).sort((a, b) => a - b)) {
        const arrived = await fetched(imap, validity, uid)
        if (arrived) await keep(arrived)
        lastUid = uid
      }
      return { uidValidity: validity, lastUid }
    } catch (error) {
      dropped(imap)
      throw new Error(wordsOf(error), { cause: error })
    }
  }

  /** Null where it was deleted meanwhile. */
  async function fetched(imap: ImapFlow, uidValidity: string, uid: number): Promise<Arrived | null> {
    const about = await imap.fetchOne(String(uid), { size: true, internalDate: true }, { uid: true })
    if (!about) return null
    const size = about.size ?? 0
    const whole = size <= mostBytes
    const source = whole ? true : { start: 0, maxLength: mostOfLarge }
    const letter = await imap.fetchOne(String(uid), { source }, { uid: true })
    if (!letter || !letter.source) return null
    const date = about.internalDate ? new Date(about.internalDate).getTime() : NaN
    const arrivedAt = Number.isFinite(date) ? toInstant(date) : null
    return { uidValidity, uid, bytes: letter.source, size, whole, arrivedAt }
  }

  return {
    name: `${user}@${host}/${folder}`,
    read,
    wait: (mostMs) =>
      new Promise((resolve) => {
        const idle = client
        const done = () => {
          clearTimeout(timer)
          wake = null
          resolve()
        }
        const timer = setTimeout(done, mostMs)
        wake = done
        if (closed || (came && idle?.usable)) return done()
        if (idle?.usable) void idle.idle().catch(() => dropped(idle))
      }),
    async close() {
      closed = true
      const open = client
      client = null
      wake?.()
      // Without good-byes: a server that hangs keeps nobody from closing.
      open?.close()
    },
  }
}

function wordsOf(error: unknown): string {
  const { responseText, message } = error as { responseText?: string; message?: string }
  return responseText ?? message ?? String(error)
}
