// Which reports that a letter came back count: those of a server that saw the return address, or the letter of these days.
import { describe, expect, it } from 'vitest'
import { Instant } from '../../../src/domain/instant.ts'
import { bounceVerdict, isFromServer, type Reported } from '../../../src/domain/letters/answering.ts'
import { incoming } from '../../support/incoming.ts'

const now = Instant.parse('2022-08-20T10:00:00Z')
const recent = Instant.parse('2022-08-14T10:00:00Z')
const old = Instant.parse('2022-08-13T09:00:00Z')
const reported = (over: Partial<Reported>): Reported => ({
  ...{ known: true, permanent: true, byToken: false, sentAt: recent, ...over },
})

describe('A report', () => {
  it.each<[string, Partial<Reported>, boolean, string]>([
    ['of a server, about a letter of this week', {}, true, 'bounced'],
    ['for now', { permanent: false }, true, 'bouncedForNow'],
    ['to the return address, however old', { byToken: true, sentAt: old }, true, 'bounced'],
    ['about a letter of long ago', { sentAt: old }, true, 'bounceUnknown'],
    ['that names no letter', { sentAt: null }, true, 'bounceUnknown'],
    ['of somebody with a sender', { byToken: true }, false, 'bounceUnknown'],
    ['about another address', { known: false, byToken: true }, true, 'bounceUnknown'],
  ])('%s', (_what, over, fromServer, why) => {
    expect(bounceVerdict([reported(over)], { fromServer, now })).toMatchObject({ why })
  })

  it('is a server’s by its empty sender, and by From only where the sender is not known', () => {
    const from = 'MAILER-DAEMON@mx.example'
    expect(isFromServer(incoming({ returnPath: '' }))).toBe(true)
    expect(isFromServer(incoming({ from }))).toBe(true)
    expect(isFromServer(incoming({ from, returnPath: 'x@evil.example' }))).toBe(false)
    expect(isFromServer(incoming({}))).toBe(false)
  })
})
