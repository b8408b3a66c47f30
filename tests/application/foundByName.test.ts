// Somebody is found among very many by the whole words of a name, and nobody's name is opened for it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCharterBooks } from '../../src/application/charterBooks.ts'
import { foundByName } from '../../src/application/foundByName.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { person, register } from '../support/merchants.ts'
import { furnish, openRegistration, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let journeys: readonly string[]
beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  await openRegistration(world)
  const { chamber, rivalChamber } = world.cast
  journeys = [
    await register(chamber, world.charter, 1),
    await register(chamber, world.charter, 2, { givenNames: 'SEOYEON' }),
  ]
  await register(rivalChamber, world.rivalCharter, 3)
})
afterAll(() => desk.close())

async function find(text: string): Promise<readonly string[]> {
  const parts = desk.open.desk
  const charter = (await parts.store.charter(world.charter as never))!.state
  const book = await createCharterBooks(parts).of(charter, parts.clock.now())
  return [...(await foundByName(parts, book, text))]
}

describe('Among very many', () => {
  it('somebody is found by whole words of their name, in any order and any capitals', async () => {
    const { surname, givenNames, nativeName } = person(1)
    expect(await find(surname)).toEqual([journeys[0]])
    expect(await find(`${givenNames} ${surname}`.toLowerCase())).toEqual([journeys[0]])
    expect(await find('seoyeon')).toEqual([journeys[1]])
    expect((await find(nativeName)).toSorted()).toEqual(journeys.toSorted())
  })

  it('part of a word, a word too many, a number and nothing find nobody', async () => {
    for (const text of [
      person(1).surname.slice(0, -1),
      `${person(1).surname} SEOYEON`,
      person(1).documentNumber,
      '',
      ' ',
    ])
      expect([text, await find(text)]).toEqual([text, []])
  })

  it('who is on another charter is not found', async () => {
    expect(await find(person(3).surname)).toEqual([])
  })
})
