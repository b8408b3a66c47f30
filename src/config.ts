// The environment as a typed Config, read once; every mistake is listed at the same time.
import { z } from 'zod'
import { isLoopback } from './domain/loopback.ts'

const flagUrl = (protocols: readonly string[]) =>
  z.string().refine((text) => protocols.some((protocol) => text.startsWith(`${protocol}:`)) && URL.canParse(text), {
    error: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
  })
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error: `must lie between ${least} and ${most}` })

/** Keys of 32 bytes in base64, apart by spaces, commas or lines; null where one of them is not. */
export function keysIn(text: string): readonly Buffer[] | null {
  const keys = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((each) => Buffer.from(each, 'base64'))
  return keys.every(({ length }) => length === 32) ? keys : null
}

/** One entry a variable: what it is, what holds without it. The README's table is checked against these. */
export const variables = {
  DATABASE_URL: {
    about: 'SQLite file, or postgres:// address',
    schema: z
      .string()
      .min(1)
      .refine((text) => !/^[a-z][a-z0-9+.-]+:/i.test(text) || /^(sqlite|file|postgres|postgresql):/.test(text), {
        error: 'must name a file, or begin with sqlite:, file: or postgres:',
      })
      .default('var/desk.sqlite'),
  },
  KEY_STORE: {
    about: 'SQLite file of the wrapped merchant keys and of who was erased; never in a backup',
    schema: z.string().min(1).default('var/keys.sqlite'),
  },
  DESK_KEY: {
    about: 'the desk’s key, 32 bytes in base64; a second, after a comma, is only read with',
    schema: z
      .string()
      .refine((text) => keysIn(text)?.length, { error: 'must be 32 bytes in base64' })
      .optional(),
  },
  DESK_KEY_COMMAND: {
    about:
      'command that writes the desk’s key to its standard output, one a line, newest first: the client of a key service',
    schema: z.string().min(1).optional(),
  },
  DESK_KEY_FILE: {
    about: 'file with the desk’s key, where neither of the two is set; made at the first start',
    schema: z.string().min(1).default('var/desk.key'),
  },
  SIGNING_KEY_FILE: {
    about:
      'file with the key that signs checkpoints and exports (Ed25519, PEM); without it `signing.pem` beside KEY_STORE',
    schema: z.string().min(1).optional(),
  },
  CHECKPOINT_HOURS: {
    about: 'how often a checkpoint of the record is signed, in hours; 0: only by hand',
    schema: whole(0, 8_760).prefault('24'),
  },
  AUDITOR_EMAIL: {
    about: 'where checkpoints are mailed beside the people who audit, so that a copy lies outside',
    schema: z.email({ error: 'must be an e-mail address' }).optional(),
  },
  HOST: { about: 'address to listen on', schema: z.string().min(1).default('127.0.0.1') },
  PORT: { about: 'port to listen on; 0 takes a free one', schema: whole(0, 65_535).prefault('8080') },
  PUBLIC_URL: {
    about: 'address under which merchants reach the desk; without it HOST and PORT',
    schema: flagUrl(['http', 'https']).optional(),
  },
  PROXIES: {
    about: 'how many proxies stand before the desk and tell it the address of who asks',
    schema: whole(0, 10).prefault('0'),
  },
  SMTP_URL: {
    about: 'mail server; without it letters go to the desk’s own on loopback, into LETTER_FOLDER and the page /mailbox',
    schema: flagUrl(['smtp', 'smtps']).optional(),
  },
  MAIL_CONNECTIONS: {
    about: 'connections to the mail server at the same time; letters to one domain never take them all',
    schema: whole(1, 50).prefault('5'),
  },
  MAIL_PER_DOMAIN: {
    about: 'letters a minute to one domain of addresses, so that a strict one refuses none; 0: as many as there are',
    schema: whole(0, 100_000).prefault('0'),
  },
  LETTER_FOLDER: {
    about: 'folder of .eml files, where no mail server is set',
    schema: z.string().min(1).default('var/letters'),
  },
  MAIL_FROM: {
    about: 'sender of letters',
    schema: z.email({ error: 'must be an e-mail address' }).default('desk@charter-desk.example'),
  },
  MAIL_TAGS: {
    about:
      '`on`, or `off`: whether mail to MAIL_FROM with a +tag arrives; then letters are answered to an address that names their journey',
    schema: z.enum(['on', 'off']).default('on'),
  },
  IMAP_URL: {
    about:
      'mailbox in which letters to MAIL_FROM arrive, imaps://user:password@host/INBOX; without it letters are not read',
    schema: flagUrl(['imap', 'imaps']).optional(),
  },
  MAIL_POLL_SECONDS: {
    about: 'how often the mailbox is read beside what its server says of itself',
    schema: whole(5, 3_600).prefault('60'),
  },
  AUTHENTICATION_SERVER: {
    about:
      'the name under which the own mail server writes Authentication-Results; without it the desk checks DKIM and DMARC itself',
    schema: z
      .string()
      .regex(/^[A-Za-z0-9._-]+$/, 'must be one name, such as mx.example.org')
      .optional(),
  },
  DKIM_KEY_FILE: {
    about: 'file with the RSA key that signs letters (PEM); with DKIM_SELECTOR, whose record holds its public half',
    schema: z.string().min(1).optional(),
  },
  DKIM_SELECTOR: {
    about: 'selector of the DKIM record, `<selector>._domainkey.<domain of MAIL_FROM>`',
    schema: z
      .string()
      .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/, 'must be a name of letters, digits, dots and dashes')
      .optional(),
  },
  LETTER_SETTLE_SECONDS: {
    about: 'how long a letter waits for the next change, so that both become one',
    schema: whole(0, 86_400).prefault('120'),
  },
  DIGEST_HOUR: {
    about:
      'hour (0 to 23, China Standard Time) at which officers are written what is due and stuck, once a day; without it nobody is',
    schema: whole(0, 23).optional(),
  },
  WAKE_SECONDS: { about: 'how often the desk looks for what is due', schema: whole(1, 3_600).prefault('5') },
  ADMIN_TOKEN: {
    about: 'text of a first token for programs that administer; without it the first start shows a sign-in link',
    schema: z.string().min(32, 'must have at least 32 characters').optional(),
  },
  ADMIN_EMAIL: {
    about: 'e-mail address of the first administrator; without it the first sign-in names it',
    schema: z.email({ error: 'must be an e-mail address' }).optional(),
  },
  CLOCK: {
    about: '`real`, or `channel`: turned by the process that started the desk (the demo)',
    schema: z.enum(['real', 'channel']).default('real'),
  },
  EDITION_FOLDER: {
    about: 'folder of rule books read at the start; without it db/editions',
    schema: z.string().min(1).optional(),
  },
  LOG_LEVEL: {
    about: 'fatal, error, warn, info, debug or silent',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  },
} as const

type Variables = typeof variables
const pairs = [
  ['DKIM_KEY_FILE', 'DKIM_SELECTOR'],
  ['DKIM_SELECTOR', 'DKIM_KEY_FILE'],
] as const
export type Config = { readonly [Name in keyof Variables]: z.infer<Variables[Name]['schema']> }
export type ConfigAnswer =
  | { readonly outcome: 'read'; readonly config: Config }
  | { readonly outcome: 'faulty'; readonly faults: readonly string[] }

export const signingKeyFile = ({ SIGNING_KEY_FILE: file, KEY_STORE: keys }: Config): string =>
  file ?? `${keys.replace(/[^/\\]*$/, '')}signing.pem`

/** A page that shows everybody's letters is for a desk that nobody reaches from elsewhere. */
export const showsMailbox = ({
  SMTP_URL: server,
  HOST: host,
  PROXIES: proxies,
  PUBLIC_URL: address,
}: Config): boolean =>
  !server && isLoopback(host) && proxies === 0 && (!address || isLoopback(new URL(address).hostname))

/** An empty variable counts as not set. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigAnswer {
  const faults: string[] = []
  const values: Record<string, unknown> = {}
  for (const [name, { schema }] of Object.entries(variables)) {
    const parsed = schema.safeParse(environment[name] || undefined)
    if (parsed.success) values[name] = parsed.data
    else faults.push(...parsed.error.issues.map((issue) => `${name} ${issue.message}`))
  }
  // Each is nothing without the other: a letter that should be signed and is not would be taken for forged.
  for (const [one, other] of pairs)
    if (environment[one] && !environment[other]) faults.push(`${one} is set and ${other} is not: set both or neither`)
  return faults.length ? { outcome: 'faulty', faults } : { outcome: 'read', config: values as Config }
}
