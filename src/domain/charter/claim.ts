// What keeps a claim for a seat from being taken at all: a need that no rule weighs, a company left out, a party that no aircraft takes.
import { finding, type Finding } from '../decision.ts'
import { seatsToFill, type Charter } from './charter.ts'

/** Named where nobody says why they come: it is never misspelt. */
const unstated = 'other'

export function claimFound(
  { record: { allocation, terms } }: Pick<Charter, 'record'>,
  claim: { readonly need: string; readonly hostCompany: string; readonly partySize: number },
): readonly Finding[] {
  const found: Finding[] = []
  const seats = seatsToFill(terms)
  if (claim.partySize > seats) {
    found.push(
      finding(
        'partyTooLarge',
        `The party of ${claim.partySize} stays together, and this charter fills ${seats} seats: register smaller parties.`,
        { field: 'party', size: claim.partySize, seats },
      ),
    )
  }
  if (!allocation) return found
  const { needs, capPerCompany } = allocation.rule
  const known = Object.keys(needs)
  if (known.length && claim.need !== unstated && !known.includes(claim.need)) {
    found.push(
      finding('needNotInRule', `The rule for seats weighs ${known.join(', ')} and does not know ${claim.need}.`, {
        field: 'need',
        need: claim.need,
        known: known.join(', '),
      }),
    )
  }
  if (capPerCompany !== null && !claim.hostCompany) {
    found.push(
      finding(
        'companyNeededUnderCap',
        `The rule for seats takes ${capPerCompany} of one host company ahead of others: name the host company.`,
        { field: 'hostCompany', cap: capPerCompany },
      ),
    )
  }
  return found
}
