// A route as a value: what it is, who may, what it takes and gives. The server, the reference and the tests read the same list.
import type { Request } from 'express'
import type { z } from 'zod'
import type { Envelope, Refusal } from '../application/handle.ts'
import type { Caller } from '../application/actor.ts'
import type { Look } from '../domain/access/looked.ts'
import type { Act } from '../domain/access/table.ts'
import type { Instant } from '../domain/instant.ts'
import type { Problem } from './problem.ts'

export type Reply =
  | {
      readonly status: number
      readonly body: unknown
      readonly version?: number
      readonly location?: string
      /** The body is the same object as often as the answer is the same: its text is kept beside it. */
      readonly lasting?: true
      /** Another content type than JSON, with its body as text or bytes. */
      readonly type?: string
      readonly filename?: string
      /** The body in pieces, written as they are made; `body` is then null. */
      readonly pieces?: AsyncIterable<Buffer>
      /** Whom this shows: told to the journal before it is answered, and not answered where that fails. */
      readonly looked?: Look
    }
  | { readonly problem: Problem }
  | { readonly refusal: Refusal }

export type Context<Params = unknown, Query = unknown, Body = unknown> = {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly caller: Caller
  readonly now: Instant
  readonly envelope: Envelope
  readonly request: Request
}

export type Method = 'get' | 'post' | 'put' | 'delete'
export type Route = {
  readonly method: Method
  /** With parameters as `:name`. */
  readonly path: string
  /** The act of the permission table; null where anybody may (health, the reference). */
  readonly act: Act | null
  readonly room: string
  readonly summary: string
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** Raw bytes instead of JSON: which content types are taken. */
  readonly raw?: readonly string[]
  /** The kind of answer, by its name in the reference. */
  readonly answers: Readonly<Record<number, string>>
  /** A decision on what somebody has seen: refused with 428 where the request does not say what that was. */
  readonly precondition: boolean
  /** A request with such a body only looks: it is asked for no precondition, and a version that it names must still stand. */
  readonly looks?: (body: never) => boolean
  readonly run: (context: Context<never, never, never>) => Promise<Reply>
}

type Schema = z.ZodType | undefined
type Out<S extends Schema> = S extends z.ZodType ? z.infer<S> : undefined
type Wanted<P extends Schema, Q extends Schema, B extends Schema> = Omit<
  Route,
  'params' | 'query' | 'body' | 'run' | 'precondition' | 'looks' | 'answers'
> & {
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly precondition?: boolean
  readonly looks?: (body: Out<B>) => boolean
  readonly answers?: Readonly<Record<number, string>>
  readonly run: (context: Context<Out<P>, Out<Q>, Out<B>>) => Promise<Reply>
}

/** Ties the handler's types to its schemas; the handler sees only what was parsed. */
export function route<P extends Schema = undefined, Q extends Schema = undefined, B extends Schema = undefined>(
  wanted: Wanted<P, Q, B>,
): Route {
  return { precondition: false, answers: { 200: 'the answer' }, ...wanted } as unknown as Route
}
