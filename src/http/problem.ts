// Refusals on the wire: RFC 9457 problem details, with findings a person can act on.
import type { Response } from 'express'
import type { ZodError } from 'zod'
import { finding, type Finding } from '../domain/decision.ts'
import type { Refusal } from '../application/handle.ts'

export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly findings?: readonly Finding[]
}

const problem = (
  slug: string,
  title: string,
  status: number,
  detail?: string,
  findings?: readonly Finding[],
): Problem => ({
  type: `/problems/${slug}`,
  title,
  status,
  ...(detail === undefined ? {} : { detail }),
  ...(findings?.length ? { findings } : {}),
})

export const problems = {
  malformed: (findings: readonly Finding[]) =>
    problem(
      'malformed',
      'The request is malformed',
      400,
      'Each finding names a field and what is wrong with it.',
      findings,
    ),
  unreadable: (detail: string) => problem('malformed', 'The request is malformed', 400, detail),
  unauthenticated: () =>
    problem('unauthenticated', 'A valid token is needed', 401, 'Send an access token: Authorization: Bearer …'),
  forbidden: (act: string) =>
    problem('forbidden', 'This role may not do that', 403, `The role of this token does not include ${act}.`),
  notFresh: (act: string) =>
    problem(
      'fresh-sign-in',
      'A second factor is asked for',
      403,
      `${act} is for whoever showed a passkey or a code in the last minutes: do so at /step-up and ask again.`,
    ),
  crossSite: () =>
    problem(
      'cross-site',
      'The request comes from another site',
      403,
      'Whoever is signed in by a session changes things from the desk’s own pages only; programs send an access token.',
    ),
  tooMany: (seconds: number) => problem('too-many', 'Too many requests', 429, `Ask again in ${seconds} seconds.`),
  unknown: (what: string) => problem('not-found', 'Not found', 404, `There is no ${what} that this token can see.`),
  inFlight: () =>
    problem(
      'in-flight',
      'The same request is still on its way',
      409,
      'Ask again with the same Idempotency-Key in a moment.',
    ),
  stale: (version: number) =>
    problem('stale', 'Somebody was faster', 412, `The current version is "${version}": look at it and decide again.`),
  tooLarge: (detail: string) => problem('too-large', 'The request is too large', 413, detail),
  unsupported: (detail: string) =>
    problem('unsupported-media-type', 'This kind of content is not read here', 415, detail),
  otherBody: () =>
    problem('key-reused', 'The Idempotency-Key was used for another request', 422, 'Use a new key for a new request.'),
  unconditional: () =>
    problem(
      'precondition-required',
      'A precondition is needed',
      428,
      'Send If-Match with the version you have seen (its ETag), or * to decide whatever stands now.',
    ),
  contended: () => problem('contended', 'Too many are writing the same', 503, 'Ask again in a moment.'),
  broken: () =>
    problem('broken', 'The desk failed', 500, 'Nothing was changed. The failure is in the log under this request id.'),
} as const

/** Every refusal of the application has one answer on the wire. */
export function problemOf(refusal: Exclude<Refusal, { outcome: 'answered' }>): Problem {
  switch (refusal.outcome) {
    case 'refused': {
      const { reason, findings } = refusal.rejection
      return reason === 'out-of-sequence'
        ? problem('out-of-sequence', 'This cannot follow here', 409, findings[0]?.message, findings)
        : problem('policy-unmet', 'A rule is not met', 422, findings[0]?.message, findings)
    }
    case 'invalid':
      return problems.malformed(refusal.findings)
    case 'notFound':
      return problems.unknown(refusal.what)
    case 'forbidden':
      return problems.forbidden(refusal.act)
    case 'notFresh':
      return problems.notFresh(refusal.act)
    case 'stale':
      return problems.stale(refusal.version)
    case 'contended':
      return problems.contended()
    default:
      return refusal satisfies never
  }
}

/** Why an answer was refused, for a page: without findings of its own it is told by what its status means. */
export function refusedAs(answer: Parameters<typeof problemOf>[0]): {
  readonly findings: readonly Finding[]
  readonly status: number
} {
  const { status, title, findings } = problemOf(answer)
  return { findings: findings?.length ? findings : [finding('invalid', title, { status })], status }
}

/** One finding a wrong field, named by its path. */
export const fieldFindings = (error: ZodError): readonly Finding[] =>
  error.issues.flatMap((issue) => {
    const path = issue.path.map(String)
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path]
    return fields.map((parts) => {
      const field = parts.join('.') || '(body)'
      const message = issue.code === 'unrecognized_keys' ? 'is not a field of this request' : issue.message
      return finding('invalid', `${field}: ${message}`, { field })
    })
  })

export function sendProblem(response: Response, answer: Problem, request: string): void {
  if (answer.status === 503) response.setHeader('Retry-After', '5')
  response
    .status(answer.status)
    .type('application/problem+json')
    .send(JSON.stringify({ ...answer, instance: `/requests/${request}` }))
}
