// desk manifest: the passenger manifest of a charter.
import { parseArgs } from 'node:util'
import { lookLine } from '../application/journal.ts'
import { deskCaller } from '../application/perform.ts'
import { shownTo } from '../domain/access/fields.ts'
import { CharterId } from '../domain/ids.ts'
import { openDesk } from '../main.ts'
import { done, refusedInput, wrongCall, type Verb } from './verb.ts'

export const manifest: Verb = {
  usage: 'manifest CHARTER --format csv',
  about: 'the closed passenger manifest',
  run: async ({ args, config }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'csv' } },
    })
    const id = CharterId.safeParse(positionals[0])
    if (!id.success || positionals.length !== 1) return wrongCall('Name one charter.')
    if (values.format !== 'csv') return wrongCall(`--format ${values.format} is not known; csv is.`)
    const open = await openDesk(config)
    try {
      const charter = await open.desk.store.charter(id.data)
      if (!charter) return refusedInput({ error: 'unknown charter' }, [`There is no charter ${id.data}.`])
      const closed = charter.state.record.manifest
      if (!closed) return refusedInput({ error: 'manifest open' }, ['The passenger manifest is not closed yet.'])
      await open.desk.journal.write(
        lookLine({ ...deskCaller, token: 'operator' }, `Q${open.desk.chance.part()}`, open.desk.clock.now(), {
          what: 'manifestFile',
          charter: id.data,
          journeys: closed.entries,
          fields: shownTo('manifestFile', 'carrier'),
        }),
      )
      const csv = await open.rosters.manifestCsv(charter.state, 'carrier')
      return done(
        { charter: id.data, version: closed.version, closedAt: closed.closedAt, entries: closed.entries.length, csv },
        [csv.trimEnd()],
      )
    } finally {
      await open.close()
    }
  },
}
