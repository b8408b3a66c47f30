// desk import: a roster into a charter, through the running desk where there is one.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { ImportReport } from '../application/rosters.ts'
import { deskCaller } from '../application/perform.ts'
import { CharterId } from '../domain/ids.ts'
import { openDesk } from '../main.ts'
import { runningDesk } from '../notice.ts'
import { done, refusedInput, wrongCall, type Outcome, type Verb } from './verb.ts'

export const importRoster: Verb = {
  usage: 'import FILE --charter ID [--dry-run]',
  about: 'register the merchants of a roster (xlsx or csv), all or none',
  run: async ({ args, config }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { charter: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
    })
    const [file] = positionals
    const charter = CharterId.safeParse(values.charter)
    if (!file || positionals.length > 1) return wrongCall('Name one roster file.')
    if (!charter.success) return wrongCall('--charter must name a charter, such as C01G9… .')
    let bytes: Buffer
    try {
      bytes = readFileSync(file)
    } catch (error) {
      return refusedInput({ error: String(error) }, [
        `The file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      ])
    }
    const running = await runningDesk(config)
    if (running) {
      const type =
        bytes.subarray(0, 2).toString('latin1') === 'PK'
          ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
          : 'text/csv'
      const response = await fetch(
        `${running.url}/v1/charters/${charter.data}/roster?dryRun=${values['dry-run'] ? 'true' : 'false'}`,
        {
          method: 'POST',
          headers: { Authorization: `Bearer ${running.operator}`, 'Content-Type': type },
          body: new Uint8Array(bytes),
        },
      )
      const body = (await response.json()) as
        ImportReport | { findings?: readonly { message: string }[]; detail?: string }
      if ('created' in body) return report(body)
      return refusedInput(body, body.findings?.map(({ message }) => message) ?? [body.detail ?? 'refused'])
    }
    const desk = await openDesk(config)
    try {
      const now = desk.desk.clock.now()
      const envelope = {
        caller: { ...deskCaller, token: 'operator' },
        request: `Q${desk.desk.chance.part()}`,
        now,
        idempotency: null,
        ifMatch: null,
      }
      const answer = await desk.rosters.importRoster(envelope, charter.data, bytes, values['dry-run'])
      if (answer.outcome === 'done') return report(answer.value)
      return refusedInput(
        answer,
        'findings' in answer
          ? answer.findings.map(({ message }) => message)
          : 'rejection' in answer
            ? answer.rejection.findings.map(({ message }) => message)
            : 'what' in answer
              ? [`There is no ${answer.what}.`]
              : [answer.outcome],
      )
    } finally {
      await desk.close()
    }
  },
}

function report(answer: ImportReport): Outcome {
  const wrong = [...answer.rejected, ...answer.conflicts]
  if (!wrong.length) {
    return done(answer, [
      `${answer.rows} rows: ${answer.created} created, ${answer.updated} updated, ${answer.unchanged} unchanged${answer.dryRun ? ' (tried only, nothing was written)' : ''}.`,
    ])
  }
  return refusedInput(answer, [
    `Nothing of the ${answer.rows} rows was imported:`,
    ...wrong.map(
      ({ row, column, value, explanation }) => `  row ${row}, ${column}${value ? ` "${value}"` : ''}: ${explanation}`,
    ),
  ])
}
