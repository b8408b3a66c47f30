// Builds the Express app from its list of routes; does not listen. Every route goes the same way: identify, permit, parse, run, answer.
import { pipeline } from 'node:stream/promises'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import type { Caller } from '../application/actor.ts'
import type { Receipt, Chance, Clock } from '../application/ports.ts'
import type { Envelope } from '../application/handle.ts'
import { reachOf } from '../application/may.ts'
import { freshActs } from '../domain/access/table.ts'
import type { Look } from '../domain/access/looked.ts'
import { finding } from '../domain/decision.ts'
import { errorPage } from '../web/errorPage.tsx'
import { frameFor, html } from './frames.ts'
import { hardening } from './hardening.ts'
import { bodyDigest, scopedKey, type Idempotency } from './idempotency.ts'
import type { Identify } from './identify.ts'
import { createLimits } from './limits.ts'
import type { Sender } from './postedFrom.ts'
import type { Page } from './page.ts'
import { fieldFindings, problemOf, problems, sendProblem, type Problem } from './problem.ts'
import { createRefusals, type RefusedRequest } from './refusals.ts'
import type { Reply, Route } from './route.ts'

export type AppParts = {
  readonly routes: readonly Route[]
  /** Pages and files, mounted before the answer that nothing was found. */
  readonly pages: readonly Page[]
  readonly identify: Identify
  /** Where the browser says that a request was sent from; a session's command is taken from the desk's own pages only. */
  readonly postedFrom: (request: Request) => Sender
  /** Whether people reach the desk by https. */
  readonly https: boolean
  /** Who a request was found to be from, once it was asked. */
  readonly known: (request: Request) => Caller | null
  /** What stands for a network address in the log. */
  readonly pseudonym: (address: string) => string
  readonly refused: (refusal: RefusedRequest) => void
  /** How many proxies stand before the desk: the address of who asks is theirs to tell. */
  readonly proxies: number
  readonly idempotency: Idempotency
  readonly clock: Clock
  readonly chance: Chance
  /** Renders an answered request again, as it stands now. */
  readonly renderReceipt: (receipt: Receipt, caller: Caller, request: Request) => Promise<Reply>
  /** Resolves once the look is on disk. */
  readonly tell: (caller: Caller, request: string, look: Look) => Promise<void>
  readonly failed: (request: string, error: unknown) => void
  /** Told of each answer, by the route's pattern and never by its address; null where nobody listens. */
  readonly answered?: ((answer: Answered) => void) | null
}
export type Answered = {
  readonly request: string
  readonly method: string
  readonly route: string
  readonly role: string
  readonly status: number
}

/** A command is small; a roster is the largest thing that is sent (bytes). */
const jsonLimit = 256 * 1024
const rawLimit = 8 * 1024 * 1024
/** Sheets are the dearest thing to read: so many an account in a quarter of an hour, whatever became of them. */
const sheetsAnAccount = 200

const anonymous: Caller = {
  role: 'anonymous',
  organisation: null,
  token: 'anonymous',
  person: null,
  charters: [],
  acts: null,
  fresh: true,
}

export function createApp(parts: AppParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.set('trust proxy', parts.proxies)
  app.set('https', parts.https)
  app.use(...hardening(parts.https))
  app.use(
    createRefusals({
      requestId: (request) => requestId(parts, request),
      callerOf: parts.known,
      pseudonym: parts.pseudonym,
      refused: parts.refused,
    }),
  )
  // The body's own bytes are kept beside the parsed value: an Idempotency-Key is bound to their digest.
  const json = express.json({
    limit: jsonLimit,
    verify: (request, _response, bytes) => void ((request as RawRequest).bytes = bytes),
  })
  const limits = createLimits((request, response, seconds) =>
    sendProblem(response, problems.tooMany(seconds), requestId(parts, request)),
  )
  const sheets = limits.byAccount(sheetsAnAccount, ({ caller }: CalledRequest) => caller?.person ?? caller?.token ?? '')
  for (const route of parts.routes) {
    const readers = route.raw
      ? [sheets, express.raw({ limit: rawLimit, type: [...route.raw] })]
      : route.body
        ? [json]
        : []
    // Who asks is known before anything that they send is read.
    const gate = (request: Request, response: Response, next: NextFunction) =>
      admitted(parts, route, request, response, next)
    app[route.method](route.path, gate, ...readers, (request: Request, response: Response) =>
      serve(parts, route, request, response),
    )
  }
  for (const { method, path, handlers } of parts.pages) app[method](path, ...handlers)
  app.use((request: Request, response: Response) =>
    refusePlainly(request, response, problems.unknown(`${request.method} ${request.path}`), requestId(parts, request)),
  )
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const id = requestId(parts, request)
    const answer = readingProblem(error, request)
    if (!answer) parts.failed(id, error)
    if (!response.headersSent) refusePlainly(request, response, answer ?? problems.broken(), id)
  })
  return app
}

/** A person reads a page, a program the problem. */
function refusePlainly(request: Request, response: Response, problem: Problem, id: string): void {
  response.vary('Accept')
  if (!(request.get('accept') ?? '').includes('text/html')) return sendProblem(response, problem, id)
  const { status, title } = problem
  const frame = frameFor(request, null, [])
  const failed = status >= 500
  const why = failed ? 'broken' : status === 404 ? 'any' : null
  html(
    response,
    status,
    errorPage({ frame, status, title, why, back: '/charters', ...(failed ? { request: id } : {}) }),
  )
}

type RawRequest = Request & { bytes?: Buffer }

type CalledRequest = RawRequest & { caller?: Caller }

/** Identifies and permits; what follows finds the caller on the request. */
async function admitted(
  parts: AppParts,
  route: Route,
  request: CalledRequest,
  response: Response,
  next: NextFunction,
): Promise<void> {
  const id = requestId(parts, request)
  response.setHeader('Request-Id', id)
  if (parts.answered) {
    const { answered } = parts
    response.once('finish', () =>
      answered({
        request: id,
        method: request.method,
        route: route.path,
        role: request.caller?.role ?? 'anonymous',
        status: response.statusCode,
      }),
    )
  }
  const caller = route.act === null ? anonymous : await parts.identify(request)
  if (!caller) {
    response.setHeader('WWW-Authenticate', 'Bearer')
    return sendProblem(response, problems.unauthenticated(), id)
  }
  if (caller.person !== null && changes(request) && parts.postedFrom(request) !== 'own')
    return sendProblem(response, problems.crossSite(), id)
  if (route.act !== null && !reachOf(caller, route.act)) return sendProblem(response, problems.forbidden(route.act), id)
  if (route.act !== null && !caller.fresh && changes(request) && freshActs.has(route.act))
    return sendProblem(response, problems.notFresh(route.act), id)
  request.caller = caller
  next()
}

const changes = ({ method }: Request): boolean => method !== 'GET' && method !== 'HEAD'

async function serve(parts: AppParts, route: Route, request: CalledRequest, response: Response): Promise<void> {
  const id = requestId(parts, request)
  const refuse = (answer: Problem) => sendProblem(response, answer, id)
  const caller = request.caller ?? anonymous
  if (route.raw && !Buffer.isBuffer(request.body))
    return refuse(problems.unsupported(`Send ${route.raw.join(' or ')}.`))
  if (route.body && !route.raw && hasBody(request) && !request.is('application/json'))
    return refuse(problems.unsupported('Send application/json.'))
  const parsed = parse(route, request)
  if ('problem' in parsed) return refuse(parsed.problem)
  const ifMatch = precondition(request)
  if (ifMatch === 'malformed')
    return refuse(
      problems.malformed([
        finding('invalid', 'If-Match: must be an ETag of this resource, such as "3", or *', { field: 'If-Match' }),
      ]),
    )
  const looks = route.looks?.(parsed.body as never) ?? false
  if (route.precondition && !looks && ifMatch === 'none') return refuse(problems.unconditional())
  const key = request.method === 'GET' ? undefined : request.get('idempotency-key')
  if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key)) {
    return refuse(
      problems.malformed([
        finding('invalid', 'Idempotency-Key: must be 1 to 200 printable characters', { field: 'Idempotency-Key' }),
      ]),
    )
  }
  const idempotency =
    key === undefined
      ? null
      : {
          key: scopedKey(caller.person ?? caller.token, `${request.method} ${request.originalUrl}`, key),
          body: bodyDigest((request as RawRequest).bytes ?? (Buffer.isBuffer(request.body) ? request.body : '')),
        }
  const envelope: Envelope = {
    caller,
    request: id,
    now: parts.clock.now(),
    idempotency,
    ifMatch: typeof ifMatch === 'number' ? ifMatch : null,
  }
  if (!idempotency) return answer(parts, response, await run(), id, request)
  const begun = await parts.idempotency.begin(idempotency.key, idempotency.body)
  if (begun.state === 'inFlight') return refuse(problems.inFlight())
  if (begun.state === 'otherBody') return refuse(problems.otherBody())
  if (begun.state === 'answered')
    return answer(parts, response, await parts.renderReceipt(begun.receipt, caller, request), id, request)
  try {
    const reply = await run()
    if ('refusal' in reply && reply.refusal.outcome === 'answered') {
      // Another process answered the same key between the look and the commit.
      parts.idempotency.end(idempotency.key)
      const again = await parts.idempotency.begin(idempotency.key, idempotency.body)
      const replayed =
        again.state === 'answered'
          ? await parts.renderReceipt(again.receipt, caller, request)
          : { problem: problems.inFlight() }
      return await answer(parts, response, replayed, id, request)
    }
    return await answer(parts, response, reply, id, request)
  } finally {
    parts.idempotency.end(idempotency.key)
  }

  function run(): Promise<Reply> {
    return route.run({ ...parsed, caller, now: envelope.now, envelope, request } as never)
  }
}

function parse(
  route: Route,
  request: Request,
): { readonly params: unknown; readonly query: unknown; readonly body: unknown } | { readonly problem: Problem } {
  const params = route.params?.safeParse(request.params)
  // An address that cannot be one names nothing.
  if (params && !params.success) return { problem: problems.unknown(`resource at ${request.path}`) }
  const query = route.query?.safeParse(request.query)
  const body = route.raw ? undefined : route.body?.safeParse(request.body ?? {})
  const findings = [
    ...(query && !query.success ? fieldFindings(query.error) : []),
    ...(body && !body.success ? fieldFindings(body.error) : []),
  ]
  if (findings.length) return { problem: problems.malformed(findings) }
  return { params: params?.data, query: query?.data, body: route.raw ? request.body : body?.data }
}

const hasBody = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0

/** RFC 9110, 13.1.1; the desk's versions are strong tags, and `*` decides on whatever stands. */
function precondition(request: Request): number | 'any' | 'none' | 'malformed' {
  const header = request.get('if-match')
  if (header === undefined) return 'none'
  if (header.trim() === '*') return 'any'
  const tag = /^"(\d{1,9})"$/.exec(header.trim())
  return tag ? Number(tag[1]) : 'malformed'
}

async function answer(
  parts: AppParts,
  response: Response,
  reply: Reply,
  id: string,
  request: CalledRequest,
): Promise<void> {
  if ('problem' in reply) return sendProblem(response, reply.problem, id)
  if ('refusal' in reply) {
    if (reply.refusal.outcome === 'answered') return sendProblem(response, problems.inFlight(), id)
    return sendProblem(response, problemOf(reply.refusal), id)
  }
  if (reply.version !== undefined) {
    const tag = `"${reply.version}"`
    response.setHeader('ETag', tag)
    if (request.method === 'GET' && unchanged(request, tag)) return void response.status(304).end()
  }
  if (reply.looked) await parts.tell(request.caller ?? anonymous, id, reply.looked)
  if (reply.location) response.setHeader('Location', reply.location)
  if (reply.filename) response.setHeader('Content-Disposition', `attachment; filename="${reply.filename}"`)
  response.status(reply.status)
  if (reply.pieces) return pipeline(reply.pieces, response.type(reply.type ?? 'application/octet-stream'))
  if (reply.type) return void response.type(reply.type).send(reply.body)
  // What Express would ask again of every answer (its type, its length, its freshness) is known here.
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.end(reply.lasting ? writtenOnce(reply.body as object) : JSON.stringify(reply.body))
}

/** RFC 9110, 13.1.2: any of a list, compared weakly. */
function unchanged(request: Request, tag: string): boolean {
  const header = request.get('if-none-match')
  return header !== undefined && header.split(',').some((each) => ['*', tag, `W/${tag}`].includes(each.trim()))
}

const written = new WeakMap<object, string>()
function writtenOnce(body: object): string {
  let text = written.get(body)
  if (text === undefined) written.set(body, (text = JSON.stringify(body)))
  return text
}

function readingProblem(error: unknown, request: Request): Problem | null {
  if (!(error instanceof Error) || !('status' in error)) return null
  // An address that cannot be decoded names nothing either.
  if (error instanceof URIError) return problems.unknown(`resource at ${request.path}`)
  switch ('type' in error ? error.type : null) {
    case 'entity.parse.failed':
      return problems.unreadable(`The body is not JSON: ${error.message}`)
    case 'entity.too.large':
      return problems.tooLarge('The body is larger than this route takes.')
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return problems.unsupported(error.message)
    default:
      // What is left of the reader's own errors (400) is about the body: broken off, or not packed as it says.
      return error.status === 400 ? problems.unreadable(error.message) : null
  }
}

const ids = new WeakMap<Request, string>()
function requestId(parts: AppParts, request: Request): string {
  const known = ids.get(request)
  if (known) return known
  const made = `Q${parts.chance.part()}`
  ids.set(request, made)
  return made
}
