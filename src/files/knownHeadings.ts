// How much of a text is headings that the desk knows: what tells one encoding or separator from another.
import { demandHeadings } from './demandHeadings.ts'
import { columnsByHeading, partsOfHeading } from './headings.ts'
import { rosterHeadings } from './rosterHeadings.ts'

const known = new Set([...columnsByHeading(rosterHeadings).keys(), ...columnsByHeading(demandHeadings).keys()])

/** How many known headings stand in the first line of this text, whatever separates them. */
export const knownHeadings = (text: string): number =>
  (text.split(/[\r\n]{2,}/, 1)[0] ?? '')
    .split(/[,;\t|\r\n"]/)
    .filter((cell) => partsOfHeading(cell).some((part) => known.has(part))).length
