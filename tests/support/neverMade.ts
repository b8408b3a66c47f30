// An id that was never made, as like one that was as can be.

/** Six characters of chance end an id; the desk begins them below a half and counts up from there (`createChance`). */
const ending = /[0-9A-HJKMNP-TV-Z]{6}$/

/** The same id with a chance that the desk never draws: its neighbours may well be somebody's. */
export function neverMade(id: string): string {
  if (!ending.test(id)) throw new Error(`${id} does not end in six characters of chance`)
  return id.replace(ending, (chance) => `Z${chance.slice(1)}`)
}
