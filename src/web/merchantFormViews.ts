// A merchant's form as plain data: every column of a roster's row as a field, with what was typed and what is wrong with it.
import type { Told } from './toldView.ts'

export type MerchantField = {
  readonly column: string
  readonly name: string
  readonly hint: string
  readonly optional: boolean
  readonly value: string
  /** Why it was not taken. */
  readonly wrong: readonly string[]
  /** What was typed is no day and time, whatever else a sheet would be told. */
  readonly noClock?: boolean
  /** By which clock it is read: that of the country, where the one named keeps one clock, else that of the city. */
  readonly clock?: { readonly city: string; readonly country: string | null; readonly oneClock: boolean }
}
export type MerchantForm = {
  readonly action: string
  /** Sent twice with the same it is done once. */
  readonly nonce: string
  /** Of the details that it was filled from; null for somebody new. */
  readonly version: number | null
  /** Why it was not taken although nothing in it is wrong. */
  readonly told: Told | null
  readonly fields: readonly MerchantField[]
  /** What is wrong and is about no one field. */
  readonly wrong: readonly string[]
  /** Somebody resembles them: the form may say that they are two. */
  readonly doubted: boolean
}
