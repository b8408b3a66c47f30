// Each company's people count once, however many told of them: its own reply, or the largest of those that named it.
import { finding, type Finding } from '../decision.ts'
import type { DemandReply } from './demandCall.ts'
import { merchantsOf, type DemandLine } from './line.ts'

export type CountedLine = { readonly reply: DemandReply; readonly line: DemandLine; readonly place: number }
export type Counted = { readonly lines: readonly CountedLine[]; readonly findings: readonly Finding[] }

/** Without case, signs and what only says that it is a company. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(주\)|주식회사|有限公司|股份|\b(co|ltd|limited|inc|llc|corp|corporation|company)\b/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, '')

const companyOf = ({ name, organisation }: DemandReply, { company }: DemandLine): string =>
  plain(company ?? name ?? '') || (company ?? organisation)

export function countOnce(replies: readonly DemandReply[]): Counted {
  const told = new Map<string, Map<DemandReply, CountedLine[]>>()
  for (const reply of replies)
    for (const [place, line] of reply.lines.entries()) {
      const company = companyOf(reply, line)
      const of = told.get(company) ?? new Map<DemandReply, CountedLine[]>()
      told.set(company, of.set(reply, [...(of.get(reply) ?? []), { reply, line, place }]))
    }
  const counted = new Set<CountedLine>()
  const twice: { readonly company: string; readonly merchants: number; readonly told: number }[] = []
  for (const [company, of] of told) {
    const sum = (lines: readonly CountedLine[]) => merchantsOf(lines.map(({ line }) => line))
    const all = [...of.values()]
    const own = [...of].find(([{ name }]) => name !== undefined && plain(name) === company)?.[1]
    const chosen = own ?? all.reduce((a, b) => (sum(b) > sum(a) ? b : a))
    for (const each of chosen) counted.add(each)
    if (all.length > 1)
      twice.push({
        company: all.flat().find(({ line }) => line.company)?.line.company ?? company,
        merchants: sum(chosen),
        told: sum(all.flat()),
      })
  }
  const lines = replies.flatMap((reply) =>
    [...told.values()].flatMap((of) => of.get(reply) ?? []).filter((each) => counted.has(each)),
  )
  return { lines, findings: twice.length ? [overlap(twice)] : [] }
}

function overlap(
  twice: readonly { readonly company: string; readonly merchants: number; readonly told: number }[],
): Finding {
  const companies = twice.map(({ company, merchants, told }) => `${company}: ${merchants} (${told})`).join('; ')
  return finding('countedOnce', `Told of by several, and counted once: ${companies}.`, { companies })
}
