// An authenticator app: the code of now, or of some steps from now.
import { TOTP } from 'otpauth'

export const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })
