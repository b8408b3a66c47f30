// Whether a form was posted from a page of the desk's own: no other site answers for somebody whose link it got hold of.
import type { Request } from 'express'

/**
 * By `Sec-Fetch-Site`, which browsers send to https and no page can set; else by the host of `Origin`, which is `null`
 * from our own pages, since they tell nobody where somebody comes from (`no-referrer`). What is no browser sends neither.
 */
export function isFromElsewhere(request: Request): boolean {
  const site = request.get('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = request.get('origin')
  if (origin === undefined || origin === 'null') return false
  return !URL.canParse(origin) || new URL(origin).host !== request.get('host')
}
