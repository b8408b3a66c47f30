// Makes the demo's files again, the same to the byte: `node --import tsx db/demo/make.ts`.
import path from 'node:path'
import { readScenario } from '../../src/demo/readScenario.ts'
import { makeDelhi } from './make/delhi.ts'
import { makeHu454 } from './make/hu454.ts'
import { writeJson, writeRosterCsv, writeRosterXlsx } from './make/write.ts'

for (const demo of [makeHu454(), makeDelhi()]) {
  const folder = path.join(import.meta.dirname, demo.folder)
  const numbers = new Map<string, string[]>()
  for (const { file, rows } of demo.rosters) {
    const write = file.endsWith('.xlsx') ? writeRosterXlsx : writeRosterCsv
    await write(path.join(folder, file), rows)
    numbers.set(
      path.join(folder, file),
      rows.map((row) => row.documentNumber),
    )
  }
  for (const part of ['laboratories', 'vehicles', 'rooms', 'scenario'] as const)
    await writeJson(path.join(folder, `${part}.json`), demo[part])

  const read = await readScenario(folder, async (roster) => numbers.get(roster) ?? [])
  if (read.outcome === 'faulty') throw new Error([demo.folder, ...read.faults].join('\n'))
  process.stdout.write(`${demo.folder}: written\n`)
}
