// What tells the end of the story before it is played: stages, outcomes and counts have no place in a scenario.
import { stages } from '../domain/journey/stage.ts'
import { placeOf } from './place.ts'

const stageWords = [...new Set(stages.flatMap((stage) => stage.split('.')))].map((name) => ({
  name,
  words: words(name),
}))
const outcomeWords = new Set(
  (
    'stage stages status outcome outcomes fate fates verdict funnel boarded flown flew landed transferred admitted ' +
    'discharged deported accounted unaccounted denied cleared lapsed eligible ineligible exempt'
  ).split(' '),
)
const countWords = new Set('count counts counted total totals sum headcount tally tallies expected expects'.split(' '))
const peopleCounted =
  /\b\d+\s+(?:\p{L}+\s+){0,2}(?:merchants?|passengers?|people|persons?|travellers?|buyers?|children|infants?|families|journeys?|letters?)\b/iu

/** Every place at which a scenario names a stage, an outcome or a count, as key, as value or inside a sentence. */
export function spoilers(raw: unknown): string[] {
  const faults: string[] = []
  const inspect = (text: string, place: string): void => {
    const spoken = words(text)
    for (const { name, words: sought } of stageWords)
      if (spoken.some((_, from) => sought.every((word, offset) => spoken[from + offset] === word)))
        faults.push(`${place}: "${name}" is a stage of the journey; a scenario holds only acts and facts of the world`)
    for (const word of spoken) {
      if (outcomeWords.has(word)) faults.push(`${place}: "${word}" tells an outcome, which only the desk may tell`)
      if (countWords.has(word)) faults.push(`${place}: "${word}" speaks of a count, which only the desk may count`)
    }
    const counted = peopleCounted.exec(text)
    if (counted) faults.push(`${place}: "${counted[0]}" is a count, which only the desk may count`)
  }
  const walk = (value: unknown, at: PropertyKey[]): void => {
    if (typeof value === 'string') inspect(value, placeOf(at))
    else if (Array.isArray(value)) value.forEach((item, index) => walk(item, [...at, index]))
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        inspect(key, `${placeOf([...at, key])} (the key)`)
        walk(inner, [...at, key])
      }
  }
  walk(raw, [])
  return faults
}

/** `seated.awaitingFirstNegative`, `awaiting-first-negative` and "Awaiting first negative" are the same words. */
function words(text: string): string[] {
  const parted = text.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ').toLowerCase()
  return parted.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}
