// Letters that other projects keep for their own tests: each is what its source says, and none stops the reader.
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { classify } from '../../../src/domain/letters/classify.ts'
import type { Bounce, Classified } from '../../../src/domain/letters/incoming.ts'
import { newTextOf } from '../../../src/domain/letters/newText.ts'
import { parseLetter } from '../../../src/mail/in/read.ts'
import { describeShared, sharedFile, sharedJson } from '../../support/shared.ts'

const Expected = z.record(
  z.string(),
  z.object({
    kind: z.string(),
    sourceExpected: z
      .union([
        z.string(),
        z.array(z.object({ deliverystatus: z.string(), reason: z.string(), hardbounce: z.string() })),
      ])
      .optional(),
    charsetsDeclared: z.array(z.string()).optional(),
    recomputed: z
      .object({ From: z.string().nullable(), Subject: z.string().nullable(), 'In-Reply-To': z.string().nullable() })
      .optional(),
  }),
)
const Source = z.object({
  parts: z.array(
    z.object({
      headers: z.array(z.object({ name: z.unknown(), value: z.unknown() })),
      body: z.union([z.object({ Text: z.string() }), z.object({ Multipart: z.array(z.number()) })]),
    }),
  ),
})

const kinds: Readonly<Record<string, Classified['kind']>> = {
  bounce: 'bounce',
  'auto-reply': 'autoReply',
  'feedback-report': 'autoReply',
  'not a bounce': 'other',
  mail: 'other',
}

/** Where the reader does not answer what its source says, and why. */
const misses: Readonly<Record<string, { readonly of: 'kind' | 'subject' | 'text'; readonly why: string }>> = {
  'mikel-mail/multipart_report_emails__report_422.eml': {
    of: 'kind',
    why: 'called mail by who only looked at its MIME type: it is a report of a delay (RFC 3464), so a bounce that is not permanent',
  },
  'mikel-mail/error_emails__must_supply_encoding.eml': {
    of: 'subject',
    why: 'its subject ends in a space, which is not kept',
  },
  'stalwart/thirdparty-005.eml': {
    of: 'text',
    why: 'UTF-16 in binary is cut at its line feeds, whose halves stand on two lines, so empty lines differ; and its last delimiter stands in the middle of a line, where RFC 2046 knows none',
  },
}

/** Recipients as a person reads them in the files; their sources list none. */
const recipients: Readonly<Record<string, readonly string[]>> = {
  'sisimai/lhost-postfix-01.eml': ['kijitora@example.org'],
  'sisimai/lhost-postfix-09.eml': ['kijitora@example.ne.jp'],
  'sisimai/lhost-postfix-48.eml': ['neko-nyaan@ntt.example.net'],
  'sisimai/lhost-postfix-53.eml': ['pseudo-local-part-neko-nyaan@docomo.ne.jp'],
  'sisimai/lhost-gmail-06.eml': ['kijitora@example.jp'],
  'sisimai/lhost-office365-01.eml': ['kijitora@example.com'],
  'sisimai/lhost-office365-10.eml': ['azumakuniyuki@example.ne.jp'],
  'sisimai/lhost-qmail-02.eml': ['userunknown@example.jp', 'filtered@example.jp'],
  'sisimai/lhost-qmail-06.eml': ['kijitora@example.jp'],
  'sisimai/lhost-amazonses-01.eml': ['shironeko@example.co.jp'],
  'sisimai/rhost-google-01.eml': ['shironeko@example.ne.jp'],
  'flanker/bounce__mailbox-full.eml': ['user@aol.com'],
  'flanker/bounce__gmail-no-dns.eml': ['user@example.comm'],
  'mikel-mail/multipart_report_emails__report_422.eml': ['fraser@oooooooo.com.au'],
}
/** Bounces whose source gives no answer: what their own words say. */
const readByHand: Readonly<Record<string, Pick<Bounce, 'status' | 'permanent'>>> = {
  'flanker/bounce__mailbox-full.eml': { status: '5.2.2', permanent: false },
  'flanker/bounce__gmail-no-dns.eml': { status: null, permanent: true },
  'mikel-mail/multipart_report_emails__report_422.eml': { status: '4.2.2', permanent: false },
}
/** Which letter came back, where the file says so. */
const about: Readonly<Record<string, string | null>> = {
  'sisimai/lhost-qmail-02.eml': null,
  'sisimai/lhost-qmail-06.eml': '<57D03121-12F7-4801-B30F-9E44B15E56DC@example.co.jp>',
  'sisimai/lhost-gmail-06.eml': '<A4D6026C-0699-460F-9F86-C2A5CB4BE6CE@gmail.com>',
  'sisimai/lhost-office365-01.eml': '<FFFFFFFF.EEEEEEEE@example.ed.jp>',
  'sisimai/lhost-office365-10.eml': '<SLXP216MB038178608410E5830A839FA7A9210@SLXP216MB0381.KORP216.PROD.OUTLOOK.COM>',
  'sisimai/lhost-postfix-53.eml': '<20160429233445.D64BFFEA8AE7@mail.example.com>',
  'flanker/bounce__mailbox-full.eml': '<4E326A95.3010907@example.com>',
}

describeShared('mail', () => {
  const expected = Expected.parse(sharedJson('mail/expected.json'))
  const letters = Object.keys(expected).filter((name) => !name.startsWith('replies/'))
  const read = async (name: string) => {
    const letter = await parseLetter(sharedFile(`mail/${name}`))
    return { letter, classified: classify(letter) }
  }
  const bouncesIn = async (name: string) => {
    const { classified } = await read(name)
    return classified.kind === 'bounce' ? classified.bounces : []
  }

  it('is all looked at: every letter of SOURCES.md, and every miss is one of them', () => {
    const listed = [
      ...sharedFile('mail/SOURCES.md')
        .toString()
        .matchAll(/^\| (\S+\/\S+) \|/gm),
    ].map(([, name]) => name!)
    expect(listed.filter((name) => !name.endsWith('.json') && !(name in expected))).toEqual([])
    expect(Object.keys(misses).filter((name) => !letters.includes(name))).toEqual([])
    expect(letters.length).toBeGreaterThan(35)
  })

  describe('is told apart', () => {
    it.each(letters)('%s', async (name) => {
      const { classified } = await read(name)
      const wanted = kinds[expected[name]!.kind]
      if (misses[name]?.of === 'kind') expect(classified.kind).not.toBe(wanted)
      else expect(classified.kind).toBe(wanted)
    })
  })

  describe('came back', () => {
    const bounced = letters.filter((name) => name in recipients)
    it('is every bounce of the sources', () => {
      expect(letters.filter((name) => expected[name]!.kind === 'bounce' && !bounced.includes(name))).toEqual([])
    })

    it.each(bounced)('%s: whom it did not reach, by which status, and whether for good', async (name) => {
      const source = expected[name]!.sourceExpected
      const wanted = Array.isArray(source)
        ? source.map(({ deliverystatus, hardbounce }) => ({ status: deliverystatus, permanent: hardbounce === '1' }))
        : [readByHand[name]!]
      expect(await bouncesIn(name)).toMatchObject(
        wanted.map((each, i) => ({ recipient: recipients[name]![i], ...each })),
      )
    })

    it.each(Object.entries(about))('%s is about %s', async (name, id) => {
      for (const bounce of await bouncesIn(name)) expect(bounce.about).toBe(id)
    })
  })

  describe('has its headers', () => {
    it.each(letters.filter((name) => expected[name]!.recomputed))('%s', async (name) => {
      const { letter } = await read(name)
      const { From, Subject, 'In-Reply-To': inReplyTo } = expected[name]!.recomputed!
      expect(letter.from.map(({ address }) => address)).toEqual(From === null ? [] : [addressIn(From)])
      if (misses[name]?.of === 'subject') expect(letter.subject).toBe(Subject!.trim())
      else expect(letter.subject).toBe(Subject ?? '')
      expect(letter.inReplyTo).toEqual(inReplyTo === null ? [] : [inReplyTo])
    })
  })

  describe('is read in its charset', () => {
    it.each([
      [
        'mikel-mail/plain_emails__raw_email.eml',
        '대부분의 마찬가지로, 우리는 하나님을 믿습니다.\n\n제 이름은 Jamis입니다.',
      ],
      ['mikel-mail/multi_charset__japanese_iso_2022.eml', 'すみません。'],
      ['php-imap/ks_c_5601-1987_headers.eml', 'Content'],
      ['php-mime-mail-parser/m0018', 'My traveling companions!\nMy friend, Le Pliage!'],
      ['flanker/bilingual-simple.eml', 'This line is in English\nА эта линия по-русски.'],
    ])('%s', async (name, text) => {
      const { letter } = await read(name)
      expect(letter.text.trim()).toBe(text)
      expect(letter.faults).toEqual([])
    })

    it('ks_c_5601-1987 in the name of who writes', async () => {
      expect((await read('php-imap/ks_c_5601-1987_headers.eml')).letter.from).toEqual([
        { name: '김 현진', address: 'from@there.com' },
      ])
    })

    it('Big5 that was kept as UTF-8 is no Big5 any more, and says so', async () => {
      const { letter } = await read('mikel-mail/error_emails__content_transfer_encoding_empty.eml')
      expect(letter.faults).toEqual(['unknownCharset'])
    })

    it('a charset named NONE is read as it can be', async () => {
      expect((await read('mikel-mail/error_emails__bad_encoded_subject.eml')).letter.subject).toBe('TEST')
    })
  })

  describe('is read as by the parser it comes from', () => {
    it.each(letters.filter((name) => name.startsWith('stalwart/')))('%s', async (name) => {
      const { letter } = await read(name)
      const source = Source.parse(sharedJson(`mail/${name.replace(/\.eml$/, '.json')}`))
      const text = source.parts.flatMap(({ body }) => ('Text' in body ? [body.Text] : [])).join('\n')
      const subject = source.parts[0]!.headers.find((header) => header.name === 'subject')
      if (subject) expect(subject.value).toEqual({ Text: letter.subject })
      if (misses[name]?.of === 'text') expect(letter.text).not.toBe(text)
      else expect(letter.text).toBe(text)
      // Whatever the misses are, the words are the same, the delimiter that is none aside.
      const words = (each: string) => each.replace('--1--', '').split(/\s+/).filter(Boolean)
      expect(words(letter.text)).toEqual(words(text))
    })
  })

  describe('new text', () => {
    const lorem = (text: string) => text.slice(0, text.indexOf('nec nec nibh.') + 'nec nec nibh.'.length)
    const replies: Readonly<Record<string, (text: string) => string>> = {
      'replies/email_reply_header.txt': (text) => text.slice(0, text.indexOf('\n\nOn Wed')),
      'replies/email_tricky_11_double_signature.txt': () => 'Thanks for your help!\n\nBest regards,\nJohn',
      'replies/email_tricky_17_forward_header.txt': () => 'See the forwarded message below.',
    }
    it.each(Object.keys(expected).filter((name) => name.startsWith('replies/')))('%s', (name) => {
      const text = sharedFile(`mail/${name}`).toString().replaceAll('\r\n', '\n')
      expect(newTextOf(text)).toBe((replies[name] ?? lorem)(text))
    })
  })
})

const addressIn = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? /^\S+@\S+/.exec(from)![0]
