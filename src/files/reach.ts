// How far down and to the right a sheet may reach, and what is thrown where one reaches further.

export type Size = { readonly rows: number; readonly columns: number }

/** A cell lies further down or to the right than a roster may reach. */
export class TooFar extends Error {
  override name = 'TooFar'
  readonly along: keyof Size
  readonly place: number
  constructor(along: keyof Size, place: number) {
    super(`${along} reach to ${place}`)
    this.along = along
    this.place = place
  }
}
