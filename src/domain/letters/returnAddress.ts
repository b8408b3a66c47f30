// The address that a letter is answered to: the desk's own, with a token behind a plus sign that selects the journey.

/** 32 signs that survive a server which changes the case of a local part; none is taken for another when typed. */
const signs = '0123456789abcdefghjkmnpqrstvwxyz'
const tokenLength = 24
export const ReturnToken = new RegExp(`^[${signs}]{${tokenLength}}$`)
/** RFC 5321, section 4.5.3.1.1. */
const mostLocalPart = 64

/** What comes back to the address: what somebody wrote, or what a server says of a letter that it could not deliver. */
export type ReturnKind = 'reply' | 'bounce'
const marks = { reply: 'r', bounce: 'b' } as const
const kinds: Readonly<Record<string, ReturnKind>> = { r: 'reply', b: 'bounce' }

export type ReturnAddress = { readonly kind: ReturnKind; readonly token: string }

/** A token of the leading bits of `bytes`, at least 15: 120 bits, which nobody guesses. */
export function returnTokenOf(bytes: Uint8Array): string {
  let token = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5 && token.length < tokenLength) {
      bits -= 5
      token += signs[(held >> bits) & 31]
      held &= (1 << bits) - 1
    }
  }
  if (token.length < tokenLength) throw new Error('too few bytes for a return token')
  return token
}

/**
 * `desk@host` -> `desk+r<token>@host`; for bounces `desk+b<token>@host`. Throws where `base` is no plain address, or too
 * long to carry a token: `carriesTags` tells beforehand.
 */
export function returnAddress(base: string, { kind, token }: ReturnAddress): string {
  const at = base.lastIndexOf('@')
  if (!carriesTags(base) || !ReturnToken.test(token)) throw new Error('no return address can be made of these')
  return `${base.slice(0, at)}+${marks[kind]}${token}${base.slice(at)}`
}

export function carriesTags(base: string): boolean {
  const at = base.lastIndexOf('@')
  return at > 0 && at < base.length - 1 && !base.includes('+') && at + 2 + tokenLength <= mostLocalPart
}

/** The token in a recipient's address, whatever its case; null for any other address. Whose token it is, the desk knows. */
export function returnOf(address: string): ReturnAddress | null {
  const [, mark, token] =
    /^[^\s<>@+]+\+([rb])([0-9a-z]+)@[^\s<>@]+$/.exec(address.trim().replace(/^<|>$/g, '').toLowerCase()) ?? []
  const kind = mark && kinds[mark]
  return kind && token && ReturnToken.test(token) ? { kind, token } : null
}

/** Every token among the addresses, each once, in their order. */
export function returnsAmong(addresses: readonly string[]): readonly ReturnAddress[] {
  const found = addresses.map(returnOf).filter((each) => each !== null)
  return found.filter(
    (each, place) => found.findIndex(({ kind, token }) => kind === each.kind && token === each.token) === place,
  )
}
