// Somebody who reads a page in their language, by their token.
import type { Client } from './client.ts'

export const readingAs = (who: Client, language = 'en') => ({
  Authorization: `Bearer ${who.token}`,
  Cookie: `desk_language=${language}`,
})
