// A mail's bytes: the same for the same arguments, ASCII, threaded by journey, and closed to injected headers.
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { JourneyId } from '../../src/domain/ids.ts'
import { Language } from '../../src/domain/language.ts'
import { composeMail, type Mail } from '../../src/mail/compose.ts'
import { pictureOf } from '../../src/mail/linkPicture.ts'
import { at } from '../words/situation.ts'

const mail: Mail = {
  id: 'E01ABC',
  domain: 'desk.example',
  from: { name: '义乌包机 Charter Desk', address: 'desk@desk.example' },
  to: { name: '김민수', address: 'minsu.kim@example.org' },
  subject: 'HU454: 좌석이 확정되었습니다',
  text: '김민수 님께\n\nhttps://desk.example/s/abc\n',
  html: '<p>김민수 님께</p>',
  at: at('2022-08-21T10:00:00+09:00'),
  about: JourneyId.parse('C0000000000000001-J0000000000000001'),
  language: 'ko',
  picture: null,
  calendar: null,
}

const headersOf = (bytes: string): string => bytes.slice(0, bytes.indexOf('\r\n\r\n'))

describe('a composed mail', () => {
  it('is the same to the byte for the same arguments', async () => {
    expect(await composeMail(mail)).toEqual(await composeMail({ ...mail }))
  })

  it('is plain ASCII with CRLF and no line above 998 octets', async () => {
    const { bytes } = await composeMail({ ...mail, text: '가'.repeat(5000), subject: '좌석 '.repeat(80) })
    expect(bytes).toMatch(/^[\x20-\x7e\r\n\t]*$/)
    expect(bytes.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(Math.max(...bytes.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
  })

  it('carries Message-ID, date, language and the mark that nobody’s machine answers', async () => {
    const { messageId, bytes } = await composeMail(mail)
    expect(messageId).toBe('<E01ABC@desk.example>')
    const headers = headersOf(bytes)
    expect(headers).toContain('Message-ID: <E01ABC@desk.example>')
    expect(headers).toContain('Date: Sun, 21 Aug 2022 01:00:00 +0000')
    expect(headers).toContain('Auto-Submitted: auto-generated')
    expect(headers).toContain('Content-Language: ko')
  })

  it('reads back as it was written', async () => {
    const read = await simpleParser((await composeMail(mail)).bytes)
    expect(read.subject).toBe(mail.subject)
    expect(read.text).toBe(mail.text)
    expect(read.html).toContain('김민수')
    expect(read.from?.value).toEqual([mail.from])
  })

  it('says that it is a desk’s, where answers go, and nothing of lists', async () => {
    const headers = headersOf((await composeMail({ ...mail, replyTo: 'desk+r0@desk.example' })).bytes)
    expect(headers).toContain('X-Charter-Desk: desk.example')
    expect(headers).toMatch(/^Reply-To: .*\r\n .*<desk\+r0@desk\.example>$/m)
    expect(headersOf((await composeMail(mail)).bytes)).not.toMatch(/^(Reply-To|List-[A-Za-z]+|Precedence):/im)
  })

  it('shows the picture of its link within the HTML, and the calendar as a file beside it', async () => {
    const picture = await pictureOf('https://desk.example/status/abc', 'link.E01@desk.example')
    const calendar = { fileName: 'x.ics', mediaType: 'text/calendar; charset=utf-8; method=PUBLISH', text: 'BEGIN' }
    const html = '<p><img src="cid:link.E01@desk.example"></p>'
    const { bytes } = await composeMail({ ...mail, html, picture, calendar })
    expect(bytes).toEqual((await composeMail({ ...mail, html, picture, calendar })).bytes)
    expect(bytes).toMatch(/^[\x20-\x7e\r\n\t]*$/)
    const order = [...bytes.matchAll(/^Content-Type: ([a-z]+\/[a-z]+)/gim)].map(([, type]) => type)
    expect(order).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'multipart/related',
      'text/html',
      'image/png',
      'text/calendar',
    ])
    const { attachments } = await simpleParser(bytes, { keepCidLinks: true })
    expect(attachments.map(({ cid, related, filename }) => [cid, related, filename])).toEqual([
      ['link.E01@desk.example', true, 'link.png'],
      [undefined, undefined, 'x.ics'],
    ])
    expect(attachments[0]!.content.equals(picture.png)).toBe(true)
  })

  it('answers what it answers, in the conversation of its journey', async () => {
    const answers = ['<E00@desk.example>', '<question@mail.example>']
    const { bytes } = await composeMail({ ...mail, answers })
    const read = await simpleParser(bytes)
    expect(read.inReplyTo).toBe('<question@mail.example>')
    expect(read.references).toEqual([`<${mail.about}@desk.example>`, ...answers])
    expect(headersOf(bytes)).toContain('Auto-Submitted: auto-replied')
  })

  it('takes no name of a letter that could end a header', async () => {
    const answers = ['<a@b>\r\nBcc: x@y.example', '<a b@c>', 'a@b', `<${'a'.repeat(300)}@b>`, '<\u202e@b>']
    const { bytes } = await composeMail({ ...mail, answers })
    expect(headersOf(bytes)).not.toMatch(/^Bcc:/im)
    expect((await simpleParser(bytes)).references).toBe(`<${mail.about}@desk.example>`)
    const many = Array.from({ length: 500 }, (_, i) => `<q${i}@mail.example>`)
    const { references } = await simpleParser((await composeMail({ ...mail, answers: many })).bytes)
    expect(references).toHaveLength(21)
    expect(references?.at(-1)).toBe('<q499@mail.example>')
  })

  it('belongs to one conversation a journey', async () => {
    const [one, two] = await Promise.all([composeMail(mail), composeMail({ ...mail, id: 'E02' })])
    const rootOf = async ({ bytes }: { bytes: string }) => (await simpleParser(bytes)).references
    expect(await rootOf(one)).toEqual(await rootOf(two))
    expect(one.messageId).not.toBe(two.messageId)
  })
})

describe('what somebody typed', () => {
  const typed = [
    'Kim\r\nBcc: thief@evil.example',
    '\u202eevil\u202c \u2067x\u2069',
    '가'.repeat(300),
    'ع'.repeat(300),
    'Ж'.repeat(300),
    '王'.repeat(300),
    'M'.repeat(300),
    '👩‍👩‍👧‍👦'.repeat(40),
    '"Kim", <thief@evil.example>',
    'a@evil.example, b@evil.example',
    '=?utf-8?B?QmNjOiB4QHk=?=',
    '\ud800 alone',
  ]

  it.each(typed)('stays one name and one subject: %j', async (text) => {
    for (const language of Language.options) {
      const { bytes } = await composeMail({ ...mail, language, to: { ...mail.to, name: text }, subject: text })
      expect(bytes).toMatch(/^[\x20-\x7e\r\n\t]*$/)
      expect(
        Math.max(
          ...headersOf(bytes)
            .split('\r\n')
            .map((line) => line.length),
        ),
      ).toBeLessThanOrEqual(998)
      const read = await simpleParser(bytes)
      const to = read.to && !Array.isArray(read.to) ? read.to.value : []
      expect(to.map(({ address }) => address)).toEqual([mail.to.address])
      expect([...read.headers.keys()].sort()).toEqual(
        [...(await simpleParser((await composeMail(mail)).bytes)).headers.keys()].sort(),
      )
      for (const part of [read.subject ?? '', to[0]?.name ?? ''])
        expect(part).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
    }
  })

  it('injects no header, whatever line ends it holds', async () => {
    const injected = 'Kim\r\nBcc: thief@evil.example\n\rX-Evil: 1\u2028Y: 2\0'
    const { bytes } = await composeMail({
      ...mail,
      to: { name: injected, address: mail.to.address },
      subject: injected,
    })
    const read = await simpleParser(bytes)
    expect(read.headers.has('bcc')).toBe(false)
    expect(read.headers.has('x-evil')).toBe(false)
    expect(read.to && !Array.isArray(read.to) ? read.to.value : []).toHaveLength(1)
    expect(headersOf(bytes)).not.toMatch(/^(Bcc|X-Evil|Y):/im)
  })

  it.each(['a@b.example\r\nBcc: c@d.example', 'a@b.example, c@d.example', '<a@b.example>', 'nobody', 'a b@c.example'])(
    'is refused as an address: %j',
    async (address) => {
      await expect(composeMail({ ...mail, to: { name: 'Kim', address } })).rejects.toThrow('address')
    },
  )

  it('is refused as an id or a domain that could end a header', async () => {
    await expect(composeMail({ ...mail, id: 'a>\r\nX: 1' })).rejects.toThrow('id cannot stand in a header')
    await expect(composeMail({ ...mail, domain: 'b\r\nX: 1' })).rejects.toThrow('domain cannot stand in a header')
  })
})
