// What must not stop the reader: each comes out as a letter with its faults, and asks nothing that is answered.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classify } from '../../../src/domain/letters/classify.ts'
import { parseLetter } from '../../../src/mail/in/read.ts'
import { wire } from '../../support/incoming.ts'

const from = 'From: Kim <kim@merchant.example>'
const subject = 'Subject: HU454'
const question = 'When does my quarantine end?'
const mixed = (...parts: readonly string[]) =>
  wire(from, subject, 'Content-Type: multipart/mixed; boundary=q', '', ...parts)
const nested = (levels: number, boundary: (level: number) => string) =>
  wire(
    from,
    subject,
    ...Array.from({ length: levels }, (_, i) => [
      `Content-Type: multipart/mixed; boundary="${boundary(i)}"`,
      '',
      `--${boundary(i)}`,
    ]).flat(),
    '',
    question,
  )

describe('No answer, and its fault, to', () => {
  it('a letter of 50 MB, of which the first words are read', async () => {
    const bytes = Buffer.concat([
      mixed('--q', '', question, '--q', 'Content-Type: image/png', 'Content-Transfer-Encoding: base64', '', ''),
      Buffer.alloc(50_000_000, `${'A'.repeat(76)}\r\n`),
      Buffer.from('\r\n--q--'),
    ])
    const letter = await parseLetter(bytes)
    expect(letter).toMatchObject({ subject: 'HU454', faults: ['tooLarge'] })
    expect(letter.text.trim()).toBe(question)
    expect(classify(letter).kind).toBe('other')
  })

  it('a text of 50 MB', async () => {
    const letter = await parseLetter(Buffer.concat([wire(from, '', question, ''), Buffer.alloc(50_000_000, 'x\n')]))
    expect(letter.faults).toEqual(['tooLarge'])
    expect(letter.text.length).toBeLessThan(100_000)
    expect(letter.text.startsWith(question)).toBe(true)
  })

  it('a text of 5 MB, in a letter that is small enough', async () => {
    const letter = await parseLetter(Buffer.concat([wire(from, '', question, ''), Buffer.alloc(5_000_000, 'x\n')]))
    expect(letter.faults).toEqual(['tooLarge'])
  })

  it.each([
    ['of their own names', (level: number) => `b${level}`],
    ['of one name', () => 'b'],
  ])('10,000 levels with delimiters %s', async (_names, boundary) => {
    const letter = await parseLetter(nested(10_000, boundary))
    expect(letter).toMatchObject({ subject: 'HU454', faults: ['tooDeep'] })
    expect(classify(letter).kind).toBe('other')
  })

  it('10,000 letters in letters', async () => {
    const letter = await parseLetter(
      wire(from, ...Array.from({ length: 10_000 }, () => 'Content-Type: message/rfc822\r\n'), question),
    )
    expect(letter.text).toBe('')
    expect(classify(letter).kind).toBe('other')
  })

  it('100,000 parts, of which the first is read', async () => {
    const letter = await parseLetter(mixed(`--q\r\n\r\n${question}\r\n`.repeat(100_000), '--q--'))
    expect(letter.faults).toEqual(['tooManyParts'])
    expect(letter.text.trim()).toBe(question)
    expect(classify(letter).kind).toBe('other')
  })

  it.each([
    ['in one field', () => [`X-Long: ${'y'.repeat(10_000_000)}`, from, '', question]],
    ['in a million fields', () => [from, `${'X-Many: y\r\n'.repeat(1_000_000)}`, question]],
    ['in one field of a million lines', () => [from, `X-Folded: y${'\r\n y'.repeat(2_000_000)}`, '', question]],
  ])('a header of 10 MB %s', async (_how, lines) => {
    const letter = await parseLetter(wire(...lines()))
    expect(letter.faults).toContain('tooLarge')
    expect(classify(letter).kind).toBe('other')
  })

  it('NUL in the text and in the subject', async () => {
    const letter = await parseLetter(wire(from, 'Subject: HU\x00454', '', `${question}\0`))
    expect(letter).toMatchObject({ subject: 'HU 454', text: question, faults: ['broken'] })
    expect(classify(letter).kind).toBe('other')
  })

  it('an unknown charset, read as far as it can be', async () => {
    const letter = await parseLetter(wire(from, 'Content-Type: text/plain; charset=x-klingon', '', question))
    expect(letter).toMatchObject({ text: question, faults: ['unknownCharset'] })
    expect(classify(letter).kind).toBe('other')
  })

  it('bytes that their charset does not know', async () => {
    const letter = await parseLetter(wire(from, 'Content-Type: text/plain; charset=utf-8', '', `${question} \xff\xfe`))
    expect(letter.faults).toEqual(['unknownCharset'])
  })

  it.each([
    [
      'a subject',
      `Subject: =?utf-8?B?${Buffer.from('HU454\r\nBcc: all@merchant.example\r\n\r\nnew').toString('base64')}?=`,
    ],
    ['a name', 'From: =?utf-8?Q?Kim=0D=0ABcc=3A_all=40merchant.example?= <kim@merchant.example>'],
  ])('headers smuggled into %s, which stay on one line', async (_where, line) => {
    const letter = await parseLetter(wire(...(line.startsWith('From') ? [line] : [from, line]), '', question))
    expect(letter.faults).toEqual(['broken'])
    expect(letter.from[0]!.address).toBe('kim@merchant.example')
    expect(letter.headers['bcc']).toBeUndefined()
    expect(JSON.stringify([letter.subject, letter.from, letter.headers])).not.toMatch(/\\r|\\n/)
    expect(classify(letter).kind).toBe('other')
  })

  it('a letter that breaks off in a part', async () => {
    const whole = mixed('--q', '', question, '--q--')
    expect(classify(await parseLetter(whole)).kind).toBe('statusQuestion')
    const letter = await parseLetter(whole.subarray(0, whole.length - 8))
    expect(letter.faults).toEqual(['broken'])
    expect(classify(letter).kind).toBe('other')
  })

  it('HTML too deep to be shown as text', async () => {
    const letter = await parseLetter(wire(from, 'Content-Type: text/html', '', `${'<b>'.repeat(200_000)}${question}`))
    expect(letter).toMatchObject({ text: '', faults: ['broken'] })
  })

  it.each([
    ['nothing', ''],
    ['a line feed', '\n'],
    ['line feeds', '\n'.repeat(5_000)],
    ['a header that breaks off', 'From: kim@merch'],
    ['NUL alone', '\0'.repeat(5_000)],
    ['a null sender', `Return-Path: <>\r\nFrom: <>\r\n\r\n${question}`],
    ['carriage returns alone', `From: kim@merchant.example\r\r${question}`],
  ])('%s', async (_what, text) => {
    const { kind } = classify(await parseLetter(Buffer.from(text)))
    expect(['other', 'autoReply']).toContain(kind)
  })
})

describe('What looks dangerous and is none', () => {
  it('are fields with the names of an object’s own', async () => {
    const letter = await parseLetter(wire('__proto__: x', 'constructor: y', from, '', question))
    expect(letter.headers['__proto__']).toEqual(['x'])
    expect(classify(letter).kind).toBe('statusQuestion')
  })

  it('are scripts and styles in HTML, which are no text', async () => {
    const letter = await parseLetter(
      wire(
        from,
        'Content-Type: text/html; charset=utf-8',
        '',
        `<style>p { color: red }</style><script>alert(1)</script><p>${question}</p><blockquote>old</blockquote>`,
      ),
    )
    expect(letter.text).toBe(`${question}\n\n> old`)
    expect(classify(letter)).toMatchObject({ kind: 'statusQuestion', newText: question })
  })

  it('is an address in a name, which stays a name', async () => {
    const letter = await parseLetter(wire('From: "chamber@charter-desk.example" <kim@merchant.example>', '', question))
    expect(letter.from).toEqual([{ name: 'chamber@charter-desk.example', address: 'kim@merchant.example' }])
  })

  it('is an attachment, which is not read', async () => {
    const letter = await parseLetter(
      mixed(
        '--q',
        '',
        question,
        '--q',
        'Content-Type: text/plain',
        'Content-Disposition: attachment',
        '',
        'I am ill',
        '--q--',
      ),
    )
    expect(letter.text.trim()).toBe(question)
  })
})

it('Whatever bytes come, a letter comes out', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      'Content-Type: multipart/mixed; boundary=q',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=q',
      'Content-Type: message/delivery-status',
      'Content-Type: text/html; charset=euc-kr',
      'Content-Type: text/plain; charset=utf-7',
      'Content-Transfer-Encoding: base64',
      'From: =?euc-kr?B?seg=?= <a@b.c>',
      '--q',
      '--q--',
      '',
      'Final-Recipient: rfc822; a@b.c',
    ),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (lines) => {
      const letter = await parseLetter(wire(...lines))
      expect(letter.text.isWellFormed() && !letter.text.includes('\0')).toBe(true)
      expect(classify(letter).kind).toBeTypeOf('string')
    }),
    { numRuns: 200 },
  )
})
