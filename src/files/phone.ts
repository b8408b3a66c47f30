// What a telephone number tells of where somebody lives.
import parsePhone from 'libphonenumber-js'

/** By its two letters; null where the number is of several countries, or of none. */
export const countryOfPhone = (number: string): string | null => parsePhone(number)?.country ?? null
