// Passkeys: the questions to a browser and the check of its answers, for one origin, always with the user verified.
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Passkeys } from '../application/signInPorts.ts'

const deskName = 'Charter Desk'

/** `publicUrl` is asked each time: without a public address the port is known once the desk listens. */
export function createPasskeys(publicUrl: () => string): Passkeys {
  const origin = () => new URL(publicUrl()).origin
  const rpID = () => new URL(publicUrl()).hostname

  return {
    toRegister: async ({ id, name, known }) => {
      const options = await generateRegistrationOptions({
        rpName: deskName,
        rpID: rpID(),
        userName: name,
        userID: new Uint8Array(Buffer.from(id, 'utf8')),
        attestationType: 'none',
        excludeCredentials: known.map((each) => ({ id: each })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      return { options, challenge: options.challenge }
    },
    registered: (challenge, answer) =>
      orNull(async () => {
        const { verified, registrationInfo } = await verifyRegistrationResponse({
          response: answer as RegistrationResponseJSON,
          expectedChallenge: challenge,
          expectedOrigin: origin(),
          expectedRPID: rpID(),
          requireUserVerification: true,
        })
        if (!verified) return null
        const { id, publicKey, counter, transports = [] } = registrationInfo.credential
        return { id, passkey: { publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports } }
      }),
    toSignIn: async (among) => {
      const options = await generateAuthenticationOptions({
        rpID: rpID(),
        userVerification: 'required',
        ...(among ? { allowCredentials: among.map((id) => ({ id })) } : {}),
      })
      return { options, challenge: options.challenge }
    },
    named: (answer) => {
      const id = (answer as { readonly id?: unknown } | null)?.id
      return typeof id === 'string' && id.length <= 1_400 ? id : null
    },
    answered: (challenge, answer, id, { publicKey, counter, transports }) =>
      orNull(async () => {
        const { verified, authenticationInfo } = await verifyAuthenticationResponse({
          response: answer as AuthenticationResponseJSON,
          expectedChallenge: challenge,
          expectedOrigin: origin(),
          expectedRPID: rpID(),
          credential: {
            id,
            publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
            counter,
            transports: [...transports] as never,
          },
          requireUserVerification: true,
        })
        return verified ? authenticationInfo.newCounter : null
      }),
  }
}

/** The library throws at what is not as it should be; whoever sent it is told no more than that. */
const orNull = async <Value>(check: () => Promise<Value | null>): Promise<Value | null> => {
  try {
    return await check()
  } catch {
    return null
  }
}
