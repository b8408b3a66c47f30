// What every answer tells browsers: run and load nothing of others, show this in no frame, keep nothing, and come by https.
import type { RequestHandler } from 'express'
import helmet from 'helmet'

const yearSeconds = 365 * 86_400
/** Of what a browser can do for a page, the desk's use passkeys alone. */
const permissions = [
  ...['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb', 'serial', 'hid'].map(
    (each) => `${each}=()`,
  ),
  'publickey-credentials-create=(self)',
  'publickey-credentials-get=(self)',
].join(', ')

/** `https`: whether people reach the desk by it; a promise of it over http would lock them out. */
export const hardening = (https: boolean): readonly RequestHandler[] => [
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        objectSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: https && { maxAge: yearSeconds, includeSubDomains: true },
  }),
  (_request, response, next) => {
    // Whatever is not said to be anybody's is kept by nobody on the way, refusals included.
    response.set({ 'Permissions-Policy': permissions, 'Cache-Control': 'no-store' })
    next()
  },
]
