// Given letters to many domains, when connections and turns are scarce, then one domain never holds up the others.
import { describe, expect, it } from 'vitest'
import { createLanes } from '../../src/application/lanes.ts'
import { createPace } from '../../src/application/pace.ts'
import { plusMs } from '../../src/domain/instant.ts'
import { at } from '../words/situation.ts'

const now = at('2022-08-21T10:00:00+09:00')
const seconds = (count: number) => plusMs(now, count * 1_000)

/** Letters that end when they are told to, and the order in which they began. */
function letters(atOnce: number) {
  const lanes = createLanes(atOnce)
  const began: string[] = []
  const ends = new Map<string, () => void>()
  return {
    began,
    send: (name: string) =>
      lanes.run(name.split('@')[1]!, () => {
        began.push(name)
        return new Promise<void>((resolve) => ends.set(name, resolve))
      }),
    async end(name: string) {
      await new Promise((resolve) => setImmediate(resolve))
      ends.get(name)!()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

describe('Connections', () => {
  it('are one fewer for one domain than there are, so that a slow one leaves room for the rest', async () => {
    const { send, began } = letters(3)
    for (const name of ['1@slow', '2@slow', '3@slow', '4@slow', '1@quick']) void send(name)
    await Promise.resolve()
    expect(began).toEqual(['1@slow', '2@slow', '1@quick'])
  })

  it('go to the domain with the fewest on their way, and to each in the order asked', async () => {
    const { send, began, end } = letters(2)
    for (const name of ['1@a', '2@a', '3@a', '1@b', '2@b']) void send(name)
    await end('1@a')
    await end('1@b')
    await end('2@a')
    await end('2@b')
    expect(began).toEqual(['1@a', '1@b', '2@a', '2@b', '3@a'])
  })

  it('are taken in turn where there is only one', async () => {
    const { send, began, end } = letters(1)
    for (const name of ['1@a', '1@b']) void send(name)
    await Promise.resolve()
    expect(began).toEqual(['1@a'])
    await end('1@a')
    expect(began).toEqual(['1@a', '1@b'])
  })

  it('are given back by a letter that was refused', async () => {
    const lanes = createLanes(1)
    await expect(lanes.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await lanes.run('a', async () => 'taken')).toBe('taken')
  })
})

describe('A pace of two letters a minute to a domain', () => {
  it('gives each over it a turn in a minute of its own, which it keeps; other domains go at once', () => {
    const pace = createPace(2)
    const turns = ['1', '2', '3', '4', '5'].map((letter) => pace.turnOf(letter, 'strict.example', now))
    expect(turns).toEqual([now, now, seconds(60), seconds(60), seconds(120)])
    expect(pace.turnOf('6', 'other.example', now)).toBe(now)
    expect(pace.turnOf('5', 'strict.example', seconds(10))).toBe(seconds(120))
    expect(pace.turnOf('3', 'strict.example', seconds(60))).toBe(seconds(60))
    // The third minute has one turn left after the fifth letter's.
    expect(pace.turnOf('7', 'strict.example', seconds(61))).toBe(seconds(120))
    expect(pace.turnOf('8', 'strict.example', seconds(61))).toBe(seconds(180))
  })

  it('begins anew after a minute in which nobody came', () => {
    const pace = createPace(1)
    expect(pace.turnOf('1', 'a', now)).toBe(now)
    expect(pace.turnOf('2', 'a', seconds(90))).toBe(seconds(90))
  })

  it('of none lets everything go', () => {
    const pace = createPace(0)
    expect(['1', '2', '3'].map((letter) => pace.turnOf(letter, 'a', now))).toEqual([now, now, now])
  })
})
