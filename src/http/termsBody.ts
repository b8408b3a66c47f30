// Terms of a charter as they are sent: airports by their code, to which the desk's reference gives city and zone.
import type { z } from 'zod'
import type { Refusal } from '../application/handle.ts'
import { Airport, CharterTerms, Leg } from '../domain/charter/events.ts'
import { finding, policyUnmet } from '../domain/decision.ts'

const { iata } = Airport.shape
export const TermsBody = CharterTerms.extend({ leg: Leg.extend({ from: iata, to: iata }) })

export function termsOf(
  airports: readonly Airport[],
  body: z.infer<typeof TermsBody>,
): { readonly terms: CharterTerms } | { readonly refusal: Refusal } {
  const [from, to] = [body.leg.from, body.leg.to].map((code) => airports.find((each) => each.iata === code))
  if (!from || !to) {
    const unknown = [...(from ? [] : [body.leg.from]), ...(to ? [] : [body.leg.to])]
    const findings = unknown.map((airport) =>
      finding('airportUnknown', `Airport ${airport} is not in the desk's reference.`, { airport }),
    )
    return { refusal: { outcome: 'refused', rejection: policyUnmet(...findings) } }
  }
  const place = ({ iata: code, city, zone }: Airport) => ({ iata: code, city, zone })
  return { terms: CharterTerms.parse({ ...body, leg: { ...body.leg, from: place(from), to: place(to) } }) }
}
