// Charsets in which merchants write, in text and in headers, whole and cut in two.
import { describe, expect, it } from 'vitest'
import { parseLetter } from '../../../src/mail/in/read.ts'
import { inEncoding } from '../../support/legacyText.ts'

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')
const letterOf = (charset: string, text: Buffer, transfer: 'base64' | '8bit', subject: Buffer = Buffer.from('HU454')) =>
  parseLetter(
    Buffer.concat([
      Buffer.from('From: Kim <kim@merchant.example>\r\nSubject: '),
      subject,
      Buffer.from(
        `\r\nContent-Type: text/plain; charset="${charset}"\r\nContent-Transfer-Encoding: ${transfer}\r\n\r\n`,
      ),
      transfer === 'base64' ? Buffer.from(text.toString('base64')) : text,
    ]),
  )

/** Names of charsets, the bytes of a text, and the text. */
const written: readonly (readonly [string, Buffer, string])[] = [
  ['EUC-KR', inEncoding('euc-kr', '상태'), '상태'],
  ['euc-kr', bytes('94ee'), '뷁'],
  ['KS_C_5601', inEncoding('euc-kr', '상태'), '상태'],
  ['ks_c_5601-1987', inEncoding('euc-kr', '언제'), '언제'],
  ['cp949', bytes('94ee'), '뷁'],
  ['ISO-2022-KR', Buffer.from('\u001b$)C\u000e;sEB\u000f?', 'latin1'), '상태?'],
  ['GB2312', inEncoding('gb18030', '状态'), '状态'],
  ['GBK', inEncoding('gb18030', '狀態'), '狀態'],
  ['GB18030', bytes('8139ef30'), '㐁'],
  ['hz-gb-2312', Buffer.from('~{W4L,~}?', 'latin1'), '状态?'],
  ['Big5', bytes('aaac bA41'.toLowerCase()), '狀態'],
  ['ISO-2022-JP', Buffer.from('\u001b$B>uBV\u001b(B?', 'latin1'), '状態?'],
  ['Shift_JIS', bytes('8ff391d4'), '状態'],
  ['KOI8-R', bytes('f3d4c1d4d5d3'), 'Статус'],
  ['windows-1251', bytes('d1f2e0f2f3f1'), 'Статус'],
  ['windows-1256', bytes('c7e1cdc7e1c9'), 'الحالة'],
  ['iso-8859-6', bytes('c7e4cdc7e4c9'), 'الحالة'],
  ['UTF-7', Buffer.from('+wMHQ3A-? 1+-1', 'latin1'), '상태? 1+1'],
  ['utf-8', Buffer.from('الحالة'), 'الحالة'],
]

describe('A text', () => {
  it.each(written)('in %s, byte for byte', async (charset, text, says) => {
    expect(await letterOf(charset, text, '8bit')).toMatchObject({ text: says, faults: [] })
  })

  it.each(written)('in %s, in base64', async (charset, text, says) => {
    expect(await letterOf(charset, text, 'base64')).toMatchObject({ text: says, faults: [] })
  })

  it('in UTF-16, in base64', async () => {
    expect(await letterOf('utf-16le', Buffer.from('상태', 'utf16le'), 'base64')).toMatchObject({ text: '상태' })
    expect(await letterOf('utf-16be', Buffer.from('상태', 'utf16le').swap16(), 'base64')).toMatchObject({
      text: '상태',
    })
  })
})

describe('A subject', () => {
  const word = (charset: string, text: Buffer) => `=?${charset}?B?${text.toString('base64')}?=`

  it.each(written)('in an encoded word of %s', async (charset, text, says) => {
    const letter = await letterOf('utf-8', Buffer.from(''), '8bit', Buffer.from(word(charset, text)))
    expect(letter.subject).toBe(says)
  })

  it.each(written.filter(([charset]) => !/utf|2022|hz/i.test(charset)))(
    'of bytes as they are, in the %s of the text',
    async (charset, text, says) => {
      expect((await letterOf(charset, text, '8bit', text)).subject).toBe(says)
    },
  )

  it('of bytes that are UTF-8 whatever the text is in', async () => {
    expect((await letterOf('euc-kr', Buffer.from(''), '8bit', Buffer.from('상태'))).subject).toBe('상태')
  })

  it('whose words cut a letter in two', async () => {
    const text = inEncoding('euc-kr', '상태')
    const words = `${word('euc-kr', text.subarray(0, 3))}\r\n ${word('euc-kr', text.subarray(3))}`
    expect((await letterOf('utf-8', Buffer.from(''), '8bit', Buffer.from(words))).subject).toBe('상태')
  })

  it('with a word in a charset that nobody knows is shown as it can be', async () => {
    const subject = Buffer.from(word('x-none', Buffer.from('HU454')))
    expect((await letterOf('utf-8', Buffer.from(''), '8bit', subject)).subject).toBe('HU454')
  })

  it('with the language of RFC 2231 in its charset', async () => {
    const subject = Buffer.from(word('euc-kr*ko', inEncoding('euc-kr', '상태')))
    expect((await letterOf('utf-8', Buffer.from(''), '8bit', subject)).subject).toBe('상태')
  })
})
