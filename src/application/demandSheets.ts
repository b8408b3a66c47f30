// A reply that comes as a spreadsheet: all of its rows or none, every wrong cell named as the sheet names it.
import { mostLines } from '../domain/demand/commands.ts'
import type { DemandCall } from '../domain/demand/demandCall.ts'
import { merchantsOf } from '../domain/demand/line.ts'
import { finding } from '../domain/decision.ts'
import type { DemandCallId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import type { Demand } from './demand.ts'
import type { Answer, Envelope } from './handle.ts'
import type { DemandSheetReader, RejectedCell } from './sheetPorts.ts'
import type { RosterWords } from './rosters.ts'

export type SheetReport = {
  readonly rows: number
  readonly merchants: number
  readonly rejected: readonly RejectedCell[]
  /** The call as the reply leaves it; null where the sheet was not taken. */
  readonly call: DemandCall | null
}
export type DemandSheets = {
  /** What is wrong is said in `language`. */
  reply(envelope: Envelope, id: DemandCallId, bytes: Buffer, language: Language): Promise<Answer<SheetReport>>
  template: DemandSheetReader['template']
}

export function createDemandSheets(
  demand: Demand,
  reader: DemandSheetReader,
  say: RosterWords['finding'],
): DemandSheets {
  return {
    template: reader.template,
    reply: async (envelope, id, bytes, language) => {
      const seen = await demand.see(envelope.caller, 'ReplyToDemand', id)
      if ('refusal' in seen) return seen.refusal
      const read = await reader.read(bytes, language)
      if (read.outcome === 'unreadable')
        return { outcome: 'invalid', findings: [finding(read.rule, read.explanation, { field: '(file)' })] }
      if (read.rows > mostLines) {
        const words = `The sheet has ${read.rows} lines; a reply takes at most ${mostLines}.`
        return { outcome: 'invalid', findings: [finding('tooManyRows', words, { field: '(file)' })] }
      }
      const lines = read.lines.map(({ line }) => line)
      const report = { rows: read.rows, merchants: merchantsOf(lines) }
      if (read.rejected.length) return { outcome: 'done', value: { ...report, rejected: read.rejected, call: null } }
      const answer = await demand.act(envelope, id, { type: 'ReplyToDemand', lines })
      if (answer.outcome === 'done') return { outcome: 'done', value: { ...report, rejected: [], call: answer.value } }
      if (answer.outcome !== 'refused' || answer.rejection.reason !== 'policy-unmet') return answer
      // What the window refuses is told by row and column as well, so that the sheet can be corrected.
      const { zone } = seen.held.state.record.terms.from
      const rejected = answer.rejection.findings.map((refusal): RejectedCell => {
        const row = read.lines[Number(refusal.facts['line']) - 1]?.row ?? 0
        return {
          row,
          column: read.heading('earliestDate'),
          value: String(refusal.facts['date'] ?? ''),
          rule: refusal.code,
          explanation: say(language, { ...refusal, facts: { ...refusal.facts, line: row } }, zone),
        }
      })
      return { outcome: 'done', value: { ...report, rejected, call: null } }
    },
  }
}
