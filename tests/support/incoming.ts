// A letter that came in, as a test tells it: what it does not name is that of a plain letter from a merchant.
import type { IncomingLetter } from '../../src/domain/letters/incoming.ts'

type Told = Omit<Partial<IncomingLetter>, 'headers' | 'from'> & {
  readonly from?: string
  readonly headers?: Readonly<Record<string, string>>
}

export const incoming = ({ from = 'kim@merchant.example', headers = {}, ...told }: Told): IncomingLetter => ({
  messageId: '<1@merchant.example>',
  from: [{ name: '', address: from }],
  recipients: ['desk@charter-desk.example'],
  returnPath: null,
  subject: 'Re: HU454',
  inReplyTo: [],
  references: [],
  text: '',
  reportType: null,
  report: [],
  returned: null,
  faults: [],
  ...told,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
})

/** Lines of a letter as they come over the wire. */
export const wire = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1')
