// A person and their wishes as the cells of a roster's row: read again, they are the same.
import type { JourneyWishes, MerchantDetails } from '../domain/journey/merchant.ts'
import type { Cells } from './rosterRow.ts'

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no')

export function cellsOf(details: MerchantDetails, wishes: JourneyWishes): Cells {
  const { visa, invitation, ...person } = details
  const { origin, homeSuitable, pastInfection, consentSignedAt, ...asked } = wishes
  return {
    ...person,
    ...asked,
    // What stands in it is beside it already.
    mrz: '',
    homeSuitable: yesOrNo(homeSuitable),
    pastInfection: yesOrNo(pastInfection),
    consentAt: consentSignedAt ?? '',
    invitationNumber: invitation?.number ?? '',
    invitationDate: invitation?.date ?? '',
    visaKind: visa?.kind ?? '',
    visaNumber: visa?.number ?? '',
    visaExpiry: visa?.expires ?? '',
    originCountry: origin?.country ?? '',
    originDeparture: origin?.departsAt ?? '',
    originCodeSeen: origin ? yesOrNo(origin.codeSeen) : '',
  }
}
