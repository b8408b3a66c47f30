// Codes of an authenticator app (RFC 6238): six digits, thirty seconds, one step of patience either way.
import { Secret, TOTP } from 'otpauth'
import type { Codes } from '../application/signInPorts.ts'

const issuer = 'Charter Desk'
const secretBytes = 20
const patience = 1

export const totpCodes: Codes = {
  fresh: (account) => {
    const totp = new TOTP({ issuer, label: account, secret: new Secret({ size: secretBytes }) })
    return { secret: totp.secret.base32, href: totp.toString() }
  },
  check: (secret, code) => {
    const digits = code.replace(/\s/g, '')
    if (!/^\d{6}$/.test(digits)) return null
    const totp = new TOTP({ issuer, secret: Secret.fromBase32(secret) })
    const delta = totp.validate({ token: digits, window: patience })
    return delta === null ? null : totp.counter() + delta
  },
}
