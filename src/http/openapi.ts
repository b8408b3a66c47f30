// OpenAPI 3.1 made from the same routes and schemas that serve: nothing here can drift from what the desk takes.
import { z } from 'zod'
import { organisationKinds } from '../domain/access/roles.ts'
import { reach } from '../domain/access/table.ts'
import type { Route } from './route.ts'

const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

export function openapi(routes: readonly Route[]) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Charter Desk',
      version: '1',
      description:
        'Brings foreign buyers in by charter flight. Refusals are RFC 9457 problem details with findings; versions travel as ETag and If-Match; a request with an Idempotency-Key may be sent again.',
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Finding: {
          type: 'object',
          required: ['code', 'message', 'facts'],
          properties: {
            code: { type: 'string' },
            message: { type: 'string' },
            facts: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
            edition: { type: 'string', description: 'The rule book that says so' },
          },
        },
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status'],
          properties: {
            type: { type: 'string', format: 'uri-reference' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            instance: { type: 'string', format: 'uri-reference' },
            findings: { type: 'array', items: { $ref: '#/components/schemas/Finding' } },
          },
        },
      },
    },
  }
}

function operation(route: Route) {
  const { act } = route
  // A merchant holds no token: the page of their link is the only way in.
  const roles = act
    ? organisationKinds.flatMap((role) => (reach(role, act) ? [`${role} (${reach(role, act)})`] : []))
    : ['anybody']
  return {
    operationId: `${route.method} ${route.path}`,
    tags: [route.room],
    summary: route.summary,
    description: `May be sent by: ${roles.join(', ')}.`,
    ...(route.act === null ? { security: [] } : {}),
    parameters: [
      ...parameters(route, 'path', route.params),
      ...parameters(route, 'query', route.query),
      ...headers(route),
    ],
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: json(route.body) } } } }
      : {}),
    ...(route.raw
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              route.raw.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
            ),
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(Object.entries(route.answers).map(([status, description]) => [status, { description }])),
      ...(route.act === null ? {} : refusals(route)),
    },
  }
}

const refusals = (route: Route) => ({
  401: problemAnswer('No valid token'),
  403: problemAnswer('The role may not'),
  404: problemAnswer('Nothing that this token can see'),
  ...(route.body || route.query ? { 400: problemAnswer('Malformed; every wrong field is named') } : {}),
  ...(route.method === 'get'
    ? {}
    : {
        409: problemAnswer('Out of sequence'),
        422: problemAnswer('A rule is not met, or the key was used with another body'),
      }),
  ...(route.precondition
    ? { 412: problemAnswer('The version has changed'), 428: problemAnswer('If-Match is missing') }
    : {}),
})

function parameters(route: Route, place: 'path' | 'query', schema: z.ZodType | undefined) {
  if (!schema) return []
  const { properties = {}, required = [] } = json(schema) as {
    properties?: Record<string, unknown>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: each,
  }))
}

const headers = (route: Route) =>
  route.method === 'get'
    ? []
    : [
        { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } },
        ...(route.precondition ? [ifMatch(route)] : []),
      ]

/** Where some requests only look, the header cannot be required of all; whoever leaves it out of the others is told so. */
const ifMatch = (route: Route) => ({
  name: 'If-Match',
  in: 'header',
  required: !route.looks,
  ...(route.looks ? { description: 'Needed unless the request only looks' } : {}),
  schema: { type: 'string' },
})

const json = (schema: z.ZodType) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return rest
}
