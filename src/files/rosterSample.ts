// The sample row of the template: somebody who is nobody, passed over by name when a filled template comes in.
import type { RosterColumn } from './rosterHeadings.ts'

export const sampleRow: Readonly<Record<RosterColumn, string>> = {
  surname: 'SAMPLE',
  givenNames: 'GILDONG',
  nativeName: '홍길동',
  documentNumber: 'M00000000',
  issuingState: 'KOR',
  nationality: 'KOR',
  birthDate: '1985-03-07',
  sex: 'M',
  documentExpiry: '2030-05-11',
  mrz: 'PMKORSAMPLE<<GILDONG<<<<<<<<<<<<<<<<<<<<<<<<\nM000000000KOR8503072M3005117<<<<<<<<<<<<<<02',
  phone: '+821012345678',
  email: 'sample@example.com',
  language: 'ko',
  hostCompany: 'Yiwu Example Trading Co.',
  purpose: 'purchasing at the trade city',
  destination: 'Yiwu',
  costBearer: 'self',
  party: '',
  partyRole: 'traveller',
  homeSuitable: 'yes',
  need: 'orders',
  consentAt: '2022-08-10T10:00:00+09:00',
  pastInfection: 'no',
  invitationNumber: 'YW-2022-0001',
  invitationDate: '2022-07-20',
  visaKind: 'M',
  visaNumber: 'K1234567',
  visaExpiry: '2030-01-31',
  originCountry: '',
  originDeparture: '',
  originCodeSeen: '',
}

/** By its passport and surname together: whoever writes over the sample is read like everybody else. */
export const isSample = (cells: Readonly<Record<RosterColumn, string>>): boolean =>
  cells.documentNumber === sampleRow.documentNumber && cells.surname === sampleRow.surname
