// The load of both sides: one client, so many kept connections, each sending the next request once its last was answered.
import { connect, type Socket } from 'node:net'

/** What a browser or a laboratory's program would send. */
export type Request = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly token: string
  /** In place of a token. */
  readonly cookie?: string
  readonly key?: string
  readonly ifMatch?: string
  readonly body?: unknown
}

export type Answered = {
  readonly seconds: number
  readonly bodyBytes: number
  /** How long each took, in milliseconds. */
  readonly each: readonly number[]
}

export type Load = {
  /** Sends all of them and answers how long it took; any other status than 200 is thrown. */
  send(requests: readonly Request[]): Promise<Answered>
  close(): void
}

/** Opens nothing yet; a connection that the server has closed meanwhile is opened again before the next batch. */
export function openLoad(port: number, connections: number): Load {
  const open: (Connection | null)[] = Array.from({ length: connections }, () => null)

  return {
    send: async (requests) => {
      const queue = requests.map((request) => bytesOf(request, port))
      // A server accepts one connection a turn, so each is made use of once before the clock runs.
      await Promise.all(
        open.map(async (known, place) => {
          const connection = known?.live() ? known : await dial(port)
          open[place] = connection
          const nothing = bytesOf({ method: 'GET', path: '/nothing-here', token: 'none' }, port)
          // The server may close what was idle in the moment in which it is made use of again.
          await connection.ask(nothing).catch(async () => {
            open[place] = await dial(port)
            await open[place].ask(nothing)
          })
        }),
      )
      let next = 0
      let bodyBytes = 0
      const each: number[] = []
      const began = performance.now()
      await Promise.all(
        open.map(async (connection) => {
          for (let bytes = queue[next++]; bytes; bytes = queue[next++]) {
            const asked = performance.now()
            const answer = await connection!.ask(bytes)
            each.push(performance.now() - asked)
            if (answer.status !== 200)
              throw new Error(`a request of the bench was answered ${answer.status}: ${answer.body.toString()}`)
            bodyBytes += answer.body.length
          }
        }),
      )
      return { seconds: (performance.now() - began) / 1_000, bodyBytes, each }
    },
    close: () => {
      for (const connection of open) connection?.close()
    },
  }
}

type Answer = { readonly status: number; readonly body: Buffer }
type Connection = { live(): boolean; ask(bytes: Buffer): Promise<Answer>; close(): void }

async function dial(port: number): Promise<Connection> {
  const socket: Socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let held: Buffer = Buffer.alloc(0)
  let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | null = null
  socket.on('error', (error) => waiting?.reject(error))
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection before it answered')))
  socket.on('data', (chunk) => {
    held = held.length ? Buffer.concat([held, chunk]) : chunk
    const head = held.indexOf('\r\n\r\n')
    if (head < 0) return
    const headers = held.toString('latin1', 0, head)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(headers)?.[1])
    if (Number.isNaN(length)) return waiting?.reject(new Error(`an answer without a length:\n${headers}`))
    if (held.length < head + 4 + length) return
    const answer = { status: Number(headers.slice(9, 12)), body: held.subarray(head + 4, head + 4 + length) }
    held = held.subarray(head + 4 + length)
    waiting?.resolve(answer)
  })
  return {
    live: () => !socket.destroyed && !socket.readableEnded,
    ask: (bytes) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(bytes)
      }),
    close: () => socket.destroy(),
  }
}

function bytesOf({ method, path, token, cookie, key, ifMatch, body }: Request, port: number): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body)
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    cookie ? `Cookie: ${cookie}` : `Authorization: Bearer ${token}`,
    'Accept: application/json',
    ...(key ? [`Idempotency-Key: ${key}`] : []),
    ...(ifMatch ? [`If-Match: ${ifMatch}`] : []),
    ...(text ? ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(text)}`] : []),
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}`)
}
