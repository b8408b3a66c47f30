// Two desks whose addresses are registered with each other: what the one answers, the other leaves, so that neither writes without end.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrived, place, resolve, signed, written } from '../support/arriving.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { furnish, openRegistration } from '../support/world.ts'
import type { JourneyId } from '../../src/domain/ids.ts'

type Side = { readonly desk: TestDesk; readonly address: string; readonly journey: JourneyId }
const addresses = ['desk@charter-desk.example', `desk@${place}`] as const
const sides: Side[] = []

beforeAll(async () => {
  for (const [i, address] of addresses.entries()) {
    const desk = await startDesk({ MAIL_FROM: address }, undefined, { resolve })
    const world = await furnish(desk)
    await openRegistration(world)
    const journey = await register(world.cast.chamber, world.charter, 1, { email: addresses[1 - i]! })
    sides.push({ desk, address, journey: journey as JourneyId })
    await desk.clock.turnTo(new Date(Date.parse(desk.clock.now()) + 3_600_000).toISOString())
  }
}, 120_000)
afterAll(async () => {
  for (const { desk } of sides) await desk.close()
})

/** Hands a letter to a desk, and answers what it kept of it and what it wrote meanwhile. */
async function handedTo({ desk }: Side, bytes: Buffer) {
  const folder = path.join(desk.folder, 'letters')
  const before = new Set(readdirSync(folder))
  const kept = await desk.open.receive.receive(arrived(bytes))
  await desk.clock.work()
  const files = readdirSync(folder).filter((file) => !before.has(file) && file.endsWith('.eml'))
  return { kept, letters: files.map((file) => readFileSync(path.join(folder, file))) }
}
/** A person at the other desk's mailbox asks; the token is from a letter that came there. */
async function askedFrom(from: Side, to: Side): Promise<Buffer> {
  const [user, domain] = to.address.split('@')
  const tagged = `${user}+r${await to.desk.open.returns.token(to.journey)}@${domain}`
  const bytes = written({ from: from.address, to: tagged })
  return from.address.endsWith(`@${place}`) ? signed(bytes) : bytes
}

it.each([
  ['the first', 0],
  ['the second', 1],
])('Two desks that answer each other stop after one letter of %s', async (_which, first) => {
  const [asked, asking] = [sides[first]!, sides[1 - first]!]
  const { kept, letters } = await handedTo(asked, await askedFrom(asking, asked))
  expect(kept).toMatchObject({ state: 'answered', journey: asked.journey })
  expect(letters).toHaveLength(1)
  // The other desk knows the sender's address as a merchant's, and leaves the letter for what it is.
  const left = await handedTo(asking, letters[0]!)
  expect(left.kept).toMatchObject({ state: 'silent', why: 'automatic.ownLoop', journey: asking.journey })
  expect(left.letters).toEqual([])
})
