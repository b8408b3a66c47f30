// The address that letters are answered to: a token stands in it, comes back from it, and nothing else is taken for one.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  carriesTags,
  returnAddress,
  returnOf,
  returnsAmong,
  returnTokenOf,
} from '../../src/domain/letters/returnAddress.ts'

const tokenFrom = (text: string): string => returnTokenOf(createHash('sha256').update(text).digest())
const token = tokenFrom('one')
const desk = 'desk@charter.example'

describe('A return address', () => {
  it.each(['reply', 'bounce'] as const)(
    'carries a token for a %s and gives it back, whatever its case became',
    (kind) => {
      const address = returnAddress(desk, { kind, token })
      expect(address).toMatch(/^desk\+[rb][0-9a-z]{24}@charter\.example$/)
      for (const each of [address, address.toUpperCase(), `<${address}>`, ` ${address} `])
        expect(returnOf(each)).toEqual({ kind, token })
    },
  )

  it('differs in every bit of what it is made from, up to the hundred and twentieth', () => {
    const bytes = new Uint8Array(15)
    const tokens = Array.from({ length: 120 }, (_, bit) => returnTokenOf(bytes.with(bit >> 3, 128 >> (bit & 7))))
    expect(new Set([...tokens, returnTokenOf(bytes)]).size).toBe(121)
    expect(() => returnTokenOf(bytes.slice(1))).toThrow('too few bytes')
  })

  it.each([
    desk,
    `desk+@charter.example`,
    `desk+r@charter.example`,
    `desk+r${token.slice(1)}@charter.example`,
    `desk+r${token}0@charter.example`,
    `desk+x${token}@charter.example`,
    `desk+${token}@charter.example`,
    `desk+r${token.slice(1)}i@charter.example`,
    `a+b+r${token}@charter.example`,
    `desk+r${token}`,
    `desk+r${token}@a@b`,
    `desk+r${token}@charter.example\r\nBcc: x@y.example`,
    '',
    '+@',
  ])('is nothing else: %j', (address) => {
    expect(returnOf(address)).toBeNull()
  })

  it('is found among others, once however often it stands there', () => {
    const address = returnAddress(desk, { kind: 'reply', token })
    const other = returnAddress(desk, { kind: 'bounce', token })
    expect(returnsAmong(['kim@example.org', address, desk, address.toUpperCase(), other])).toEqual([
      { kind: 'reply', token },
      { kind: 'bounce', token },
    ])
  })

  it.each([
    '',
    '@charter.example',
    'desk@',
    'desk',
    'desk+letters@charter.example',
    `${'d'.repeat(39)}@charter.example`,
  ])('is made of no address that cannot carry a tag: %j', (base) => {
    expect(carriesTags(base)).toBe(false)
    expect(() => returnAddress(base, { kind: 'reply', token })).toThrow('no return address')
  })

  it('keeps within the 64 octets of a local part', () => {
    const longest = `${'d'.repeat(38)}@charter.example`
    expect(returnAddress(longest, { kind: 'bounce', token }).split('@')[0]).toHaveLength(64)
  })

  it('is made with no token that it would not give back', () => {
    for (const bad of ['', token.toUpperCase(), `${token}0`, 'r\r\nBcc: x'])
      expect(() => returnAddress(desk, { kind: 'reply', token: bad })).toThrow('no return address')
  })
})
