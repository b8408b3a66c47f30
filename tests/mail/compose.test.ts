// A mail's bytes: the same for the same arguments, ASCII, threaded by journey, and closed to injected headers.
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { JourneyId } from '../../src/domain/ids.ts'
import { composeMail, type Mail } from '../../src/mail/compose.ts'
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

  it('belongs to one conversation a journey', async () => {
    const [one, two] = await Promise.all([composeMail(mail), composeMail({ ...mail, id: 'E02' })])
    const rootOf = async ({ bytes }: { bytes: string }) => (await simpleParser(bytes)).references
    expect(await rootOf(one)).toEqual(await rootOf(two))
    expect(one.messageId).not.toBe(two.messageId)
  })
})

describe('what somebody typed', () => {
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
