// Many claims at once on one charter: so many connections, each taking the next merchant as soon as it has its answer.
import { must, type Client } from './client.ts'
import { type TestDesk } from './desk.ts'
import { person, wishes } from './merchants.ts'
import { type World } from './world.ts'

export type Claimant = { readonly number: number; readonly need: string; readonly company: string }

/** A charter of 163 seats of the chamber, drafted; `ruled` publishes a rule before the application. */
export async function draftCrowded(world: World, terms: object, rule: object | null): Promise<string> {
  const { chamber } = world.cast
  const { id } = must(await chamber.post('/v1/charters', terms)).body as { id: string }
  if (rule) must(await chamber.post(`/v1/charters/${id}/seat-rule`, rule, { 'If-Match': '*' }))
  must(await chamber.post(`/v1/charters/${id}/application`, {}, { 'If-Match': '*' }))
  return id
}

/** Answers the journeys in the order of the claimants; everybody must be taken. */
export async function claimAtOnce(
  chambers: readonly Client[],
  charter: string,
  claimants: readonly Claimant[],
  connections: number,
): Promise<readonly string[]> {
  const ids: string[] = []
  let next = 0
  const work = async (line: number): Promise<void> => {
    const chamber = chambers[line % chambers.length]!
    for (let place = next++; place < claimants.length; place = next++) {
      const { number, need, company } = claimants[place]!
      const body = { merchant: person(number, { hostCompany: company }), wishes: wishes({ need }) }
      ids[place] = must(await chamber.post(`/v1/charters/${charter}/journeys`, body)).body.id
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, line) => work(line)))
  return ids
}

/** The same person of the cast, speaking to another desk before the same database. */
export const speakingTo = (desk: TestDesk, client: Client): Client => desk.as(client.token)
