// The description of the API: made from what serves, so it must be whole, well formed, and true of every route.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectProblem, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { furnish } from '../support/world.ts'

type Json = Record<string, unknown>
type Operation = {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly parameters: readonly {
    readonly name: string
    readonly in: string
    readonly required: boolean
    readonly schema: Json
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Json }>>
  readonly security?: readonly unknown[]
}

let desk: TestDesk
let document: Json & { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }
const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

beforeAll(async () => {
  desk = await startDesk()
  document = must(await desk.nobody.get('/openapi.json')).body
})
afterAll(() => desk.close())

describe('The OpenAPI document', () => {
  it('is of version 3.1 and has what every document must have', () => {
    expect(document['openapi']).toMatch(/^3\.1\.\d+$/)
    expect(document['info']).toMatchObject({ title: expect.any(String), version: expect.any(String) })
    expect(
      Object.keys(document).filter((key) => !['openapi', 'info', 'security', 'paths', 'components'].includes(key)),
    ).toEqual([])
  })

  it('describes every route that is served, and no other', () => {
    const served = desk.routes().map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    expect(
      operations()
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    ).toEqual(served.sort())
  })

  it('has no reference that leads nowhere', () => {
    const missing: string[] = []
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return
      for (const [key, value] of Object.entries(node)) {
        if (key === '$ref' && typeof value === 'string' && !found(value)) missing.push(value)
        walk(value)
      }
    }
    const found = (reference: string): boolean =>
      reference.startsWith('#/') &&
      reference
        .slice(2)
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
        .reduce<unknown>((node, part) => (node as Json | undefined)?.[part], document) !== undefined
    walk(document)
    expect(missing).toEqual([])
  })

  it('declares every parameter that an address has, once and required', () => {
    for (const { path, method, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
      const declared = operation.parameters.filter((each) => each.in === 'path')
      expect(declared.map(({ name }) => name).sort(), `${method} ${path}`).toEqual(inPath)
      expect(declared.every(({ required }) => required)).toBe(true)
      const names = operation.parameters.map((each) => `${each.in} ${each.name}`)
      expect(new Set(names).size).toBe(names.length)
      for (const each of operation.parameters) {
        expect(['path', 'query', 'header']).toContain(each.in)
        expect(Object.keys(each.schema).length, `${method} ${path} ${each.name}`).toBeGreaterThan(0)
      }
    }
  })

  it('names each operation once, says what it is for, and what it answers', () => {
    const ids = operations().map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { operation } of operations()) {
      expect(operation.summary.length).toBeGreaterThan(5)
      expect(operation.tags).toHaveLength(1)
      const statuses = Object.keys(operation.responses)
      expect(statuses.some((status) => /^2\d\d$/.test(status))).toBe(true)
      for (const [status, { description }] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^([1-5]\d\d|default)$/)
        expect(description.length).toBeGreaterThan(0)
      }
    }
  })

  it('asks for a body exactly where the route reads one, and for If-Match exactly where it is asked', () => {
    for (const route of desk.routes()) {
      const operation = document.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]![route.method]!
      expect(Boolean(operation.requestBody), route.path).toBe(Boolean(route.body ?? route.raw))
      if (route.body) expect(operation.requestBody!.content['application/json']!.schema['type']).toBe('object')
      if (route.raw) expect(Object.keys(operation.requestBody!.content)).toEqual([...route.raw])
      const ifMatch = operation.parameters.find(({ name }) => name === 'If-Match')
      expect(Boolean(ifMatch), route.path).toBe(route.precondition)
      // Where some requests only look, it cannot be required of all.
      if (ifMatch) expect(ifMatch.required, route.path).toBe(!route.looks)
      expect(operation.parameters.some(({ name }) => name === 'Idempotency-Key')).toBe(route.method !== 'get')
      expect('428' in operation.responses).toBe(route.precondition)
    }
  })

  it('says who may do without a token: health, the reference and the public key', () => {
    const open = operations().filter(({ operation }) => operation.security?.length === 0)
    expect(open.map(({ path }) => path).sort()).toEqual([
      '/health',
      '/healthz',
      '/openapi.json',
      '/readyz',
      '/v1/record/key',
    ])
    expect(document['security']).toEqual([{ token: [] }])
  })

  it('closes its objects: a field that no schema names is refused, and the schema says so', () => {
    for (const { path, method, operation } of operations()) {
      const schema = operation.requestBody?.content['application/json']?.schema
      if (schema) expect(schema['additionalProperties'], `${method} ${path}`).toBe(false)
    }
  })

  it('promises problems that are really sent', async () => {
    await furnish(desk)
    const { components } = document as unknown as {
      components: { schemas: { Problem: { required: string[]; properties: Json } } }
    }
    const { required, properties } = components.schemas.Problem
    const answers = [
      await desk.nobody.get('/v1/charters'),
      await desk.admin.post('/v1/organisations', { name: '', kind: 'ghost' }),
      await desk.admin.get('/v1/charters/C1'),
    ]
    for (const answer of answers) {
      expectProblem(answer, answer.status)
      expect(Object.keys(answer.body).filter((key) => !(key in properties))).toEqual([])
      expect(required.filter((key) => !(key in answer.body))).toEqual([])
    }
  })

  it('has a page that shows it, from the desk’s own address', async () => {
    const page = await desk.nobody.get('/reference')
    expect(page.status).toBe(200)
    const sources = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source!)
    expect(sources.length).toBeGreaterThan(2)
    for (const source of sources) {
      expect(source).toMatch(/^\//)
      expect((await desk.nobody.get(source)).status, source).toBe(200)
    }
  })
})

describe('Health', () => {
  it('is told without a token: alive, and ready', async () => {
    expect(must(await desk.nobody.get('/healthz')).body).toEqual({ status: 'ok' })
    expect(must(await desk.nobody.get('/readyz')).body).toEqual({ status: 'ready' })
  })
})
