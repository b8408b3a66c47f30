// A page as a value, as a route is one: its address, who may open it, and what answers. The server and the tests read the same list.
import type { RequestHandler } from 'express'
import type { Act } from '../domain/access/table.ts'

/** Several forms of one address, told apart by what a field of theirs says; '' where it is not sent. */
export type Forms = { readonly field: string; readonly acts: Readonly<Record<string, Act>> }
export type Page = {
  readonly method: 'get' | 'post'
  /** With parameters as `:name`. */
  readonly path: string
  /** The act of the permission table, or one for each form; null where anybody may (signing in, files that are the same for all). */
  readonly may: Act | Forms | null
  readonly handlers: readonly RequestHandler[]
}

export const actsOf = (may: Act | Forms): readonly Act[] => (typeof may === 'string' ? [may] : Object.values(may.acts))

export const open = (method: Page['method'], path: string, ...handlers: readonly RequestHandler[]): Page => ({
  method,
  path,
  may: null,
  handlers,
})
