// What a side and its parent say to each other; imported by a side before it opens anything.
import type { Express } from 'express'
import type { AddressInfo } from 'node:net'
import { recordStatements } from './recording.ts'

export type Order = { readonly bench: 'ready' | 'startRecording' | 'stopRecording' | 'end' }
export type Reply = {
  readonly listening?: string
  /** Said with `listening` by a side without a clock: nothing of its own is ever due. */
  readonly clockless?: true
  readonly ready?: true
  readonly recorded?: readonly string[]
  /** A desk whose clock was turned has done all that was due by then. */
  readonly quiet?: string
}

/** Answers the parent's orders until the end. */
export function openSideChannel(): {
  /** What the end closes. */
  closing(close: () => Promise<unknown>): void
  /** Listens on a free port and tells the parent which. */
  serve(app: Express): void
} {
  const recorder = process.env['RECORDING'] ? recordStatements() : null
  let close: () => Promise<unknown> = async () => {}
  const reply = (message: Reply) => void process.send?.(message)
  process.on('message', ({ bench }: Order) => {
    switch (bench) {
      case 'ready':
        return reply({ ready: true })
      case 'startRecording':
        return afterThisTurn(() => {
          recorder?.start()
          reply({ ready: true })
        })
      case 'stopRecording':
        return afterThisTurn(() => reply({ recorded: (recorder?.stop() ?? []).map(({ text }) => text) }))
      case 'end':
        return void close().then(() => process.disconnect())
      default:
        return bench satisfies undefined
    }
  })
  return {
    closing: (how) => void (close = how),
    serve: (app) => {
      const server = app.listen(0, '127.0.0.1', () =>
        reply({ listening: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, clockless: true }),
      )
      close = () => new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Reads of a turn end their transaction when it is over: what is recorded holds whole turns. */
const afterThisTurn = (task: () => void): void => void setImmediate(() => setImmediate(task))
