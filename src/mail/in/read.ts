// A letter read from its bytes, whatever comes: what cannot be read as it stands is a fault of it, never an error.
import { MailParser, type AttachmentStream, type MessageText } from 'mailparser'
import { reportFields } from '../../domain/letters/deliveryStatus.ts'
import type { IncomingLetter, ReadFault, ReportFields } from '../../domain/letters/incoming.ts'
import { charsetNamed, decodedSevenBit } from './charset.ts'
import { addresses, headerOf, parameters, readable, smuggles, type Field } from './header.ts'
import { shapeOf, type Shape, type TextPart } from './shape.ts'

/** A larger letter is not parsed: whoever asks a question does not need so much (bytes). */
const mostBytes = 20 * 1024 * 1024
/** So much of its first text is read where a letter is not parsed as a whole (bytes). */
const mostOfAPart = 64 * 1024
/** So much text is kept (UTF-16 units). */
const mostText = 200_000
/** A report's own parts are read so far (bytes). */
const mostOfAReport = 256 * 1024
/** Longer text is written by no person; the parts of a letter that are text come to no more (bytes). */
const mostTextBytes = 2 * 1024 * 1024

type Body = {
  readonly text: string
  readonly report: readonly ReportFields[]
  readonly returned: IncomingLetter['returned']
  readonly faults: readonly ReadFault[]
}

/** Bytes of a letter as they came by IMAP or LMTP, stand in a file, or were kept when they went out. Never throws. */
export async function parseLetter(bytes: Buffer): Promise<IncomingLetter> {
  const header = headerOf(bytes)
  const large = bytes.length > mostBytes || header.cut
  const shape = shapeOf(large ? bytes.subarray(0, header.bodyAt + mostOfAPart * 4) : bytes)
  const wordy = shape.texts.reduce((sum, { from, to }) => sum + to - from, 0) > mostTextBytes
  const type = parameters(header.fields, 'content-type')
  const charset = type.found.get('charset') ?? shape.texts[0]?.charset ?? 'utf-8'
  const fault = large || wordy ? 'tooLarge' : shape.fault
  const body = fault ? await firstText(bytes, shape, fault) : await wholeBody(bytes, shape)
  const broken = smuggles(header.fields, charset) || (!fault && !shape.closed)
  return {
    ...written(header.fields, charset),
    ...body,
    faults: [...new Set([...body.faults, ...(broken ? ['broken' as const] : [])])],
    reportType: type.value === 'multipart/report' ? (type.found.get('report-type')?.toLowerCase() ?? '') : null,
  }
}

function written(fields: readonly Field[], charset: string) {
  const headers = readable(fields, charset)
  const [returnPath] = headers['return-path'] ?? headers['x-envelope-from'] ?? []
  const people = (name: string) => addresses(fields, name, charset)
  return {
    messageId: idsIn(headers['message-id'])[0] ?? null,
    from: people('from'),
    recipients: [
      ...new Set(
        ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to']
          .flatMap(people)
          .map(({ address }) => address.toLowerCase()),
      ),
    ],
    returnPath: returnPath === undefined ? null : returnPath.replace(/^\s*<|>\s*$/g, '').trim(),
    subject: headers['subject']?.[0] ?? '',
    inReplyTo: idsIn(headers['in-reply-to']),
    references: idsIn(headers['references']),
    headers,
  }
}

/** Message-IDs with their brackets; one that came without them gets them. */
function idsIn(values: readonly string[] = []): readonly string[] {
  return values.flatMap((value) => {
    const ids = value.match(/<[^<>\s]{1,500}>/g)
    return ids ?? (/^[^\s<>]{1,500}$/.test(value) ? [`<${value}>`] : [])
  })
}

async function wholeBody(bytes: Buffer, shape: Shape): Promise<Body> {
  try {
    const { hidden, ...parsed } = await parse(bytes)
    const { text, faults } = inItsCharset(parsed.text, shape)
    const more: ReadFault[] = [...faults]
    if (hidden || parsed.text.includes('\0')) more.push('broken')
    if (text.length > mostText) more.push('tooLarge')
    return { ...parsed, text: text.slice(0, mostText).toWellFormed(), faults: more }
  } catch {
    return firstText(bytes, shape, 'broken')
  }
}

/** The library leaves seven-bit charsets that it refuses as they are, and marks what it cannot decode. */
function inItsCharset(text: string, { texts }: Shape): { text: string; faults: readonly ReadFault[] } {
  const plain = texts.filter(({ type }) => type === 'text/plain')
  const shown = plain.length ? plain : texts
  const [only] = shown
  const sevenBit = shown.length === 1 && only!.type === 'text/plain' && only!.charset
  const inside = sevenBit && text.length <= mostText ? decodedSevenBit(text, sevenBit) : null
  const unknown = ({ charset }: TextPart) =>
    charset !== null && (charsetNamed(charset) === null || (inside === null && decodedSevenBit('', charset) !== null))
  const answer = tidy(inside ?? text)
  return { text: answer, faults: shown.some(unknown) || answer.includes('\ufffd') ? ['unknownCharset'] : [] }
}

/** What a person first sees of a letter that is not parsed as a whole. */
async function firstText(bytes: Buffer, { texts }: Shape, fault: ReadFault): Promise<Body> {
  const nothing = { text: '', report: [], returned: null, faults: [fault] }
  const part = texts.find(({ type }) => type === 'text/plain') ?? texts[0]
  if (!part) return nothing
  const kept = part.fields.filter(({ name }) => ['content-type', 'content-transfer-encoding'].includes(name))
  const letter = Buffer.concat([
    Buffer.from(`${kept.map(({ name, raw }) => `${name}: ${raw}\r\n`).join('')}\r\n`, 'latin1'),
    bytes.subarray(part.from, Math.min(part.to, part.from + mostOfAPart)),
  ])
  try {
    const { text } = await parse(letter)
    const read = inItsCharset(text, { fault: null, parts: 1, closed: true, texts: [part] })
    return { ...nothing, text: read.text, faults: [fault, ...read.faults] }
  } catch {
    return nothing
  }
}

/** One run of the library: text, and of the attachments only what a report consists of; `hidden`: HTML it cannot show as text. */
function parse(bytes: Buffer): Promise<Omit<Body, 'faults'> & { readonly hidden: boolean }> {
  const parser = new MailParser({
    keepDeliveryStatus: true,
    skipImageLinks: true,
    skipTextLinks: true,
    skipTextToHtml: true,
    checksumAlgo: false,
    maxHtmlLengthToParse: mostTextBytes,
    ignoreEmbedded: true,
  } as ConstructorParameters<typeof MailParser>[0])
  let text = ''
  let hidden = false
  const report: ReportFields[] = []
  let returned: IncomingLetter['returned'] = null
  return new Promise((resolve, reject) => {
    parser.on('error', reject)
    parser.on('end', () => resolve({ text, report, returned, hidden }))
    parser.on('data', (data: AttachmentStream | MessageText) => {
      if (data.type === 'text') {
        text = typeof data.text === 'string' ? data.text : ''
        hidden = 'textConversionError' in data
      } else {
        const chunks: Buffer[] = []
        const reads = reportParts.test(data.contentType)
        let length = 0
        data.content.on('data', (chunk: Buffer) => {
          if (!reads || length >= mostOfAReport) return
          length += chunk.length
          chunks.push(chunk)
        })
        data.content.on('error', reject)
        data.content.on('end', () => {
          const content = Buffer.concat(chunks).subarray(0, mostOfAReport)
          if (/delivery-status$/.test(data.contentType)) report.push(...reportFields(tidy(content.toString('utf8'))))
          else if (reads) returned ??= readable(headerOf(content).fields, 'utf-8')
          data.release?.()
        })
      }
    })
    parser.end(bytes)
  })
}

/** RFC 3462 and RFC 6533: the fields of a report, and the letter or the header that came back. */
const reportParts =
  /^(message\/(global-)?delivery-status|message\/rfc822|message\/global|text\/rfc822-headers|message\/(global|rfc822)-headers)$/i

/** Text as it is kept: LF, no controls, nothing that a database or a page chokes on. */
const tidy = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\t\n])[\p{Cc}\u200b\ufeff]/gu, '')
    .toWellFormed()
