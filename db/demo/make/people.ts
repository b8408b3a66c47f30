// Invented merchants and their families, as rows of a roster.
import type { Chance } from './chance.ts'
import * as names from './names.ts'
import { machineReadableZone } from './passport.ts'
import { columnsWritten, type RosterRow } from './write.ts'

export type Member = { sex: 'F' | 'M'; role: 'guardian' | 'dependant' | 'traveller'; born: string }
/** People who travel together; alone where the label is empty. */
export type Party = { label: string; members: Member[] }

export type Country = {
  state: 'KOR' | 'IND'
  documentCode: 'P<' | 'PM'
  offset: string
  documentNumber(chance: Chance): string
  phone(chance: Chance): string
  name(sex: 'F' | 'M', chance: Chance, familySurname: Surname | undefined): Name
  surname(chance: Chance): Surname
  /** Whether a wife bears the family's name. */
  oneSurname: boolean
  language(chance: Chance): string
  destination(chance: Chance): string
  /** Days between which the commitment was signed, `YYYY-MM-DD`. */
  consentDays: string[]
}
type Surname = { native: string; romanised: string }
type Name = { surname: Surname; given: string; native: string }

export const korea: Omit<Country, 'consentDays'> = {
  state: 'KOR',
  documentCode: 'PM',
  offset: '+09:00',
  documentNumber: (chance) => `M${chance.digits(8)}`,
  // 010-0xxx and 010-1xxx are not given out, so the numbers are nobody's.
  phone: (chance) => {
    const [middle, last] = [`${chance.between(0, 1)}${chance.digits(3)}`, chance.digits(4)]
    return chance.happens(50) ? `+8210${middle}${last}` : `010 ${middle} ${last}`
  },
  surname: (chance) => {
    const [native, romanised] = chance.pick(names.koreanSurnames)
    return { native: native!, romanised: romanised! }
  },
  name: (sex, chance, familySurname) => {
    const surname = familySurname ?? korea.surname(chance)
    const [first, second, firstRoman, secondRoman] = chance.pick(names.koreanGivenNames[sex])
    const between = chance.happens(75) ? '' : chance.pick(['-', ' '])
    return { surname, given: `${firstRoman}${between}${secondRoman}`, native: `${surname.native}${first}${second}` }
  },
  oneSurname: false,
  language: (chance) => (chance.happens(85) ? 'ko' : chance.pick(['zh', 'zh', 'en'])),
  destination: () => 'Yiwu',
}

export const india: Omit<Country, 'consentDays'> = {
  state: 'IND',
  documentCode: 'P<',
  offset: '+05:30',
  documentNumber: (chance) => `${chance.pick([...'JKLMNPRSTUVZ'])}${chance.between(1, 9)}${chance.digits(6)}`,
  phone: (chance) => {
    const [first, last] = [`9${chance.between(1, 9)}${chance.digits(3)}`, chance.digits(5)]
    return chance.happens(50) ? `+91${first}${last}` : `0${first} ${last}`
  },
  surname: (chance) => ({ native: '', romanised: chance.pick(names.indianSurnames) }),
  name: (sex, chance, familySurname) => ({
    surname: familySurname ?? india.surname(chance),
    given: chance.pick(names.indianGivenNames[sex]),
    native: '',
  }),
  oneSurname: true,
  language: (chance) => (chance.happens(90) ? 'en' : 'zh'),
  destination: () => 'Yiwu',
}

/** One row a member, in the order of the parties; names, passports and addresses are unique and are added to `taken`. */
export function peopleOf(parties: readonly Party[], country: Country, chance: Chance, taken: Set<string>): RosterRow[] {
  const fresh = (make: () => string): string => {
    for (;;) {
      const made = make()
      if (!taken.has(made) && taken.add(made)) return made
    }
  }
  return parties.flatMap((party) => {
    const rows: RosterRow[] = []
    const family = country.surname(chance)
    for (const member of party.members) {
      const guardian = rows[0]
      const isChild = member.role === 'dependant'
      const ownName = !isChild && !country.oneSurname && member.sex === 'F'
      const surname = party.label === '' || ownName ? undefined : family
      let name = country.name(member.sex, chance, surname)
      while (taken.has(`${name.surname.romanised} ${plain(name.given)}`))
        name = country.name(member.sex, chance, surname)
      taken.add(`${name.surname.romanised} ${plain(name.given)}`)
      const row: RosterRow = {
        surname: name.surname.romanised,
        givenNames: name.given,
        nativeName: name.native,
        documentNumber: fresh(() => country.documentNumber(chance)),
        issuingState: country.state,
        nationality: country.state,
        birthDate: member.born,
        sex: member.sex,
        documentExpiry: isChild ? someDay(chance, 2024, 2026) : someDay(chance, 2024, 2031),
        mrz: '',
        phone: isChild ? guardian!.phone : country.phone(chance),
        email: isInfant(member)
          ? guardian!.email.replace('@', `+${plain(name.given)}@`)
          : fresh(() => {
              const digits = chance.happens(60) ? String(chance.between(1, 99)) : ''
              const domain = chance.pick(['example.com', 'example.net', 'example.org'])
              return `${plain(name.given)}.${plain(name.surname.romanised)}${digits}@${domain}`
            }),
        language: guardian?.language ?? country.language(chance),
        hostCompany: guardian?.hostCompany ?? chance.pick(names.hostCompanies),
        purpose: guardian ? 'family' : chance.pick(names.purposes),
        destination: guardian?.destination ?? country.destination(chance),
        costBearer:
          guardian?.costBearer ??
          (chance.happens(80) ? 'self' : chance.pick(['hostCompany', 'hostCompany', 'organiser', 'city'])),
        party: party.label,
        partyRole: member.role,
        homeSuitable: 'yes',
        consentAt:
          guardian?.consentAt ??
          `${chance.pick(country.consentDays)}T${two(chance.between(9, 21))}:${two(chance.between(0, 59))}:00${country.offset}`,
      }
      row.mrz = machineReadableZone({
        documentCode: country.documentCode,
        issuingState: row.issuingState,
        surname: row.surname,
        givenNames: row.givenNames,
        documentNumber: row.documentNumber,
        nationality: row.nationality,
        birthDate: row.birthDate,
        sex: member.sex,
        documentExpiry: row.documentExpiry,
      })
      rows.push(Object.fromEntries(columnsWritten.map((column) => [column, row[column]])) as RosterRow)
    }
    return rows
  })
}

export function aloneParty(chance: Chance): Party {
  return {
    label: '',
    members: [{ sex: chance.happens(28) ? 'F' : 'M', role: 'traveller', born: someDay(chance, 1956, 2000) }],
  }
}

export const someDay = (chance: Chance, firstYear: number, lastYear: number): string =>
  `${chance.between(firstYear, lastYear)}-${two(chance.between(1, 12))}-${two(chance.between(1, 28))}`

/** Too young for an address of their own; every demo flight is in August 2022. */
export const isInfant = (member: { born: string }): boolean => member.born >= '2019-08-01'

const two = (value: number): string => String(value).padStart(2, '0')
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '')
