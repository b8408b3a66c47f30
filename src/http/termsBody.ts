// Terms of a charter as they are sent: airports by their code, to which the desk's reference gives city and zone.
import type { z } from 'zod'
import type { Refusal } from '../application/handle.ts'
import { Airport, CharterTerms, Leg } from '../domain/charter/events.ts'
import { finding, policyUnmet, type Finding } from '../domain/decision.ts'

const { iata } = Airport.shape
export const TermsBody = CharterTerms.extend({ leg: Leg.extend({ from: iata, to: iata }) })

const airportUnknown = (airport: string): Finding =>
  finding('airportUnknown', `Airport ${airport} is not in the desk's reference.`, { airport })
const place = ({ iata: code, city, zone }: Airport): Airport => ({ iata: code, city, zone })

/** An airport by its code, with the city and the zone that the desk knows it by. */
export function airportOf(airports: readonly Airport[], code: string): Airport | Finding {
  const known = airports.find((each) => each.iata === code)
  return known ? place(known) : airportUnknown(code)
}

export function termsOf(
  airports: readonly Airport[],
  body: z.infer<typeof TermsBody>,
): { readonly terms: CharterTerms } | { readonly refusal: Refusal } {
  const [from, to] = [body.leg.from, body.leg.to].map((code) => airports.find((each) => each.iata === code))
  if (!from || !to) {
    const unknown = [...(from ? [] : [body.leg.from]), ...(to ? [] : [body.leg.to])]
    return { refusal: { outcome: 'refused', rejection: policyUnmet(...unknown.map(airportUnknown)) } }
  }
  return { terms: CharterTerms.parse({ ...body, leg: { ...body.leg, from: place(from), to: place(to) } }) }
}
