// Letters that came back: from fields, from words, and whether the address is dead.
import { describe, expect, it } from 'vitest'
import { bouncesOf } from '../../../src/domain/letters/bounce.ts'
import { exactStatus, replyCodeIn, reportFields, statusesIn } from '../../../src/domain/letters/deliveryStatus.ts'
import { incoming } from '../../support/incoming.ts'

const reported = (fields: string, more = {}) =>
  bouncesOf(
    incoming({
      reportType: 'delivery-status',
      report: reportFields(`Reporting-MTA: dns; a.example\n\n${fields}`),
      ...more,
    }),
  )
const daemon = { from: 'mailer-daemon@server.example', subject: 'Undelivered Mail Returned to Sender', returnPath: '' }
const said = (...lines: readonly string[]) => bouncesOf(incoming({ ...daemon, text: lines.join('\n') }))

describe('A report', () => {
  it('names the address we wrote to, the exact status, and the letter that came back', () => {
    expect(
      reported(
        'Final-Recipient: rfc822; box@inner.example\nOriginal-Recipient: rfc822;Kim@Merchant.example\nAction: failed\nStatus: 5.0.0 (permanent failure)\nDiagnostic-Code: smtp; 550 5.1.1\n  no such user',
        { returned: { 'message-id': ['<7@charter-desk.example>'] } },
      ),
    ).toEqual([
      {
        recipient: 'kim@merchant.example',
        status: '5.1.1',
        permanent: true,
        about: '<7@charter-desk.example>',
        words: '550 5.1.1 no such user',
      },
    ])
  })

  it('of success is no bounce', () => {
    expect(reported('Final-Recipient: rfc822; kim@merchant.example\nAction: delivered\nStatus: 2.0.0')).toBeNull()
  })

  it('of one failure among successes is one bounce', () => {
    expect(
      reported(
        'Final-Recipient: rfc822; a@b.example\nAction: relayed\nStatus: 2.0.0\n\nFinal-Recipient: utf-8; b@b.example\nAction: failed\nStatus: 5.1.1',
      ),
    ).toMatchObject([{ recipient: 'b@b.example' }])
  })

  it('without a recipient is a bounce all the same', () => {
    expect(bouncesOf(incoming({ reportType: 'delivery-status', text: 'It failed.' }))).toMatchObject([
      { recipient: null, status: null, permanent: false },
    ])
  })

  it.each([
    ['no such user', 'failed', '5.1.1', '550 5.1.1 User unknown', true],
    ['no such domain', 'failed', '5.1.2', '', true],
    ['not found by Exchange', 'failed', '5.1.10', '550 5.1.10 RESOLVER.ADR.RecipientNotFound', true],
    ['unknown, by the words alone', 'failed', '5.0.0', '550 No such user here', true],
    ['a domain that is not there', 'failed', '5.4.4', 'Host or domain name not found', true],
    ['a full mailbox', 'failed', '5.2.2', '552 5.2.2 mailbox full', false],
    ['a disabled account, which may be enabled again', 'failed', '5.2.1', '550 5.2.1 account is disabled', false],
    ['a policy', 'failed', '5.7.1', '550 5.7.1 Access denied', false],
    ['a policy that speaks of users', 'failed', '5.7.1', '550 5.7.1 user unknown to our policy', false],
    ['a block list', 'failed', '5.0.0', '554 blocked, see the blocklist', false],
    ['too many recipients', 'failed', '5.0.0', '552 Too many recipients', false],
    ['a delay', 'delayed', '4.4.1', 'connection timed out', false],
    ['a delay that names a dead status', 'delayed', '5.1.1', '', false],
    ['a failure of a moment', 'failed', '4.3.2', '452 4.3.2 try later', false],
  ])('of %s', (_what, action, status, words, permanent) => {
    expect(
      reported(
        `Final-Recipient: rfc822; kim@merchant.example\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${words}`,
      ),
    ).toMatchObject([{ permanent }])
  })
})

describe('Without a report, the words of', () => {
  it('exim are understood', () => {
    expect(
      said(
        'This message was created automatically by mail delivery software.',
        '',
        'A message that you sent could not be delivered to one or more of its',
        'recipients. This is a permanent error. The following address(es) failed:',
        '',
        '  kim@merchant.example',
        '    host mx.merchant.example [192.0.2.25]',
        '    SMTP error from remote mail server after RCPT TO:<kim@merchant.example>:',
        '    550 5.1.1 <kim@merchant.example>: Recipient address rejected: User unknown',
        '',
        '------ This is a copy of the message, including all the headers. ------',
        '',
        'Message-ID: <7@charter-desk.example>',
        'To: else@merchant.example',
      ),
    ).toMatchObject([
      { recipient: 'kim@merchant.example', status: '5.1.1', permanent: true, about: '<7@charter-desk.example>' },
    ])
  })

  it('sendmail are understood', () => {
    expect(
      said(
        '   ----- The following addresses had permanent fatal errors -----',
        '<kim@merchant.example>',
        '    (reason: 550 5.1.1 User unknown)',
        '',
        '   ----- Transcript of session follows -----',
        '<<< 550 5.1.1 User unknown',
      ),
    ).toMatchObject([{ recipient: 'kim@merchant.example', status: '5.1.1', permanent: true }])
  })

  it('Exchange are understood', () => {
    expect(
      said(
        'Delivery has failed to these recipients or groups:',
        '',
        'kim@merchant.example<mailto:kim@merchant.example>',
        "The recipient's mailbox is full and can't accept messages now.",
        '',
        'Diagnostic information for administrators:',
        'kim@merchant.example',
        "Remote Server returned '554 5.2.2 mailbox full; STOREDRV.Deliver'",
      ),
    ).toMatchObject([{ recipient: 'kim@merchant.example', status: '5.2.2', permanent: false }])
  })

  it('Gmail are understood where only a header names the address', () => {
    expect(
      bouncesOf(
        incoming({
          ...daemon,
          headers: { 'x-failed-recipients': 'kim@merchant.example' },
          text: "** Address not found **\n\nYour message wasn't delivered because the address couldn't be found.",
        }),
      ),
    ).toMatchObject([{ recipient: 'kim@merchant.example', status: null, permanent: true }])
  })

  it('a merchant who writes about a bounce are none', () => {
    expect(
      bouncesOf(
        incoming({ subject: 'Undelivered mail', text: 'I got: 550 5.1.1 <kim@merchant.example> user unknown' }),
      ),
    ).toBeNull()
  })

  it('a postmaster who writes by hand are none', () => {
    expect(
      bouncesOf(incoming({ from: 'postmaster@merchant.example', subject: 'Hello', text: 'How are you?' })),
    ).toBeNull()
  })
})

it('A status is three numbers, not an address or a version', () => {
  expect(statusesIn('host 5.6.7.8 said 550 5.1.1 and 550-5.7.26 by 14.2.1')).toEqual(['5.1.1', '5.7.26'])
  expect(exactStatus(['5.0.0', '5.1.0', '5.7.1'])).toBe('5.7.1')
  expect(exactStatus([])).toBeNull()
  expect(replyCodeIn('mx.example[192.0.2.4] said: 452 later')).toBe('452')
  expect(replyCodeIn('on 2022-08-27')).toBeNull()
})
