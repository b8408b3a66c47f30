// Where a form was posted from, as the browser says it: no other site acts for somebody whose session or link it can use.
import type { Request } from 'express'

/** `unsaid`: neither header is there, or the origin is `null`, as it is from pages that tell nobody where somebody comes from. */
export type Sender = 'own' | 'elsewhere' | 'unsaid'

/**
 * By `Sec-Fetch-Site`, which browsers send to https and no page can set (Fetch Metadata, W3C); else by the host of `Origin`
 * (RFC 6454), held against the host that was asked and the desk's public address, since a proxy may change the first.
 */
export const createPostedFrom =
  (publicUrl: string | undefined) =>
  (request: Request): Sender => {
    const site = request.get('sec-fetch-site')
    if (site !== undefined) return site === 'same-origin' ? 'own' : site === 'none' ? 'unsaid' : 'elsewhere'
    const origin = request.get('origin')
    if (origin === undefined || origin === 'null') return 'unsaid'
    if (!URL.canParse(origin)) return 'elsewhere'
    const own = new URL(origin).host === request.get('host')
    return own || (publicUrl !== undefined && origin === new URL(publicUrl).origin) ? 'own' : 'elsewhere'
  }
