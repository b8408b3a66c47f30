// A form with a file in it (RFC 7578), read by the platform's own reader: its texts as fields, its file beside them.
import express, { type Request, type RequestHandler } from 'express'

const media = 'multipart/form-data'
export type SentFile = { readonly name: string; readonly bytes: Buffer }

const files = new WeakMap<Request, SentFile>()
/** The file of the form; null where none was chosen. */
export const fileOf = (request: Request): SentFile | null => files.get(request) ?? null

/**
 * Fields become the body, as those of a form without files do; of several files the last is kept. `limit` is of the whole
 * form (bytes); a larger one, and one that is none, is a form with `unread` in it that says why.
 */
export function multipartForm(limit: number): RequestHandler {
  const raw = express.raw({ limit, type: media })
  return (request, response, next): void => {
    if (!request.is(media)) return next()
    raw(request, response, (error: unknown) => {
      if (error !== undefined && error !== null) {
        if (!isTooLarge(error)) return next(error)
        request.body = { unread: 'tooLarge' }
        return next()
      }
      void readForm(request).then(() => next(), next)
    })
  }
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'type' in error && error.type === 'entity.too.large'

async function readForm(request: Request): Promise<void> {
  const body: unknown = request.body
  const fields: Record<string, string> = Object.create(null) as Record<string, string>
  try {
    const type = request.headers['content-type'] ?? ''
    const bytes = Buffer.isBuffer(body) ? new Uint8Array(body) : ''
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
    for (const [name, value] of form.entries()) {
      if (typeof value === 'string') fields[name] = value
      else if (value.size > 0) files.set(request, { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) })
    }
    request.body = { ...fields }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    request.body = { unread: 'broken' }
  }
}
