// The two machine-readable lines of a passport (ICAO 9303 part 4, TD3), with their check digits.

export type Passport = {
  documentCode: 'P<' | 'PM'
  issuingState: string
  surname: string
  givenNames: string
  documentNumber: string
  nationality: string
  birthDate: string
  sex: 'F' | 'M' | 'X'
  documentExpiry: string
}

export function machineReadableZone(passport: Passport): string {
  const names = `${transliterated(passport.surname)}<<${transliterated(passport.givenNames)}`
  const upper = `${passport.documentCode}${passport.issuingState}${names}`.padEnd(44, '<').slice(0, 44)
  const number = checked(passport.documentNumber.padEnd(9, '<'))
  const birth = checked(yymmdd(passport.birthDate))
  const expiry = checked(yymmdd(passport.documentExpiry))
  const personal = checked('<'.repeat(14))
  // ICAO 9303 part 4, 4.2.2.2: the last digit is over number, birth, expiry and personal number with their own digits.
  const all = checkDigit(number + birth + expiry + personal)
  const sex = passport.sex === 'X' ? '<' : passport.sex
  return `${upper}\n${number}${passport.nationality}${birth}${sex}${expiry}${personal}${all}`
}

/** Weights 7, 3, 1; A is 10, Z is 35 and the filler is 0 (ICAO 9303 part 3, 4.9). */
export function checkDigit(field: string): string {
  const weights = [7, 3, 1]
  const sum = [...field].reduce((total, sign, place) => total + valueOf(sign) * weights[place % 3]!, 0)
  return String(sum % 10)
}

const checked = (field: string): string => field + checkDigit(field)
const valueOf = (sign: string): number => (sign === '<' ? 0 : parseInt(sign, 36))
const yymmdd = (date: string): string => date.slice(2).replaceAll('-', '')
const transliterated = (name: string): string => name.toUpperCase().replaceAll("'", '').replace(/[ -]/g, '<')
