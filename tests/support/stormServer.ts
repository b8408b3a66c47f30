// A mail server out of its mind, by a seed: it refuses, falls silent, hangs up, dies and comes back, and keeps what it took.
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/** A letter that the server took. `answered`: the other side went on talking, so it heard that it was taken. */
export type Taken = { readonly bytes: string; answered: boolean }
export type Fate =
  | 'noGreeting'
  | 'refusedAtConnect'
  | 'refusedAtMail'
  | 'silentAtMail'
  | 'refusedAtRecipient'
  | 'hungUpInData'
  | 'refusedAfterData'
  | 'hungUpAfterData'
  | 'silentAfterData'
  | 'died'
  | 'taken'
type Chances = readonly (readonly [Exclude<Fate, 'taken'>, number])[]

const atConnect: Chances = [
  ['noGreeting', 0.06],
  ['refusedAtConnect', 0.05],
]
const atMail: Chances = [
  ['refusedAtMail', 0.04],
  ['silentAtMail', 0.01],
]
const atRecipient: Chances = [['refusedAtRecipient', 0.04]]
const inData: Chances = [['hungUpInData', 0.03]]
const afterData: Chances = [
  ['refusedAfterData', 0.05],
  ['hungUpAfterData', 0.05],
  ['silentAfterData', 0.015],
  ['died', 0.012],
]

const no = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code })

export async function stormServer(seed: number) {
  /** Every letter that was taken, by its Message-ID, with each copy of it. */
  const taken = new Map<string, Taken[]>()
  const fates = new Map<Fate, number>()
  const lastOf = new Map<string, Taken>()
  const chance = mulberry32(seed)
  let port = 0
  let calm = false
  let server = build()
  let rising: Promise<void> = Promise.resolve()

  function fateOf(chances: Chances): Fate {
    if (calm) return 'taken'
    // Whoever comes first meets each of them once, for none may be left out by chance.
    const owed = chances.find(([fate]) => !fates.has(fate))
    if (owed) return counted(owed[0])
    let drawn = chance()
    for (const [fate, share] of chances) {
      if (drawn < share) return counted(fate)
      drawn -= share
    }
    return 'taken'
  }
  function counted(fate: Fate): Fate {
    fates.set(fate, (fates.get(fate) ?? 0) + 1)
    return fate
  }

  function build(): SMTPServer {
    const here: SMTPServer = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 0,
      onConnect(session, done) {
        const fate = fateOf(atConnect)
        if (fate === 'refusedAtConnect') return done(no(421, '4.3.2 not now'))
        if (fate !== 'noGreeting') done()
      },
      onMailFrom(_address, session, done) {
        // It talks on: so it has heard what was said of the letter before.
        const last = lastOf.get(session.id)
        if (last) last.answered = true
        lastOf.delete(session.id)
        const fate = fateOf(atMail)
        if (fate === 'refusedAtMail') return done(no(451, '4.7.1 greylisted'))
        if (fate !== 'silentAtMail') done()
      },
      onRcptTo(_address, _session, done) {
        if (fateOf(atRecipient) === 'refusedAtRecipient') return done(no(452, '4.2.2 mailbox full'))
        done()
      },
      onData(stream, session, done) {
        const hangsUp = fateOf(inData) === 'hungUpInData'
        const parts: Buffer[] = []
        stream.on('data', (part: Buffer) => {
          parts.push(part)
          if (hangsUp) socketOf(here, session)?.destroy()
        })
        stream.on('end', () => {
          if (hangsUp) return
          const fate = fateOf(afterData)
          if (fate === 'refusedAfterData') return done(no(451, '4.3.0 the disk is full'))
          const bytes = Buffer.concat(parts).toString('latin1')
          const id = /^Message-ID: (.*)\r$/im.exec(bytes)?.[1] ?? ''
          const copy: Taken = { bytes, answered: false }
          taken.set(id, [...(taken.get(id) ?? []), copy])
          counted('taken')
          if (fate === 'silentAfterData') return
          if (fate === 'hungUpAfterData') return void socketOf(here, session)?.destroy()
          if (fate === 'died') return die()
          lastOf.set(session.id, copy)
          done(null, 'taken')
        })
      },
    })
    here.on('error', () => {})
    return here
  }

  /** Every connection breaks, and for a moment nobody listens. */
  function die(): void {
    const dead = server
    for (const connection of dead.connections) socketIn(connection)?.destroy()
    rising = new Promise((resolve) => {
      dead.close(() => {
        setTimeout(() => {
          server = build()
          server.listen(port, '127.0.0.1', resolve)
        }, 60)
      })
    })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.server.address() as AddressInfo).port
  return {
    port,
    taken,
    fates,
    /** From here on it takes everything. */
    calmDown: () => void (calm = true),
    /** Resolves once it listens again, where it had died. */
    up: () => rising,
    async close() {
      await rising
      for (const connection of server.connections) socketIn(connection)?.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** The library has no other way to hang up in the middle of a sentence. */
const socketIn = (connection: object): Socket | undefined => (connection as { _socket?: Socket })._socket
const socketOf = (server: SMTPServer, { id }: SMTPServerSession): Socket | undefined =>
  [...server.connections].filter((each) => (each as { session?: { id: string } }).session?.id === id).map(socketIn)[0]

/** Numbers from 0 to 1 by a seed (Tommy Ettinger's generator). */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
