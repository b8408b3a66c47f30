// Mass assignment: nobody gives themselves a role, an organisation, a stage or a version by writing it beside what is asked.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { addGenerator, linksTo, signedIn } from '../support/browser.ts'
import { expectProblem, fieldsOf, must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { codeOf } from '../support/generator.ts'
import { person, register, wishes } from '../support/merchants.ts'
import { furnish, termsBody, type World } from '../support/world.ts'

/** As text, since an object literal would set its prototype instead. */
const surplus = ['role', 'organisation', 'stage', 'version', 'digest', 'fresh', '__proto__', 'constructor', 'prototype']
const withSurplus = (body: object, keys = surplus): string => {
  const more = keys.map((key) => `${JSON.stringify(key)}:{"role":"administrator","fresh":true}`).join(',')
  const text = JSON.stringify(body)
  return text === '{}' ? `{${more}}` : `${text.slice(0, -1)},${more}}`
}

let desk: TestDesk
let world: World
let journey: string
beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  journey = await register(world.cast.chamber, world.charter, 1)
})
afterAll(() => desk.close())

const commands = () => desk.routes().filter(({ body }) => body)
const json = { 'Content-Type': 'application/json', 'If-Match': '*' }

describe('Mass assignment', () => {
  it('is refused by every route that takes JSON, which names every key that it does not know', async () => {
    const events = await desk.countEvents()
    for (const route of commands()) {
      const path = route.path
        .replace(':charter', world.charter)
        .replace(':journey', journey)
        .replaceAll(/:(\w+)/g, 'none')
      const known = Object.keys((route.body as z.ZodObject).shape ?? {})
      const keys = surplus.filter((key) => !known.includes(key))
      for (const who of [desk.admin, world.cast.reformOffice, world.cast.chamber, world.cast.facility]) {
        const answer = await who.send(route.method.toUpperCase(), path, { headers: json, body: withSurplus({}, keys) })
        // Who may not, or names nothing, is not read at all.
        if (answer.status === 403 || answer.status === 404) continue
        expect(fieldsOf(expectProblem(answer, 400)), `${route.method} ${route.path}`).toEqual(
          expect.arrayContaining([...keys].sort()),
        )
      }
    }
    expect(await desk.countEvents()).toBe(events)
    expect(Object.hasOwn(Object.prototype, 'role')).toBe(false)
  })

  it('is refused however deep: no object within a body takes a key that is not named', () => {
    let objects = 0
    const lax: string[] = []
    const walk = (schema: unknown, where: string): void => {
      if (typeof schema !== 'object' || schema === null) return
      const { type, properties, additionalProperties } = schema as Record<string, unknown>
      if (type === 'object' && properties) {
        objects++
        if (additionalProperties !== false) lax.push(where)
      }
      for (const [name, each] of Object.entries(schema)) walk(each, `${where}.${name}`)
    }
    for (const { path, body } of commands())
      walk(z.toJSONSchema(body as z.ZodType, { io: 'input', unrepresentable: 'any' }), path)
    expect(lax).toEqual([])
    expect(objects).toBeGreaterThan(commands().length)
  })

  it('beside a whole body refuses the whole, and nobody is registered, invited or let in', async () => {
    const { chamber, organisations } = world.cast
    const [events, people] = [await desk.countEvents(), must(await desk.admin.get('/v1/people')).body.length]
    const tokens = must(await desk.admin.get('/v1/tokens')).body.length
    const expiresAt = '2099-01-01T00:00:00Z'
    const registration = { merchant: person(9), wishes: wishes() }
    for (const [who, address, body, keys] of [
      [chamber, `/v1/charters/${world.charter}/journeys`, registration, surplus],
      [chamber, '/v1/charters', termsBody(), surplus],
      [desk.admin, '/v1/organisations', { name: 'Another', kind: 'auditor' }, surplus],
      [
        desk.admin,
        '/v1/people',
        { organisation: organisations.chamber, name: 'Nobody', email: 'nobody@people.example' },
        surplus.filter((key) => key !== 'organisation'),
      ],
      [
        desk.admin,
        '/v1/tokens',
        { organisation: organisations.chamber, label: 'x', expiresAt },
        surplus.filter((key) => key !== 'organisation'),
      ],
    ] as const)
      for (const key of keys) {
        const answer = await who.post(address, withSurplus(body, [key]), json)
        expect(fieldsOf(expectProblem(answer, 400)), address).toEqual([key])
      }
    for (const key of surplus) {
      const merchant = `{"merchant":${withSurplus(person(9), [key])},"wishes":${JSON.stringify(wishes())}}`
      const answer = await chamber.post(`/v1/charters/${world.charter}/journeys`, merchant, json)
      expect(fieldsOf(expectProblem(answer, 400))).toEqual([`merchant.${key}`])
    }
    expect(await desk.countEvents()).toBe(events)
    expect(must(await desk.admin.get('/v1/people')).body).toHaveLength(people)
    expect(must(await desk.admin.get('/v1/tokens')).body).toHaveLength(tokens)
  })

  it('in a form is not read: whoever invites gives their own organisation’s role, whatever else the form says', async () => {
    const { browser } = await signedIn(desk, world.cast.organisations.chamber)
    await addGenerator(browser, codeOf)
    const form = { organisation: world.cast.organisations.chamber, name: 'Mole', email: 'mole@people.example' }
    const more = { role: 'administrator', kind: 'administrator', fresh: 'true', charters: '', language: 'en' }
    const sent = await browser.post('/people', { ...form, ...more, __proto__: 'x', 'charters[]': world.rivalCharter })
    expect({ status: sent.status, to: sent.headers.get('location') }).toEqual({ status: 303, to: '/people?sent=yes' })
    const people = must(await desk.admin.get('/v1/people')).body as { email: string; organisation: string }[]
    expect(people.find(({ email }) => email === form.email)).toMatchObject({
      organisation: world.cast.organisations.chamber,
      charters: [],
    })
    // Nor does a form reach further than whoever sends it: every charter, or another's, is refused.
    for (const charters of ['*', world.rivalCharter]) {
      const refused = await browser.post('/people', {
        ...form,
        email: 'other@people.example',
        language: 'en',
        charters,
      })
      expect(refused.status, charters).toBe(422)
    }
  })

  it('of a sign-in chooses nobody: the link alone says who comes in', async () => {
    const officer = await signedIn(desk, world.cast.organisations.chamber)
    const admin = await signedIn(
      desk,
      must(await desk.admin.get('/v1/organisations')).body.find(
        ({ kind }: { kind: string }) => kind === 'administrator',
      ).id,
    )
    await officer.browser.post('/sign-out')
    const again = officer.browser
    await again.post('/sign-in', { email: officer.email, person: admin.id, role: 'administrator' })
    const secret = (await linksTo(desk, officer.email)).at(-1)!
    await again.post('/enter', { secret, person: admin.id, role: 'administrator', email: admin.email })
    expectProblem(await again.get('/v1/tokens'), 403)
  })
})
