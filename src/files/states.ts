// States that a passport may name: ISO 3166-1 alpha-3 and the further codes of ICAO 9303, read once from db/reference.
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Book = z.record(z.string(), z.object({ alpha2: z.string().nullable(), name: z.string() }))
const Countries = z.object({ iso3166: Book, icao9303: Book })

const { iso3166, icao9303 } = Countries.parse(
  JSON.parse(readFileSync(new URL('../../db/reference/countries.json', import.meta.url), 'utf8')),
)

/** By the code of the passport: what the state is called, and whose numbering plan its people telephone by. */
export const states: ReadonlyMap<string, { readonly alpha2: string | null; readonly name: string }> = new Map([
  ...Object.entries(iso3166),
  ...Object.entries(icao9303),
])
