// Who stands for a letter: DKIM and DMARC asked of the domain in From, or what the own mail server found and wrote on top.
import type { Resolver } from 'node:dns/promises'
import { authenticate } from 'mailauth'
import type { Voucher } from '../../application/incomingPorts.ts'
import type { Vouched } from '../../domain/letters/answering.ts'
import type { IncomingLetter } from '../../domain/letters/incoming.ts'
import { resultsIn, type Result } from './authenticationResults.ts'

/** As `dns.promises.resolve`. */
export type Resolve = (name: string, kind: string) => Promise<string[][] | string[]>

const mostSignatures = 8
/** A letter waits no longer for what name servers say of it, all questions together. */
const patienceMs = 15_000

async function within(ms: number, answer: Promise<Vouched>): Promise<Vouched> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Vouched>((resolve) => {
    timer = setTimeout(() => resolve('none'), ms).unref()
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * With `server` only its own Authentication-Results are believed (RFC 8601, section 5), and only where they stand above
 * every other: whatever stands below came with the letter. Without it the letter's signatures are checked here; the
 * address that it was sent from is not known any more, so SPF says nothing.
 */
export function createVoucher(server: string | null, resolve: Resolve, mostMs = patienceMs): Voucher {
  return {
    async vouch(bytes, letter) {
      const domain = domainOf(letter)
      if (domain === null) return 'none'
      if (server !== null) return believed(letter, server, domain)
      // So many sign no honest letter, and each is a question to whatever server it names.
      if ((letter.headers['dkim-signature'] ?? []).length > mostSignatures) return 'none'
      // What a name server or a strange signature throws is no proof of anything.
      return within(
        mostMs,
        asked(bytes, resolve).catch(() => 'none' as const),
      )
    },
  }
}

/** A DNS server of the machine's own, with a limit on how long it is waited for. */
export const resolveWith =
  (resolver: Resolver): Resolve =>
  (name, kind) =>
    resolver.resolve(name, kind) as Promise<string[][] | string[]>

async function asked(bytes: Uint8Array, resolver: Resolve): Promise<Vouched> {
  const { dkim, dmarc } = await authenticate(Buffer.from(bytes), {
    trustReceived: false,
    disableArc: true,
    disableBimi: true,
    resolver,
  })
  if (!dmarc) return 'none'
  const result = dmarc.status.result
  if (result === 'pass') return 'passed'
  // A domain that asks for nothing is not said to be forged where SPF, which may have passed, can not be seen any more.
  if (result === 'fail') return dmarc.policy === 'none' ? 'none' : 'failed'
  if (result !== 'none') return 'none'
  const from = dmarc.status.header?.from
  const signed = dkim?.results.some(
    ({ status, signingDomain }) => status.result === 'pass' && from && signingDomain && isAligned(from, signingDomain),
  )
  return signed ? 'passed' : 'none'
}

function believed({ headers }: IncomingLetter, server: string, domain: string): Vouched {
  const [topmost] = headers['authentication-results'] ?? []
  const read = topmost === undefined ? null : resultsIn(topmost)
  if (read?.server !== server.toLowerCase()) return 'none'
  const of = (method: string) => read.results.filter((each) => each.method === method)
  const [dmarc] = of('dmarc')
  if (dmarc?.result === 'pass') return named(dmarc, 'header.from', domain) ? 'passed' : 'none'
  if (dmarc?.result === 'fail') return /p=none/i.test(topmost ?? '') ? 'none' : 'failed'
  const vouches = (method: string, property: string) =>
    of(method).some((each) => each.result === 'pass' && named(each, property, domain))
  const stands = ['header.d', 'header.i'].some((each) => vouches('dkim', each)) || vouches('spf', 'smtp.mailfrom')
  return stands ? 'passed' : 'none'
}

function named({ properties }: Result, property: string, domain: string): boolean {
  const value = properties[property]
  return value !== undefined && isAligned(domain, value.slice(value.lastIndexOf('@') + 1).toLowerCase())
}

/** The same, or one inside the other: stricter than a shared owner, for which a list of all registries would be needed. */
const isAligned = (from: string, other: string): boolean =>
  from === other || (other.includes('.') && from.endsWith(`.${other}`)) || other.endsWith(`.${from}`)

function domainOf({ from }: IncomingLetter): string | null {
  const address = from.length === 1 ? from[0]!.address : ''
  const at = address.lastIndexOf('@')
  return at < 0 ? null : address.slice(at + 1).toLowerCase()
}
