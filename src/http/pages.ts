// Pages over HTTP: each asks the application and hands plain data to a page of the web room.
import type { Express } from 'express'
import type { Desk } from '../application/desk.ts'
import type { Links } from '../application/links.ts'
import type { Views } from '../application/views.ts'
import type { Identify } from './identify.ts'

export type PageParts = {
  readonly desk: Desk
  readonly links: Links
  readonly views: Views
  readonly identify: Identify
  readonly letterFolder: string | null
}

export function mountPages(_app: Express, _parts: PageParts): void {}
