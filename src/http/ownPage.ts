// Does a request come from one of the desk's own pages, as the browser says it: by Fetch Metadata, or else by the origin.
import type { Request } from 'express'

/** A browser that says nothing of the kind is refused: every one that is kept up to date says at least one of the two. */
export const createIsOwnPage =
  (publicUrl: string | undefined) =>
  (request: Request): boolean => {
    const site = request.get('sec-fetch-site')
    if (site !== undefined) return site === 'same-origin'
    const origin = request.get('origin')
    if (origin === undefined || !URL.canParse(origin)) return false
    const { host } = new URL(origin)
    return host === request.get('host') || (publicUrl !== undefined && origin === new URL(publicUrl).origin)
  }
