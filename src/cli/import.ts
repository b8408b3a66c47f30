// desk import: a roster into a charter, through the running desk where there is one.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { ImportReport } from '../application/importReport.ts'
import { deskCaller } from '../application/perform.ts'
import type { HeadingMap } from '../application/sheetPorts.ts'
import { createProgress, type Progress } from '../demo/progress.ts'
import type { Config } from '../config.ts'
import { CharterId } from '../domain/ids.ts'
import { Language } from '../domain/language.ts'
import { openDesk } from '../main.ts'
import { runningDesk } from '../notice.ts'
import { done, refusedInput, wrongCall, type Outcome, type Verb } from './verb.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Sent = {
  readonly charter: CharterId
  readonly bytes: Buffer
  readonly dryRun: boolean
  readonly whole: boolean
  readonly mapping: HeadingMap
  /** Where the sheet is to be written with the reasons beside its rows; it is then only looked at. */
  readonly returned: string | null
  readonly language: Language
}

export const importRoster: Verb = {
  usage:
    'import FILE --charter ID [--dry-run] [--whole] [--map "THEIR HEADING=column"]... [--returned OUT.xlsx [--language en|ko|zh]]',
  about: 'register the merchants of a roster (xlsx or csv): the clean rows, or with --whole all or none',
  run: async ({ args, config }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        charter: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        whole: { type: 'boolean', default: false },
        map: { type: 'string', multiple: true, default: [] },
        returned: { type: 'string' },
        language: { type: 'string', default: 'en' },
      },
    })
    const [file] = positionals
    const charter = CharterId.safeParse(values.charter)
    if (!file || positionals.length > 1) return wrongCall('Name one roster file.')
    if (!charter.success) return wrongCall('--charter must name a charter, such as C01G9… .')
    const language = Language.safeParse(values.language)
    if (!language.success) return wrongCall('--language takes en, ko or zh.')
    const pairs = values.map.map((pair) => /^(.+)=(\w+)$/.exec(pair))
    if (pairs.some((pair) => !pair))
      return wrongCall('--map takes "THEIR HEADING=column", such as "Family name=surname".')
    let bytes: Buffer
    try {
      bytes = readFileSync(file)
    } catch (error) {
      return refusedInput({ error: String(error) }, [
        `The file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      ])
    }
    const mapping = Object.fromEntries(pairs.map((pair) => [pair![1]!, pair![2]!]))
    const sent: Sent = {
      charter: charter.data,
      bytes,
      dryRun: values['dry-run'] || values.returned !== undefined,
      whole: values.whole,
      mapping,
      returned: values.returned ?? null,
      language: language.data,
    }
    const bar = createProgress(process.stderr)
    try {
      const running = await runningDesk(config)
      return running ? await throughDesk(running, sent, bar) : await byItself(config, sent, bar)
    } finally {
      bar.end()
    }
  },
}

/** How far the other process is cannot be seen from here: the bar says how long it has been waited for. */
async function throughDesk(
  running: { readonly url: string; readonly operator: string },
  sent: Sent,
  bar: Progress,
): Promise<Outcome> {
  let seconds = 0
  const show = () => bar.show(0, 1, `waiting for the running desk, ${seconds++} s; its progress is not told`)
  show()
  const tick = setInterval(show, 1_000)
  const type = sent.bytes.subarray(0, 2).toString('latin1') === 'PK' ? xlsx : 'text/csv'
  const query = new URLSearchParams({
    dryRun: String(sent.dryRun),
    mode: sent.whole ? 'all' : 'clean',
    mapping: JSON.stringify(sent.mapping),
    language: sent.language,
  })
  const ask = (accept: string) =>
    fetch(`${running.url}/v1/charters/${sent.charter}/roster?${query.toString()}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${running.operator}`, 'Content-Type': type, Accept: accept },
      body: new Uint8Array(sent.bytes),
    })
  const response = await ask('application/json').finally(() => clearInterval(tick))
  if (response.ok && sent.returned) {
    const book = await ask(xlsx)
    if (book.ok) writeFileSync(sent.returned, Buffer.from(await book.arrayBuffer()))
  }
  const body = (await response.json()) as ImportReport | { findings?: readonly { message: string }[]; detail?: string }
  if ('created' in body) return report(body, sent.whole)
  return refusedInput(body, body.findings?.map(({ message }) => message) ?? [body.detail ?? 'refused'])
}

async function byItself(
  config: Config,
  { charter, bytes, dryRun, whole, mapping, returned, language }: Sent,
  bar: Progress,
): Promise<Outcome> {
  bar.show(0, 1, 'reading the file')
  const desk = await openDesk(config)
  try {
    const envelope = {
      caller: { ...deskCaller, token: 'operator' },
      request: `Q${desk.desk.chance.part()}`,
      now: desk.desk.clock.now(),
      idempotency: null,
      ifMatch: null,
    }
    const mode = dryRun ? 'look' : whole ? 'all' : 'clean'
    const answer = await desk.rosters.importRoster(envelope, charter, bytes, {
      mode,
      mapping,
      progress: (rows, of) => bar.show(rows, of, `${rows} of ${of} rows`),
    })
    if (answer.outcome === 'done' && returned) {
      const book = await desk.rosters.returned(envelope, charter, bytes, { mapping, language })
      if (book.outcome === 'done') writeFileSync(returned, book.value)
    }
    if (answer.outcome === 'done') return report(answer.value, whole)
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
}

/** Rows that are left out, or in doubt, are input refused: a script must see that somebody has to look. */
function report(answer: ImportReport, whole: boolean): Outcome {
  const wrong = [...answer.rejected, ...answer.conflicts]
  const tried = answer.dryRun ? ' (tried only, nothing was written)' : ''
  const taken = `${answer.rows} rows: ${answer.created} created, ${answer.updated} updated, ${answer.unchanged} unchanged${tried}.`
  const strangers = answer.unknownHeadings.map(
    ({ heading, nearest }) =>
      `  column "${heading}" is not known${nearest ? `; --map "${heading}=${nearest}" reads it as ${nearest}` : ''}`,
  )
  if (!wrong.length) return done(answer, [taken, ...strangers])
  const parked = new Set(answer.conflicts.map(({ row }) => row)).size
  return refusedInput(answer, [
    whole && !answer.dryRun ? `Nothing of the ${answer.rows} rows was imported:` : taken,
    `${answer.rejectedRows} rows were left out, ${parked} wait for a decision:`,
    ...wrong.map(
      ({ row, column, value, explanation }) =>
        `  row ${row}, ${column}${value ? ` "${value.replaceAll(/\s*\n\s*/g, ' / ')}"` : ''}: ${explanation}`,
    ),
    ...strangers,
  ])
}
