// desk record: take the record out with a signed manifest, and check such an export with the public key alone.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { deskCaller } from '../application/perform.ts'
import { exportRecord, tellExport } from '../application/recordExport.ts'
import { verifyExport } from '../application/recordVerify.ts'
import type { Config } from '../config.ts'
import { CharterId } from '../domain/ids.ts'
import { openDesk } from '../main.ts'
import { done, refusedInput, wrongCall, type Outcome, type Verb } from './verb.ts'

export const record: Verb = {
  usage: 'record export FOLDER [--charter ID] | verify FOLDER --key FILE',
  about: 'take the record out as files with a signed manifest, or check such files with the public key alone',
  run: async ({ args, config }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { charter: { type: 'string' }, key: { type: 'string' } },
    })
    const [what, folder] = positionals
    if (!folder || positionals.length !== 2) return wrongCall('Name what to do, export or verify, and one folder.')
    if (what === 'export') return taken(config, folder, values.charter)
    if (what === 'verify') return checked(folder, values.key)
    return wrongCall(`record cannot ${what}: it can export and verify.`)
  },
}

async function taken(config: Config, folder: string, charter: string | undefined): Promise<Outcome> {
  const id = charter === undefined ? null : CharterId.safeParse(charter)
  if (id && !id.success) return wrongCall('Name one charter.')
  if (existsSync(folder) && readdirSync(folder).length)
    return refusedInput({ error: 'not empty', folder }, [`${folder} is not empty.`])
  const open = await openDesk(config)
  try {
    const { store, clock, chance } = open.desk
    const caller = { ...deskCaller, token: 'operator' }
    const now = clock.now()
    const envelope = { caller, request: `Q${chance.part()}`, now, idempotency: null, ifMatch: null }
    const of = id?.data ?? null
    if (of && !(await store.charter(of)))
      return refusedInput({ error: 'unknown charter' }, [`There is no charter ${of}.`])
    const told = await tellExport(open.desk, envelope, of)
    if (told.outcome !== 'done') return refusedInput(told, ['The export could not be told to the record.'])
    mkdirSync(folder, { recursive: true })
    const names: string[] = []
    for await (const { name, content } of exportRecord(store, open.signer(), now, of)) {
      writeFileSync(path.join(folder, name), content, { flag: 'wx' })
      names.push(name)
    }
    return done({ folder, charter: of, files: names }, [
      `${names.length} files in ${folder}; README.txt says how to check them.`,
    ])
  } finally {
    await open.close()
  }
}

async function checked(folder: string, key: string | undefined): Promise<Outcome> {
  if (key === undefined) return wrongCall('Name the desk’s public key: --key FILE.')
  for (const file of [folder, key])
    if (!existsSync(file)) return refusedInput({ error: 'no such file', file }, [`There is no ${file}.`])
  const read = (name: string) => {
    const file = path.join(folder, name)
    return existsSync(file) ? readFileSync(file) : null
  }
  const verified = await verifyExport(read, readdirSync(folder), readFileSync(key, 'utf8'))
  return verified.first
    ? refusedInput(verified, [`First difference: ${verified.first.file}: ${verified.first.what}.`])
    : done(verified, [
        `Whole: ${verified.lines} lines, every one as it was chained and signed; ${verified.checkpoints} checkpoints hold.`,
      ])
}
