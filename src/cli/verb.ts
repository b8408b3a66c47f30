// A verb of `desk`: what it is called with, and what it answers. Exit 0, 1 where the input is refused, 2 where the call is wrong.
import type { Config } from '../config.ts'

export type Verb = {
  readonly usage: string
  readonly about: string
  run(call: Call): Promise<Outcome>
}
export type Call = {
  readonly args: readonly string[]
  readonly json: boolean
  readonly config: Config
  readonly say: (line: string) => void
}
/** `json` is the one value of `--json`; `lines` are for people. */
export type Outcome = { readonly exit: 0 | 1 | 2; readonly json: unknown; readonly lines: readonly string[] }

export const wrongCall = (message: string): Outcome => ({ exit: 2, json: { error: message }, lines: [message] })
export const refusedInput = (json: unknown, lines: readonly string[]): Outcome => ({ exit: 1, json, lines })
export const done = (json: unknown, lines: readonly string[]): Outcome => ({ exit: 0, json, lines })
